"""The stand-in in a background thread, for tests and scripts that aren't asynchronous."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from local.aws.options import Options
from local.aws.standin import Also, AppSource, Standin

T = TypeVar("T")


class StandinThread:
    """A `Standin` with the same arguments, run by an event loop in a background thread; a context manager."""

    def __init__(
        self,
        app: AppSource,
        resources: Path,
        parameters: Mapping[str, str] | None = None,
        pages: Mapping[str, Path] | None = None,
        options: Options | None = None,
        also: Also | None = None,
    ) -> None:
        self.standin = Standin(app, resources, parameters, pages, options, also)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="standin", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        try:
            self._run(self.standin.__aenter__())
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._run(self.standin.__aexit__(kind, error, trace))
        finally:
            self._end()

    @property
    def http_url(self) -> str:
        """See `Standin.http_url`."""
        return self.standin.http_url

    @property
    def rest_url(self) -> str:
        """See `Standin.rest_url`."""
        return self.standin.rest_url

    @property
    def ws_url(self) -> str:
        """See `Standin.ws_url`."""
        return self.standin.ws_url

    @property
    def aws_endpoint(self) -> str:
        """See `Standin.aws_endpoint`."""
        return self.standin.aws_endpoint

    def environment(self) -> dict[str, str]:
        """See `Standin.environment`."""
        return self.standin.environment()

    def client(self, service: str) -> Any:
        """See `Standin.client`."""
        return self.standin.client(service)

    def fire(self, function_name: str) -> Any:
        """See `Standin.fire`."""
        return self._run(self.standin.fire(function_name))

    def invoke(self, function_name: str, event: dict[str, Any]) -> Any:
        """See `Standin.invoke`."""
        return self._run(self.standin.invoke(function_name, event))

    def drop(self, connection_id: str) -> None:
        """See `Standin.drop`."""
        self._call(self.standin.drop, connection_id)

    def connection_ids(self) -> list[str]:
        """See `Standin.connection_ids`."""
        return self._call(self.standin.connection_ids)

    def _call(self, function: Callable[..., T], *arguments: Any) -> T:
        async def call() -> T:
            return function(*arguments)

        return self._run(call())

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def _end(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
