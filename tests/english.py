"""Korean text in frames for an English customer."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from chalicelib.content.configuration import texts

HANGUL = re.compile(r"[가-힣ㄱ-ㆎ]")
PLATE = re.compile(r"\b\d{2,3}[가-힣]\d{4}\b")
NAMES = ("김서연", "김하늘", "역삼역")


def strings(thing: object, where: str = "") -> Iterator[tuple[str, str]]:
    """Every string within, with its path."""
    match thing:
        case str():
            yield where, thing
        case dict():
            for key, value in thing.items():
                yield from strings(value, f"{where}.{key}")
        case list() | tuple():
            for value in thing:
                yield from strings(value, where)


def korean(thing: Any, *allowed: str) -> dict[str, str]:
    """Strings with Hangul, by path, once names, plates and what is `allowed` (words of the customer's own, places,
    what the core system calls things) are taken out. Labels of other languages in a notice's data are not shown."""
    found = {}
    for where, words in strings(msgspec.to_builtins(thing)):
        bare = PLATE.sub("", words)
        for name in (*NAMES, *allowed):
            bare = bare.replace(name, "")
        if HANGUL.search(bare) and not where.endswith("_ko"):
            found[f"{where}: {words}"] = words
    return found


def worded(code: str, data: Mapping[str, str]) -> str:
    """A notice as a page words it anew in English: from its code, its data, and the labels in it."""
    said = texts("en")
    own = {**data, **{name.removesuffix("_en"): label for name, label in data.items() if name.endswith("_en")}}
    if "staffing" in data:
        own["queue_status"] = said.render("queue_status", data["staffing"], **own)
    match code.split("."):
        case ["claim", event]:
            return said.render("claims", event, **own)
        case ["upload", event]:
            return said.render("files", event, **own | {"reason": said.render("files", data["reason"])})
        case _:
            return said.render("notices", code, **own)
