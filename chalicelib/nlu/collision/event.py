"""What an accident happened with, and which of the two moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EventWith = Literal["car", "thing", "animal", "person", "water", "fire", "thief", "door"]

_WITHOUT_PLATE = frozenset({"bicycle", "unplated"})


@dataclass(frozen=True, slots=True)
class Event:
    """What an accident happened with; None where the words don't say. `noun` names it ("자전거").

    `collision`: something was driven into, or drove; False for what fell, burnt, was flooded or stolen. `own_parked`,
    `other_parked`: the car was parked. `kind`: that of the noun in `words.txt`. `span`: where the
    text says what happened. `names_car`: a vehicle, or a part of one, is named. `own_gone`: one's own car was
    stolen, not only something of it. `occupied`: somebody sat in it, though it was parked. `on_foot`: a car hit the
    customer, or one of theirs, who walked.
    """

    with_: EventWith | None = None
    own_moving: bool | None = None
    other_moving: bool | None = None
    noun: str = ""
    collision: bool = False
    own_parked: bool = False
    other_parked: bool = False
    kind: str = ""
    in_car_park: bool = False
    span: tuple[int, int] | None = None
    names_car: bool = False
    own_gone: bool = False
    occupied: bool = False
    on_foot: bool = False

    @property
    def befell_car(self) -> bool:
        """Whether something is said to have happened to a car, named or driven into an animal."""
        return self.with_ is not None and (self.names_car or (self.kind == "animal" and self.own_moving is True))

    @property
    def has_plate(self) -> bool:
        """False for a bicycle or a tractor."""
        return self.kind not in _WITHOUT_PLATE
