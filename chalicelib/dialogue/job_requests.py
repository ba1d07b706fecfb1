"""Requests for roadside service in the chat: the car, the truck that is sent, the price in the summary."""

from msgspec.structs import replace

from chalicelib.content.configuration import Flow
from chalicelib.content.job_views import JobQuote
from chalicelib.content.korea import is_in_korea, km_from_korea
from chalicelib.content.message_bodies import Body, Button, Card, Location, Text
from chalicelib.content.places import has_coordinates, point_in
from chalicelib.dialogue import flows, interruptions
from chalicelib.dialogue.context import Context, TurnResult
from chalicelib.dialogue.flows import UserInput
from chalicelib.dialogue.prompts import CONFIRM_BUTTON
from chalicelib.dialogue.safety_rules import share_location_button
from chalicelib.dialogue.slot_types import PLACE_KINDS
from chalicelib.dialogue.state import ActiveFlow, BotState, CompletedFlow, Handoff

CAR_SLOT, SERVICE_SLOT, FAULTS_SLOT, TOWED_FOR_SLOT = "own_plate", "service", "faults", "towed_for"


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
    if quote.service not in ("", active.slots.get(SERVICE_SLOT)):
        return _with_other_truck(result.state, active, (*before,), quote, flow, context)
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


def _with_other_truck(
    state: BotState, active: ActiveFlow, before: tuple[Body, ...], quote: JobQuote, flow: Flow, context: Context
) -> TurnResult:
    """The turn where another truck is sent than the one that was asked for: what that one needs to know is asked, after
    the reason; what was asked for stays among the faults."""
    asked_for = active.slots.get(TOWED_FOR_SLOT) or active.slots[SERVICE_SLOT]
    faults = dict.fromkeys((asked_for, *active.slots.get(FAULTS_SLOT, "").split()))
    sent = {
        SERVICE_SLOT: quote.service,
        FAULTS_SLOT: " ".join(fault for fault in faults if fault != quote.service),
        TOWED_FOR_SLOT: asked_for if quote.service == "tow" else "",
    }
    changed = replace(active, slots=active.slots | sent)
    asked = flows.repeat_question(flow, changed, context.texts, context.now, context.rules)
    asks = asked.active_flow is not None and asked.active_flow.requested_slot
    why = (Text(quote.why),) if asks and quote.why else ()
    return with_quote(
        TurnResult(replace(state, active_flow=asked.active_flow), (*before, *why, *asked.messages)), flow, context
    )


def _has_point(flow: Flow, active: ActiveFlow) -> bool:
    places = (active.slots.get(step.slot, "") for step in flow.steps if step.kind in PLACE_KINDS)
    return any(has_coordinates(place) for place in places)


def place_abroad(state: BotState, here: Location, context: Context) -> Text | None:
    """What to say of a position outside Korea for a request or an open job; None for any other position."""
    flow = context.flows.get(state.active_flow.flow) if state.active_flow else None
    is_for_job = flow.requests_job if flow is not None else context.open_job() is not None
    point = (here.latitude, here.longitude)
    if not is_for_job or is_in_korea(point):
        return None
    words = context.texts.render("bot", "job_place_outside", km=round(km_from_korea(point)))
    return Text(words, (share_location_button(context.texts),))


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
