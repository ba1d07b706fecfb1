"""Notices about the queue: who can take the customer, at every entry, change and exit."""

from datetime import datetime, timedelta

import pytest

from chalicelib.content.business_days import business_calendar
from chalicelib.content.configuration import queues
from chalicelib.content.hours import SEOUL
from chalicelib.content.message_bodies import Card, Notice, Text
from chalicelib.conversations.states import State
from chalicelib.entry.agent_desk_actions import AvailabilityCommand, TransferCommand
from chalicelib.entry.conversations_actions import LeaveCommand, OpenCommand, PingCommand
from chalicelib.entry.messages_actions import SendCommand
from chalicelib.kernel.actors import Role
from chalicelib.processes.handoff import hand_off_to_agents
from chalicelib.queries.queue_status import opens_at, queue_status_for
from chalicelib.routing.model import EntryDetails, Staffing
from chalicelib.routing.rules import waiting_rules
from tests.model.devices import Device
from tests.model.world import World

HOUR_MS = 3_600_000


class QueueScene:
    """A customer, and agents of `general`, `accident` and `contract` with two places each. It begins on a Friday at
    17:00; general consultation ends at 18:00."""

    def __init__(self) -> None:
        self.world = World()
        self.agents: dict[str, Device] = {}
        self.phone = self.customer("a")
        self.conversation = self.opened(self.phone)
        self.number = 0

    def customer(self, letter: str) -> Device:
        phone = Device(f"phone{letter}{letter}{letter}1", f"customer-{letter}", Role.CUSTOMER)
        self.world.connect(phone)
        return phone

    def opened(self, phone: Device) -> str:
        return str(self.world.ask(phone, OpenCommand, device=phone.name).conversation.id)

    def says(self, words: str) -> None:
        self.world.now += 2_000
        self.number += 1
        body = Text(words)
        client_id = f"{self.phone.name}:{self.number}"
        assert self.world.ask(self.phone, SendCommand, conversation=self.conversation, client_id=client_id, body=body)

    def another_waits(self, letter: str) -> str:
        phone = self.customer(letter)
        conversation = self.opened(phone)
        self.world.ask(
            phone, SendCommand, conversation=conversation, client_id=f"{phone.name}:1", body=Text("agent_request")
        )
        return conversation

    def on_duty(self, letter: str, status: str = "available") -> Device:
        if letter not in self.agents:
            self.agents[letter] = Device(f"desk{letter}{letter}{letter}{letter}1", f"agent-{letter}", Role.AGENT)
            self.world.connect(self.agents[letter])
        self.world.ask(self.agents[letter], AvailabilityCommand, status=status)
        return self.agents[letter]

    def minute(self) -> None:
        """The minute's round, the agents having given a sign of life."""
        for agent_state in self.agents.values():
            self.world.ask(agent_state, PingCommand)
        self.world.minute()

    def works(self) -> None:
        self.world.run_all_jobs()

    def is_(self, state: State) -> bool:
        return self.world.store.conversations[self.conversation].state is state

    def notices(self) -> list[Notice]:
        log = self.world.store.logs[self.conversation]
        return [entry.body for _, (_, entry) in sorted(log.items()) if isinstance(entry.body, Notice)]

    def bodies(self) -> list[object]:
        return self.world.bodies(self.conversation)


@pytest.fixture
def scene() -> QueueScene:
    return QueueScene()


def test_staffing_with_a_free_agent(scene: QueueScene) -> None:
    scene.on_duty("a")
    scene.says("agent_request")
    assert (scene.notices()[-1].code, scene.notices()[-1].data["staffing"]) == ("waiting_for_agent", "free")
    assert "연결하고 있어요" in scene.notices()[-1].text


def test_staffing_when_agents_are_busy(scene: QueueScene) -> None:
    scene.on_duty("a")
    ahead = [scene.another_waits(letter) for letter in "bc"]
    scene.says("agent_request")
    assert scene.notices()[-1].data["staffing"] == "busy", "two places, two ahead"
    scene.works()
    assert {scene.world.store.conversations[one].state for one in ahead} == {State.ASSIGNED}
    assert scene.is_(State.WAITING)
    assert "1600-0000" in scene.notices()[-1].text
    assert "월~금 09:00~18:00" in scene.notices()[-1].text
    assert "챗봇이 답해 드려요" in scene.notices()[-1].text


