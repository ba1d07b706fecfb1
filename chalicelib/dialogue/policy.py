"""What the bot does with what it heard: pure, from memory and message to memory and answers."""

from msgspec.structs import replace

from chalicelib.content.configuration import Flow, Wish
from chalicelib.content.message_bodies import Body, Button, Text
from chalicelib.dialogue import callbacks, draft_resumption, flows, handoff, interruptions
from chalicelib.dialogue.claim_answers import about_claim, about_claims
from chalicelib.dialogue.context import Knowledge, Thought
from chalicelib.dialogue.contract_answers import ANSWERS
from chalicelib.dialogue.emergencies import alarmed, safety_beside
from chalicelib.dialogue.flows import Move, Said
from chalicelib.dialogue.handoff_summary import remembered, shelved
from chalicelib.dialogue.intent_resolution import breaks_in, peril_of, resolved, wants_people, wish_of, without_denied
from chalicelib.dialogue.stale_answers import NEITHER, expired
from chalicelib.dialogue.state import BotState, Handover, Registration, Running
from chalicelib.dialogue.stranded import newly_told
from chalicelib.dialogue.suggestions import decided
from chalicelib.nlu import dialogue_acts
from chalicelib.nlu.types import EMERGENCY, NluResult

SURE = 0.6
"""So sure the understanding must be, before a question beside an answer is answered too."""


def greet(state: BotState, name: str, know: Knowledge) -> Thought:
    """The first words, also of a conversation taken up again: who it is, that it is a bot, what it can do."""
    say = know.texts.say
    words = say("bot", "greeting", name=name) if name else say("bot", "greeting_guest")
    hello = Text(words, _wish_buttons(know.rules.greeting_buttons, know))
    after = draft_resumption.reopened(replace(state, failures=0), know)
    return Thought(after.state, (hello, *after.says))


def think(state: BotState, heard: Said, understood: NluResult | None, know: Knowledge) -> Thought:
    """One message of the customer. Danger to people comes before everything, also in the middle of a flow."""
    heard = resolved(without_denied(heard, know.now), know.contracts)
    flow = know.flows.get(state.running.flow) if state.running else None
    running = state.running if flow is not None else None
    peril = peril_of(running, heard, understood)
    if peril is not None:
        return alarmed(state, flow, heard, know, peril)
    if key := expired(state, heard, know):
        return _expired(state, key, know)
    if state.offer is not None and (heard.button.startswith("offer:") or running is not None):
        taken, words = decided(state, heard, know.texts)
        if words:
            return Thought(taken, (*words, *open_question(taken, know)))
        state = taken
    of_a_card = _of_a_card(state, heard, know)
    if of_a_card is not None:
        return of_a_card
    wish = wish_of(heard, understood)
    if wants_people(running, heard, understood):
        return handoff.asked_for(state, know, heard)
    if running is not None and flow is not None:
        return _in_flow(state, flow, running, heard, wish, understood, know)
    if not wish and understood is not None and _offers(understood, know):
        return Thought(replace(state, asked_about=heard.text), (_ask_back(understood, know),))
    if wish not in know.rules.wishes:
        unknown = heard.button and heard.button != NEITHER  # of a configuration of before
        return _expired(state, "expired_over", know) if unknown else _not_understood(state, heard, know)
    return _grant(replace(state, failures=0), know.rules.wishes[wish], heard, know)


