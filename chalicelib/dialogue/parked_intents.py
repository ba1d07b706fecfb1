"""Several requests in one message: the first is done, the others are named, kept, and come back to when the form is
registered or left."""

import re
from collections.abc import Iterable

from msgspec.structs import replace

from chalicelib.content.configuration import BotRules, IntentRule, flows
from chalicelib.content.contract_questions import ContractQuestion
from chalicelib.content.message_bodies import Body, Button, Text
from chalicelib.dialogue.claim_answers import claims_answer
from chalicelib.dialogue.context import Context, TurnResult
from chalicelib.dialogue.intent_resolution import AGENT_REQUEST
from chalicelib.dialogue.state import BotState, ParkedIntent
from chalicelib.dialogue.user_input import UserInput
from chalicelib.nlu import dialogue_acts
from chalicelib.nlu.contract_topics import contract_intent
from chalicelib.nlu.cover_questions import asks_of_cover, without_supposed
from chalicelib.nlu.reading import Clause, Reading
from chalicelib.nlu.request_parts import asks_about, reporting_parts, shorten_request, split_requests, wonders
from chalicelib.nlu.types import COVERAGE_QUESTION, EMERGENCY, NON_ACTION_INTENTS, NluResult

MAX_PARKED = 4
"""Requests kept for later in a conversation; of more, the first ones."""

MAX_WORDS = 60
"""Characters of a request that is kept in its words."""

_AND = re.compile(r"^(?:(?:아|어|음|그리고|그런데|근데|혹시|참)[\s,]+)+")

MIN_ASKED = 10
"""Characters of a question that sounds like a courtesy ("상대가 안 나오면 어떡해요")."""

MIN_WORDS = 5
"""Characters of a question whose intent is not recognised; a shorter one is a courtesy ("궁금해요")."""


def read_requests(user_input: UserInput, intent: str, rules: BotRules) -> tuple[ParkedIntent, ...]:
    """The requests of a message that has several, the one to be done first at the front: an accident before answers,
    answers before what agents do. `intent` is that of the whole message. () for a message with one request."""
    reading = user_input.reading
    parts = split_requests(reading.cleaned) if reading else ()
    if reading is None or not parts or parts == (reading.cleaned,):
        return ()
    read = [
        *(_read_request(reading.part(part), rules) for part in parts),
        *(
            ParkedIntent(_intent_of(reading.part(part), rules))
            for part in reporting_parts(without_supposed(reading.cleaned))
        ),
    ]
    whole = rules.intents.get(intent)
    if whole is not None and whole.flow:
        read.append(ParkedIntent(intent))
    found: dict[str, ParkedIntent] = {}
    for each in read:
        if each is not None and (each.intent or each.words):
            found.setdefault(each.intent or each.words, each)
    if len(found) < 2:
        return ()
    first = min(found.values(), key=lambda each: _place(rules.intents.get(each.intent)))
    return (first, *(each for each in found.values() if each != first)) if first.intent else ()


def asked_beside(user_input: UserInput) -> NluResult | None:
    """What a message asks in one of its clauses, beside another that says something else."""
    clauses = user_input.reading.clauses if user_input.reading else ()
    question = next((clause for clause in clauses if "question" in clause.acts), None)
    if user_input.reading is None or question is None or len(clauses) < 2:
        return None
    return user_input.reading.part(question.text).understood


def question_of(user_input: UserInput) -> str:
    """The first clause of a message that asks something; "" without one."""
    for clause in user_input.reading.clauses if user_input.reading else ():
        if "question" in clause.acts:
            return clause.text
    return ""


def with_open_question(result: TurnResult, user_input: UserInput, context: Context, *, beside: bool) -> TurnResult:
    """The turn of a form with the question that nothing answered kept for later, and named where it stands `beside` an
    answer."""
    asked = None
    for clause in user_input.reading.clauses if user_input.reading else ():
        if asked is None and "question" in clause.acts:
            asked = _open_question(clause)
    if asked is None or result.state.active_flow is None or result.state.handoff is not None:
        return result
    if asked in result.state.parked:
        return result
    kept = park(result.state, (asked,))
    return TurnResult(kept, (parked_notice((asked,), context), *result.messages) if beside else result.messages)


def _open_question(clause: Clause) -> ParkedIntent | None:
    """A question in its words, if it tells nothing and is no courtesy."""
    words = _AND.sub("", clause.text).strip(" ,.?!~")[:MAX_WORDS]
    idle = "small_talk" in clause.acts and len(words) < MIN_ASKED
    return None if idle or wonders(clause.entities) or len(words) < MIN_WORDS else ParkedIntent("", words)


def _read_request(reading: Reading, rules: BotRules) -> ParkedIntent | None:
    words = shorten_request(reading.cleaned)[:MAX_WORDS]
    if intent := _intent_of(reading, rules):
        return ParkedIntent(intent, words)
    asks = asks_about(reading.cleaned) and not dialogue_acts.is_small_talk(reading.cleaned)
    return ParkedIntent("", words) if asks and len(words) >= MIN_WORDS else None


