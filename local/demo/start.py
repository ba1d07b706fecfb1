"""Starts the centre on this machine: stand-in for AWS, demo people, pages."""

import asyncio
import json
import os
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from aiohttp import web
from chalice.app import Chalice

from chalicelib.content.hours import SEOUL
from chalicelib.contracts.feed_progress import REPORTS
from chalicelib.settings import settings
from local.aws import Options, Standin
from local.aws.options import ACCOUNT
from local.demo import phones
from local.demo.contracts import holders_of
from local.demo.identity_check import DemoPass
from local.demo.mail_folder import MailFolder
from local.demo.safe_numbers import DemoSafeNumbers
from local.demo.sign_in import IdentityProvider
from local.feed import holder_row, put_file

ROOT = Path(__file__).parent.parent.parent
RESOURCES = ROOT / ".chalice" / "resources.json"
PAGES = {
    "/": ROOT / "web" / "customer" / "dist",
    "/panel/": ROOT / "web" / "panel" / "dist",
    "/responder/": ROOT / "web" / "responder" / "dist",
    "/design/": ROOT / "web" / "design" / "dist",
}
CONFIGURED = ("/config.json", "/panel/config.json", "/responder/config.json")
"""The pages' configurations, which name the addresses of this centre."""
STAGE = "local"

LOADING_S = 60
"""Maximum time that the demo customers take, in seconds."""


@asynccontextmanager
async def run_centre(
    options: Options, state: Path, progress: Callable[[str], None] = lambda _: None
) -> AsyncIterator[tuple[Standin, IdentityProvider]]:
    """Runs the centre until the block ends. `state` is a directory for keys; `progress` is called with each step."""
    progress("로그인 키를 만듭니다")
    provider = IdentityProvider(state / "jwks.json")
    _replace_providers(state)
    os.environ.update(provider.environment, BARO_STAGE=STAGE, BARO_ACCOUNT=ACCOUNT, **phones.APPLICATIONS)

    async def also(request: web.BaseRequest) -> web.StreamResponse | None:
        if request.method == "GET" and request.path in CONFIGURED:
            return web.json_response(_page_config(standin))
        return await provider.handle(request)

    progress("DynamoDB · S3 · SQS · SNS를 띄웁니다")
    parameters = {"Stage": STAGE, "JwtIssuer": "local", "JwtAudience": "local", "Jwks": "local", "PageOrigins": "*"}
    standin = Standin(_load_app, RESOURCES, parameters, PAGES, options, also)
    async with standin:
        phones.create_platform_applications(standin.client("sns"))
        progress("시연용 고객과 계약을 넣습니다")
        await load_demo_holders(standin)
        yield standin, provider


def _replace_providers(state: Path) -> None:
    """Puts stand-ins where the cloud has PASS, SES and an exchange of safe numbers."""
    from chalicelib.wiring import dispatch, identity, mail

    demo_pass, folder = DemoPass(), MailFolder(state / "mail")
    identity.identity_provider = lambda: demo_pass
    mail.mail = lambda: folder
    dispatch.safe_numbers = DemoSafeNumbers


def _load_app() -> Chalice:
    from app import app
    from chalicelib.config_validation import validate_configuration

    validate_configuration()
    return app


async def load_demo_holders(standin: Standin) -> None:
    """Loads the demo customers with their contracts as the insurer's core system would: a file in the bucket of
    feeds. Ends when the report about it is there."""
    s3, bucket, name = standin.client("s3"), settings().bucket("feeds"), "holders/demo.jsonl"
    await asyncio.to_thread(put_file, s3, bucket, name, map(holder_row, holders_of(datetime.now(SEOUL).date())))
    async with asyncio.timeout(LOADING_S):
        while "Contents" not in await asyncio.to_thread(s3.list_objects_v2, Bucket=bucket, Prefix=REPORTS + name):
            await asyncio.sleep(0.05)


def _page_config(standin: Standin) -> dict[str, object]:
    page_map = {"map": standin.options.map} if standin.options.map else {}
    return {"api": standin.rest_url, "ws": standin.ws_url, **_brand(), **page_map}


def _brand() -> dict[str, object]:
    brand: dict[str, object] = json.loads((ROOT / "local" / "demo" / "brand.json").read_text("utf-8"))
    return brand


def free_port(wanted: int) -> int:
    """The port `wanted`, or the next free one."""
    for port in range(wanted, wanted + 50):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    return 0


def options_from(environment: dict[str, str]) -> Options:
    """The options of `make run`: DYNAMODB=amazon DATA=directory PORT=number."""
    page_map = _brand().get("map")
    options = Options(
        port=free_port(int(environment.get("PORT") or 8080)), map=page_map if isinstance(page_map, dict) else {}
    )
    if environment.get("DYNAMODB") == "amazon":
        data = environment.get("DATA")
        options = replace(options, dynamodb="amazon", data=Path(data).resolve() if data else None)
    return options
