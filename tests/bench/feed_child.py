"""Loads files of feeds from a folder into the engine at an address, in a process of its own that may be killed.

`python -m tests.bench.feed_child ENDPOINT FOLDER VERSION NAME…` prints its peak of resident memory in KB.
"""

import resource
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from chalicelib.contracts.feed_files import load_file
from chalicelib.contracts.feed_jobs import INCOMING, LoadFile
from tests.bench.feeds import feed_ports
from tests.stores.engines import client_of, light

BLOCK = 1_000_000


@dataclass(frozen=True)
class Folder:
    """`FeedObjects` on disk."""

    root: Path

    def blocks(self, key: str, version: str, offset: int) -> Iterator[bytes]:
        with (self.root / key).open("rb") as file:
            file.seek(offset)
            while block := file.read(BLOCK):
                yield block

    def put(self, key: str, content: bytes, media_type: str) -> None:
        target = self.root / key
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def main(endpoint: str, folder: str, version: str, *names: str) -> None:
    """Loads the files one after the other; those that are loaded take no time."""
    ports = replace(feed_ports(light(client_of(endpoint))), objects=Folder(Path(folder)))
    for name in names:
        for _ in load_file(ports, LoadFile(INCOMING + name, version, 1)):
            pass
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
