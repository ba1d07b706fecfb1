"""A copy of the configuration, which a test may break."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from chalicelib.content import config_files

READERS = {"read_rules", "read_toml", "flows"}
"""A module that has one of these may keep what it read."""


@contextmanager
def config_copy(folder: Path) -> Iterator[Path]:
    """A copy in `folder`, read instead of the original."""
    copy = folder / "config"
    shutil.copytree(config_files.CONFIG, copy)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(config_files, "CONFIG", copy)
        forget_configuration()
        yield copy
    forget_configuration()


def forget_configuration() -> None:
    """Files are read again."""
    for name, module in list(sys.modules.items()):
        if name.startswith("chalicelib.") and not READERS.isdisjoint(vars(module)):
            for each in vars(module).values():
                if hasattr(each, "cache_clear"):
                    each.cache_clear()