def _intent_of(reading: Reading, rules: BotRules) -> str:
    understood = reading.understood
    unsure = understood.confidence < rules.confidence.likely or understood.intent in NON_ACTION_INTENTS
    known = understood.intent in rules.intents and understood.intent not in (EMERGENCY, AGENT_REQUEST)
    return understood.intent if known and not unsure else ""


def _place(rule: IntentRule | None) -> int:
    """The place of an intent among several."""
    if rule is None:
        return 3
    if rule.flow and flows()[rule.flow].registers_claim:
        return 0
    return 2 if rule.queue or rule.flow else 1


def park(state: BotState, requests: Iterable[ParkedIntent]) -> BotState:
    """The state with requests to come back to."""
    kept: dict[str, ParkedIntent] = {}
    for each in (*state.parked, *requests):
        kept.setdefault(each.intent or each.words, each)
    return replace(state, parked=tuple(kept.values())[:MAX_PARKED])


def parked_notice(requests: Iterable[ParkedIntent], context: Context) -> Text:
    """Names what the bot comes back to."""
    return Text(context.texts.render("bot", "parked", what=_names(requests, context)))


def answer_beside(
    result: TurnResult, requests: Iterable[ParkedIntent], user_input: UserInput, context: Context
) -> TurnResult:
    """The turn that begins a form with the answers to what the same message asks of its coverage, and the notice of
    what is left. A clause alone doesn't say what it is about: a question of coverage that is left goes to a person."""
    answers = {each: answer for each in requests if (answer := _coverage_answer(each, user_input, context))}
    left = [each for each in requests if each not in answers]
    vague = {each for each in left if each.intent == COVERAGE_QUESTION}
    kept = (replace(each, words="") if each in vague else each for each in result.state.parked if each not in answers)
    notice = (parked_notice(left, context),) if left else ()
    bodies = dict.fromkeys(body for answer in answers.values() for body in answer)
    return TurnResult(replace(result.state, parked=tuple(kept)), (*bodies, *notice, *result.messages))


def with_coverage(result: TurnResult, user_input: UserInput, context: Context) -> TurnResult:
    """The turn that begins a report with the answer to whether it is covered, where the message asks; kept for later
    where a person has to answer."""
    if contract_intent(user_input.text) != COVERAGE_QUESTION and not asks_of_cover(user_input.text):
        return result
    asked = ParkedIntent(COVERAGE_QUESTION)
    return answer_beside(TurnResult(park(result.state, (asked,)), result.messages), (asked,), user_input, context)


def _coverage_answer(request: ParkedIntent, user_input: UserInput, context: Context) -> tuple[Body, ...]:
    """What the contract alone says to a question about coverage, also to "이거 되나요"; () where a person has to, or
    for another question."""
    if request.intent not in ("", COVERAGE_QUESTION):
        return ()
    reply = context.contract_reply(ContractQuestion("coverage", user_input.raw))
    return () if reply.needs_person or reply.open_question else reply.bodies


def parked_summary(state: BotState, context: Context) -> dict[str, str]:
    """The line of the agents' summary about what the customer also asked; {} without."""
    names = _names(state.parked, context)
    return {context.texts.render("bot", "summary_parked"): names} if names else {}


def answer_parked(result: TurnResult, context: Context) -> TurnResult:
    """The turn with the answers to what was parked, in order, where no form is active any more."""
    state = result.state
    if not state.parked or state.active_flow is not None or state.handoff is not None:
        return result
    answers = [body for request in state.parked for body in _answer(request, context)]
    return TurnResult(replace(state, parked=()), (*result.messages, *answers))


def _answer(request: ParkedIntent, context: Context) -> tuple[Body, ...]:
    """The answer to a request; what only agents can do is offered by a button."""
    rules, say = context.rules.intents, context.texts.render
    name, rule = next((name, rules[name]) for name in (request.intent, AGENT_REQUEST) if name in rules)
    agent = Button(f"intent:{AGENT_REQUEST}", rules[AGENT_REQUEST].label)
    is_postponed = rule.digression_reply in ("", context.rules.postponing_reply)
    if rule.contract_answer and is_postponed:
        reply = context.contract_reply(ContractQuestion(rule.contract_answer, request.words))
        offer = Text(say("bot", "parked_answer", what=_name(request, context)), (agent,))
        return (*reply.bodies, offer) if reply.needs_person else reply.bodies
    if rule.claim_action in ("progress", "checklist"):
        labels = {name: each.label for name, each in rules.items()}
        return (claims_answer(rule.claim_action, context.claims(), context.texts, labels),)
    is_handed_off = rule.queue and not (rule.handoff_reply or rule.claim_action or rule.job_action)
    button = Button(f"intent:{name}", rules[AGENT_REQUEST].label if is_handed_off else rule.label)
    if is_postponed:
        return (Text(say("bot", "parked_answer", what=_name(request, context)), (button,)),)
    due = context.adjuster_due() if "{due" in context.texts.sections["bot"][rule.digression_reply] else ""
    return (Text(say("bot", rule.digression_reply, due=due), (button,)),)


def _names(requests: Iterable[ParkedIntent], context: Context) -> str:
    return ", ".join(_name(request, context) for request in requests)


def _name(request: ParkedIntent, context: Context) -> str:
    rule = context.rules.intents.get(request.intent)
    return f"‘{request.words}’" if request.words or rule is None else rule.label
