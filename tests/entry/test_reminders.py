"""Reminders through the centre: what is said, where it goes, what stops it."""

import json
from datetime import date, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.calls.events import CallPlanned
from chalicelib.config_validation import validate_configuration
from chalicelib.content.configuration import LOCALES, texts
from chalicelib.content.hours import SEOUL
from chalicelib.content.message_bodies import Notice
from chalicelib.contracts.feed_files import load_file
from chalicelib.contracts.feed_jobs import LoadFile, PlanReminders
from chalicelib.contracts.holder import Instalment, InsuranceContract, OdometerReading, Policyholder
from chalicelib.notifications.model import PushDevice
from chalicelib.processes.call_reminders import remind_of_call
from chalicelib.processes.contract_feeds import run_feed_job
from chalicelib.processes.housekeeping import run_every_minute
from chalicelib.processes.reminder_planning import ChangedCustomers, plan_contract_reminders
from chalicelib.reminders.ports import ReminderPorts
from chalicelib.reminders.rules import LEGAL_FACTS, reminder_rules, validate_reminder_rules
from local.demo.contracts import holders_of
from tests.entry.centre import KIM, Centre
from tests.fakes.contracts import FakeContracts
from tests.model.fuse import Crash, Fuse, Fused

CONTRACT = InsuranceContract(
    "2026-0318-77120", "standard", "123가4567", "현대 아반떼", starts_on=date(2026, 3, 18), ends_on=date(2027, 3, 18),
    status="in_force", annual_won=730_000,
)  # fmt: skip

DAY_MS = 86_400_000


def at(month: int, day: int, hour: int = 12, minute: int = 0) -> int:
    return int(datetime(2027, month, day, hour, minute, tzinfo=SEOUL).timestamp() * 1000)


class Reminded:
    """A customer's contract, and the reminders that came of it."""

    def __init__(self, centre: Centre) -> None:
        self.centre = centre
        self.others = tuple[InsuranceContract, ...]()

    def knows(self, now: int, language: Any = "ko", **changes: Any) -> None:
        self.centre.now = now
        contract = replace(CONTRACT, **changes)
        holder = Policyholder("cust-kim", "김서연", "01000001234", (contract, *self.others), language=language)
        self.centre.contracts.put(holder)
        plan_contract_reminders(self.centre.services, "cust-kim")

    def round(self, now: int) -> list[Notice]:
        """What the round of a minute sent."""
        before = len(self.sent())
        self.centre.now = now
        run_every_minute(self.centre.services)
        return self.sent()[before:]

    def sent(self) -> list[Notice]:
        bodies = [entry.body for log in self.centre.store.logs.values() for _, (_, entry) in sorted(log.items())]
        return [each for each in bodies if isinstance(each, Notice) and each.code.startswith("reminder_")]


@pytest.fixture
def reminded(centre: Centre) -> Reminded:
    return Reminded(centre)


@pytest.mark.parametrize("language", LOCALES)
def test_a_notice_of_expiry_says_the_three_facts_of_the_ordinance(reminded: Reminded, language: str) -> None:
    reminded.others = tuple(  # days that core systems write for no day hold nothing up
        InsuranceContract(
            f"{first}-{last}", starts_on=first, ends_on=last, odometer=(), instalments=(Instalment(last, 1),)
        )
        for first in (date.min, date.max)
        for last in (date.min, date.max)
    )
    reminded.knows(at(1, 25), language)
    (notice,) = reminded.round(at(1, 25))
    words = texts(language).sections["reminder_facts"]
    assert set(words) == set(LEGAL_FACTS) == {"plates", "uninsured_driving", "fine"}
    for fact in LEGAL_FACTS:
        assert words[fact] in notice.text
    for other in LOCALES:  # a page in another language words the notice by its data
        assert all(fact in notice.data[f"facts_{other}"] for fact in texts(other).sections["reminder_facts"].values())
    assert "3월 18일" in notice.text or "Mar 18" in notice.text


def test_a_configuration_without_one_of_the_facts_is_refused() -> None:
    validate_configuration()
    rules = reminder_rules()
    for missing in LEGAL_FACTS:
        facts = tuple(each for each in LEGAL_FACTS if each != missing)
        broken = replace(rules, expiry=replace(rules.expiry, facts=facts))
        with pytest.raises(ValueError, match=r"expiry\.facts"):
            validate_reminder_rules(broken, texts("ko").sections)
    unlawful = replace(rules, expiry=replace(rules.expiry, second=replace(rules.expiry.second, to_days=9)))
    with pytest.raises(ValueError, match="30 to 10 days"):
        validate_reminder_rules(unlawful, texts("ko").sections)


