"""Texts that commit the centre to something, or say that something was done, are shown only where it is so."""

import json
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from chalicelib.claims.sla import notify_delays
from chalicelib.claims.transitions import apply_transition
from chalicelib.content.configuration import texts
from chalicelib.content.message_bodies import Card, Notice
from chalicelib.dialogue.claim_answers import registration_card
from chalicelib.queries.registrations import registration_for_customer
from tests.entry.action_table import ROWS
from tests.entry.centre import KIM, T0, Centre
from tests.entry.claim_fixtures import DOYUN, YUJIN, register_account, registered, stepped
from tests.unit.claims.people import NOW, RULES, claim, request_for

ROOT = Path(__file__).parents[2]
TABLE: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).with_name("commitments.toml")).read_text("utf-8"))[
    "conditions"
]
COMMITTING = {
    "ko": re.compile(
        r"드릴게요|드립니다|드리겠습니다|드렸|할게요|둘게요|보관해요|이어서 (?:보내|도와)|연결되면|연결되는 대로|전달돼"
        r"|전달했|전달할|그대로 (?:보여|볼|전달|인정)|모두 (?:확인|받았|보여)|확인했(?!다면)|보냈|순서대로 연결"
        r"|올렸어요|보내요|언제든|먼저 받으실 수"
    ),
    "en": re.compile(
        r"\b(?:I|we|[Aa]gents?|[Aa]djusters?) will (?:be told|call|help|see|send|tell|write)\b|I['’]ll\b"
        r"|won['’]t have to|I am (?:passing|moving|asking)|\bI pass\b|[Ww]e have paid|\bWe sent"
        r"|sees? (?:the whole|all|what|everything)|once (?:you are )?connected|goes? out|in turn\b"
        r"|[Yy]ou keep|waited counts|have your location|I noted|Noted:|has joined|has taken your|we help"
        r"|are accepted|to the front of the line"
        r"|will go out|help with a settlement"
    ),
}

NOT_THE_CENTRES = frozenset({"document_texts"})
"""Sections that a customer signs: the words are theirs."""


def page_texts(locale: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in (locale, f"bodies_{locale}", f"waiting_{locale}"):
        source = (ROOT / f"web/customer/src/texts/{name}.ts").read_text("utf-8")
        found |= {f"page.{key}": words for key, words in re.findall(r'(?m)^  (\w+):\s+"(.*)",$', source)}
    assert len(found) > 150
    return found


def all_texts(locale: str) -> dict[str, str]:
    sections = texts(locale).sections
    server = {
        f"{section}.{key}": words
        for section, keys in sections.items()
        for key, words in keys.items()
        if section not in NOT_THE_CENTRES
    }
    canned = json.loads((ROOT / "web/panel/src/data/canned.json").read_text("utf-8"))
    return (
        server
        | page_texts(locale)
        | {f"canned.{each['id']}": each["text"] if locale == "ko" else "" for each in canned}
    )


@pytest.mark.parametrize("locale", ["ko", "en"])
def test_every_committing_text_is_listed_once_with_its_condition(locale: str) -> None:
    known = all_texts(locale)
    listed = Counter(name for condition in TABLE.values() for name in condition["texts"])
    assert [name for name, count in listed.items() if count > 1] == []
    assert sorted(listed.keys() - known.keys()) == [], "texts that are gone"
    assert sorted({name for name, words in known.items() if COMMITTING[locale].search(words)} - listed.keys()) == []


def test_every_condition_says_when_and_its_test_exists() -> None:
    for name, condition in TABLE.items():
        assert condition["when"], name
        file, _, test = condition["test"].partition("::")
        assert (f'"{test}"' if file.endswith(".ts") else f"def {test}(") in (ROOT / file).read_text(), name


def test_nothing_says_that_an_agent_has_read_a_conversation_that_was_only_given_to_them(centre: Centre) -> None:
    for locale, words in (("ko", ("확인했", "읽었")), ("en", ("has read", "read everything"))):
        joined = texts(locale).sections["notices"]["agent_joined"]
        assert not any(word in joined for word in words)


@pytest.mark.parametrize("push", [False, True])
def test_notifications_are_named_where_a_device_gets_them(centre: Centre, push: bool) -> None:
    if push:
        centre.done(KIM, "push_on", **ROWS["push_on"].frame)
    conversation = centre.opened()
    number = registered(centre, conversation)
    made = centre.claims.store.get(number)
    assert made is not None
    for locale, word in (("ko", "알림"), ("en", "notification")):
        card = registration_card(registration_for_customer(centre.services, made, locale), texts(locale))
        assert isinstance(card, Card)
        assert (word in card.text) is push


@pytest.mark.parametrize(
    "steps, possible",
    [
        ((), False),
        (("investigate",), True),
        (("investigate", "advance"), False),
    ],
)
def test_an_advance_is_offered_where_there_can_be_one(centre: Centre, steps: tuple[str, ...], possible: bool) -> None:
    conversation = centre.opened()
    number = registered(centre, conversation)
    register_account(centre, number)
    stepped(centre, DOYUN, number, "assign")
    for step in steps:
        fields = {"amount": 100_000} if step == "advance" else {}
        stepped(centre, YUJIN if step == "advance" else DOYUN, number, step, **fields)
    stepped(centre, DOYUN, number, "delay", day="2027-02-01", grounds="부품")
    last = centre.bodies(conversation)[-1]
    assert isinstance(last, Notice)
    assert ("가지급금" in last.text) is possible
    centre.now = T0 + 40 * 86_400_000
    late = notify_delays(centre.claims, number)
    assert late is not None
    event = centre.claims.store.history(late)[-1]
    assert (event.code, event.coverage == "own_damage" and event.data.get("variant", "")) in [
        ("late", "late_advance" if possible else ""),
        ("late", False),
    ]


def test_a_delay_of_a_held_amount_offers_no_advance() -> None:
    made, _ = apply_transition(claim(), "own_damage", request_for("assign"), RULES, NOW)
    _, (event,) = apply_transition(made, "own_damage", request_for("delay", day="2026-12-25", grounds="x"), RULES, NOW)
    assert event.data == {"day": "2026-12-28", "grounds": "x"}
