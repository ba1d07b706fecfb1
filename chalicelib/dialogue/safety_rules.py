"""Emergency telephone numbers (`config/safety.toml`) and the buttons that dial them."""

import re
from functools import cache
from typing import Literal

from msgspec import Struct

from chalicelib.content.config_files import read_rules
from chalicelib.content.configuration import Sections, Texts
from chalicelib.content.message_bodies import Button

EmergencyKind = Literal["harm", "traffic"]
"""`harm`: somebody may be hurt, or something burns, leaks or is flooded; `traffic`: a car stands where others drive."""

SHARE_LOCATION_BUTTON = "place:here"
_NUMBER = re.compile(r"1\d\d|1\d{3}-\d{4}|0\d{1,2}-\d{3,4}-\d{4}", re.ASCII)
_EMERGENCY = ("112", "119")


class SafetyRules(Struct, frozen=True, forbid_unknown_fields=True):
    """Telephone numbers by name, and the names offered for each kind of emergency, in order."""

    numbers: dict[str, str]
    harm: tuple[str, ...]
    traffic: tuple[str, ...]

    def numbers_for(self, kind: EmergencyKind) -> tuple[str, ...]:
        """Names of the numbers offered, in order."""
        return self.harm if kind == "harm" else self.traffic


@cache
def safety_rules() -> SafetyRules:
    """The rules of `safety.toml`, cached. Raises msgspec.ValidationError for a wrong type."""
    return read_rules("safety.toml", SafetyRules)


def emergency_call_buttons(kind: EmergencyKind, stranded: bool, rules: SafetyRules, texts: Texts) -> tuple[Button, ...]:
    """Buttons that dial, the most urgent first, and the one that sends the location. `stranded`: a car stands in
    traffic, so its numbers are offered for any kind."""
    names = (*rules.numbers_for(kind), *(rules.traffic if stranded else ()))
    calls = tuple(
        Button(
            f"call:{name}",
            texts.render("calls", name, number=rules.numbers[name]),
            "danger" if rules.numbers[name] in _EMERGENCY else "plain",
            "call",
            rules.numbers[name],
        )
        for name in dict.fromkeys(names)
    )
    return (*calls, share_location_button(texts))


def hotline_button(rules: SafetyRules, texts: Texts) -> Button:
    """The button that dials the dispatchers of roadside service."""
    number = rules.numbers["roadside"]
    return Button("call:roadside", texts.render("calls", "roadside", number=number), "plain", "call", number)


def share_location_button(texts: Texts) -> Button:
    """The button that sends the device's location."""
    return Button(SHARE_LOCATION_BUTTON, texts.render("calls", "locate"), "primary", "locate")


def validate_safety_rules(rules: SafetyRules, texts: Sections) -> None:
    """Raises ValueError that names the first error."""
    for name, number in rules.numbers.items():
        if not _NUMBER.fullmatch(number):
            raise ValueError(f"safety.toml: {name} is no telephone number: {number}")
        if name not in texts["calls"] or name == "locate":
            raise ValueError(f"safety.toml: {name} has no text in section calls")
    if "roadside" not in rules.numbers:
        raise ValueError("safety.toml: numbers must have roadside, where customers reach dispatchers")
    for kind, offered in (("harm", rules.harm), ("traffic", rules.traffic)):
        for name in offered:
            if name not in rules.numbers:
                raise ValueError(f"safety.toml: {kind} names no number: {name}")
        if len(set(offered)) != len(offered):
            raise ValueError(f"safety.toml: {kind} names a number twice")
        if not set(_EMERGENCY) <= {rules.numbers[name] for name in offered}:
            raise ValueError(f"safety.toml: {kind} must offer 112 and 119")
