"""What is said of tow trucks: of one that the customer didn't call, and of the one that is on its way."""

from chalicelib.nlu import word_patterns
from chalicelib.nlu.dialogue_acts import is_question
from chalicelib.nlu.request_parts import asked_topic
from chalicelib.nlu.types import NluResult

ABOUT_JOBS = frozenset({"roadside_status", "roadside_cancel"})
"""Intents about a job that was requested."""


def says_other_truck(text: str) -> bool:
    """Whether a tow truck that the customer didn't call is there, or wants to take the car, or took it against their
    will. One that has taken it away with their leave is part of what happened."""
    if not is_official_truck(text) and word_patterns.pattern("other_truck").search(text) is None:
        return False
    is_gone = word_patterns.pattern("truck_gone").search(text) is not None
    return not is_gone or word_patterns.pattern("against_will").search(text) is not None


def is_official_truck(text: str) -> bool:
    """Whether the police or the operator of a motorway called the truck."""
    return word_patterns.pattern("official_truck").search(text) is not None


def names_truck(text: str) -> bool:
    """Whether the words name the truck on its way, or who drives it."""
    return word_patterns.pattern("job_mention").search(text) is not None


def names_other_car(text: str) -> bool:
    """Whether the words are about somebody else's car, or another one."""
    return word_patterns.pattern("other_car").search(text) is not None


def declines_call(text: str) -> bool:
    """Whether nobody is to be called, though help was asked for ("너무 비싸서 안 부를래요")."""
    return word_patterns.pattern("call_declined").search(text) is not None and not is_question(text)


def cancels_job(text: str) -> bool:
    """Whether the words surely mean that nobody shall come any more, and aren't about haste or a condition."""
    if word_patterns.pattern("job_kept").search(text) is not None or is_question(text):
        return False
    return word_patterns.pattern("job_cancelled").search(text) is not None


def said_of_job(text: str) -> str:
    """What is asked or said of a job that was requested: `arrival`, `call_cost`, `tow_cost`, `cancel_cost`, `place` for
    another one, `gone` with another truck, `done` without help, `contact` with who comes, `silent` where they don't
    answer; "" for anything else."""
    return asked_topic(text, "asked_of_job") or asked_topic(text, "said_of_job")


def is_about_trucks(text: str, understood: NluResult | None) -> bool:
    """Whether a message is about a truck that nobody called, or about a job that was requested."""
    return says_other_truck(text) or (understood is not None and understood.intent in ABOUT_JOBS)
