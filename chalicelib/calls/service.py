"""Use cases of calls due. All are idempotent: events come twice, and persons press twice."""

from collections.abc import Callable

from chalicelib.calls.errors import CallOver, CallTaken, UnknownCallOutcome
from chalicelib.calls.events import CallEvent, CallFinished, CallPlanned, call_subject
from chalicelib.calls.model import Call, Window, booked_again, finished, late_at, moved, taken
from chalicelib.calls.ports import CallPorts
from chalicelib.content.views import Named
from chalicelib.kernel.errors import NotAllowed
from chalicelib.kernel.optimistic_update import LOST_RACE, LostRace, update_optimistically

MAX_ATTEMPTS = 5


def book(ports: CallPorts, call: Call) -> Call:
    """Books a call; in place of the one with its id, unless that was booked by the same key. Raises Conflict."""

    def attempt() -> Call | LostRace:
        before = ports.store.get(call.id)
        if before is not None and before.key == call.key:
            _publish(ports, before)
            return before
        return _saved(ports, before, booked_again(before, call), CallPlanned)

    return update_optimistically(attempt, ports.backoff, MAX_ATTEMPTS, call=call.id)


def take(ports: CallPorts, call_id: str, agent: Named) -> Call:
    """Notes that an agent makes the call; nothing if they do already. Raises NotAllowed, CallTaken, CallOver,
    Conflict."""

    def plan(call: Call) -> Call | None:
        if not call.is_open:
            raise CallOver(call=call.id)
        if call.agent is not None and call.agent.id != agent.id:
            raise CallTaken(agent=call.agent.name)
        return None if call.agent is not None else taken(call, agent, ports.clock())

    return _change(ports, call_id, plan, None)


def finish(ports: CallPorts, call_id: str, outcome: str, note: str, by: Named, following: Window) -> Call:
    """Writes down the outcome; `following` is the window of another attempt. Raises UnknownCallOutcome, NoSuchCall,
    CallTaken, CallOver, Conflict."""
    if outcome not in ports.rules.outcomes:
        raise UnknownCallOutcome(outcome=outcome)

    def plan(call: Call) -> Call | None:
        if not call.is_open:
            raise CallOver(call=call.id)
        if call.agent is not None and call.agent.id != by.id:
            raise CallTaken(agent=call.agent.name)
        return finished(call, outcome, note, by, ports.clock(), following, ports.rules)

    return _change(ports, call_id, plan, CallFinished)


def move_if_late(ports: CallPorts, call_id: str, following: Callable[[Call], Window | None]) -> None:
    """Gives a call that nobody makes another window, once it is late; nothing without one. Raises Conflict."""

    def plan(call: Call) -> Call | None:
        if not call.is_untouched or ports.clock() < late_at(call, ports.rules):
            return None
        window = following(call)
        return moved(call, window, "late") if window is not None else None

    _change(ports, call_id, plan, CallPlanned)


def _change(ports: CallPorts, call_id: str, plan: Callable[[Call], Call | None], kind: type[CallEvent] | None) -> Call:
    def attempt() -> Call | LostRace:
        before = ports.store.get(call_id)
        if before is None:
            raise NotAllowed
        after = plan(before)
        return before if after is None else _saved(ports, before, after, kind)

    return update_optimistically(attempt, ports.backoff, MAX_ATTEMPTS, call=call_id)


def _saved(ports: CallPorts, before: Call | None, call: Call, kind: type[CallEvent] | None) -> Call | LostRace:
    event = kind(call.id, call.version) if kind is not None else None
    if not ports.store.save(before, call, late_at(call, ports.rules), event):
        return LOST_RACE
    if event is not None:
        _publish(ports, call)
    return call


def _publish(ports: CallPorts, call: Call) -> None:
    ports.on_published(call_subject(call.id))