def _in_flow(
    state: BotState, flow: Flow, running: Running, heard: Said, wish: str, read: NluResult | None, know: Knowledge
) -> Thought:
    aside = know.rules.wishes.get(wish)
    if aside is not None and heard.button.startswith("wish:"):
        if aside.answer or (aside.claims and aside.claims not in callbacks.KINDS):
            answered = _grant(state, aside, heard, know)
            again = () if answered.state.handover else open_question(state, know)
            return Thought(answered.state, answered.says + again)
        if aside.flow != running.flow:
            # A button leaves no doubt: he wants something else now. What he told stays in the summary.
            return _grant(replace(shelved(state, know), failures=0), aside, heard, know)
    if aside is not None and not flow.registers and breaks_in(heard, read):
        return _grant(replace(shelved(state, know), failures=0), aside, heard, know)
    said = Said(heard.text, heard.button, heard.slots, wish, heard.form)
    move = flows.proceed(flow, running, said, know.texts, know.now)
    beside = aside is not None and bool(aside.answer or aside.aside) and not heard.button and not move.finished
    if beside and aside is not None and (_asked(heard, read) if move.heard else _likely(heard, read)):
        # A question in between is answered, then the flow's own question is asked (again).
        answered = _beside(state, aside, heard, know)
        if answered.state.handover is not None:
            return answered
        on = move
        if not move.heard and dialogue_acts.asks(heard.text) and move.running and move.running.asking == running.asking:
            on = flows.again(flow, replace(move.running, tries=running.tries), know.texts, know.now)
        return Thought(replace(state, running=on.running), answered.says + on.says)
    return _moved(state, flow, running, move, heard, know)


def _asked(heard: Said, read: NluResult | None) -> bool:
    return _likely(heard, read) and dialogue_acts.asks(heard.text)


def _likely(heard: Said, read: NluResult | None) -> bool:
    return read is not None and (read.confidence >= SURE or dialogue_acts.asks(heard.text))


def _beside(state: BotState, wish: Wish, heard: Said, know: Knowledge) -> Thought:
    if wish.answer:
        return _grant(state, wish, heard, know)
    return Thought(state, (Text(know.texts.say("bot", wish.aside)),))


def _moved(state: BotState, flow: Flow, running: Running, move: Move, heard: Said, know: Knowledge) -> Thought:
    if move.stuck:
        return handoff.hand_over(state, know, "handing_over_failed", flow.queue, heard)
    after = move.running or running
    if flow.registers and not move.finished and newly_told(running.slots, after.slots, know.now):
        return alarmed(replace(state, running=after), flow, heard, know, "traffic")
    summary = state.summary | flows.summary(flow, after.slots, know.texts)
    if move.finished and (flow.registers or flow.books):
        key = running.key or running.begun
        form = Registration(key, flows.facts(flow, running.slots), books=flow.books, subject=running.subject)
        done = replace(state, running=None, summary=summary, failures=0, registration=form)
        return Thought(done, ())
    if move.running is None and not move.finished and flow.registers and any(running.slots.values()):
        kept = replace(interruptions.aside(state, know), summary=summary)
        return Thought(kept, (interruptions.stopped(flow, running, know),))
    handover = Handover(flow.queue) if move.finished else state.handover
    moved = Thought(replace(state, running=move.running, summary=summary, handover=handover), move.says)
    return safety_beside(moved, running.slots, after.slots, know) if flow.registers else moved


def _grant(state: BotState, wish: Wish, heard: Said, know: Knowledge) -> Thought:
    say = know.texts.say
    if wish.answer:
        contracts = know.contracts()
        if not contracts:
            queue = know.rules.no_contract_queue
            return handoff.hand_over(state, know, "no_contract", queue, heard, section="answers", wish=wish)
        card = ANSWERS[wish.answer](contracts[0], know.now.date(), know.texts)
        return Thought(state, (card,))
    if wish.claims in callbacks.KINDS:
        return _formal(state, wish.claims, "", "", heard, know) or handoff.to_people(state, wish, heard, know)
    if wish.claims:
        labels = {name: each.label for name, each in know.rules.wishes.items()}
        return Thought(state, (about_claims(wish.claims, know.claims(), know.texts, labels),))
    if wish.flow:
        flow = know.flows[wish.flow]
        which = draft_resumption.asked(state, heard, know) if flow.registers else None
        if which is not None:
            return Thought(remembered(which.state, know, wish, heard), which.says)
        begun = remembered(state, know, wish, heard)
        move = flows.start(flow, wish.flow, heard, know.texts, know.now)
        assert move.running is not None  # noqa: S101 - what begins runs
        moved = _moved(replace(begun, resuming=None), flow, move.running, move, heard, know)
        return safety_beside(moved, {}, move.running.slots, know) if flow.registers else moved
    if wish.agent:
        return handoff.to_people(state, wish, heard, know)
    return Thought(state, (Text(say("bot", wish.say), _wish_buttons(know.rules.greeting_buttons, know)),))


