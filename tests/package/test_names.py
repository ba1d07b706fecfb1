"""Names: one public name has one meaning, and former private words are not used."""

from collections import defaultdict

import pytest

from tests.package.names import ROOT, declared, keys, public, words

TWICE: dict[str, str] = {}
"""Public names that stand in several modules because they mean the same in each: name → what."""

GONE = {
    "aside": "digression",
    "begun": "started",
    "calmed": "downgraded",
    "catalogue": "configuration",
    "epoch": "fencing token",
    "danger": "emergency",
    "errand": "move",
    "errands": "moves",
    "film": "video",
    "films": "videos",
    "filed": "submitted",
    "giver": "from_agent",
    "grave": "severe",
    "graver": "severe",
    "hasten": "prioritise",
    "hastened": "prioritised",
    "heard": "delivered, extracted or received",
    "hearer": "recipient",
    "hearing": "recipient, or its connections",
    "hears": "responds, or receives",
    "house": "services",
    "insist": "run_all",
    "insisting": "run_all",
    "judge": "decide, validate or review",
    "knowledge": "context",
    "links": "connections, or references to claims",
    "lining": "enqueueing",
    "memories": "bot states",
    "mended": "repaired",
    "mouth": "sender",
    "news": "notification or update",
    "noted": "a note, or what it is",
    "opposite": "inverse",
    "paper": "document",
    "papers": "documents",
    "peril": "emergency",
    "promise": "due date",
    "promised": "due",
    "promises": "due dates, SLA",
    "remark": "claim note",
    "remarks": "claim notes",
    "seat": "agent session",
    "shelved": "suspended",
    "sighting": "incident reference",
    "standing": "stranded, or a state",
    "stretch": "part or page",
    "taker": "to_agent",
    "talked": "sent, or had a conversation",
    "talker": "client",
    "telling": "publishing",
    "tells": "notifies, or returns",
    "thought": "turn result",
    "told": "notified, published, unsolicited or known",
    "untold": "unpublished",
    "unheard": "undelivered",
    "wish": "intent",
    "wishes": "intents",
}
"""Word → the field's term for what it meant. They are looked for in every name, word by word."""

TAKEN = {"ask_danger_below"}
"""Names that others have settled on."""

GONE_MODULES = {
    "ahead": "queue position",
    "arrivals": "previous messages",
    "around": "context",
    "asking": "request",
    "begin": "start",
    "closings": "previous conversations",
    "early": "pending",
    "finding": "search",
    "halves": "split numbers",
    "here": "presence",
    "keeping": "storage",
    "kept": "cache, storage",
    "later": "timers",
    "left": "queue exit",
    "line": "connection, queue or exposure",
    "lines": "exposures",
    "link": "connection",
    "listening": "events",
    "lookers": "viewers",
    "looking": "viewers",
    "marks": "highlights",
    "notifying": "notifications",
    "offer": "choices",
    "offering": "choices",
    "pane": "panel",
    "picking": "pickup",
    "place": "page, or position in a queue",
    "put": "upload",
    "resolving": "resolve",
    "said": "messages",
    "sending": "upload",
    "side": "sidebar",
    "span": "period",
    "step": "transition",
    "talk": "conversation",
    "talking": "session",
    "taking": "pickup",
    "thumb": "thumbnail",
    "use": "hooks",
}
"""Former module of the pages → what it was about. As a part of a longer name, such a word may be plain English."""


def test_no_public_name_has_two_meanings() -> None:
    where: dict[str, set[str]] = defaultdict(set)
    for name, module in public(ROOT / "chalicelib"):
        where[name].add(module)
    twice = {name: sorted(modules) for name, modules in where.items() if len(modules) > 1}
    assert {name: at for name, at in twice.items() if name not in TWICE} == {}
    assert set(TWICE) <= set(twice), "names that no longer stand twice need no exception"


@pytest.mark.parametrize("folder", ["chalicelib", "local", "tests"])
def test_private_words_do_not_come_back_in_python(folder: str) -> None:
    found = {
        (name, str(path.relative_to(ROOT)))
        for path in (ROOT / folder).rglob("*.py")
        for name in declared(path)
        if words(name) & GONE.keys() and name not in TAKEN
    }
    assert found == set()


def test_private_words_do_not_come_back_in_configuration() -> None:
    files = (ROOT / "chalicelib" / "config").rglob("*.toml")
    assert [
        (key, path.name) for path in files for key in keys(path) if words(key) & GONE.keys() and key not in TAKEN
    ] == []


@pytest.mark.parametrize("package", ["customer", "design", "panel", "wire"])
def test_private_words_do_not_come_back_as_modules_of_the_pages(package: str) -> None:
    names = {path.name.split(".")[0] for path in (ROOT / "web" / package / "src").rglob("*.ts*")}
    assert {name for name in names if name in GONE_MODULES or words(name) & GONE.keys()} == set()
