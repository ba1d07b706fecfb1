"""Running several calls in parallel or in order. Threads suffice: the time is spent waiting for the network."""

from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import Generic, TypeVar

Result = TypeVar("Result")

RunParallel = Callable[[Iterable[Callable[[], object]]], None]
"""Runs calls in parallel, returns when all have ended, raises the first error."""


def parallel_runner(pool: Executor) -> RunParallel:
    """A function that runs calls in parallel: the first in this thread, the others in the pool. It raises the first
    error after all calls have ended. Calls that the pool has not begun by then run in this thread: no thread waits for
    one that the pool has no thread for, so calls may run others in parallel.

    Each call in the pool runs in a copy of this context, so that it sees the deadline of the invocation.
    """

    def run_parallel(calls: Iterable[Callable[[], object]]) -> None:
        waiting = list(calls)
        if not waiting:
            return
        first, *others = waiting
        running = [pool.submit(copy_context().run, call) for call in others]
        try:
            first()
        finally:
            errors = [_error_of(future, call) for future, call in zip(running, others, strict=True)]
        for error in errors:
            if error is not None:
                raise error

    return run_parallel


def _error_of(future: Future[object], call: Callable[[], object]) -> BaseException | None:
    """Waits until the call has ended; runs it if the pool has not begun it."""
    if not future.cancel():
        return future.exception()
    try:
        call()
    except Exception as error:  # noqa: BLE001 - raised by the caller, after the other calls
        return error
    return None


def thread_pool() -> Executor:
    """A pool for one Lambda process. 16 threads cover the devices of one conversation."""
    return ThreadPoolExecutor(max_workers=16, thread_name_prefix="parallel")


class PendingCall(Generic[Result]):
    """A call for `RunParallel` whose result is read afterwards."""

    def __init__(self, call: Callable[[], Result]) -> None:
        self._call = call
        self._results: list[Result] = []

    def __call__(self) -> None:
        self._results.append(self._call())

    @property
    def result(self) -> Result:
        """The result, after the call was run."""
        return self._results[-1]


def gather(run_parallel: RunParallel, calls: Iterable[Callable[[], Result]]) -> list[Result]:
    """Runs calls in parallel and returns their results in the order of the calls."""
    pending = [PendingCall(call) for call in calls]
    run_parallel(pending)
    return [call.result for call in pending]


def run_all(calls: Iterable[Callable[[], object]]) -> None:
    """Makes every call in order, also after one has failed. Raises the first error at the end."""
    errors = []
    for call in calls:
        try:
            call()
        except Exception as error:  # noqa: BLE001 - raised below
            errors.append(error)
    if errors:
        raise errors[0]


def run_in_order(calls: Iterable[Callable[[], object]]) -> None:
    """Makes calls in order and stops at the first error; replaces `run_parallel` in tests that count or crash calls."""
    for call in calls:
        call()
