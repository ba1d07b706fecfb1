"""What the customer wants, where the words alone leave it open: danger and wishes in the light of what was asked."""

from collections.abc import Callable
from datetime import datetime, timedelta

from chalicelib.bot.checking import Slots
from chalicelib.bot.filling import DATE, Said
from chalicelib.bot.ports import Understand
from chalicelib.bot.state import Running
from chalicelib.bot.understanding import replies, report, rules
from chalicelib.bot.understanding.danger import dangerous, graver
from chalicelib.bot.understanding.nouns import EMERGENCY, OUT_OF_SCOPE, Understood
from chalicelib.bot.understanding.text import clean
from chalicelib.content.views import ContractView

HURT_SLOTS = ("injured", "injured_count", "hospital")
PEOPLE = "agent_request"
REPORT = "accident_report"
SURELY = 0.9
OVER_AFTER = timedelta(hours=3)
TELLING = 15
"""Characters that make a sentence; shorter answers lean on the question."""
BESIDE = ("service", "month")
"""Slots of other wishes than an accident."""
DOUBTFUL = frozenset({OUT_OF_SCOPE, "greeting", "affirm", "deny"})


def in_danger(running: Running | None, heard: Said, understood: Understood | None) -> bool:
    """Whether people may be in danger now. Once it is asked, or known, that somebody is hurt, more is needed than
    saying so: the answer to the bot's own question is no alarm."""
    if heard.button == f"wish:{EMERGENCY}":
        return True
    if understood is None:
        return False
    if running is None or not (running.asking in HURT_SLOTS or "injured" in running.slots):
        return understood.danger
    if running.asking == "drivable" and heard.slots.get("tow_needed") is True:
        return graver(rules.pattern("car_immobile").sub(" ", clean(heard.text)))
    return graver(clean(heard.text)) or _surely_alarming(running, heard, understood)


def _surely_alarming(running: Running, heard: Said, understood: Understood) -> bool:
    """Where the fixed rules are silent the model may still see danger; of a few words that answer a question ("터널
    안이요") it knows too little."""
    told_enough = (
        (len(heard.text) >= TELLING or not running.asking)
        and running.asking != "place"
        and heard.slots.get("injured") is not True
    )
    return told_enough and understood.danger and understood.intent == EMERGENCY and understood.confidence >= SURELY


def calmed(text: str, slots: Slots, read: Understood, now: datetime, understand: Understand) -> Understood:
    """An alarm looked at once more: what is over, or is about the car alone, is an accident to report.

    Over: it happened hours ago, or they are at a hospital already, and nothing graver is said than that somebody is
    hurt. About the car: the model's alarm, where the fixed rules are silent, is gone once the car may move.
    """
    tidy = clean(text)
    if not read.danger:
        return read
    if not dangerous(tidy) and slots.get("tow_needed") is True:
        calmer = understand(rules.pattern("car_immobile").sub(" ", tidy), now)
        return read if calmer.danger else _as_report(calmer)
    past = _long_ago(slots.get("occurred_at"), now) or rules.pattern("at_hospital").search(tidy) is not None
    mild = rules.pattern("hurt_over").sub(" ", tidy)
    return _as_report(read) if past and dangerous(tidy) and not graver(mild) else read


def _as_report(read: Understood) -> Understood:
    return Understood(REPORT, read.confidence, read.slots, read.alternatives, danger=False)


def _long_ago(told: object, now: datetime) -> bool:
    if not isinstance(told, str):
        return False
    moment = datetime.fromisoformat(told)
    if len(told) == DATE:
        return moment.date() < now.date()
    return now - moment >= OVER_AFTER


def without_denied(heard: Said, now: datetime) -> Said:
    """What was read of a message that says "A가 아니라 B", as B alone tells it."""
    denied, kept = replies.contrast(heard.text)
    if not denied:
        return heard
    carried = {slot: value for slot, value in heard.slots.items() if slot in BESIDE}
    return Said(heard.text, heard.button, carried | report.read(kept, now), heard.wish, heard.form)


def resolved(heard: Said, contracts: Callable[[], tuple[ContractView, ...]]) -> Said:
    """Which of the cars named is his own: one of his contracts, or called so; another is the other side's."""
    if "plates" not in heard.slots:
        return heard
    slots = dict(heard.slots)
    named = str(slots.pop("plates")).split()
    own = {contract.vehicle.plate for contract in contracts()}
    others = [plate for plate in named if plate not in own]
    if len(others) < len(named):
        slots.setdefault("own_plate", next(plate for plate in named if plate in own))
    if others:
        slots["counterparty_plate"] = others[-1 if replies.amends(heard.text) else 0]
    return Said(heard.text, heard.button, slots, heard.wish, heard.form)


def wish_of(heard: Said, understood: Understood | None) -> str:
    """The wish that a button or the words name; "" where they leave it open."""
    if heard.button.startswith("wish:"):
        return heard.button.removeprefix("wish:")
    if understood is None:
        return ""
    if (understood.unsure or understood.intent in DOUBTFUL) and _tells_of_an_accident(heard, understood):
        return REPORT
    if understood.unsure or understood.intent == OUT_OF_SCOPE:
        return ""
    return understood.intent


def _tells_of_an_accident(heard: Said, understood: Understood) -> bool:
    told = sum(slot in heard.slots for slot in ("occurred_at", "place", "counterparty_plate", "tow_needed"))
    return "accident_type" in heard.slots and (told > 0 or REPORT in understood.unsure)


def wants_people(running: Running | None, heard: Said, understood: Understood | None) -> bool:
    """Whether a human is asked for. In a flow a short answer is easily taken for it: it must say so."""
    if heard.button == f"wish:{PEOPLE}":
        return True
    if understood is None or understood.unsure or understood.intent != PEOPLE:
        return False
    surely = understood.confidence >= SURELY and len(heard.text) >= TELLING
    return running is None or surely or rules.pattern("wants_people").search(heard.text) is not None
