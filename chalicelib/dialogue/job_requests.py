"""Roadside jobs in the chat: the price in the summary of a request, and what customers ask about their job."""

from msgspec.structs import replace

from chalicelib.content.configuration import Flow, IntentRule
from chalicelib.content.job_views import OpenJobView
from chalicelib.content.korea import is_in_korea, km_from_korea
from chalicelib.content.message_bodies import Body, Button, Card, Location, Text
from chalicelib.content.places import has_coordinates, point_in
from chalicelib.dialogue import flows, interruptions
from chalicelib.dialogue.context import Context, TurnResult
from chalicelib.dialogue.flows import UserInput
from chalicelib.dialogue.prompts import CONFIRM_BUTTON
from chalicelib.dialogue.safety_rules import emergency_call_buttons, safety_rules, share_location_button
from chalicelib.dialogue.slot_types import PLACE_KINDS
from chalicelib.dialogue.state import ActiveFlow, BotState, CompletedFlow, Handoff
from chalicelib.nlu.tow_trucks import cancels_job, names_truck, said_of_job

CANCEL_INTENT = "roadside_cancel"
STATUS_INTENT = "roadside_status"
CAR_SLOT = "own_plate"

SAID_OF_JOB = {
    "call_cost": "job_cost",
    "tow_cost": "job_cost",
    "cancel_cost": "job_cancel_cost",
    "place": "job_place",
    "gone": "job_gone",
    "done": "job_done",
}
"""The text that answers what is said of an open job; any other is answered by where it stands."""


def known_car(context: Context) -> dict[str, str]:
    """The car that a request is about, unless the customer says another one: that of their contract in force, if it may
    be shown."""
    plates = (contract.vehicle.plate for contract in (context.contracts() if context.shows_contracts() else ()))
    return {CAR_SLOT: plate} if (plate := next(filter(None, plates), "")) else {}


def with_quote(result: TurnResult, flow: Flow, context: Context) -> TurnResult:
    """The turn with the price in the summary of a request; where nobody drives there, with what the customer gets
    instead, and a person who takes the receipt. A turn without a summary stays as it is."""
    active = result.state.active_flow
    if active is None or active.requested_slot or not result.messages:
        return result
    *before, card = result.messages
    if not isinstance(card, Card) or not any(button.id == CONFIRM_BUTTON for button in card.buttons):
        return result
    quote = context.quote_job(flows.applicable_facts(flow, active.slots))
    if quote.refusal:
        ended = interruptions.end_flow(result.state, context)
        return TurnResult(replace(ended, handoff=Handoff(flow.queue)), (*before, Text(quote.refusal)))
    confirm = Button(CONFIRM_BUTTON, quote.confirm or card.buttons[0].label, "primary")
    locate = () if _has_point(flow, active) else (share_location_button(context.texts),)
    priced = replace(
        card,
        rows=(*card.rows, *quote.rows),
        text=quote.note,
        buttons=(confirm, *locate, *(button for button in card.buttons if button.id != CONFIRM_BUTTON)),
    )
    quoted = replace(active, quoted_won=quote.won, quoted_rows=quote.rows)
    return TurnResult(replace(result.state, active_flow=quoted), (*before, priced))


def _has_point(flow: Flow, active: ActiveFlow) -> bool:
    places = (active.slots.get(step.slot, "") for step in flow.steps if step.kind in PLACE_KINDS)
    return any(has_coordinates(place) for place in places)


def answer_about_job(state: BotState, rule: IntentRule, user_input: UserInput, context: Context) -> TurnResult | None:
    """Where the customer's job stands, or its cancellation by the button or in words that surely mean it; None without
    an open job."""
    job = context.open_job() if rule.job_action else None
    if job is None:
        return None
    cancels = rule.job_action == "cancel" and (not user_input.text or cancels_job(user_input.text))
    if cancels and job.can_cancel:
        return TurnResult(replace(state, completed_flow=CompletedFlow(f"cancel:{job.id}", {}, job="cancel")), ())
    said = SAID_OF_JOB.get(said_of_job(user_input.text), "job_status")
    key = said if job.can_cancel or said == "job_cost" else "job_status"
    key = "job_not_cancellable" if cancels else key
    locate = (share_location_button(context.texts),) if key == "job_place" else ()
    return TurnResult(state, (_status(job, key, locate, context),))


def is_said_of_job(text: str, rule: IntentRule | None) -> bool:
    """Whether words are about a job that was requested, though they are understood as `rule`. What an insurance
    costs is asked in the same words as what a truck costs."""
    topic = said_of_job(text)
    of_other = rule is not None and bool(rule.contract_answer or rule.claim_action or rule.flow)
    return bool(topic) and (not of_other or topic not in ("arrival", "call_cost"))


