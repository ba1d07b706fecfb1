"""docs/protocol.md: its tables say what the code and the configuration say."""

import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import chalicelib
from chalicelib.claims.rules import claim_rules
from chalicelib.content.configuration import queues, texts, topics
from chalicelib.content.message_bodies import MAX_FILE_NAME
from chalicelib.content.wrap_up import wrap_up_rules
from chalicelib.conversations.errors import BotFenced
from chalicelib.conversations.states import TRANSITIONS
from chalicelib.entry.actions import all_actions
from chalicelib.entry.asyncapi import LIMITS, asyncapi_document
from chalicelib.files.rules import file_rules
from chalicelib.kernel.actors import Role
from chalicelib.kernel.errors import BaroError
from chalicelib.presence.rules import presence_rules
from tests.entry.centre import KIM, Centre, person

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/protocol.md").read_text("utf-8")
MIB = 1 << 20
PLAIN_NOTICES = {"registered", "dispute", "appeal", "withdraw", "booked_call", "booked_letter"}
"""Events of claims that make a notice, neither a card nor one of those that pages fold."""


def rows(first_column: str) -> list[list[str]]:
    """The rows of the table whose first column has this heading."""
    table = PAGE.split(f"\n| {first_column} |", 1)[1].split("\n\n", 1)[0]
    return [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]


def named(cell: str) -> list[str]:
    return re.findall(r"`([\w.]+)`", cell)


def all_errors(base: type[BaroError] = BaroError) -> set[type[BaroError]]:
    """All error classes that a client may see."""
    for module in walk_packages(chalicelib.__path__, "chalicelib."):
        import_module(module.name)
    found, pending = set[type[BaroError]](), [base]
    while pending:
        known = pending.pop().__subclasses__()
        found |= set(known)
        pending += known
    return found - {BotFenced}  # the bot's own


def test_every_error_is_listed_with_its_status_and_whether_it_is_retryable() -> None:
    listed = [(code, int(status), retry == "yes") for codes, status, retry, _ in rows("code") for code in named(codes)]
    assert len(listed) == len(set(listed))
    assert set(listed) == {(error.code, error.status, error.retryable) for error in all_errors()}


def test_the_state_diagram_has_the_transitions() -> None:
    drawn = set(re.findall(r"(?m)^    (\w+) --> (\w+):", PAGE))
    assert drawn == {(before.value, after.value) for before, allowed in TRANSITIONS.items() for after in allowed}


def test_every_action_is_listed_once_by_whether_its_frame_may_be_repeated() -> None:
    listed = [action for _, actions in rows("repeat") for action in actions.split(", ")]
    assert sorted(listed) == sorted(action.name for action in all_actions().values())


def test_the_values_are_those_of_the_configuration() -> None:
    listed = {value: named(names) for value, names in rows("value")}
    sections = texts("ko").sections
    assert set(listed["topic"]) == topics()
    assert listed["queue"] == list(queues())
    assert listed["outcome of `resolve`"] == [outcome.code for outcome in wrap_up_rules().outcomes]
    assert set(listed["notice"]) == {*sections["notices"], "upload.quarantined"}
    assert set(listed["`reason` of an upload"]) == set(sections["files"]) - {"quarantined"}


def test_the_notices_of_a_claim_are_those_that_customers_get() -> None:
    rules = claim_rules()
    notified = {*rules.cards, *rules.thread_steps} | PLAIN_NOTICES
    listed = named(dict(rows("value"))["notice of a claim"])
    assert len(listed) == len(notified)
    assert set(listed) == {f"claim.{code}" for code in notified}
    assert notified <= set(texts("ko").sections["claims"])


def test_the_limits_are_those_of_the_configuration() -> None:
    presence, files = presence_rules(), file_rules()
    actions, tickets = presence.actions, presence.tickets
    sizes = ", ".join(str(files.kinds[kind].max_size // MIB) for kind in ("photo", "video", "pdf", "signature"))
    listed = {what: limit for what, limit, _ in rows("what | limit")}
    assert tickets.customer == tickets.staff
    assert listed == {
        "text, note": f"{LIMITS['text_bytes']} bytes of UTF-8",
        "frame, message": f"{LIMITS['frame_bytes'] // 1024} KB, {LIMITS['message_bytes'] // 1024} KB",
        "messages of a person": f"{LIMITS['sends_per_second']} in a second",
        "actions of a customer but `send`, `typing`, `ping`": f"{actions.customer} in {actions.window_seconds} s",
        "the same of staff": f"{actions.staff} in {actions.window_seconds} s",
        "tickets of a person": f"{tickets.customer} in {tickets.window_seconds} s",
        "connections of a person": f"{presence.max_connections}",
        "open conversations of a customer": "one a topic",
        "cursors of `hello`, messages of `history`": "100",
        "photo, video, PDF, signature": f"{sizes} MiB",
        "name of a file": f"{MAX_FILE_NAME} characters",
        "unfinished uploads of a conversation": f"{files.max_open}",
    }


def test_the_waiting_times_are_those_of_the_reference_client() -> None:
    source = (ROOT / "web/wire/src/timeouts.ts").read_text("utf-8")
    assert dict(re.findall(r"(\w+): ([\d_* ]+),", source)) == {
        "ping": "30_000",
        "pong": "10_000",
        "pongAfterWake": "4_000",
        "connect": "15_000",
        "backoffBase": "1_000",
        "backoffCap": "30_000",
        "stableAfter": "10_000",
        "rotate": "110 * 60_000",
        "rotateSpread": "5 * 60_000",
        "beforeExpiry": "60_000",
    }, "the table of times in the page"


def test_welcome_has_the_version_of_the_document(centre: Centre) -> None:
    assert centre.done(KIM, "hello", device="phone001")["protocol"] == asyncapi_document()["info"]["version"]


def test_a_frame_that_sets_a_state_may_be_repeated(centre: Centre) -> None:
    agent = person("agent-haneul", Role.AGENT, "general")
    conversation = centre.assigned(agent)
    about = {"client_id": "phone001:f1", "name": "사고.jpg", "size": 10}
    upload = centre.done(KIM, "upload", conversation=conversation, **about)["upload"]["id"]
    centre.done(KIM, "discard", upload=upload)
    for who, action, fields in (
        (KIM, "discard", {"upload": upload}),
        (KIM, "push_off", {"device": "phone001"}),
        (agent, "availability", {"status": "paused"}),
        (agent, "resolve", {"conversation": conversation, "outcome": "answered"}),
        (KIM, "reopen", {"conversation": conversation}),
        (KIM, "leave", {"conversation": conversation}),
        (KIM, "open", {"device": "phone001"}),
        (KIM, "close", {"conversation": conversation}),
    ):
        assert centre.done(who, action, **fields) == centre.done(who, action, **fields), action
