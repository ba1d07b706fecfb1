"""Whom people in danger call (`config/safety.toml`), and the buttons for it: typed, read once, checked when read."""

import re
import tomllib
from functools import cache
from typing import Literal

import msgspec
from msgspec import Struct

from chalicelib.content.configuration import CONFIG, Sections, Texts
from chalicelib.content.message_bodies import Button

Peril = Literal["harm", "traffic"]
"""harm: somebody may be hurt, or something burns, leaks or is flooded; traffic: a car stands where others drive."""

LOCATE = "place:here"
_NUMBER = re.compile(r"1\d\d|1\d{3}-\d{4}|0\d{1,2}-\d{3,4}-\d{4}", re.ASCII)
_EMERGENCY = ("112", "119")


class SafetyRules(Struct, frozen=True, forbid_unknown_fields=True):
    """Telephone numbers by name, and which of them are offered in which peril."""

    numbers: dict[str, str]
    harm: tuple[str, ...]
    traffic: tuple[str, ...]

    def offered(self, peril: Peril) -> tuple[str, ...]:
        """Names of the numbers offered, in order."""
        return self.harm if peril == "harm" else self.traffic


@cache
def safety_rules() -> SafetyRules:
    """The rules. Raises msgspec.ValidationError where they have the wrong shape."""
    return msgspec.convert(tomllib.loads((CONFIG / "safety.toml").read_text("utf-8")), SafetyRules)


def buttons(peril: Peril, standing: bool, rules: SafetyRules, texts: Texts) -> tuple[Button, ...]:
    """Buttons that call, the most urgent first, and the one that sends the place. `standing`: whatever else there is,
    a car stands in traffic too."""
    names = (*rules.offered(peril), *(rules.traffic if standing else ()))
    calls = tuple(
        Button(
            f"call:{name}",
            texts.say("calls", name, number=rules.numbers[name]),
            "danger" if rules.numbers[name] in _EMERGENCY else "plain",
            "call",
            rules.numbers[name],
        )
        for name in dict.fromkeys(names)
    )
    return (*calls, locate(texts))


def locate(texts: Texts) -> Button:
    """The button that sends the place."""
    return Button(LOCATE, texts.say("calls", "locate"), "primary", "locate")


def check(rules: SafetyRules, texts: Sections) -> None:
    """Raises ValueError naming the first thing wrong."""
    for name, number in rules.numbers.items():
        if not _NUMBER.fullmatch(number):
            raise ValueError(f"safety.toml: {name} is no telephone number: {number}")
        if name not in texts["calls"] or name == "locate":
            raise ValueError(f"safety.toml: {name} has no text in section calls")
    for peril, offered in (("harm", rules.harm), ("traffic", rules.traffic)):
        for name in offered:
            if name not in rules.numbers:
                raise ValueError(f"safety.toml: {peril} names no number: {name}")
        if len(set(offered)) != len(offered):
            raise ValueError(f"safety.toml: {peril} names a number twice")
        if not set(_EMERGENCY) <= {rules.numbers[name] for name in offered}:
            raise ValueError(f"safety.toml: {peril} must offer 112 and 119")
