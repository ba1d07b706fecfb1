"""A scripted customer: answers each question by the slot it asks for, confirms, and gives up in time."""

from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime

import msgspec

from chalicelib.content.accident_events import accident_event
from chalicelib.content.configuration import flows, texts
from chalicelib.dialogue.slot_extraction import answer_of_clauses
from chalicelib.nlu import read_message
from local.client import Client, Frame
from local.demo.people import DemoPerson
from local.stories.runner import DAY_MS, Stage
from local.stories.story import Outcome, Story, with_event

MAX_TURNS = 40
"""Turns after which a customer gives up."""

TURN_MS = 300
"""Milliseconds between two turns, within the rate limit of messages. They are short, so that "just now" keeps its
minute."""

READING_S, PRESSING_S, TYPED_PER_S = 4, 1.5, 3.0
"""Seconds that a person needs to read and think (an estimate) and to press a button, and characters typed per second.
36 words, about 180 characters, per minute are the average on phones (Palin et al., How do people type on mobile
devices?, 2019)."""

HANDED_OFF_STATES = ("waiting", "assigned")


@dataclass
class _Playthrough:
    """One story in progress; after a break it has a new connection."""

    stage: Stage
    story: Story
    person: DemoPerson
    stack: AsyncExitStack
    client: Client
    conversation: str
    outcome: Outcome
    last_seen_seq: int = 0


async def play_story(stage: Stage, desk: Client, story: Story) -> Outcome:
    """The story from its opening to its end."""
    stage.clock.now = int(story.moment.timestamp() * 1000)
    person = stage.customer(story)
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(stage.connect(person))
        before = {claim["id"] for claim in (await client.request("claims"))["claims"]}
        opened = await client.request("open", device=client.device)
        conversation = opened["conversation"]["id"]
        scene = _Playthrough(stage, story, person, stack, client, conversation, Outcome(story.id))
        handed = await _converse(scene)
        claims = [claim for claim in (await scene.client.request("claims"))["claims"] if claim["id"] not in before]
        if claims:
            _record_claim(scene.outcome, claims[0])
            if story.flags:
                scene.outcome.flags = await _flags(desk, claims[0]["id"])
        elif handed:
            await _record_handoff(scene, desk)
        else:
            _record_facts(scene.outcome, stage.kept_form(person, conversation))
        await scene.client.request("close", conversation=conversation, draft="keep")
    return scene.outcome


async def _converse(scene: _Playthrough) -> bool:
    """Sends the opening and the messages that follow, then answers questions. Returns whether an agent has taken
    over."""
    story = scene.story
    for words in (story.opening, *story.then):
        if await _send(scene, {"type": "text", "text": words}):
            return True
    while scene.outcome.turns < MAX_TURNS:
        body = await _reply(scene)
        if body is None:
            return False
        if await _send(scene, body):
            return True
    return False


async def _send(scene: _Playthrough, body: Frame) -> bool:
    """Sends one message. Returns whether an agent has taken over. The bot answers before the message is
    acknowledged."""
    scene.outcome.turns += 1
    scene.outcome.seconds += READING_S + (len(body["text"]) / TYPED_PER_S if "text" in body else PRESSING_S)
    scene.stage.clock.now += TURN_MS
    sent = await scene.client.send(scene.conversation, body)
    scene.last_seen_seq = sent["seq"]
    return any(
        event["event"] == "conversation" and event["conversation"]["state"] in HANDED_OFF_STATES
        for event in scene.client.events
    )


async def _reply(scene: _Playthrough) -> Frame | None:
    """The answer to the bot's last question; None when there is none."""
    bodies = [
        (message["seq"], message["body"])
        for message in scene.client.received_messages(scene.conversation)
        if message["seq"] > scene.last_seen_seq and message["by"]["role"] == "bot"
    ]
    if any(_is_registration(body) for _, body in bodies):
        return None  # what is asked now is about roadside service
    for seq, body in reversed(bodies):
        if slot := body.get("requested_slot"):
            return await _answer(scene, slot)
        if body.get("requested_slots"):
            return await _choose(scene, seq, body)
        buttons = [button["id"] for button in body.get("buttons", ())]
        if "flow:confirm" in buttons:
            return _button_body(seq, "flow:confirm") if scene.story.confirm else None
        if any(button.startswith("claim:") for button in buttons):
            return None  # registered
        for wanted in ("draft:new", "flow:resume", "intent:accident_report"):
            if wanted in buttons:
                return _button_body(seq, wanted)
    return {"type": "text", "text": scene.story.otherwise} if bodies else None


