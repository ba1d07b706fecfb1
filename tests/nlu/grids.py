"""The grids of sentences in grids.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

import msgspec


class GridLine(NamedTuple):
    """A sentence, its intent, and slots that it fills."""

    text: str
    intent: str
    slots: dict[str, str]


class Grid(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A grid as it stands in the file."""

    intent: str
    orders: tuple[str, ...]
    times: tuple[str, ...]
    places: tuple[str, ...]
    place: bool
    events: dict[str, str]

    def lines(self) -> Iterator[GridLine]:
        """Every sentence of the grid."""
        for order, time, place, (event, service) in product(self.orders, self.times, self.places, self.events.items()):
            slots = {"place": place if self.place else "", "service": service}
            text = order.format(time=time, place=place, event=event).strip()
            yield GridLine(text, self.intent, {name: value for name, value in slots.items() if value})


def read_grids() -> dict[str, Grid]:
    """The grids by their names."""
    return msgspec.convert(tomllib.loads(Path(__file__).with_name("grids.toml").read_text("utf-8")), dict[str, Grid])
