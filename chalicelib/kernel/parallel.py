"""Waiting for several requests at once. Threads suffice: the time goes into the network."""

from collections.abc import Callable, Iterable
from concurrent.futures import Executor, ThreadPoolExecutor
from contextvars import copy_context


def together_in(pool: Executor) -> Callable[[Iterable[Callable[[], object]]], None]:
    """Runs calls side by side: the first here, the others in the pool. Raises the first error, after all are done.

    The others see this call's deadline too, hence the copied context.
    """

    def together(calls: Iterable[Callable[[], object]]) -> None:
        first, *others = calls
        running = [pool.submit(copy_context().run, call) for call in others]
        try:
            first()
        finally:
            errors = [future.exception() for future in running]
        for error in errors:
            if error is not None:
                raise error

    return together


def thread_pool() -> Executor:
    """A pool for one Lambda process; 16 covers a conversation's devices."""
    return ThreadPoolExecutor(max_workers=16, thread_name_prefix="together")


def insisting(calls: Iterable[Callable[[], object]]) -> None:
    """Makes every call in order, whatever becomes of the others. Raises the first error at the end."""
    errors = []
    for call in calls:
        try:
            call()
        except Exception as error:  # noqa: BLE001 - raised below
            errors.append(error)
    if errors:
        raise errors[0]


def one_after_another(calls: Iterable[Callable[[], object]]) -> None:
    """The same in order, for tests that count or crash calls."""
    for call in calls:
        call()