def _of_a_card(state: BotState, heard: Said, know: Knowledge) -> Thought | None:
    """What was said to a claim's card, or to the one of an unfinished form."""
    if heard.button.startswith("claim:"):
        return _about_one(state, heard, know)
    return draft_resumption.answered(state, heard, know)


def _about_one(state: BotState, heard: Said, know: Knowledge) -> Thought:
    """`claim:<number>:<kind>:<coverage>`: about one claim, if it is his."""
    _, number, kind, coverage = (heard.button.split(":") + ["", "", ""])[:4]
    if kind in callbacks.KINDS:
        begun = _formal(state, kind, number, coverage, heard, know)
        if begun is not None:
            return begun
        kind = "progress"  # settled since: he sees where it stands
    told = tuple(about_claim(kind, claim, know.texts) for claim in know.claims() if claim.id == number)
    if not told:
        return _expired(state, "expired_claim", know)
    return Thought(state, (*told, *open_question(state, know)))


def _formal(state: BotState, kind: str, number: str, coverage: str, heard: Said, know: Knowledge) -> Thought | None:
    """Books a call or a letter about a coverage; None where there is nothing that it could be about."""
    among = callbacks.subjects(kind, know.claims(), number, coverage)
    if len(among) > 1:
        return Thought(state, (callbacks.ask_which(kind, among, know.texts),))
    if not among:
        return None
    claim, line = among[0]
    name, flow = callbacks.flow_of(kind, know.flows)
    explained = know.texts.say("bot", f"{kind}_route", coverage=line.label)
    known = {"phone": know.phone()} if know.phone() else {}
    move = flows.start(flow, name, Said(), know.texts, know.now, known, f"{claim.id}:{line.coverage}")
    assert move.running is not None  # noqa: S101 - what begins runs
    begun = _moved(replace(shelved(state, know), failures=0), flow, move.running, move, heard, know)
    return Thought(begun.state, (Text(explained), *begun.says))


def _expired(state: BotState, key: str, know: Knowledge) -> Thought:
    """Says that a button's time is over, and what can be done now: answer what is open, or begin something."""
    again = open_question(state, know)
    buttons = () if again else _wish_buttons(know.rules.greeting_buttons, know)
    return Thought(state, (Text(know.texts.say("bot", key), buttons), *again))


def open_question(state: BotState, know: Knowledge) -> tuple[Body, ...]:
    """What the form that runs waits for, asked again."""
    if state.running is None or state.running.flow not in know.flows:
        return ()
    return flows.again(know.flows[state.running.flow], state.running, know.texts, know.now).says


def _not_understood(state: BotState, heard: Said, know: Knowledge) -> Thought:
    failed = replace(state, failures=state.failures + 1)
    if failed.failures >= know.rules.failures_before_agent:
        return handoff.hand_over(failed, know, "handing_over_failed", handoff.queue_of(state, know), heard)
    # English is read poorly: what wasn't understood may have been an alarm.
    urgent = (EMERGENCY,) if know.texts.locale == "en" else ()
    buttons = _wish_buttons((*know.rules.greeting_buttons, *urgent), know)
    return Thought(failed, (Text(know.texts.say("bot", "not_understood"), buttons),))


def _offers(understood: NluResult, know: Knowledge) -> tuple[str, ...]:
    """Wishes worth asking back, where the understanding can't tell them apart."""
    return tuple(name for name in understood.clarification_intents if name in know.rules.wishes)


def _ask_back(understood: NluResult, know: Knowledge) -> Text:
    buttons = _wish_buttons(_offers(understood, know), know)
    neither = Button(NEITHER, know.texts.say("bot", "neither"))
    return Text(know.texts.say("bot", "ask_back"), (*buttons, neither))


def _wish_buttons(names: tuple[str, ...], know: Knowledge) -> tuple[Button, ...]:
    return tuple(Button(f"wish:{name}", know.rules.wishes[name].label) for name in names)
