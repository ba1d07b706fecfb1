"""A server of map tiles on this machine, named in the pages' configuration and content security policy."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

from PIL import Image

from tests.e2e.world import World

ATTRIBUTION = "지도 데이터 © 시험 지도"


@contextmanager
def map_tiles(world: World) -> Iterator[list[str]]:
    """The pages have a map until the block ends; the paths of the tiles that they have fetched."""
    fetched: list[str] = []
    tile = BytesIO()
    Image.new("RGB", (256, 256), "#dfe7ef").save(tile, "PNG")

    class Tiles(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            fetched.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(tile.getvalue())

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Tiles)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    before = world.standin.options
    address = f"http://127.0.0.1:{server.server_port}/{{z}}/{{x}}/{{y}}.png"
    world.standin.options = replace(before, map={"tiles": address, "attribution": ATTRIBUTION})
    try:
        yield fetched
    finally:
        world.standin.options = before
        server.shutdown()
        server.server_close()
