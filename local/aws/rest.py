"""The REST API: the Chalice app's HTTP routes behind an emulation of API Gateway's Lambda proxy integration."""

import asyncio
import base64
import time
from typing import Any, cast
from urllib.parse import unquote

from aiohttp import web
from chalice.app import CORSConfig, RouteEntry
from multidict import CIMultiDict

from local.aws.errors import StandinError
from local.aws.functions import Functions
from local.aws.options import ACCOUNT, Options
from local.aws.ws_events import gateway_id, last, request_time

API_ID = "localrest1"
PAYLOAD_LIMIT = 10 * 1024 * 1024
Routes = dict[str, RouteEntry]


class Rest:
    """Calls the app for requests whose path, without the prefix of the options, is one of its routes."""

    def __init__(self, functions: Functions, options: Options, domain: str) -> None:
        self._functions = functions
        self._options = options
        self._domain = domain
        self._prefix = options.rest_prefix.rstrip("/")
        self._routes: list[tuple[list[str], str, Routes]] = []
        for pattern, methods in functions.app.routes.items():
            guarded = [method for method, entry in methods.items() if entry.authorizer is not None]
            if guarded:
                raise StandinError(f"route {pattern} ({', '.join(guarded)}): REST authorizers aren't emulated")
            self._routes.append((_parts(pattern), pattern, methods))
        # A literal part has priority over a variable one, as in API Gateway.
        self._routes.sort(key=lambda route: [part.startswith("{") for part in route[0]])

    def owns(self, path: str) -> bool:
        """Whether a path belongs to the REST API: it is below the prefix or, without a prefix, one of the routes."""
        if self._prefix:
            return path == self._prefix or path.startswith(self._prefix + "/")
        return self._find(path) is not None

    async def handle(self, request: web.BaseRequest) -> web.Response:
        """The app's response, or API Gateway's error."""
        found = self._find(request.rel_url.raw_path.removeprefix(self._prefix))
        if found is None:
            return _message(403, "Missing Authentication Token")
        pattern, methods, parameters = found
        if request.method == "OPTIONS" and "OPTIONS" not in methods:
            return _preflight(methods)
        if request.method not in methods:
            return _message(403, "Missing Authentication Token")
        try:
            body = await request.read()
        except web.HTTPRequestEntityTooLarge:
            return _message(413, "Request Too Long")
        event = self._event(request, body, pattern, parameters)
        call = asyncio.wrap_future(self._functions.submit(self._functions.rest, event))
        try:
            return _response(await asyncio.wait_for(call, self._options.call_s))
        except TimeoutError:
            return _message(504, "Endpoint request timed out")
        except Exception:  # noqa: BLE001 - logged by the function; the client gets API Gateway's error
            return _message(502, "Internal server error")

    def _find(self, path: str) -> tuple[str, Routes, dict[str, str]] | None:
        parts = _parts(path)
        for wanted, pattern, methods in self._routes:
            if len(wanted) == len(parts) and all(
                one.startswith("{") or one == unquote(part) for one, part in zip(wanted, parts, strict=True)
            ):
                named = zip(wanted, parts, strict=True)
                return (
                    pattern,
                    methods,
                    {one[1:-1]: unquote(part) for one, part in named if one.startswith("{")},
                )
        return None

    def _event(self, request: web.BaseRequest, body: bytes, pattern: str, parameters: dict[str, str]) -> dict[str, Any]:
        now = time.time()
        source_ip = request.remote or "127.0.0.1"
        headers: dict[str, list[str]] = {}
        for name, value in request.headers.items():
            headers.setdefault(name, []).append(value)
        headers |= {
            "X-Forwarded-For": [source_ip],
            "X-Forwarded-Port": ["443"],
            "X-Forwarded-Proto": ["https"],
        }
        queries: dict[str, list[str]] = {}
        for name, value in request.rel_url.query.items():
            queries.setdefault(name, []).append(value)
        binary = request.content_type in self._functions.app.api.binary_types
        path = request.rel_url.path.removeprefix(self._prefix) or "/"
        text = base64.b64encode(body).decode() if binary else body.decode("utf-8", "replace")
        return {
            "resource": pattern,
            "path": path,
            "httpMethod": request.method,
            "headers": last(headers),
            "multiValueHeaders": headers,
            "queryStringParameters": last(queries) or None,
            "multiValueQueryStringParameters": queries or None,
            "pathParameters": parameters or None,
            "stageVariables": None,
            "requestContext": {
                "resourceId": "local",
                "resourcePath": pattern,
                "httpMethod": request.method,
                "extendedRequestId": gateway_id(),
                "requestTime": request_time(now),
                "path": f"/{self._options.stage}{path}",
                "accountId": ACCOUNT,
                "protocol": "HTTP/1.1",
                "stage": self._options.stage,
                "domainPrefix": API_ID,
                "requestTimeEpoch": int(now * 1000),
                "requestId": gateway_id(),
                "identity": {"sourceIp": source_ip, "userAgent": request.headers.get("User-Agent", "")},
                "domainName": self._domain,
                "apiId": API_ID,
            },
            "body": text if body else None,
            "isBase64Encoded": binary,
        }


def _parts(path: str) -> list[str]:
    return path.strip("/").split("/")


def _response(answer: Any) -> web.Response:
    """A Lambda proxy response as HTTP; 502 for an invalid one."""
    if not isinstance(answer, dict) or not isinstance(answer.get("statusCode"), int):
        return _message(502, "Internal server error")
    headers: CIMultiDict[str] = CIMultiDict()
    for name, value in (answer.get("headers") or {}).items():
        headers[name] = str(value)
    for name, values in (answer.get("multiValueHeaders") or {}).items():
        headers.popall(name, None)
        headers.extend((name, str(value)) for value in values)
    body = answer.get("body") or ""
    data = base64.b64decode(body) if answer.get("isBase64Encoded") else body.encode()
    headers.popall("Content-Length", None)
    headers.setdefault("Content-Type", "application/json")
    return web.Response(status=answer["statusCode"], body=data, headers=headers)


def _preflight(methods: Routes) -> web.Response:
    """The response of the mock integration that Chalice deploys for `OPTIONS` of a route with CORS."""
    shared = [cors for cors in (cast("CORSConfig | None", entry.cors) for entry in methods.values()) if cors]
    if not shared:
        return _message(403, "Missing Authentication Token")
    allowed = ",".join(sorted([*methods, "OPTIONS"]))
    headers = {"Access-Control-Allow-Methods": allowed, **shared[0].get_access_control_headers()}
    return web.Response(status=200, headers=headers)


def _message(status: int, text: str) -> web.Response:
    return web.json_response({"message": text}, status=status)
