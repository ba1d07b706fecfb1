"""The app's Lambda functions: found in the Chalice object, run in threads, each call with a Lambda context of its
own."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import uuid4

from chalice.app import Chalice, EventSourceHandler
from chalice.utils import to_cfn_resource_name

from local.aws.errors import StandinError
from local.aws.options import ACCOUNT, REGION
from local.aws.template import Template

log = logging.getLogger("local.aws.functions")

Event = dict[str, Any]
Handler = Callable[[Event, "LambdaContext"], Any]

DEFAULT_TIMEOUT_S = 60  # Chalice's own default
DEFAULT_MEMORY_MB = 128


@dataclass(slots=True)
class LambdaContext:
    """Lambda's context argument of a handler."""

    function_name: str
    timeout_s: float
    memory_limit_in_mb: int
    aws_request_id: str = field(default_factory=lambda: str(uuid4()))
    function_version: str = "$LATEST"
    log_group_name: str = ""
    log_stream_name: str = "local"
    identity: None = None
    client_context: None = None
    started: float = field(default_factory=time.monotonic)

    @property
    def invoked_function_arn(self) -> str:
        return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{self.function_name}"

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds until Lambda would end the call."""
        return max(0, int((self.started + self.timeout_s - time.monotonic()) * 1000))


@dataclass(frozen=True, slots=True)
class Function:
    """A Lambda function: its name in the app, and its handler."""

    name: str
    handler: Handler
    timeout_s: float = DEFAULT_TIMEOUT_S
    memory_mb: int = DEFAULT_MEMORY_MB

    def __call__(self, event: Event) -> Any:
        """Runs the handler with `event` in this thread. Exceptions are logged, as Lambda does, and raised."""
        try:
            return self.handler(event, LambdaContext(self.name, self.timeout_s, self.memory_mb))
        except Exception:
            log.exception("%s raised", self.name)
            raise


class Functions:
    """All functions of a Chalice app, with the thread pool that runs them."""

    def __init__(self, app: Chalice, template: Template, workers: int) -> None:
        _keep_calls_apart(app)
        self.app = app
        self._template = template
        self._pool = ThreadPoolExecutor(workers, "lambda")
        self._running: set[Future[Any]] = set()
        self._by_name = {name: self._function(name, handler) for name, handler in app.handler_map.items()}
        self._by_logical_id = {to_cfn_resource_name(name): one for name, one in self._by_name.items()}
        self.rest = self._function("APIHandler", cast(Handler, app))
        for handler in app.handler_map.values():
            _build_middleware(handler)

    def get(self, name: str) -> Function:
        """The function with this name in the app. Raises `StandinError` if there is none."""
        if name not in self._by_name:
            raise StandinError(f"the app has no function {name}; it has {', '.join(sorted(self._by_name))}")
        return self._by_name[name]

    def with_logical_id(self, logical_id: str) -> Function:
        """The function with this logical id in the packaged template. Raises `StandinError` if there is none."""
        if logical_id not in self._by_logical_id:
            raise StandinError(f"the app has no function that Chalice would call {logical_id} in the template")
        return self._by_logical_id[logical_id]

    def websocket(self, route_key: str) -> Function | None:
        """The handler of `$connect`, `$default` or `$disconnect`; None if the app has none."""
        config = self.app.websocket_handlers.get(route_key)
        return None if config is None else self.get(config.name)

    def submit(self, call: Callable[..., Any], *arguments: Any) -> "Future[Any]":
        """Runs `call` in a thread of the pool."""
        future = self._pool.submit(call, *arguments)
        self._running.add(future)
        future.add_done_callback(self._running.discard)
        return future

    def settle(self, within_s: float) -> bool:
        """Waits until the running calls have ended; False if some still run after `within_s` seconds."""
        return not wait(tuple(self._running), within_s).not_done

    def close(self) -> None:
        """Accepts no more calls; running ones continue in their threads."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _function(self, name: str, handler: Handler) -> Function:
        properties: Mapping[str, Any] = self._template.resolve(
            {
                key: value
                for key, value in self._template.function_properties(name).items()
                if key in ("Timeout", "MemorySize")
            }
        )
        return Function(
            name,
            handler,
            float(properties.get("Timeout", DEFAULT_TIMEOUT_S)),
            int(properties.get("MemorySize", DEFAULT_MEMORY_MB)),
        )


class _CallsApart:
    """Mixed into the app's class: keeps Chalice's state of the current call per thread. A Lambda process handles one
    call at a time; here calls run in parallel."""

    _of_thread = threading.local()

    @property
    def current_request(self) -> Any:
        return getattr(self._of_thread, "request", None)

    @current_request.setter
    def current_request(self, value: Any) -> None:
        self._of_thread.request = value

    @property
    def lambda_context(self) -> Any:
        return getattr(self._of_thread, "context", None)

    @lambda_context.setter
    def lambda_context(self, value: Any) -> None:
        self._of_thread.context = value


def _keep_calls_apart(app: Chalice) -> None:
    if not isinstance(app, _CallsApart):
        app.__class__ = type("LocalChalice", (_CallsApart, app.__class__), {})


def _build_middleware(handler: Any) -> None:
    # Chalice builds the chain from a generator at the first call, which fails for two first calls in parallel.
    if isinstance(handler, EventSourceHandler) and handler.handler is None:
        handler.handler = handler._build_middleware_handlers(handler.middleware_handlers, original_handler=handler.func)