def answer_second_request(
    state: BotState, rule: IntentRule, user_input: UserInput, context: Context
) -> TurnResult | None:
    """Where the customer's open job stands, if they ask in words for help a second time: another form would hide how to
    cancel it. A button asks for another car. None without an open job."""
    job = context.open_job() if user_input.text else None
    if job is None:
        return None
    intent = next(name for name, each in context.rules.intents.items() if each is rule)
    another = Button(f"intent:{intent}", context.texts.render("bot", "job_other_car"))
    return TurnResult(state, (_status(job, "job_status", (another,), context),))


def _status(job: OpenJobView, key: str, more: tuple[Button, ...], context: Context) -> Text:
    words = context.texts.render("bot", key, status=job.status, cost=job.cost)
    cancel = Button(f"intent:{CANCEL_INTENT}", context.rules.intents[CANCEL_INTENT].label)
    agent = Button(f"intent:{context.rules.agent_intent}", context.rules.intents[context.rules.agent_intent].label)
    return Text(words, (*((cancel,) if job.can_cancel else ()), *more, agent))


def place_of_job(state: BotState, place: str, context: Context) -> TurnResult | None:
    """Where the customer is, for their open job; None without one."""
    if context.open_job() is None:
        return None
    key = f"place:{int(context.now.timestamp() * 1000):x}"
    return TurnResult(replace(state, completed_flow=CompletedFlow(key, {"location": place}, job="place")), ())


def place_abroad(state: BotState, here: Location, context: Context) -> Text | None:
    """What to say of a position outside Korea for a request or an open job; None for any other position."""
    flow = context.flows.get(state.active_flow.flow) if state.active_flow else None
    is_for_job = flow.requests_job if flow is not None else context.open_job() is not None
    point = (here.latitude, here.longitude)
    if not is_for_job or is_in_korea(point):
        return None
    words = context.texts.render("bot", "job_place_outside", km=round(km_from_korea(point)))
    return Text(words, (share_location_button(context.texts),))


def answer_beside_form(state: BotState, rule: IntentRule, user_input: UserInput, context: Context) -> TurnResult | None:
    """The answer about the customer's job in the middle of a form, where the words name the truck or who drives it."""
    is_meant = user_input.button.startswith("intent:") or names_truck(user_input.text)
    return answer_about_job(state, rule, user_input, context) if is_meant else None


def other_truck_messages(context: Context) -> tuple[Body, ...]:
    """What to say to a tow truck that nobody called: nothing is towed against the customer's will."""
    job = context.open_job()
    words = context.texts.render("bot", "other_truck")
    own = (context.texts.render("bot", "other_truck_own", status=job.status),) if job else ()
    buttons = emergency_call_buttons("traffic", False, safety_rules(), context.texts)
    return (Text("\n".join((words, *own)), buttons),)


def start_request(state: BotState, name: str, known: dict[str, str], subject: str, context: Context) -> TurnResult:
    """Starts the flow of a request with what is known."""
    flow = context.flows[name]
    started = flows.start_flow(flow, name, UserInput(), context.texts, context.now, context.rules, known, subject)
    return with_quote(TurnResult(replace(state, active_flow=started.active_flow), started.messages), flow, context)


def ask_once_more(state: BotState, form: CompletedFlow, context: Context) -> TurnResult:
    """The summary of a confirmed request once more, with the price of now; a place abroad is asked for again."""
    name = next(name for name, flow in context.flows.items() if flow.requests_job)
    known = {slot: said for slot, said in form.facts.items() if is_reachable(said)}
    return start_request(state, name, known, form.subject, context)


def is_reachable(place: str) -> bool:
    """Whether a value has no coordinates, or such in Korea."""
    point = point_in(place)
    return point is None or is_in_korea(point)


def with_follow_up(result: TurnResult, facts: dict[str, str], claim: str, context: Context) -> TurnResult:
    """The turn that says that an accident is registered, with the form that follows by itself about its `claim`."""
    for name, flow in context.flows.items():
        after = flow.after_report
        if after is not None and all(facts.get(slot, "") in values for slot, values in after.when.items()):
            copied = {slot: facts[source] for slot, source in after.copied.items() if facts.get(source)}
            known = known_car(context) | after.values | copied
            started = start_request(result.state, name, known, claim, context)
            return TurnResult(started.state, (*result.messages, *started.messages))
    return result
