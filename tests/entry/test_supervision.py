"""Supervisors in running conversations: what reaches whom, and what the trail says."""

import json
import logging
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.content.message_bodies import Notice
from chalicelib.content.server_frames import AssignedFrame, MessageFrame, UnassignedFrame, WhisperFrame
from chalicelib.identity.tickets import Identity
from chalicelib.kernel.actors import Role
from chalicelib.processes.queue_notices import show_board
from chalicelib.routing.model import Status
from tests.entry.centre import KIM, LEE, Centre, person

HANEUL = person("agent-haneul", Role.AGENT, "general")
MINA = person("agent-mina", Role.AGENT, "general")
YUJIN = person("sup-yujin", Role.SUPERVISOR, "general")
MIRAE = person("sup-mirae", Role.SUPERVISOR, "contract")
NO = "not_allowed"


@pytest.fixture
def trail(centre: Centre) -> Iterator[list[dict[str, Any]]]:
    """What was audited."""
    lines: list[dict[str, Any]] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(json.loads(record.getMessage()))  # type: ignore[method-assign]
    logging.getLogger("baro.audit").addHandler(handler)
    yield lines
    logging.getLogger("baro.audit").removeHandler(handler)


@pytest.fixture
def conversation(centre: Centre) -> str:
    """One that HANEUL serves, with everybody's devices connected."""
    found = centre.assigned(HANEUL)
    people = (KIM, HANEUL, MINA, YUJIN)
    centre.courier.inboxes = {f"connection-of-{who.id}": [] for who in people}
    for who in people:
        centre.done(who, "hello", device="tablet01")
    for inbox in centre.courier.inboxes.values():
        inbox.clear()
    return found


def received(centre: Centre, who: Identity) -> list[Any]:
    return list(centre.courier.inboxes[f"connection-of-{who.id}"])


def say(centre: Centre, who: Identity, conversation: str, number: int) -> None:
    body = {"type": "text", "text": f"말 {number}"}
    centre.done(who, "send", conversation=conversation, client_id=f"tablet01:{number}", body=body)


def test_a_supervisor_reads_along_and_whispers_without_a_frame_to_the_customer(
    centre: Centre, conversation: str, trail: list[dict[str, Any]]
) -> None:
    centre.done(YUJIN, "monitor", conversation=conversation)
    centre.work()
    (shown,) = [frame for frame in received(centre, YUJIN) if isinstance(frame, AssignedFrame)]
    assert [(each.id, each.part) for each in shown.conversation.participants] == [(YUJIN.id, "monitoring")]
    centre.done(YUJIN, "whisper", conversation=conversation, text="증권부터 확인하세요 800101-1234567")
    (word,) = [frame for frame in received(centre, HANEUL) if isinstance(frame, WhisperFrame)]
    assert (word.note.by.id, "800101-1234567" in word.note.text) == (YUJIN.id, False)
    assert received(centre, KIM) == [], "the customer gets nothing of either"
    centre.work()
    assert received(centre, KIM) == []
    say(centre, KIM, conversation, 1)
    assert any(isinstance(frame, MessageFrame) for frame in received(centre, YUJIN))
    text = {"type": "text", "text": "제가 볼게요"}
    refused = centre.ask(YUJIN, "send", conversation=conversation, client_id="tablet01:1", body=text)
    assert refused["code"] == NO, "who monitors doesn't write"
    centre.done(YUJIN, "end_part", conversation=conversation)
    centre.work()
    assert [type(frame) for frame in received(centre, YUJIN)][-1] is UnassignedFrame
    count = len(received(centre, YUJIN))
    say(centre, KIM, conversation, 2)
    assert len(received(centre, YUJIN)) == count
    assert [(line["audit"], line["actor"], line["conversation"]) for line in trail] == [
        ("monitor", YUJIN.id, conversation),
        ("whisper", YUJIN.id, conversation),
    ]
    assert "증권" not in json.dumps(trail, ensure_ascii=False)


def test_barging_is_announced_and_lets_the_supervisor_write(centre: Centre, conversation: str) -> None:
    centre.done(YUJIN, "monitor", conversation=conversation)
    centre.done(YUJIN, "barge", conversation=conversation)
    notices = [frame.message.body for frame in received(centre, KIM) if isinstance(frame, MessageFrame)]
    assert [notice.code for notice in notices if isinstance(notice, Notice)] == ["colleague_joined"]
    say(centre, YUJIN, conversation, 1)
    assert [frame.message.by.id for frame in received(centre, KIM) if isinstance(frame, MessageFrame)][-1] == YUJIN.id


