"""Closing or resolving a conversation with a draft asks what happens to it."""

from typing import Any

import pytest

from chalicelib.conversations.states import State
from tests.entry.centre import KIM, Centre, Frame
from tests.entry.draft_talk import HANEUL, Talk, drafts, handed_over

ENDINGS = ("resolve", "close")


def ended(centre: Centre, talk: Talk, how: str, **fields: Any) -> Frame:
    who, more = (HANEUL, {"outcome": "answered"}) if how == "resolve" else (KIM, {})
    return centre.ask(who, how, conversation=talk.id, **more, **fields)


@pytest.mark.parametrize("how", ENDINGS)
def test_closing_with_an_unfinished_report_asks_first(centre: Centre, how: str) -> None:
    talk = handed_over(centre)
    frame = ended(centre, talk, how)
    assert (frame["code"], frame["details"]["forms"], frame["retryable"]) == ("unfinished_accident", 1, False)
    assert centre.stored_conversation(talk.id).state is State.ASSIGNED
    assert ended(centre, talk, how, draft="keep")["event"] == "ack"
    assert ended(centre, talk, how)["event"] == "ack", "a repeat isn't asked again"
    reopened = Talk(centre)
    assert any(button.startswith("draft:continue:") for button in reopened.offers("draft:"))


@pytest.mark.parametrize("how", ENDINGS)
def test_a_draft_discarded_at_the_end_is_gone_for_everybody(centre: Centre, how: str) -> None:
    talk = handed_over(centre)
    (draft,) = drafts(centre, talk)
    assert ended(centre, talk, how, draft="discard")["event"] == "ack"
    codes = [m["body"]["code"] for m in talk.messages() if m["body"]["type"] == "notice"]
    assert codes[-1] == "form_discarded"
    again = Talk(centre)
    assert again.offers("draft:") == []
    frame = {"conversation": talk.id, "key": draft["key"], "version": draft["version"]}
    assert centre.ask(HANEUL, "register", **frame)["code"] == "form_gone"


def test_closing_without_a_draft_asks_nothing(centre: Centre) -> None:
    talk = Talk(centre)
    talk.presses("intent:accident_report")
    assert centre.done(KIM, "close", conversation=talk.id)["conversation"]["state"] == "closed"