def _is_registration(body: Frame) -> bool:
    """Whether a message is the card of a registered accident."""
    return str(body.get("title", "")) == texts("ko").render("bot", "registered_title")


async def _answer(scene: _Playthrough, slot: str) -> Frame:
    await _note_question(scene, slot)
    return {"type": "text", "text": scene.story.answers.get(slot, scene.story.otherwise)}


async def _choose(scene: _Playthrough, seq: int, form: Frame) -> Frame:
    """The choices of a card that fit the story's answers; what the story doesn't answer, or no choice fits, is left
    untouched. Answers that tell more than a choice are written."""
    for slot in form["requested_slots"]:
        await _note_question(scene, slot)
    said = {field["label"]: scene.story.answers.get(field["name"], "") for field in form["fields"]}
    if any(_fills_more(field["name"], said[field["label"]], scene.story.moment) for field in form["fields"]):
        written = " ".join(f"{label}: {_sentence(words)}" for label, words in said.items() if words)
        return {"type": "text", "text": written}
    chosen = {
        field["name"]: _fitting_option(field["name"], scene.story.answers.get(field["name"], ""), scene.story.moment)
        for field in form["fields"]
    }
    return {"type": "form_submission", "to": seq, "values": chosen}


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _fills_more(slot: str, words: str, now: datetime) -> bool:
    """Whether an answer also tells the value of a slot that isn't on a card and that it may correct."""
    steps = [step for flow in flows().values() for step in flow.steps if step.overwrites and not step.card]
    others = {name for step in steps for name in step.read_from if step.slot != slot}
    return bool(read_message(words, now).entities.keys() & others)


def _fitting_option(slot: str, words: str, now: datetime) -> str:
    """The option that words mean, as a person would choose it; "" for none."""
    if not words:
        return ""
    step = next(step for flow in flows().values() for step in flow.steps if step.slot == slot)
    reading = read_message(words, now)
    return answer_of_clauses(step, reading.clauses, reading, {}) or ""


async def _note_question(scene: _Playthrough, slot: str) -> None:
    first = slot not in scene.outcome.asked
    scene.outcome.asked.append(slot)
    if first and slot in scene.story.breaks:
        await _reconnect_after(scene, scene.story.breaks[slot])


async def _reconnect_after(scene: _Playthrough, days: int) -> None:
    """Connects from another device, `days` later."""
    scene.stage.clock.now += days * DAY_MS
    scene.client = await scene.stack.enter_async_context(scene.stage.connect(scene.person))


def _button_body(seq: int, button: str) -> Frame:
    return {"type": "answer", "to": seq, "button": button}


def _record_claim(outcome: Outcome, claim: Frame) -> None:
    outcome.outcome = "registered"
    outcome.claim = with_event({fact["slot"]: fact["value"] for fact in claim.get("facts", ())}, claim["event"])
    outcome.coverages = [texts("ko").label("coverages", line["coverage"]) for line in claim["exposures"]]
    outcome.departments = list(claim.get("departments", ()))


async def _flags(desk: Client, number: str) -> list[str]:
    """The flags of a claim that the departments see."""
    return list((await desk.request("claim", claim=number))["claim"].get("flags", ()))


async def _record_handoff(scene: _Playthrough, desk: Client) -> None:
    """After a handoff: records the accident form that the agent sees."""
    scene.outcome.outcome = "agent"
    given = await desk.wait_for_event(
        lambda event: event["event"] == "assigned" and event["conversation"]["id"] == scene.conversation
    )
    forms = [form for form in given["customer"].get("drafts", ()) if form["conversation"] == scene.conversation]
    _record_facts(scene.outcome, {fact["slot"]: fact["value"] for form in forms[:1] for fact in form.get("facts", ())})
    await desk.request("resolve", conversation=scene.conversation, outcome="answered", draft="keep")


def _record_facts(outcome: Outcome, facts: dict[str, str]) -> None:
    """Records the facts of a form that isn't registered."""
    outcome.claim = with_event(facts, msgspec.to_builtins(accident_event(facts))) if facts else {}