def test_a_reminder_stands_in_the_thread_and_is_pushed_or_texted(centre: Centre, reminded: Reminded) -> None:
    reminded.knows(at(1, 25))
    (notice,) = reminded.round(at(1, 25))
    ((number, words),) = centre.texted
    assert (number, words) == ("+821000001234", notice.text)
    (conversation,) = centre.store.conversations
    assert [each.code for each in centre.queued_notifications.queued] == ["reminder_expiry_first"]
    (kept,) = [each for each in centre.reminders.store.of_customer("cust-kim").values() if each.outcome == "sent"]
    assert kept.proof is not None
    assert (kept.proof.conversation, kept.proof.at, kept.proof.sms) == (conversation, at(1, 25), "sent")
    assert reminded.round(at(1, 25, 12, 1)) == []
    device = PushDevice("cust-kim", "phone001", "fcm", "digest", "arn", "ko", 1)
    centre.notifications.store.register(device)
    due = centre.reminders.store.of_customer("cust-kim")
    second = next(each for each in due.values() if each.occasion.kind == "expiry_second")
    reminded.round(second.due_at)
    assert len(centre.texted) == 1, "a push reaches the customer"


def test_nothing_is_sent_at_night_and_what_is_late_comes_in_the_morning(reminded: Reminded) -> None:
    reminded.knows(at(1, 25, 22))
    assert reminded.round(at(1, 25, 23, 59)) == []
    assert reminded.round(at(1, 26, 7, 59)) == []
    assert [notice.code for notice in reminded.round(at(1, 26, 9))] == ["reminder_expiry_first"]


def test_a_preference_stops_a_kind_and_never_a_notice_of_the_law(centre: Centre, reminded: Reminded) -> None:
    choices = centre.done(KIM, "turn_reminder", kind="renewal", on=False)["kinds"]
    assert {each["kind"]: each["on"] for each in choices}["renewal"] is False
    assert not [each for each in choices if each["kind"].startswith("expiry")]
    assert centre.done(KIM, "reminders")["kinds"] == choices
    assert centre.ask(KIM, "turn_reminder", kind="expiry_first", on=False)["code"] == "invalid_frame"
    reminded.knows(at(1, 20))
    reminded.round(at(1, 20))
    for day in range(16, 29):
        reminded.round(at(2, day, 20, 59))
    assert [each.code for each in reminded.sent()] == ["reminder_expiry_first", "reminder_expiry_second"]


def test_what_is_over_by_then_is_not_said(reminded: Reminded) -> None:
    unpaid = (Instalment(date(2027, 1, 10), 121_670),)
    reminded.knows(at(1, 5), instalments=unpaid)
    reminded.knows(at(1, 11, 6), instalments=(replace(unpaid[0], paid_on=date(2027, 1, 10)),), renewed=True)
    for day in range(11, 31):
        assert reminded.round(at(1, day, 20)) == []
    reminded.knows(at(2, 1), instalments=(Instalment(date(2027, 2, 1), 121_670),), renewed=True)
    (notice,) = [each for day in (2, 3, 4) for each in reminded.round(at(2, day, 20))]
    assert notice.text == "2월 1일(월)에 내실 보험료 121,670원이 아직 납입되지 않았어요. 결제 수단을 확인해 주세요."


def test_the_renewal_has_mileage_and_premium_and_the_photo_what_missing_it_costs(reminded: Reminded) -> None:
    odometer = (OdometerReading(date(2026, 3, 18), 10_000), OdometerReading(date(2026, 12, 1), 18_120))
    reminded.knows(at(2, 1), odometer=odometer)
    said = {each.code: each.text for day in range(1, 28) for each in reminded.round(at(2, day, 20, 30))}
    assert "8,120 km 타셨어요. 지금 1년 보험료는 730,000원이에요." in said["reminder_renewal"]
    photos = [each for day in (4, 15, 18) for each in reminded.round(at(4, day, 20, 59))]
    assert [each.code for each in photos] == ["reminder_odometer_photo"] * 3
    assert "4월 18일(일)까지" in photos[0].text
    assert "15,000 km 넘게" in photos[0].text


def test_a_plug_is_spoken_of_once_it_has_been_silent_for_days(reminded: Reminded) -> None:
    missing = ((date(2027, 1, 6), date(2027, 1, 9)),)
    reminded.knows(at(1, 10), product="per_mile", plug_missing=missing, renewed=True)
    (notice,) = reminded.round(at(1, 10))
    assert "1월 6일(수)부터" in notice.text
    assert reminded.round(at(1, 11)) == []


