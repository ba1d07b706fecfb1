"""Positions of devices as the place of a form."""

from chalicelib.content.message_bodies import Location
from chalicelib.content.places import Point, place_name, point_in
from chalicelib.dialogue.context import Context
from chalicelib.dialogue.slot_types import PLACE_KINDS
from chalicelib.dialogue.state import BotState
from chalicelib.nlu.gazetteer import nearest_landmark


def place_with_point(state: BotState, here: Location, context: Context) -> str:
    """The customer's location for the form: the place they named, if any, and coordinates to about a metre. The
    landmark of an earlier position is replaced: another position has its own."""
    place = _known_place(state, context)
    before = point_in(place)
    words = "" if before is not None and place == place_by_landmark(before, context) else place_name(place)
    point = (round(here.latitude, 5), round(here.longitude, 5))
    return f"{words} ({_format_degrees(point)})" if words else place_by_landmark(point, context)


def _known_place(state: BotState, context: Context) -> str:
    """The place that the active form knows."""
    active = state.active_flow
    flow = context.flows.get(active.flow) if active else None
    if active is None or flow is None:
        return ""
    return next((active.slots.get(step.slot, "") for step in flow.steps if step.kind in PLACE_KINDS), "")


def place_by_landmark(point: Point, context: Context) -> str:
    """A position for the form, with the landmark near it."""
    landmark = nearest_landmark(*point)
    return context.texts.render(
        "bot", "here_near" if landmark else "here", point=_format_degrees(point), landmark=landmark
    )


def _format_degrees(point: Point) -> str:
    return f"{point[0]:.5f},{point[1]:.5f}"
