"""What customers ask and say of their open roadside job: where it stands, what it costs, whom to call, another place,
another fault, its cancellation."""

from typing import Literal

from msgspec.structs import replace

from chalicelib.content.configuration import BotRules, IntentRule
from chalicelib.content.job_views import OpenJobView
from chalicelib.content.message_bodies import Body, Button, Text
from chalicelib.dialogue.context import Context, TurnResult
from chalicelib.dialogue.job_requests import FAULTS_SLOT
from chalicelib.dialogue.safety_rules import emergency_call_buttons, hotline_button, safety_rules, share_location_button
from chalicelib.dialogue.state import BotState, CompletedFlow
from chalicelib.dialogue.user_input import UserInput
from chalicelib.nlu.car_faults import read_faults
from chalicelib.nlu.tow_trucks import cancels_job, is_official_truck, names_other_car, names_truck, said_of_job

CANCEL_INTENT = "roadside_cancel"
STATUS_INTENT = "roadside_status"

SAID_OF_JOB = {
    "call_cost": "job_cost",
    "tow_cost": "job_cost",
    "cancel_cost": "job_cancel_cost",
    "place": "job_place",
    "gone": "job_gone",
    "done": "job_done",
    "contact": "job_contact",
    "silent": "job_silent",
}
"""The text that answers what is said of an open job; any other is answered by where it stands."""

CALLED_ABOUT = frozenset({"job_contact", "job_silent"})
"""Texts with the numbers to call."""


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
    key = said if job.can_cancel or said in ("job_cost", *CALLED_ABOUT) else "job_status"
    key = "job_not_cancellable" if cancels else key
    if key in CALLED_ABOUT:
        return TurnResult(state, (_whom_to_call(job, key, context),))
    locate = (share_location_button(context.texts),) if key == "job_place" else ()
    return TurnResult(state, (_status(job, key, locate, context),))


def _whom_to_call(job: OpenJobView, key: str, context: Context) -> Text:
    """How to reach who comes, and a dispatcher if they can't be reached."""
    said = key if job.is_assigned else "job_contact"
    say = context.texts.render
    call = (Button("call:responder", say("job_buttons", "call"), "primary", "call", job.number),) if job.number else ()
    return _status(job, said, (*call, hotline_button(safety_rules(), context.texts)), context)


def about_job(rule: IntentRule | None, text: str, rules: BotRules) -> IntentRule | None:
    """The intent about a job that was requested, by what was understood as `rule` or by the words; None for others."""
    if rule is not None and rule.job_action:
        return rule
    return rules.intents[STATUS_INTENT] if _is_said_of_job(text, rule) else None


def _is_said_of_job(text: str, rule: IntentRule | None) -> bool:
    """Whether words are about a job that was requested, though they are understood as `rule`. What an insurance
    costs is asked in the same words as what a truck costs."""
    topic = said_of_job(text)
    of_other = rule is not None and bool(rule.contract_answer or rule.claim_action or rule.flow)
    return bool(topic) and (not of_other or topic not in ("arrival", "call_cost"))


def answer_second_request(
    state: BotState, rule: IntentRule, user_input: UserInput, context: Context
) -> TurnResult | None:
    """Where the customer's open job stands, if they ask in words for help a second time: another form would hide how to
    cancel it. A button asks for another car; what else is wrong with this one is added to the job. None without an open
    job."""
    job = context.open_job() if user_input.text else None
    if job is None:
        return None
    more = [fault for fault in read_faults(user_input.text) if fault not in job.services]
    if more and not _is_of_other_car(user_input):
        return TurnResult(
            replace(state, completed_flow=_addition_to_job(" ".join(more), FAULTS_SLOT, "problem", context)), ()
        )
    intent = next(name for name, each in context.rules.intents.items() if each is rule)
    another = Button(f"intent:{intent}", context.texts.render("bot", "job_other_car"))
    return TurnResult(state, (_status(job, "job_status", (another,), context),))


def _is_of_other_car(user_input: UserInput) -> bool:
    plates = ("own_plate", "counterparty_plate", "plates")
    return not user_input.slots.keys().isdisjoint(plates) or names_other_car(user_input.text)


def _status(job: OpenJobView, key: str, more: tuple[Button, ...], context: Context) -> Text:
    words = context.texts.render("bot", key, status=job.status, cost=job.cost, contact=job.contact, where=job.where)
    cancel = Button(f"intent:{CANCEL_INTENT}", context.rules.intents[CANCEL_INTENT].label)
    agent = Button(f"intent:{context.rules.agent_intent}", context.rules.intents[context.rules.agent_intent].label)
    return Text(" ".join(words.split()), (*((cancel,) if job.can_cancel else ()), *more, agent))


def place_of_job(state: BotState, place: str, context: Context) -> TurnResult | None:
    """Where the customer is, for their open job; None without one."""
    if context.open_job() is None:
        return None
    return TurnResult(replace(state, completed_flow=_addition_to_job(place, "location", "place", context)), ())


def _addition_to_job(value: str, slot: str, job: Literal["place", "problem"], context: Context) -> CompletedFlow:
    """What is told of an open job, to be stored with it."""
    return CompletedFlow(f"{job}:{int(context.now.timestamp() * 1000):x}", {slot: value}, job=job)


def answer_beside_form(state: BotState, rule: IntentRule, user_input: UserInput, context: Context) -> TurnResult | None:
    """The answer about the customer's job in the middle of a form, where the words name the truck or who drives it."""
    is_meant = user_input.button.startswith("intent:") or names_truck(user_input.text)
    return answer_about_job(state, rule, user_input, context) if is_meant else None


def other_truck_messages(text: str, context: Context) -> tuple[Body, ...]:
    """What to say to a tow truck that the customer didn't call: nothing is towed against their will; the police and the
    operator of a motorway may have it taken out of danger."""
    job = context.open_job()
    words = context.texts.render("bot", "official_truck" if is_official_truck(text) else "other_truck")
    own = (context.texts.render("bot", "other_truck_own", status=job.status),) if job else ()
    buttons = emergency_call_buttons("traffic", False, safety_rules(), context.texts)
    return (Text("\n".join((words, *own)), buttons),)
