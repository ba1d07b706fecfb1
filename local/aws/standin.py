"""The stand-in: starts all parts in order and stops them at the end."""

import asyncio
import logging
import os
import socket
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aiohttp import web
from chalice.app import Chalice, ScheduledEventConfig, SQSEventConfig

from local.aws import schedules
from local.aws.engines import Engine, start_dynamodb_local, start_moto
from local.aws.errors import StandinError
from local.aws.front import Front
from local.aws.functions import Functions
from local.aws.gateway import Gateway
from local.aws.management import PREFIX, Management
from local.aws.options import REGION, SECRET, Options
from local.aws.pages import SECURITY_HEADERS, Pages, content_security_policy, tile_origins
from local.aws.plain_http import PlainHttp
from local.aws.provision import client, provision
from local.aws.rest import PAYLOAD_LIMIT, Rest
from local.aws.sqs_source import SqsSource, mappings
from local.aws.template import Template
from local.aws.timers import Timers

log = logging.getLogger("local.aws")

_SETTLE_S = 3.0

AppSource = Chalice | Callable[[], Chalice]

Also = Callable[[web.BaseRequest], Awaitable[web.StreamResponse | None]]
"""Handles requests beside the app, such as the demo's sign-in; None for any other request."""


class Standin:
    """AWS on one machine for one Chalice app; an async context manager.

    `app` is the Chalice object, or a function that loads it once the environment is set (see `environment`).
    `resources` is the deployment's resources file, `parameters` the values of its parameters. `pages` maps URL paths to
    directories of static files; `also` is called before them. Raises `StandinError` for an invalid configuration.
    """

    def __init__(
        self,
        app: AppSource,
        resources: Path,
        parameters: Mapping[str, str] | None = None,
        pages: Mapping[str, Path] | None = None,
        options: Options | None = None,
        also: Also | None = None,
    ) -> None:
        self.options = options or Options()
        self._also = also
        self._app_source = app
        self._resources = resources
        self._parameters = parameters or {}
        self._directories = pages or {}
        self.engines: list[Engine] = []
        self._sources: list[SqsSource] = []
        self._timers: Timers | None = None
        self._environment: dict[str, str] = {}
        self._replaced: dict[str, str | None] = {}
        self._server: asyncio.Server | None = None
        self._http: web.Server | None = None
        self.port = 0

    # --- addresses

    @property
    def http_url(self) -> str:
        """The URL of the pages, with the REST API below the prefix of the options and `@connections` at
        `/@connections/{id}`."""
        return f"http://{self.options.host}:{self.port}"

    @property
    def ws_url(self) -> str:
        """The URL for WebSocket clients, without a query string."""
        return f"ws://{self.options.host}:{self.port}/{self.options.stage}"

    @property
    def rest_url(self) -> str:
        """The base URL of the routes."""
        return self.http_url + self.options.rest_prefix.rstrip("/")

    @property
    def aws_endpoint(self) -> str:
        """The URL of moto's server (S3, SQS, SNS, and DynamoDB unless Amazon's is used)."""
        return self._environment["AWS_ENDPOINT_URL"]

    def environment(self) -> dict[str, str]:
        """The environment variables with which the app, and boto3 in any process, use this stand-in."""
        return dict(self._environment)

    # --- methods for tests and the demo

    async def fire(self, function_name: str) -> Any:
        """Calls a scheduled function now, with its event. Returns its result and raises its exceptions."""
        return await self.invoke(function_name, schedules.event(function_name, datetime.now(UTC)))

    async def invoke(self, function_name: str, event: dict[str, Any]) -> Any:
        """Calls any function of the app with `event`, in the functions' threads."""
        function = self.functions.get(function_name)
        return await asyncio.wrap_future(self.functions.submit(function, event))

    def drop(self, connection_id: str) -> None:
        """Aborts a WebSocket without a closing handshake, like a lost network. Raises `KeyError` if it isn't open."""
        self.gateway.drop(connection_id)

    def connection_ids(self) -> list[str]:
        """The ids of the open connections."""
        return list(self.gateway.members)

    def client(self, service: str) -> Any:
        """A boto3 client for `service` (`sqs`, `dynamodb`, `s3`, `sns`) at the stand-in's endpoints."""
        return client(service, self._environment)

    # --- start and stop

    async def __aenter__(self) -> Self:
        try:
            await self._start()
        except BaseException:
            await self._stop()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stop()

    async def _start(self) -> None:
        listener = socket.create_server((self.options.host, self.options.port), backlog=512)
        self.port = listener.getsockname()[1]
        try:
            await self._start_engines()
            template = Template.read(self._resources, self._parameters, self.aws_endpoint)
            await asyncio.to_thread(provision, template, self._environment)
            self._set_environment()
            app = self._app_source if isinstance(self._app_source, Chalice) else self._app_source()
            await self._serve(app, template, listener)
        except BaseException:
            if self._server is None:
                listener.close()
            raise

    async def _start_engines(self) -> None:
        moto = await self._engine(start_moto)
        self._environment = {
            "AWS_ENDPOINT_URL": moto.endpoint,
            "AWS_ACCESS_KEY_ID": "local",
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_REGION": REGION,
            "AWS_EC2_METADATA_DISABLED": "true",
            "BARO_SOCKETS_ENDPOINT": self.http_url,
            "BARO_CERTIFICATES_PAGE": f"{self.rest_url}/certificates",
        }
        if self.options.dynamodb == "amazon":
            jar, data = self.options.dynamodb_jar, self.options.data
            amazon = await self._engine(lambda: start_dynamodb_local(jar, data))
            self._environment["AWS_ENDPOINT_URL_DYNAMODB"] = amazon.endpoint

    async def _engine(self, start: Callable[[], Engine]) -> Engine:
        engine = await asyncio.to_thread(start)
        self.engines.append(engine)
        return engine

    def _set_environment(self) -> None:
        self._replaced = {name: os.environ.get(name) for name in self._environment}
        os.environ.update(self._environment)

    async def _serve(self, app: Chalice, template: Template, listener: socket.socket) -> None:
        options = self.options
        loop = asyncio.get_running_loop()
        for config in app.event_sources:
            if not isinstance(config, SQSEventConfig | ScheduledEventConfig):
                raise StandinError(f"{config.name}: {type(config).__name__} isn't emulated")
        domain = f"{options.host}:{self.port}"
        self.functions = Functions(app, template, options.workers)
        self.gateway = Gateway(self.functions, template, options, domain)
        self._management = Management(self.gateway, options.faults)
        self._rest = Rest(self.functions, options, domain)
        self._pages = Pages(self._directories, self._page_headers)
        http = self._http = web.Server(self._handle, request_factory=_request)
        gateway, answer = self.gateway, self._management.answer
        self._server = await loop.create_server(
            lambda: Front(gateway.protocol, lambda: PlainHttp(answer, http()), http), sock=listener
        )
        for mapping in mappings(self.functions, template, options):
            source = SqsSource(mapping, self.functions, self.client("sqs"), options)
            self._sources.append(source)
            source.start()
        if options.schedules:
            self._timers = Timers(self.functions)

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.rel_url.raw_path
        if PREFIX in path:
            return await self._management.handle(request)
        if self._rest.owns(path):
            return await self._rest.handle(request)
        answer = await self._also(request) if self._also else None
        if answer is not None:
            return answer
        return self._pages.handle(request)

    def _page_headers(self) -> dict[str, str]:
        socket_origin = f"ws://{self.options.host}:{self.port}"
        csp = self.options.csp or content_security_policy(
            self.aws_endpoint, socket_origin, tiles=tile_origins(self.options.map)
        )
        return {**SECURITY_HEADERS, "Content-Security-Policy": csp, **self.options.headers}

    async def _stop(self) -> None:
        if self._timers is not None:
            self._timers.stop()
        for source in self._sources:
            source.stop()
        if self._server is not None:
            self._server.close()
            await self.gateway.close()
        if self._http is not None:
            await self._http.shutdown(1)
        if hasattr(self, "functions") and not await asyncio.to_thread(self.functions.settle, _SETTLE_S):
            log.warning("stopped while functions were running")
        await asyncio.gather(*(asyncio.to_thread(engine.stop) for engine in self.engines))
        for source in self._sources:
            await asyncio.to_thread(source.join)
        if hasattr(self, "functions"):
            self.functions.close()
        for name, value in self._replaced.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _request(message: Any, payload: Any, protocol: Any, writer: Any, task: Any) -> web.BaseRequest:
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=PAYLOAD_LIMIT)
