"""Suggests facts read from a file for the form: time and place of a photo."""

from collections.abc import Mapping
from datetime import datetime

from msgspec.structs import replace

from chalicelib.content.configuration import Texts
from chalicelib.content.formatting import format_moment
from chalicelib.content.message_bodies import Body, Button, Text
from chalicelib.dialogue.state import BotState, Suggestion
from chalicelib.dialogue.user_input import UserInput

SUGGESTED_SLOTS = ("occurred_at", "place")
YES, NO = "suggestion:use", "suggestion:no"


def suggest_file_facts(
    state: BotState, key: str, facts: Mapping[str, str], texts: Texts, now: datetime
) -> tuple[BotState, Text] | None:
    """The question whether to use them, once per file: only while a form is active, and only for unknown slots."""
    if state.active_flow is None or key in state.suggested_keys:
        return None
    usable = {**facts, "occurred_at": _plausible_time(facts.get("occurred_at", ""), now)}
    wanted = {
        slot: usable[slot] for slot in SUGGESTED_SLOTS if usable.get(slot) and not state.active_flow.slots.get(slot)
    }
    if not wanted:
        return None
    say = texts.render
    label_keys = {"occurred_at": "offer_field_time", "place": "offer_field_place"}
    fields = [say("bot", key) for slot, key in label_keys.items() if slot in wanted]
    buttons = (Button(YES, say("bot", "offer_use"), "primary"), Button(NO, say("bot", "offer_no")))
    question = Text(say("bot", "offer", what=facts_text(wanted, texts), fields="·".join(fields)), buttons)
    return replace(
        state,
        suggestion=Suggestion(key, wanted, state.last_message_number + 1),
        suggested_keys=(*state.suggested_keys, key),
    ), question


def facts_text(facts: Mapping[str, str], texts: Texts) -> str:
    """A file's facts as text."""
    when, place = facts.get("occurred_at", ""), facts.get("place", "")
    time = texts.render("bot", "offer_time", time=format_moment(when, texts.sections["dates"])) if when else ""
    return ", ".join(filter(None, (time, place)))


def _plausible_time(captured_at: str, now: datetime) -> str:
    """When a photo was taken, to the minute; "" for a time in the future. Cameras know no time zone: the customer's is
    assumed."""
    try:
        when = datetime.fromisoformat(captured_at)
    except ValueError:
        return ""
    when = when if when.tzinfo else when.replace(tzinfo=now.tzinfo)
    return when.astimezone(now.tzinfo).isoformat(timespec="minutes") if when <= now else ""


def answer_suggestion(state: BotState, user_input: UserInput, texts: Texts) -> tuple[BotState, tuple[Body, ...]]:
    """The state after the answer to a suggestion, and the messages; no messages where the text is about something
    else."""
    suggestion = state.suggestion
    if suggestion is None or state.active_flow is None:
        return replace(state, suggestion=None), ()
    if user_input.button == YES or user_input.intent == "affirm":
        unknown = {slot: value for slot, value in suggestion.facts.items() if not state.active_flow.slots.get(slot)}
        active = replace(state.active_flow, slots=state.active_flow.slots | unknown)
        return replace(state, suggestion=None, active_flow=active), (Text(texts.render("bot", "offer_taken")),)
    if user_input.button == NO:
        return replace(state, suggestion=None), (Text(texts.render("bot", "offer_left")),)
    return state, ()