def test_staffing_without_agents_within_and_outside_the_hours(scene: QueueScene) -> None:
    scene.says("agent_request")
    within = scene.notices()[-1]
    assert within.data["staffing"] == "nobody"
    assert "월~금 09:00~18:00, 공휴일 휴무" in within.text
    scene.world.ask(scene.phone, LeaveCommand, conversation=scene.conversation)
    scene.world.now += 2 * HOUR_MS
    scene.says("agent_request")
    after = scene.notices()[-1]
    assert after.data["staffing"] == "closed"
    assert "1월 18일(월) 09:00" in after.text
    assert "1600-0000" in after.text


def test_the_queue_has_its_name_in_the_customers_language() -> None:
    status = queue_status_for("general", Staffing.NOBODY, 1_800_000_000_000, "en")
    assert "General enquiries" in status.text
    assert "일반 상담" in queue_status_for("general", Staffing.NOBODY, 1_800_000_000_000).text
    notices = status.notice_data()
    assert (notices["queue"], notices["queue_ko"], notices["queue_en"]) == ("general", "일반 상담", "General enquiries")
    assert ("공휴일 휴무" in notices["hours_ko"], "closed on public holidays" in notices["hours_en"]) == (True, True)


def test_notices_for_a_lost_agent_and_a_transfer_without_agents(scene: QueueScene) -> None:
    agent_state = scene.on_duty("a")
    scene.says("agent_request")
    scene.works()
    scene.world.ask(agent_state, TransferCommand, conversation=scene.conversation, queue="compensation", note="")
    scene.works()
    moved = scene.notices()[-1]
    assert (moved.code, moved.data["staffing"], moved.data["phone"]) == ("transferred", "nobody", "1600-0030")
    assert (moved.data["queue"], moved.text.startswith("보상 상담을 도와드릴 상담원에게")) == ("compensation", True)
    scene.world.ask(scene.phone, LeaveCommand, conversation=scene.conversation)
    scene.says("agent_request")
    scene.works()
    scene.on_duty("a", "offline")
    scene.works()
    assert (scene.notices()[-1].code, scene.notices()[-1].data["staffing"]) == ("agent_left", "nobody")


def test_status_changes_are_notified_once_and_not_while_agents_come_and_go(scene: QueueScene) -> None:
    scene.says("agent_request")
    scene.on_duty("a", "paused")
    scene.minute()
    assert scene.notices()[-1].code == "waiting_in_queue", "too soon after the last notice"
    scene.world.now += waiting_rules().staffing_notice_interval_seconds * 1000
    for _ in range(2):
        scene.minute()
    assert [(n.code, n.data["staffing"]) for n in scene.notices()[-2:]] == [
        ("waiting_in_queue", "nobody"),
        ("queue_status_changed", "busy"),
    ]
    scene.world.now += waiting_rules().staffing_notice_interval_seconds * 1000
    scene.on_duty("a", "offline")
    scene.minute()
    assert (scene.notices()[-1].code, scene.notices()[-1].data["staffing"]) == ("queue_status_changed", "nobody")


def test_the_bot_answers_in_the_queue_and_not_after_an_assignment(scene: QueueScene) -> None:
    scene.says("policy_summary")
    scene.says("agent_request")
    before = len(scene.bodies())
    scene.says("accident_report")
    assert len(scene.bodies()) > before + 1, "the form begins"
    assert scene.is_(State.WAITING)
    scene.on_duty("a")
    scene.works()
    assert scene.is_(State.ASSIGNED)
    before = len(scene.bodies())
    scene.says("policy_summary")
    assert len(scene.bodies()) == before + 1
    assert not any(isinstance(body, Card) for body in scene.bodies()[before:])


def test_leaving_by_text_or_button_returns_to_the_bot_and_frees_the_position(scene: QueueScene) -> None:
    for leaves in (
        lambda: scene.says("취소할게요"),
        lambda: scene.world.ask(scene.phone, LeaveCommand, conversation=scene.conversation),
    ):
        scene.says("agent_request")
        leaves()
        conversation = scene.world.store.conversations[scene.conversation]
        assert (conversation.state, conversation.queue, conversation.waiting_since, conversation.staffing) == (
            State.BOT,
            "",
            0,
            "",
        )
        assert scene.notices()[-1].code == "queue_left"
        assert scene.world.routing.find_entry(scene.conversation) is None
    scene.on_duty("a")
    scene.works()
    assert scene.is_(State.BOT)


