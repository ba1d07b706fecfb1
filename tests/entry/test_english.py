"""An English customer in every flow, card, notice and refusal: the frames have no Hangul but names, plates, places and
names from the core system."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.claims.rules import claim_rules
from chalicelib.content.configuration import bot_rules, texts
from chalicelib.content.message_bodies import Card, Form, Notice, Text
from chalicelib.contracts.holder import InsuranceContract, InsuredCoverage, InsuredDriver, Policyholder
from chalicelib.entry.error_frames import error_frame
from chalicelib.identity.tickets import Identity
from chalicelib.kernel.actors import Role
from chalicelib.kernel.errors import BaroError, InvalidFrame
from chalicelib.nlu.types import NluResult
from tests.english import korean, worded
from tests.entry.centre import KIM, Centre, Frame, person
from tests.entry.claim_fixtures import DOYUN, YUJIN
from tests.entry.test_files import checked
from tests.entry.test_texts import all_errors
from tests.unit.files import sample_files

READER = replace(KIM, locale="en")
HANEUL = person("agent-haneul", Role.AGENT, "general")
CONTRACT = InsuranceContract(
    "2026-0318-77120", "standard", "123가4567", "현대 아반떼",
    starts_on=date(2026, 3, 18), ends_on=date(2027, 3, 18), drivers=(InsuredDriver(scope="couple"),),
    coverages=(InsuredCoverage("property", 1_000_000_000), InsuredCoverage("own_damage")),
)  # fmt: skip
ALLOWED = ("현대 아반떼",)
ANSWERS = {
    "description": "rear-ended at a light", "occurred_at": "2027-01-15T08:00+09:00", "place": "강남역 사거리",
    "counterparty_plate": "12가3456", "counterparty_phone": "010-1234-5678", "injured_count": "2",
    "hospital": "Severance", "requested_change": "my wife too", "new_driver": "my wife", "removed_driver": "my son",
    "driver_born": "2 March 1985", "new_car": "Kia EV6",
    "new_plate": "12가3456",
    "new_end": "till September", "new_limit": "a billion", "phone": "010-1234-5678", "address": "12 Main Street",
    "grounds": "I was going straight on", "location": "강남역 사거리", "destination": "Hyundai garage in Seocho",
    "own_plate": "12가3456",
}  # fmt: skip


class Reader:
    """The customer, with everything that they were shown."""

    def __init__(
        self, centre: Centre, understand: Callable[[str], str] = lambda _: "out_of_scope", who: Identity = READER
    ) -> None:
        self.who = who
        self.centre, self.shown = centre, list[object]()
        self.inbox: list[Any] = []
        centre.contracts.put(Policyholder(KIM.id, "김서연", "01000001234", (CONTRACT,)))
        centre.courier.inboxes[f"connection-of-{KIM.id}"] = self.inbox
        centre.services = replace(
            centre.services,
            recognise_intent=lambda reading: NluResult(
                (name := understand(reading.cleaned)), 1.0, {}, ((name, 1.0),), name == "emergency"
            ),
        )
        self.conversation = str(self.does("open", device="phone001")["conversation"]["id"])
        self.number = 0

    def does(self, action: str, **fields: Any) -> Frame:
        result = self.centre.done(self.who, action, **fields)
        self.shown.append(result)
        return result

    def says(self, body: Frame) -> None:
        self.number += 1
        self.centre.now += 1_000
        client_id = f"phone001:{self.number}"
        self.does("send", conversation=self.conversation, client_id=client_id, body=body)
        self.works()

    def works(self) -> None:
        self.centre.follow_events()

    def received(self) -> list[tuple[int, Any]]:
        log = sorted(self.centre.store.logs[self.conversation].items())
        return [(seq, entry.body) for seq, (_, entry) in log if entry.by.role.value != "customer"]

    def question(self) -> tuple[int, Any]:
        return [pair for pair in self.received() if isinstance(pair[1], Text | Card | Form)][-1]

    def presses(self, button: str) -> None:
        asked = [(seq, body) for seq, body in self.received() if any(each.id == button for each in buttons(body))]
        self.says({"type": "answer", "to": asked[-1][0], "button": button})

    def korean(self) -> list[str]:
        """What was shown in Korean; of notices the words that were kept, and those that a page makes of their data."""
        bodies = [body for _, body in self.received()]
        notices = [body for body in bodies if isinstance(body, Notice)]
        said = [body for body in bodies if not isinstance(body, Notice)]
        said += [words for body in notices for words in (body.text, worded(body.code, body.data))]
        frames = [frame for frame in [*self.shown, *self.inbox] if not about_a_message(frame)]
        found = korean([said, frames], *ALLOWED, *ANSWERS.values())
        return sorted(each for each in found if ".facts.value: " not in each)  # as stored; `shown` is displayed


def buttons(body: object) -> tuple[Any, ...]:
    return tuple(getattr(body, "buttons", ()))


def about_a_message(frame: object) -> bool:
    """Messages are looked at in the thread."""
    return type(frame).__name__ == "MessageFrame" or (isinstance(frame, dict) and "message" in frame)


def fill(reader: Reader, choose: Callable[[list[str]], str]) -> None:
    """Answers what is asked until nothing is."""
    for _ in range(40):
        _, question = reader.question()
        ids = [button.id for button in buttons(question)]
        if not any(name.startswith("flow:") for name in ids):
            return
        choices = [name for name in ids if name.startswith("choice:")]
        if "flow:confirm" in ids:
            reader.presses("flow:edit")
            reader.presses("flow:confirm")
        elif choices:
            reader.presses(choose(choices))
        elif "card:usual" in ids:
            reader.presses(choose(["card:usual", "flow:unknown"]))
        elif "flow:unknown" in ids and choose(["", "x"]) == "x":
            reader.presses("flow:unknown")
        else:
            reader.says({"type": "text", "text": ANSWERS[question.requested_slot]})
    raise AssertionError("it never ends")


@pytest.mark.parametrize("choose", [lambda ids: ids[0], lambda ids: ids[-1]], ids=["first", "last"])
@pytest.mark.parametrize("intent", [name for name, intent in bot_rules().intents.items() if intent.flow])
def test_a_flow_is_in_english(centre: Centre, intent: str, choose: Callable[[list[str]], str]) -> None:
    reader = Reader(centre, lambda text: text.removeprefix("intent:") if text.startswith("intent:") else "out_of_scope")
    reader.says({"type": "text", "text": f"intent:{intent}"})
    fill(reader, choose)
    reader.does("claims")
    assert reader.korean() == []


@pytest.mark.parametrize("intent", [*bot_rules().intents, "out_of_scope"])
def test_every_intent_is_answered_in_english(centre: Centre, intent: str) -> None:
    reader = Reader(centre, lambda text: text if text in bot_rules().intents else "out_of_scope")
    reader.says({"type": "text", "text": intent})
    reader.says({"type": "text", "text": intent})
    reader.does("hello", device="phone001", cursors={})
    assert reader.korean() == []


def accident(centre: Centre) -> tuple[Reader, str]:
    reader = Reader(centre, lambda text: "accident_report" if text == "crash" else "out_of_scope")
    reader.says({"type": "text", "text": "crash"})
    fill(reader, lambda ids: ids[0] if "choice:rear_end" not in ids else "choice:single")
    return reader, str(reader.does("claims")["claims"][0]["id"])


def test_a_claim_and_its_documents_are_in_english_from_registration_to_payment(centre: Centre) -> None:
    reader, number = accident(centre)
    hold = claim_rules().identity_hold_from
    steps: list[Frame] = [
        {"transition": "assign"},
        {"transition": "investigate"},
        {"transition": "request_documents", "items": ["bank_book", "diagnosis"]},
        {"transition": "investigate"},
        {"transition": "delay", "day": "2027-02-01", "grounds": "a part is late"},
        {"transition": "negotiate_liability"},
        {"transition": "propose_liability", "liability_percent": 20},
        {"transition": "dispute", "grounds": "not agreed"},
        {"transition": "settle_dispute", "liability_percent": 10, "note": "decided"},
        {"transition": "assess", "amount": hold},
    ]
    for fields in steps:
        stepped(reader, number, **fields)
    for button in (f"claim:{number}:identity", "choice:call", "choice:morning"):
        reader.presses(button)
    fill(reader, lambda ids: ids[0])
    stepped(reader, number, transition="release_hold", note="by telephone")
    reader.does(
        "account", claim=number, bank="KB", number="123-456-789012", holder="김서연", proof=centre.proof_of(KIM)
    )
    stepped(reader, number, YUJIN, transition="approve")
    stepped(reader, number, transition="pay")
    stepped(reader, number, transition="close")
    upload = reader.does(
        "upload", conversation=reader.conversation, client_id="phone001:f1", name="bank book.jpg", size=10
    )
    centre.objects.objects[f"incoming/{upload['upload']['id']}"] = sample_files.program()
    reader.does("file_as", claim=number, upload=upload["upload"]["id"], item="bank_book")
    reader.does("uploaded", upload=upload["upload"]["id"])
    checked(centre, upload["upload"]["id"])
    reader.does("files", conversation=reader.conversation)
    reader.works()
    reader.does("claim", claim=number)
    reader.presses(f"claim:{number}:checklist")
    reader.presses(f"claim:{number}:progress")
    codes = {body.code for _, body in reader.received() if isinstance(body, Notice)}
    assert {
        "claim.pay",
        "claim.booked_call",
        "claim.settle_dispute",
        "claim.document_submitted",
        "upload.quarantined",
    } <= codes
    assert reader.korean() == []


def stepped(reader: Reader, number: str, who: Identity = DOYUN, **fields: Any) -> None:
    version = reader.centre.claims.store.get(number).version  # type: ignore[union-attr]
    reader.centre.done(who, "apply_transition", claim=number, coverage="own_damage", version=version, **fields)
    reader.works()


def test_queue_and_service_are_in_english(centre: Centre) -> None:
    reader = Reader(centre, lambda text: text)
    reader.says({"type": "text", "text": "agent_request"})
    centre.done(HANEUL, "availability", status="available")
    centre.work()
    centre.done(
        HANEUL, "correct", conversation=reader.conversation, version=0, facts={"driver": "self", "injured": "false"}
    )
    centre.done(HANEUL, "transfer", conversation=reader.conversation, queue="roadside", note="")
    centre.follow_events()
    reader.does("leave", conversation=reader.conversation)
    assert reader.korean() == []


@pytest.mark.parametrize("error", [all_errors()[name] for name in sorted(all_errors())])
def test_a_refusal_is_in_english(error: type[BaroError]) -> None:
    details: dict[str, str | int] = {
        "problem": "Expected `int` - at `$.to`", "queue": "accident", "transition": "approve", "coverage": "own_damage",
        "allowed": "assign, deny",
        "field": "amount", "most": 5_000_000, "until": "2027-01-15", "item": "bank_book", "claim": "20261123-482137",
        "accepted": "jpg",
        "max": 50, "max_mb": 30, "missing": "2", "fields": "phone", "forms": 2, "slots": "phone", "minutes": 10,
        "letters": 2, "days": 92, "agent": "Emma", "left": 4,
        "kmh": 500, "seconds": 600, "hours": 24, "metres": 2_000,
    }  # fmt: skip
    said = error_frame(error(**details), "1", "en").text
    assert korean(said) == {}
    assert not {"approve", "own_damage", "bank_book"} & set(said.split())


def test_an_error_text_contains_no_decoder_message() -> None:
    for locale in ("ko", "en"):
        frame = error_frame(InvalidFrame(problem="Expected `int` - at `$.to`"), "1", locale)
        assert "Expected" not in frame.text
        assert str(frame.details["problem"]).startswith("Expected")


def test_all_english_texts_are_english() -> None:
    assert korean(texts("en").sections, *ALLOWED) == {}


UNREAD = "My wife would like to know where the letter went"


@pytest.mark.parametrize("who", [READER, KIM], ids=["signed in with English", "signed in with Korean"])
def test_english_that_is_not_understood_gets_buttons_and_an_agent_in_english(centre: Centre, who: Identity) -> None:
    reader = Reader(centre, who=who)
    before = len(reader.received())
    reader.says({"type": "text", "text": UNREAD})
    (_, asked) = reader.question()
    assert {"intent:agent_request", "intent:emergency", "intent:accident_report"} <= {
        each.id for each in buttons(asked)
    }
    reader.says({"type": "text", "text": UNREAD})
    assert centre.stored_conversation(reader.conversation).queue == "general", "after the second one a person has it"
    reader.presses("intent:policy_summary")
    assert korean([body for _, body in reader.received()[before:] if not isinstance(body, Notice)], *ALLOWED) == {}
    assert korean([body.text for _, body in reader.received()[before:] if isinstance(body, Notice)]) == {}


def test_english_in_the_middle_of_a_form_is_answered_in_english(centre: Centre) -> None:
    reader = Reader(centre, lambda text: "accident_report" if "crash" in text else "out_of_scope", who=KIM)
    before = len(reader.received())
    for text in ("I had a crash", UNREAD, UNREAD, UNREAD):
        reader.says({"type": "text", "text": text})
    assert korean([body for _, body in reader.received()[before:] if not isinstance(body, Notice)], *ALLOWED) == {}


def test_short_answers_keep_the_language_of_the_question(centre: Centre) -> None:
    reader = Reader(centre, lambda text: "accident_report" if "crash" in text else "out_of_scope", who=KIM)
    before = len(reader.received())
    for text in ("I had a crash", "no", "rear-ended at a light", "yesterday 7:30 pm", "010-1234-5678", "KB"):
        reader.says({"type": "text", "text": text})
    assert korean([body for _, body in reader.received()[before:]], *ALLOWED) == {}
    reader.says({"type": "text", "text": "모르겠어요"})
    assert korean(reader.question()[1]) != {}, "Korean words are answered in Korean again"