def test_a_supervisor_takes_over_or_gives_to_another_agent_or_queue(
    centre: Centre, conversation: str, trail: list[dict[str, Any]]
) -> None:
    def agent() -> str | None:
        centre.work()
        serving = centre.stored_conversation(conversation).agent
        return serving.id if serving is not None else None

    assert centre.ask(YUJIN, "take_over", conversation=conversation)["code"] == "not_on_duty"
    centre.done(YUJIN, "availability", status="available")
    centre.done(YUJIN, "take_over", conversation=conversation)
    assert agent() == YUJIN.id
    assert conversation in {f.conversation for f in received(centre, HANEUL) if isinstance(f, UnassignedFrame)}
    assert centre.ask(YUJIN, "reassign", conversation=conversation, agent=MINA.id)["code"] == "agent_unavailable"
    centre.done(MINA, "availability", status="available")
    centre.done(YUJIN, "reassign", conversation=conversation, agent=MINA.id)
    assert agent() == MINA.id
    for who in (HANEUL, MINA, YUJIN):
        centre.done(who, "availability", status="paused")
    centre.done(YUJIN, "reassign", conversation=conversation, queue="general")
    assert (agent(), centre.stored_conversation(conversation).state.value) == (None, "waiting")
    centre.done(HANEUL, "availability", status="available")
    centre.jobs.waiting.clear()
    centre.done(YUJIN, "reassign", conversation=conversation, agent=HANEUL.id)
    assert agent() == HANEUL.id
    assert [line["audit"] for line in trail] == ["take_over", "take_over", *["reassign"] * 4]


@pytest.mark.parametrize("action", ["monitor", "barge", "take_over", "whisper", "reassign"])
def test_only_supervisors_of_its_queue_may_and_refusals_are_audited(
    centre: Centre, conversation: str, trail: list[dict[str, Any]], action: str
) -> None:
    fields: dict[str, Any] = {"whisper": {"text": "말"}, "reassign": {"agent": MINA.id}}.get(action, {})
    for who in (KIM, LEE, HANEUL, MINA, MIRAE):
        assert centre.ask(who, action, conversation=conversation, **fields)["code"] == NO
    assert trail == [{"audit": f"{action}_refused", "actor": MIRAE.id, "conversation": conversation}]
    assert centre.ask(YUJIN, action, conversation="nosuchone", **fields)["code"] == NO


def test_a_supervisor_sets_queues_and_capacity_of_their_own_agents(
    centre: Centre, conversation: str, trail: list[dict[str, Any]]
) -> None:
    centre.done(YUJIN, "set_membership", agent=HANEUL.id, queues=["general"], capacity=1)
    for who, queues, code in (
        (MIRAE, ["general"], NO),
        (YUJIN, ["general", "contract"], NO),
        (YUJIN, ["nowhere"], "no_such_queue"),
    ):
        assert centre.ask(who, "set_membership", agent=HANEUL.id, queues=queues, capacity=5)["code"] == code
    both = person("sup-both", Role.SUPERVISOR, "general", "contract")
    centre.done(both, "set_membership", agent=HANEUL.id, queues=["contract"], capacity=4)
    centre.done(HANEUL, "availability", status="available")
    centre.done(HANEUL, "hello", device="tablet02")
    desk = centre.done(HANEUL, "desk")["desk"]
    assert (desk["status"], desk["capacity"], desk["load"]) == (Status.AVAILABLE, 4, 1)
    assert [each["id"] for each in centre.done(both, "team", queue="contract")["agents"]] == [HANEUL.id]
    assert centre.done(YUJIN, "team", queue="general")["agents"] == []
    assert [line["audit"] for line in trail] == ["set_membership", *["set_membership_refused"] * 2, "set_membership"]


def test_the_board_shows_the_queue_now_and_today(
    centre: Centre, conversation: str, trail: list[dict[str, Any]]
) -> None:
    centre.done(HANEUL, "resolve", conversation=conversation, outcome="no_response")
    centre.done(HANEUL, "availability", status="paused")
    waiting = centre.waiting(LEE)
    centre.work()
    centre.now += 181_000
    shown = centre.done(YUJIN, "board")
    (queue,) = shown["queues"]
    since = centre.stored_conversation(waiting).waiting_since
    assert (queue["queue"], queue["waiting"], queue["oldest"], queue["overdue"]) == ("general", 1, since, 1)
    assert (queue["on_duty"], queue["available"], queue["served"], queue["free"]) == (1, 0, 0, 0)
    assert (queue["today"], queue["hours"]) == ({"abandoned": 1}, [{"hour": 17, "served": 0, "abandoned": 1}])
    assert (shown["refresh_seconds"], queue["goal_percent"]) == (5, 80)
    centre.done(HANEUL, "availability", status="available")
    centre.work()
    (seen,) = centre.done(YUJIN, "served", agent=HANEUL.id)["conversations"]
    assert (seen["id"], seen["customer"]["id"]) == (waiting, LEE.id)
    assert centre.done(MIRAE, "served", agent=HANEUL.id)["conversations"] == []
    assert {line["audit"] for line in trail} == {"served_seen"}


def test_the_board_costs_the_same_at_any_number_of_agents(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: Counter[str] = Counter()

    def counted(name: str) -> Any:
        known = getattr(centre.routing, name)
        return lambda *given: (calls.update([name]), known(*given))[1]

    for name in ("staff", "on_duty", "agent", "tallies", "list_waiting", "find_entry"):
        monkeypatch.setattr(centre.routing, name, counted(name))
    shown = []
    for agents in (10, 10_000):
        for number in range(agents):
            centre.routing.set_agent(f"a{number}", "김하늘", frozenset({"general"}), 2, Status.AVAILABLE, centre.now)
        show_board(centre.services, "general")
        calls.clear()
        (queue,) = centre.done(YUJIN, "board")["queues"]
        shown.append((queue["on_duty"], dict(calls)))
    assert shown == [(10, {"list_waiting": 1, "tallies": 1}), (10_000, {"list_waiting": 1, "tallies": 1})]
