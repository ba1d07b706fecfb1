"""Entities of an accident: injuries, whether a tow is needed, the roadside service."""

from __future__ import annotations

from collections.abc import Iterator

from chalicelib.nlu import word_patterns


def extract_injured(text: str) -> bool | None:
    """True if somebody is injured, False if nobody is, None if the text doesn't say."""
    of_people = word_patterns.remove_matches(text, "thing_fell", "animal_hurt", "injury_possible")
    return _unless_denied(of_people, "injured_person", "nobody_injured")


def extract_tow_needed(text: str) -> bool | None:
    """Whether the car must be towed; None if the text doesn't say."""
    if says_towed(text):
        return False
    return _unless_denied(word_patterns.pattern("other_tow").sub(" ", text), "tow", "tow_not_needed")


def says_towed(text: str) -> bool:
    """Whether the car has been towed or is at a garage, unless it was driven there."""
    own = word_patterns.remove_matches(text, "other_car_towed")
    rest = word_patterns.remove_matches(own, "towed")
    return rest != own and word_patterns.pattern("tow_not_needed").search(rest) is None


def extract_service(text: str) -> str | None:
    """The roadside service that is asked for or that the problem needs; None for neither."""
    rest = word_patterns.pattern("service_denied").sub(" ", text)
    if word_patterns.pattern("winch_wanted").search(rest):
        return "winch"
    if word_patterns.pattern("tow_wanted").search(rest):
        return "tow"
    return word_patterns.first_name("service", rest)


def extract_roadside(text: str) -> Iterator[tuple[str, str]]:
    """What a message tells of a car that waits for help, by slot: its `problem` where no service names it, the
    `passengers`, the `access` to it."""
    for kind in ("problem", "passengers", "access"):
        value = word_patterns.first_name(kind, text)
        if value is not None:
            yield kind, value


def _unless_denied(text: str, said: str, denied: str) -> bool | None:
    rest, denials = word_patterns.pattern(denied).subn(" ", text)
    if word_patterns.pattern(said).search(rest):
        return True
    return False if denials else None
