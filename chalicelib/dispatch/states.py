"""States of a roadside job and the steps between them, as a table."""

from enum import StrEnum

from chalicelib.dispatch.errors import JobStepNotPossible


class JobState(StrEnum):
    """How far a job is. `OFFERED` has the number of its offer at the job."""

    REQUESTED = "requested"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    EN_ROUTE = "en_route"
    ON_SITE = "on_site"
    IN_SERVICE = "in_service"
    TOWING = "towing"
    COMPLETED = "completed"
    REASSIGNING = "reassigning"
    NO_PROVIDER = "no_provider"
    CANCELLED = "cancelled"
    GONE_ON_ARRIVAL = "gone_on_arrival"
    UNSUCCESSFUL = "unsuccessful"


class JobStep(StrEnum):
    """What happens to a job."""

    OFFER = "offer"
    ACCEPT = "accept"
    REFUSE = "refuse"
    GIVE_UP = "give_up"
    ASK_AGAIN = "ask_again"
    DEPART = "depart"
    ARRIVE = "arrive"
    BEGIN = "begin"
    HOOK_UP = "hook_up"
    COMPLETE = "complete"
    LOSE_RESPONDER = "lose_responder"
    CANCEL = "cancel"
    FIND_NOBODY = "find_nobody"
    FAIL = "fail"


_S, _P = JobState, JobStep

TRANSITIONS: dict[JobState, dict[JobStep, JobState]] = {
    _S.REQUESTED: {_P.OFFER: _S.OFFERED, _P.GIVE_UP: _S.NO_PROVIDER, _P.CANCEL: _S.CANCELLED},
    _S.OFFERED: {_P.ACCEPT: _S.ACCEPTED, _P.REFUSE: _S.REQUESTED, _P.CANCEL: _S.CANCELLED},
    _S.ACCEPTED: {_P.DEPART: _S.EN_ROUTE, _P.LOSE_RESPONDER: _S.REASSIGNING, _P.CANCEL: _S.CANCELLED},
    _S.EN_ROUTE: {_P.ARRIVE: _S.ON_SITE, _P.LOSE_RESPONDER: _S.REASSIGNING, _P.CANCEL: _S.CANCELLED},
    _S.ON_SITE: {
        _P.BEGIN: _S.IN_SERVICE,
        _P.HOOK_UP: _S.TOWING,
        _P.FIND_NOBODY: _S.GONE_ON_ARRIVAL,
        _P.FAIL: _S.UNSUCCESSFUL,
        _P.CANCEL: _S.CANCELLED,
    },
    _S.IN_SERVICE: {_P.HOOK_UP: _S.TOWING, _P.COMPLETE: _S.COMPLETED, _P.FAIL: _S.UNSUCCESSFUL},
    _S.TOWING: {_P.COMPLETE: _S.COMPLETED, _P.FAIL: _S.UNSUCCESSFUL},
    _S.REASSIGNING: {_P.OFFER: _S.OFFERED, _P.GIVE_UP: _S.NO_PROVIDER, _P.CANCEL: _S.CANCELLED},
    _S.NO_PROVIDER: {_P.ASK_AGAIN: _S.REQUESTED, _P.CANCEL: _S.CANCELLED},
    _S.COMPLETED: {},
    _S.CANCELLED: {},
    _S.GONE_ON_ARRIVAL: {},
    _S.UNSUCCESSFUL: {},
}
"""Which step leads where; any other step is refused. Without a provider a dispatcher may ask again."""

ENDED = frozenset(state for state, steps in TRANSITIONS.items() if not steps)
"""States in which nothing more happens to a job."""

SEEKING = frozenset(state for state, steps in TRANSITIONS.items() if JobStep.OFFER in steps)
"""States in which a job may be offered."""


def state_after(state: JobState, step: JobStep) -> JobState:
    """The state that a step leads to. Raises JobStepNotPossible."""
    after = TRANSITIONS[state].get(step)
    if after is None:
        raise JobStepNotPossible(state=state.value, step=step.value)
    return after
