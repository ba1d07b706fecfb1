"""A fresh centre for every test."""

from collections.abc import Iterator

import pytest

from tests.entry.centre import Centre


@pytest.fixture
def centre() -> Iterator[Centre]:
    with Centre().open() as opened:
        yield opened
