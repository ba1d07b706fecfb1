"""HTTP sites beside the centre: the customer's page as served by a CDN, and pages that embed it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from local.aws.pages import SECURITY_HEADERS, content_security_policy
from local.demo.start import PAGES
from tests.e2e.world import World

BRAND = {"name": "바로손해보험", "short": "바로"}
EMBEDDING = """<!doctype html>
<html lang="ko">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><title>보험사</title>
<h1>내 자동차보험</h1><p><a href="#contract">계약 보기</a></p>
<script src="{chat}/embed.js" data-label="상담" async></script>
</html>"""


class _Files(SimpleHTTPRequestHandler):
    """Serves a directory's files, some with other contents, all with further headers."""

    def __init__(self, others: Mapping[str, str], headers: Mapping[str, str], *args: object, **named: object) -> None:
        self._others, self._more = others, headers
        super().__init__(*args, **named)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        text = self._others.get(self.path)
        if text is None:
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(self.path) if "." in self.path else "text/html")
        self.end_headers()
        self.wfile.write(text.encode())

    def end_headers(self) -> None:
        for name, value in self._more.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *args: object) -> None:
        """Disables logging."""


class Site:
    """An HTTP origin on a free port; its contents can be set while it serves."""

    def __init__(self, directory: Path) -> None:
        self.others: dict[str, str] = {}
        self.headers: dict[str, str] = {}
        handler = partial(_Files, self.others, self.headers, directory=str(directory))
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    @contextmanager
    def served(self) -> Iterator["Site"]:
        Thread(target=self._server.serve_forever, daemon=True).start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()


@contextmanager
def chat_and_embedding_sites(world: World, empty: Path, hosts: int) -> Iterator[tuple[Site, Sequence[Site]]]:
    """The customer's page on its own origin, and sites that embed it; none is allowed to yet."""
    with ExitStack() as stack:
        chat = stack.enter_context(Site(PAGES["/"]).served())
        sites = [stack.enter_context(Site(empty).served()) for _ in range(hosts)]
        for site in sites:
            site.others["/"] = EMBEDDING.format(chat=chat.address)
        allow_embedding(chat, world, embedders=(), framed=())
        yield chat, sites


def allow_embedding(chat: Site, world: World, *, embedders: Sequence[str], framed: Sequence[str]) -> None:
    """Allows origins: `embedders` in the page's configuration, `framed` in its headers."""
    standin = world.standin
    config = {"api": standin.rest_url, "ws": standin.ws_url, "brand": BRAND, "embedders": list(embedders)}
    chat.others["/config.json"] = json.dumps(config)
    origins = (standin.http_url, standin.http_url.replace("http", "ws", 1))
    csp = content_security_policy(*origins, embedders=framed)
    chat.headers |= {**SECURITY_HEADERS, "Content-Security-Policy": csp}
