"""Runs many workers at once, one call to the outside at a time, in an order drawn by chance. A worker may end at any
call, before or after it took effect."""

import random
import threading
from collections.abc import Callable
from typing import Any

from tests.model.fuse import Crash


class Interleaved:
    """Workers that take turns: before each call through `wrap` another one may go on."""

    def __init__(self, seed: int, crash_share: float) -> None:
        self._chance = random.Random(seed)
        self._crash_share = crash_share
        self._turns: dict[int, threading.Semaphore] = {}
        self._back = threading.Semaphore(0)
        self._number = 0
        self.crashes = 0
        self.errors: list[BaseException] = []

    def wrap(self, inner: Any) -> Any:
        """The adapter, each call of which is a turn."""
        return _Turns(inner, self)

    def run(self, workers: list[Callable[[], object]], *, again: Callable[[], object] | None = None) -> None:
        """Runs workers until all have ended; one that crashed is followed by `again`, as a queue delivers its message
        once more."""
        waiting = list(workers)
        while waiting or self._turns:
            while waiting:
                self._start(waiting.pop())
            number = self._chance.choice(list(self._turns))
            before = self.crashes
            self._turns[number].release()
            self._back.acquire()
            if self.crashes > before and again is not None:
                waiting.append(again)
        if self.errors:
            raise self.errors[0]

    def _start(self, worker: Callable[[], object]) -> None:
        number, turn = self._number, threading.Semaphore(0)
        self._number += 1
        self._turns[number] = turn

        def life() -> None:
            turn.acquire()
            try:
                worker()
            except Crash:
                self.crashes += 1
            except BaseException as error:  # noqa: BLE001 - raised by `run`
                self.errors.append(error)
            finally:
                del self._turns[number]
                self._back.release()

        threading.Thread(target=life, name=str(number), daemon=True).start()

    def take_turn(self, call: Callable[[], Any]) -> Any:
        """One call of the worker that runs now."""
        turn = self._turns[int(threading.current_thread().name)]
        self._back.release()
        turn.acquire()
        fate = self._chance.random()
        if fate < self._crash_share / 2:
            raise Crash
        result = call()
        if fate < self._crash_share:
            raise Crash
        return result


class _Turns:
    def __init__(self, inner: Any, among: Interleaved) -> None:
        self._inner = inner
        self._among = among

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._inner, name)
        return lambda *args, **kwargs: self._among.take_turn(lambda: method(*args, **kwargs))