def test_an_assignment_before_the_exit_stays(scene: QueueScene) -> None:
    agent_state = scene.on_duty("a")
    scene.says("agent_request")
    (entry,) = scene.world.routing.list_waiting("general", 9)
    (known,) = scene.world.routing.staff()
    assert scene.world.routing.assign(entry, known), "the match wins; the head has not followed yet"
    shown = scene.world.ask(scene.phone, LeaveCommand, conversation=scene.conversation)
    scene.says("취소할게요")
    assert shown.conversation.state == "waiting"
    scene.works()
    assert scene.is_(State.ASSIGNED)
    assert scene.world.store.conversations[scene.conversation].side_of(agent_state.person) == "agent"
    assert "queue_left" not in [n.code for n in scene.notices()]


def test_urgent_help_moves_a_customer_to_its_queue_with_their_waiting_time(scene: QueueScene) -> None:
    scene.says("agent_request")
    since = scene.world.routing.list_waiting("general", 9)[0].since
    scene.says("emergency")
    assert [(p.queue, p.since, p.emergency) for p, _ in scene.world.routing.entries.values()] == [
        ("accident", since, True)
    ]
    assert scene.notices()[-1].code == "emergency_first"


def test_the_person_on_call_is_paged_once_and_the_customer_is_notified(scene: QueueScene) -> None:
    scene.says("emergency")
    for _ in range(3):
        scene.works()
        scene.minute()
        scene.world.now += 120_000
    ((number, words),) = scene.world.on_call.sent
    assert number.startswith("+82")
    assert "customer-a" not in words
    codes = [n.code for n in scene.notices()]
    assert codes.count("on_call_paged") == 1
    assert codes.index("waiting_in_queue") < codes.index("on_call_paged")


def test_a_failed_page_is_notified_with_the_number_and_tried_again(scene: QueueScene) -> None:
    scene.world.on_call.down = True
    scene.says("emergency")
    scene.works()
    scene.minute()
    assert [n.code for n in scene.notices()][-1] == "on_call_failed"
    assert "1600-0010" in scene.notices()[-1].text
    scene.world.on_call.down = False
    scene.world.now += 61_000
    scene.minute()
    assert [n.code for n in scene.notices()].count("on_call_failed") == 1
    assert scene.notices()[-1].code == "on_call_paged"
    assert len(scene.world.on_call.sent) == 1


def test_nobody_is_paged_with_a_free_agent_or_without_an_emergency(scene: QueueScene) -> None:
    scene.says("agent_request")
    scene.minute()
    scene.on_duty("a")
    scene.says("emergency")
    scene.works()
    scene.minute()
    assert scene.world.on_call.sent == []
    assert scene.is_(State.ASSIGNED)


def test_the_next_opening_skips_holidays() -> None:
    new_year = datetime(2027, 2, 5, 18, tzinfo=SEOUL)
    opens = datetime.fromtimestamp(opens_at("general", int(new_year.timestamp() * 1000)) / 1000, SEOUL)
    assert opens.date() == business_calendar().next_business_day(new_year.date() + timedelta(days=1))
    assert (opens.date() - new_year.date()).days > 3, "Monday is Lunar New Year"
    assert opens_at("roadside", int(new_year.timestamp() * 1000)) == 0


def test_an_emergency_in_a_queue_without_a_person_on_call_pages_that_of_emergencies(
    scene: QueueScene,
) -> None:
    agent_state = scene.on_duty("a")
    scene.says("emergency")
    scene.works()
    scene.world.ask(agent_state, TransferCommand, conversation=scene.conversation, queue="compensation", note="")
    scene.works()
    assert [number for number, _ in scene.world.on_call.sent] == list(queues()["accident"].on_call)
    assert scene.notices()[-1].code == "on_call_paged"


def test_an_emergency_in_the_second_of_two_concurrent_messages_is_not_lost(scene: QueueScene) -> None:
    stale = scene.world.store.conversations[scene.conversation]
    scene.says("agent_request")
    about = EntryDetails("사고 접수", "사람이 다쳤어요")
    hand_off_to_agents(scene.world.services, stale, "accident", "ko", emergency=True, about=about)
    ((entry, _),) = scene.world.routing.entries.values()
    assert (entry.queue, entry.emergency) == ("accident", True)
    assert scene.world.store.conversations[scene.conversation].emergency
    assert [n.code for n in scene.notices()] == ["waiting_in_queue", "queue_prioritised"]