def test_a_call_is_announced_a_day_before_and_not_at_its_old_time(centre: Centre, reminded: Reminded) -> None:
    conversation = centre.waiting()
    centre.follow_events()
    centre.now = at(1, 20, 9)
    later = replace(KIM, expires_at=at(1, 30))
    windows = centre.done(later, "call_windows", conversation=conversation)["windows"]
    booked = centre.done(
        later, "book_call", conversation=conversation, key="k1", starts_at=windows[0]["starts_at"], phone="01012345678"
    )
    centre.follow_events()
    assert centre.reminders.store.of_customer("cust-kim") == {}, "it is too near"
    call = next(iter(centre.calls.store.calls.values()))  # type: ignore[attr-defined]
    moved = replace(call, version=call.version + 1, starts_at=booked["starts_at"] + 3 * DAY_MS)
    centre.calls.store.calls[call.id] = moved  # type: ignore[attr-defined]
    remind_of_call(centre.services, CallPlanned(call.id, moved.version))
    due = moved.starts_at - DAY_MS
    assert reminded.round(due - 60_000) == []
    assert [notice.code for notice in reminded.round(due)] == ["reminder_appointment"]
    assert reminded.round(due + 60_000) == []


@pytest.mark.parametrize("day", [date(2026, 11, 30), date(2027, 2, 28), date(2028, 2, 29), date(2031, 1, 1)])
def test_a_newcomer_sees_a_reminder_on_the_day_of_the_demo(centre: Centre, day: date) -> None:
    centre.now = int(datetime(day.year, day.month, day.day, 10, tzinfo=SEOUL).timestamp() * 1000)
    for holder in holders_of(day):
        centre.contracts.put(holder)
        plan_contract_reminders(centre.services, holder.id)
    run_every_minute(centre.services)
    sent = [entry.body.code for log in centre.store.logs.values() for _, entry in log.values()]  # type: ignore[union-attr]
    assert {"reminder_expiry_second", "reminder_renewal"} <= set(sent)


CUSTOMERS = [f"cust-{number}" for number in range(5)]
TERMS = {"from": "2026-03-18", "to": "2027-03-18", "status": "in_force", "annual_won": 730_000}
FILE = LoadFile("in/holders/day.jsonl", "v1", 1)


def feed_of(contracts: FakeContracts, customers: list[str]) -> None:
    """A file of customers with a contract each, that is loaded in batches of two."""
    rows = ({"id": each, "contracts": [{"number": f"20-{each}", **TERMS}]} for each in customers)
    contracts.objects.objects[FILE.key] = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    rules = contracts.feeds.rules
    loading = replace(rules.loading, rows_at_once=2)
    contracts.feeds = replace(contracts.feeds, rules=replace(rules, loading=loading))


def planned(centre: Centre) -> dict[str, set[str]]:
    """Customer → the kinds of their reminders."""
    store = centre.reminders.store
    return {who: {each.occasion.kind for each in store.of_customer(who).values()} for who in CUSTOMERS}


def run_feed(centre: Centre, fuse: Fuse) -> None:
    """Loads the file and runs the jobs that come of it, each call outside through the fuse; a job that was ended comes
    again, as SQS brings it."""
    feeds, waiting = centre.contracts.feeds, [FILE]
    fused = replace(
        feeds,
        store=Fused(feeds.store, fuse),
        objects=Fused(feeds.objects, fuse),
        request=lambda job, _delay_s: fuse.burn(lambda: waiting.append(job)),
    )
    known = centre.reminders
    reminders = ReminderPorts(Fused(known.store, fuse), known.rules, known.clock, known.send_sms)
    services = replace(centre.services, contract_feeds=lambda: fused, reminders=lambda: reminders)
    while waiting:
        try:
            run_feed_job(services, waiting[0])
        except Crash:
            continue
        waiting.pop(0)


def test_a_feed_that_is_stopped_at_any_call_has_all_reminders_planned() -> None:
    wanted = {each: {"expiry_first", "expiry_second", "renewal"} for each in CUSTOMERS}
    calls, last = 0, False
    while not last:
        calls += 1
        for before in (True, False):
            with Centre().open() as stopped:
                stopped.now = at(1, 2)
                feed_of(stopped.contracts, CUSTOMERS)
                fuse = Fuse(left=calls, before=before)
                run_feed(stopped, fuse)
                assert planned(stopped) == wanted, f"ended {'before' if before else 'after'} call {calls}"
                last = fuse.left > 0
    assert calls > 30


def test_a_loaded_feed_plans_whom_it_may_have_missed_and_nobody_else(centre: Centre) -> None:
    centre.now = at(1, 2)
    feed_of(centre.contracts, CUSTOMERS)
    run_feed(centre, Fuse())
    changed, jobs = ChangedCustomers(centre.contracts.store), list[Any]()
    for _ in load_file(replace(centre.contracts.feeds, store=changed), replace(FILE, version="v2")):
        changed.request_planning(lambda job, _delay_s: jobs.append(job))
    assert jobs == [PlanReminders(("cust-0", "cust-1"))], "a load that was stopped may have written the first batch"
