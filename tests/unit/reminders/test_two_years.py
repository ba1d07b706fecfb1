"""Two years of a thousand contracts: short terms, renewals in between, changes known late or twice, rounds that
are killed at any call. Each contract gets exactly what the law asks, nobody is disturbed at night, and nothing comes
twice.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from chalicelib.content.message_bodies import Notice
from chalicelib.contracts.amounts import add_months
from chalicelib.contracts.holder import Instalment, InsuranceContract, OdometerReading, Policyholder
from chalicelib.processes.reminder_planning import plan_contract_reminders
from chalicelib.processes.reminder_rounds import send_due_reminders
from chalicelib.reminders.ports import ReminderPorts
from chalicelib.reminders.rules import reminder_rules
from tests.entry.centre import Centre
from tests.fakes.reminders import FakeReminders
from tests.unit.reminders import notice_law
from tests.unit.reminders.notice_law import SEOUL, Known

FIRST, DAYS, CONTRACTS = date(2026, 1, 1), 730, 1_000
LAST = datetime(2028, 1, 1, tzinfo=SEOUL)


class Killed(Exception):
    """The process ends."""


@dataclass
class Story:
    """A customer with a contract: what becomes known of it, when, and the contract as it is known then."""

    customer: str
    changes: list[tuple[datetime, InsuranceContract]] = field(default_factory=list)

    def history(self) -> list[Known]:
        return [
            Known(at, each.starts_on, each.ends_on, each.renewed is True or each.status == "cancelled")
            for at, each in self.changes
            if each.starts_on and each.ends_on
        ]


def story_by_chance(chance: random.Random, number: int) -> Story:
    """A story by chance."""
    starts_on = FIRST + timedelta(days=chance.randrange(-330, DAYS - 40))
    length = chance.choice([7, 28, 30, 31, 32, 45, 90, 180, 364, 365, 365, 365, 365, 366])
    ends_on = starts_on + timedelta(days=length)
    contract = InsuranceContract(
        f"c{number}", "standard", "123가4567", "현대 아반떼", starts_on=starts_on, ends_on=ends_on, status="in_force",
        annual_won=700_000,
        instalments=(Instalment(starts_on + timedelta(days=40), 350_000),) if chance.random() < 0.3 else (),
        odometer=(OdometerReading(starts_on, 10_000),) if chance.random() < 0.3 else None,
    )  # fmt: skip
    late = chance.choice([0, 0, 0, length - 80, length - 50, length - 31, length - 30, length - 29, length - 12])
    known_from = starts_on + timedelta(days=max(0, late))
    story = Story(f"customer{number}")
    when = moment(chance, max(known_from, FIRST))
    story.changes.append((when, contract))
    if chance.random() < 0.2:
        story.changes.append((when + timedelta(minutes=chance.randrange(1, 9_000)), contract))  # the same once more
    change = moment(chance, ends_on - timedelta(days=chance.randrange(1, 80)))
    last = story.changes[-1][0]
    if change > last:
        what = chance.random()
        if what < 0.3:
            story.changes.append((change, changed(contract, renewed=True)))
            if chance.random() < 0.2:  # the renewal is taken back
                story.changes.append((change + timedelta(days=chance.randrange(1, 20)), contract))
        elif what < 0.4:
            story.changes.append((change, changed(contract, status="cancelled")))
        elif what < 0.5:
            longer = changed(contract, ends_on=ends_on + timedelta(days=chance.randrange(5, 120)))
            story.changes.append((change, longer))
    return story


def changed(contract: InsuranceContract, **fields: Any) -> InsuranceContract:
    from msgspec.structs import replace

    return replace(contract, **fields)


def moment(chance: random.Random, day: date) -> datetime:
    """A minute of a day, at night as well."""
    return datetime(day.year, day.month, day.day, tzinfo=SEOUL) + timedelta(minutes=chance.randrange(1_440))


class Fuse:
    """Ends the process before a call, by chance."""

    def __init__(self, chance: random.Random) -> None:
        self.chance, self.share, self.killed = chance, 0.0, 0

    def burn(self) -> None:
        if self.share and self.chance.random() < self.share:
            self.killed += 1
            raise Killed


class Fused:
    """An adapter whose calls may end the process, before or after they were made."""

    def __init__(self, adapter: Any, fuse: Fuse) -> None:
        self._adapter, self._fuse = adapter, fuse

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._adapter, name)
        if not callable(found):
            return found

        def call(*arguments: Any, **named: Any) -> Any:
            self._fuse.burn()
            answer = found(*arguments, **named)
            self._fuse.burn()
            return answer

        return call


@dataclass
class Sent:
    """A notice in a thread."""

    customer: str
    code: str
    ends_on: str
    at: datetime
    text: str


def play(seed: int, share: float) -> tuple[list[Story], list[Sent], FakeReminders, Fuse]:
    """Two years; the process is killed before or after that share of its calls."""
    chance = random.Random(seed)
    stories = [story_by_chance(chance, number) for number in range(CONTRACTS)]
    centre, fuse = Centre(), Fuse(chance)
    store, holders = FakeReminders(), dict[str, Policyholder]()
    centre.now = milliseconds(datetime(2026, 1, 1, tzinfo=SEOUL))
    centre.reminders = ReminderPorts(Fused(store, fuse), reminder_rules(), centre.clock, centre._send_sms)
    centre.contracts = holders  # type: ignore[assignment]  # `get` is all that is asked for
    centre.services.messaging.store.number_message = Fused(centre.store, fuse).number_message  # type: ignore[method-assign]
    changes = sorted(
        ((at, story.customer, contract) for story in stories for at, contract in story.changes),
        key=lambda each: each[:2],
    )
    for now in instants(changes, store):
        centre.now = milliseconds(now)
        while changes and changes[0][0] <= now:
            _, customer, contract = changes.pop(0)
            holders[customer] = Policyholder(customer, "김서연", "01000001234", (contract,))
            repeat(lambda customer=customer: plan_contract_reminders(centre.services, customer), fuse, share)  # type: ignore[misc]
        repeat(lambda: send_due_reminders(centre.services), fuse, share)
    owners = {each.id: each.customer.id for each in centre.store.conversations.values()}
    sent = [
        Sent(
            owners[conversation], entry.body.code, entry.body.data["ends_on"],
            datetime.fromtimestamp(entry.at / 1000, UTC).astimezone(SEOUL), entry.body.text,
        )
        for conversation, log in centre.store.logs.items()
        for _, entry in log.values()
        if isinstance(entry.body, Notice) and entry.body.code.startswith("reminder_")
    ]  # fmt: skip
    return stories, sent, store, fuse


def instants(changes: list[tuple[datetime, str, InsuranceContract]], store: FakeReminders) -> Iterator[datetime]:
    """The minutes at which something is due or becomes known."""
    now = datetime(2026, 1, 1, tzinfo=SEOUL)
    while now < LAST:
        yield now
        due = [datetime.fromtimestamp(store.index[0].at / 1000, UTC).astimezone(SEOUL)] if store.index else []
        known = [changes[0][0]] if changes else []
        now = max(now + timedelta(minutes=1), min([*due, *known, LAST]))


def repeat(work: Callable[[], None], fuse: Fuse, share: float) -> None:
    """Works, and again after each kill; the tenth attempt lives."""
    for attempt in range(10):
        fuse.share = share if attempt < 9 else 0.0
        try:
            work()
        except Killed:
            continue
        return


def milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)


@pytest.mark.parametrize("share", [0.0, 0.1])
def test_each_contract_gets_what_the_law_asks(share: float) -> None:
    stories, sent, store, fuse = play(7, share)
    assert (fuse.killed > 500) == bool(share)
    legal = [each for each in sent if each.code in ("reminder_expiry_first", "reminder_expiry_second")]
    assert len(legal) > 800
    assert not [each for each in sent if notice_law.is_night(each.at)]
    by_occasion: dict[tuple[str, str, str], list[Sent]] = {}
    for each in legal:
        by_occasion.setdefault((each.customer, each.code, each.ends_on), []).append(each)
    assert {len(notices) for notices in by_occasion.values()} == {1}
    for story in stories:
        history = story.history()
        for ends_on in {each.ends_on for each in history}:
            for code, window in zip(("first", "second"), notice_law.WINDOWS, strict=True):
                found = by_occasion.get((story.customer, f"reminder_expiry_{code}", ends_on.isoformat()), [])
                if notice_law.owed_throughout(history, ends_on, window, LAST):
                    assert len(found) == 1, (story, ends_on, window)
                if notice_law.owed_never(history, ends_on, window):
                    assert not found, (story, ends_on, window)
                for each in found:
                    days = (ends_on - each.at.date()).days
                    assert window[1] <= days <= window[0]
                    assert notice_law.may_be_sent(history, ends_on, each.at)
    proofs = [each for kept in store.kept.values() for each in kept.values() if each.outcome == "sent"]
    assert len(proofs) == len(sent)
    assert all(each.proof is not None and each.proof.seq for each in proofs)


def test_friendly_reminders_come_once_as_well() -> None:
    _, sent, _, _ = play(11, 0.05)
    assert set(Counter((each.customer, each.code, each.ends_on, each.at.date()) for each in sent).values()) == {1}
    photos = [each for each in sent if each.code == "reminder_odometer_photo"]
    days = Counter((add_months(date.fromisoformat(each.ends_on), 1) - each.at.date()).days for each in photos)
    assert set(days) <= {14, 3, 0}
    assert max(Counter(each.customer for each in photos).values()) == 3
    kinds = {each.code for each in sent}
    assert {"reminder_renewal", "reminder_payment_failed", "reminder_odometer_photo"} <= kinds
