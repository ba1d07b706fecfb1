"""What the bot does with what it heard: pure, from memory and message to memory and answers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace

from chalicelib.bot import flows
from chalicelib.bot.answers import ANSWERS
from chalicelib.bot.flows import Move, Said
from chalicelib.bot.state import BotState, Handover, Running
from chalicelib.bot.understanding.nouns import Understood
from chalicelib.content.bodies import Body, Button, Text
from chalicelib.content.catalogue import BotRules, Flow, Texts, Wish
from chalicelib.content.views import ContractView


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the bot may know while it thinks.

    `contracts` looks up the customer's own, the one in force first; `queue` is where the conversation goes when the bot
    can't tell what it is about.
    """

    rules: BotRules
    flows: dict[str, Flow]
    texts: Texts
    contracts: Callable[[], tuple[ContractView, ...]]
    now: datetime
    queue: str


@dataclass(frozen=True, slots=True)
class Thought:
    """The outcome: the memory without the bookkeeping of numbers, and what to say."""

    state: BotState
    says: tuple[Body, ...]


def greet(state: BotState, name: str, know: Knowledge) -> Thought:
    """The first words, also of a conversation taken up again: who it is, that it is a bot, what it can do."""
    say = know.texts.say
    words = say("bot", "greeting", name=name) if name else say("bot", "greeting_guest")
    return Thought(replace(state, failures=0), (Text(words, _wish_buttons(know.rules.greeting_buttons, know)),))


def think(state: BotState, heard: Said, understood: Understood | None, know: Knowledge) -> Thought:
    """One message of the customer. Danger to people comes before everything, also in the middle of a flow."""
    if understood is not None and understood.danger:
        known = _remember(state, know, know.rules.wishes["emergency"], heard)
        handover = Handover(know.rules.wishes["emergency"].agent, danger=True)
        return Thought(replace(known, handover=handover, running=None), (Text(know.texts.say("bot", "danger")),))
    wish = _wish_of(heard, understood)
    if wish == "agent_request":
        return _hand_over(state, know, "handing_over_asked", _queue_of(state, know), heard)
    if state.running is not None and state.running.flow in know.flows:
        return _in_flow(state, state.running, heard, wish, know)
    if not wish and understood is not None and _offers(understood, know):
        return Thought(replace(state, asked_about=heard.text), (_ask_back(understood, know),))
    if wish not in know.rules.wishes:
        return _not_understood(state, heard, know)
    return _grant(replace(state, failures=0), know.rules.wishes[wish], heard, know)


def _wish_of(heard: Said, understood: Understood | None) -> str:
    if heard.button.startswith("wish:"):
        return heard.button.removeprefix("wish:")
    if understood is None or understood.unsure or understood.intent == "out_of_scope":
        return ""
    return understood.intent


def _in_flow(state: BotState, running: Running, heard: Said, wish: str, know: Knowledge) -> Thought:
    flow = know.flows[running.flow]
    aside = know.rules.wishes.get(wish)
    if aside is not None and aside.answer:
        # A question in between is answered, then the flow's own question is asked again.
        answered = _grant(state, aside, heard, know)
        if answered.state.handover is not None:
            return answered
        again = flows.proceed(flow, running, Said(button="flow:again"), know.texts, know.now)
        return Thought(replace(state, running=again.running), answered.says + again.says)
    if aside is not None and heard.button.startswith("wish:") and aside.flow != running.flow:
        # A button leaves no doubt: he wants something else now. What he told stays in the summary.
        return _grant(replace(state, running=None, failures=0), aside, heard, know)
    move = flows.proceed(flow, running, Said(heard.text, heard.button, heard.slots, wish), know.texts, know.now)
    return _moved(state, flow, running.slots, move, heard, know)


def _moved(state: BotState, flow: Flow, slots: dict[str, str], move: Move, heard: Said, know: Knowledge) -> Thought:
    if move.stuck:
        kept = replace(state, running=None, summary=state.summary | flows.summary(flow, slots, know.texts))
        return _hand_over(kept, know, "handing_over_failed", flow.queue, heard)
    if move.finished:
        known = state.summary | flows.summary(flow, slots, know.texts)
        return Thought(
            replace(state, running=None, summary=known, failures=0, handover=Handover(flow.queue)), move.says
        )
    summary = state.summary | flows.summary(flow, move.running.slots if move.running else {}, know.texts)
    return Thought(replace(state, running=move.running, summary=summary), move.says)


def _grant(state: BotState, wish: Wish, heard: Said, know: Knowledge) -> Thought:
    say = know.texts.say
    if wish.answer:
        contracts = know.contracts()
        if not contracts:
            queue = know.rules.no_contract_queue
            return _hand_over(state, know, "no_contract", queue, heard, section="answers", wish=wish)
        card = ANSWERS[wish.answer](contracts[0], know.now.date(), know.texts)
        return Thought(state, (card,))
    if wish.flow:
        flow = know.flows[wish.flow]
        begun = _remember(state, know, wish, heard)
        move = flows.start(flow, wish.flow, heard.slots or {}, know.texts, know.now)
        return _moved(begun, flow, {}, move, heard, know)
    if wish.agent:
        return _hand_over(state, know, "handing_over", wish.agent, heard, wish=wish)
    return Thought(state, (Text(say("bot", wish.say), _wish_buttons(know.rules.greeting_buttons, know)),))


def _not_understood(state: BotState, heard: Said, know: Knowledge) -> Thought:
    failed = replace(state, failures=state.failures + 1)
    if failed.failures >= know.rules.failures_before_agent:
        return _hand_over(failed, know, "handing_over_failed", _queue_of(state, know), heard)
    buttons = _wish_buttons(know.rules.greeting_buttons, know)
    return Thought(failed, (Text(know.texts.say("bot", "not_understood"), buttons),))


def _hand_over(
    state: BotState,
    know: Knowledge,
    key: str,
    queue: str,
    heard: Said,
    *,
    section: str = "bot",
    wish: Wish | None = None,
) -> Thought:
    known = _remember(state, know, wish, heard)
    words = know.texts.say(section, key, label=wish.label if wish else "")
    return Thought(replace(known, handover=Handover(queue), running=None), (Text(words),))


def _remember(state: BotState, know: Knowledge, wish: Wish | None, heard: Said) -> BotState:
    """Notes for the agent: what it is about, in the customer's words."""
    notes = {know.texts.say("bot", "summary_wish"): wish.label} if wish else {}
    if heard.text:
        notes[know.texts.say("bot", "summary_words")] = heard.text[:200]
    return replace(state, summary=state.summary | notes)


def _queue_of(state: BotState, know: Knowledge) -> str:
    flow = know.flows.get(state.running.flow) if state.running else None
    return flow.queue if flow else know.queue


def _offers(understood: Understood, know: Knowledge) -> tuple[str, ...]:
    """Wishes worth asking back, where the understanding can't tell them apart."""
    return tuple(name for name in understood.unsure if name in know.rules.wishes)


def _ask_back(understood: Understood, know: Knowledge) -> Text:
    buttons = _wish_buttons(_offers(understood, know), know)
    neither = Button("wish:none", know.texts.say("bot", "neither"))
    return Text(know.texts.say("bot", "ask_back"), (*buttons, neither))


def _wish_buttons(names: tuple[str, ...], know: Knowledge) -> tuple[Button, ...]:
    return tuple(Button(f"wish:{name}", know.rules.wishes[name].label) for name in names)
