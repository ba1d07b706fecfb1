"""What else is wrong with the car, told in the middle of a request for help: it is added, and replaces nothing."""

from dataclasses import replace as with_fields

from msgspec.structs import replace

from chalicelib.dialogue.job_requests import FAULTS_SLOT, SERVICE_SLOT, TOWED_FOR_SLOT
from chalicelib.dialogue.state import ActiveFlow
from chalicelib.dialogue.user_input import UserInput, does
from chalicelib.nlu.car_faults import read_faults
from chalicelib.nlu.dialogue_acts import is_question


def further_faults(active: ActiveFlow, user_input: UserInput) -> tuple[str, ...]:
    """The faults that a message adds to those of a request for help; none where it corrects what was asked for, or
    asks."""
    if not user_input.text or not active.slots.get(SERVICE_SLOT):
        return ()
    if does(user_input, "correction") or is_question(user_input.text):
        return ()
    known = (active.slots[SERVICE_SLOT], active.slots.get(TOWED_FOR_SLOT, ""), *_faults(active))
    return tuple(fault for fault in read_faults(user_input.text) if fault not in known)


def with_faults(active: ActiveFlow, more: tuple[str, ...]) -> ActiveFlow:
    """The request with further faults."""
    return replace(active, slots=active.slots | {FAULTS_SLOT: " ".join((*_faults(active), *more))})


def without_service(user_input: UserInput) -> UserInput:
    """The message without what it says of services."""
    slots = {
        slot: said for slot, said in user_input.slots.items() if slot not in (SERVICE_SLOT, FAULTS_SLOT, "problem")
    }
    return with_fields(user_input, slots=slots)


def _faults(active: ActiveFlow) -> list[str]:
    return active.slots.get(FAULTS_SLOT, "").split()
