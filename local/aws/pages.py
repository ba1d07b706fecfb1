"""Static pages as CloudFront serves them from S3: security headers, caching by kind of file, compression. Paths outside
the directories are refused."""

import gzip
import hashlib
import mimetypes
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from aiohttp import web

_HASHED = re.compile(r"[-.][A-Za-z0-9_-]{8,}\.[a-z0-9]+$")
_TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".html": "text/html",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
}
_TEXT = re.compile(r"text/|application/(json|manifest\+json)")
_COMPRESSED = re.compile(r"text/|image/svg|application/(json|manifest\+json|wasm)")
_COMPRESSED_FROM = 1000
"""Minimum size in bytes; CloudFront doesn't compress smaller files."""

SECURITY_HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(self), microphone=()",
}


def content_security_policy(*others: str, embedders: Sequence[str] = (), tiles: Sequence[str] = ()) -> str:
    """The pages' CSP; `others` are further origins for connections and images (uploads, sockets), `tiles` those of map
    tiles.

    `embedders` may show the pages in a frame; browsers then ignore `X-Frame-Options`.
    """
    more = "".join(f" {origin}" for origin in others)
    maps = "".join(f" {origin}" for origin in tiles)
    ancestors = " ".join(("'self'", *embedders))
    return (
        "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; "
        f"frame-ancestors {ancestors}; "
        "script-src 'self'; style-src 'self'; font-src 'self'; "
        f"img-src 'self' data: blob:{more}{maps}; media-src 'self' blob:{more}; connect-src 'self'{more}"
    )


def tile_origins(page_map: Mapping[str, object]) -> tuple[str, ...]:
    """The origin of a configured map's tiles, for the pages' CSP; none without a map. Subdomains `{s}` become `*`."""
    address = page_map.get("tiles")
    parts = urlsplit(address) if isinstance(address, str) else None
    return (f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}",) if parts and parts.netloc else ()


class Pages:
    """Directories by URL path, e.g. `{"/": web/customer/dist, "/panel/": web/panel/dist}`; the longest matching path is
    used. `headers` are those of each answer."""

    def __init__(self, directories: Mapping[str, Path], headers: Callable[[], Mapping[str, str]]) -> None:
        mounts = {"/" + path.strip("/"): directory.resolve() for path, directory in directories.items()}
        self._mounts = sorted(mounts.items(), key=lambda mount: -len(mount[0]))
        self._headers = headers

    def handle(self, request: web.BaseRequest) -> web.Response:
        """The file at the path, `index.html` for a directory; 404 for a missing file or one outside the directories."""
        if request.method not in ("GET", "HEAD"):
            return web.Response(status=405, headers={"Allow": "GET, HEAD"})
        path = unquote(request.rel_url.raw_path)
        for mount, directory in self._mounts:
            if path == mount and mount != "/":
                return web.Response(status=301, headers={"Location": mount + "/"})
            if path.startswith(mount if mount == "/" else mount + "/"):
                found = _inside(directory, path[len(mount) :])
                if found is not None:
                    return self._file(found, request)
        return web.Response(status=404, text="Not found", headers=self._headers())

    def _file(self, path: Path, request: web.BaseRequest) -> web.Response:
        data = path.read_bytes()
        kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        headers = {
            **self._headers(),
            "Cache-Control": caching(path),
            "Content-Type": f"{kind}; charset=utf-8" if _TEXT.match(kind) else kind,
        }
        mark = ""
        if _COMPRESSED.match(kind) and len(data) >= _COMPRESSED_FROM:
            headers["Vary"] = "Accept-Encoding"
            if accepts_gzip(request.headers.get("Accept-Encoding", "")):
                headers["Content-Encoding"] = "gzip"
                mark = "-gzip"
        # Each encoding needs an ETag of its own, or a cache could return the wrong one.
        etag = f'"{hashlib.sha256(data).hexdigest()[:32]}{mark}"'
        headers["ETag"] = etag
        if etag in request.headers.get("If-None-Match", ""):
            del headers["Content-Type"]
            headers.pop("Content-Encoding", None)
            return web.Response(status=304, headers=headers)
        return web.Response(body=_gzipped(data) if mark else data, headers=headers)


def accepts_gzip(accept_encoding: str) -> bool:
    """Whether an `Accept-Encoding` header accepts gzip; not with `gzip;q=0` or without the header."""
    wanted = {"gzip": 0.0, "*": 0.0}
    for part in accept_encoding.lower().split(","):
        name, _, parameter = part.strip().partition(";")
        quality = parameter.strip().removeprefix("q=")
        try:
            wanted[name.strip()] = float(quality) if quality else 1.0
        except ValueError:
            return False
    named = "gzip" in accept_encoding.lower()
    return wanted["gzip"] > 0 if named else wanted["*"] > 0


@lru_cache(maxsize=256)
def _gzipped(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def caching(path: Path) -> str:
    """The `Cache-Control` of a file: immutable with a hash in its name, otherwise revalidated every time."""
    hashed = path.suffix != ".html" and _HASHED.search(path.name) is not None
    return "public, max-age=31536000, immutable" if hashed else "no-cache"


def _inside(directory: Path, relative: str) -> Path | None:
    if "\0" in relative:
        return None
    try:
        found = (directory / relative.lstrip("/")).resolve()
        if found.is_dir():
            found = found / "index.html"
        return found if found.is_relative_to(directory) and found.is_file() else None
    except OSError:  # a name longer than the file system allows
        return None
