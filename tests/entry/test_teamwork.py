"""What agents leave for colleagues and for themselves: mentions, also of those who are away, and follow-ups."""

import json
from typing import Any

import pytest
from msgspec import Struct

from chalicelib.content.server_frames import FollowUpFrame, MentionFrame
from chalicelib.identity.tickets import Identity
from chalicelib.kernel.actors import Role
from tests.entry.centre import KIM, Centre, person

HANEUL = person("agent-haneul", Role.AGENT, "general")
PARK = person("agent-park", Role.AGENT, "accident")
RESIDENT = "900101-1234567"


def mention(centre: Centre, conversation: str, *colleagues: str, text: str = "@박지훈 확인 부탁해요") -> dict[str, Any]:
    return centre.ask(HANEUL, "note", conversation=conversation, text=text, mentions=list(colleagues))


def connect(centre: Centre, who: Identity) -> list[Struct]:
    """Signs a desk in; its inbox."""
    inbox = centre.courier.inboxes.setdefault(f"connection-of-{who.id}", [])
    centre.done(who, "hello", device="desk0001")
    return inbox


def test_a_colleague_who_is_away_finds_the_mention_later(centre: Centre) -> None:
    conversation = centre.assigned(HANEUL)
    assert mention(centre, conversation, PARK.id)["code"] == "unknown_colleague"
    assert centre.done(PARK, "mentions") == {"kind": "mention_list"}
    assert PARK.id in {each["id"] for each in centre.done(HANEUL, "staff")["staff"]}

    note = mention(centre, conversation, PARK.id, text=f"@박지훈 {RESIDENT} 확인")["result"]["note"]
    assert [each["id"] for each in note["mentions"]] == [PARK.id]
    centre.follow_events()
    (found,) = centre.done(PARK, "mentions")["mentions"]
    assert (found["conversation"], found["customer"]["id"], found["by"]["id"]) == (conversation, KIM.id, HANEUL.id)
    assert found["words"] == "@박지훈 900101-******* 확인"

    centre.done(PARK, "see_mentions", until=found["at"])
    assert centre.done(PARK, "mentions")["seen_at"] == found["at"]
    assert centre.done(HANEUL, "mentions") == {"kind": "mention_list"}


def test_a_connected_colleague_gets_the_mention_at_once_and_once_in_the_list(centre: Centre) -> None:
    conversation = centre.assigned(HANEUL)
    inbox = connect(centre, PARK)
    centre.done(PARK, "mentions")
    mention(centre, conversation, PARK.id, PARK.id)
    (event,) = [json.loads(entry.body) for entry in centre.outbox.entries(f"note#{conversation}#{HANEUL.id}")]
    centre.follow_events()
    centre.event_jobs.deliver("notify_mentioned", event)
    centre.follow_events()
    shown = [frame.mention.conversation for frame in inbox if isinstance(frame, MentionFrame)]
    assert shown == [conversation, conversation], "the second delivery of the event shows it again"
    assert len(centre.done(PARK, "mentions")["mentions"]) == 1


def test_a_note_without_a_mention_notifies_nobody(centre: Centre) -> None:
    conversation = centre.assigned(HANEUL)
    centre.done(PARK, "mentions")
    centre.done(HANEUL, "note", conversation=conversation, text="@박지훈")
    centre.follow_events()
    assert centre.done(PARK, "mentions") == {"kind": "mention_list"}


def test_a_follow_up_is_its_owners_until_it_is_done_and_may_be_undone(centre: Centre) -> None:
    conversation = centre.assigned(HANEUL)
    inbox = connect(centre, HANEUL)
    fields = {"conversation": conversation, "key": "abc", "text": f"{RESIDENT} 전화", "due_at": centre.now + 60_000}
    added = centre.done(HANEUL, "follow_up", **fields)["follow_up"]
    assert added["text"] == "900101-******* 전화"
    assert centre.done(HANEUL, "follow_up", **fields)["follow_up"] == added, "a repeat adds nothing"
    assert [frame for frame in inbox if isinstance(frame, FollowUpFrame)], "on all their devices"
    assert centre.done(HANEUL, "follow_ups")["follow_ups"] == [added]
    assert centre.ask(PARK, "finish_follow_up", key="abc")["code"] == "follow_up_gone"

    done = centre.done(HANEUL, "finish_follow_up", key="abc")["follow_up"]
    assert done == {**added, "done_at": centre.now}
    assert centre.done(HANEUL, "finish_follow_up", key="abc", done=False)["follow_up"] == added
    centre.done(HANEUL, "resolve", conversation=conversation, outcome="answered")
    assert centre.done(HANEUL, "follow_ups")["follow_ups"] == [added], "it outlasts the conversation"


@pytest.mark.parametrize("action", ["mentions", "follow_ups", "staff"])
def test_customers_have_none_of_it(centre: Centre, action: str) -> None:
    assert centre.ask(KIM, action)["code"] == "not_allowed"
