"""The agents' desk: their own state, the queues, the colleagues on duty, and who waits."""

from __future__ import annotations

import zlib
from functools import partial
from typing import TYPE_CHECKING, Protocol

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from chalicelib.content.configuration import queues
from chalicelib.content.queue_views import AgentStateView, ColleagueView, QueueEntryView, QueueView
from chalicelib.content.views import Named
from chalicelib.conversations.history import MAX_RESPONSE_BYTES, fit_to_size
from chalicelib.kernel.parallel import PendingCall, gather
from chalicelib.queries.queue_status import MAX_LISTED, opens_at
from chalicelib.routing.model import AgentState, QueueEntry, Status, agents_on_duty, free_capacity

if TYPE_CHECKING:
    from chalicelib.service_ports import WithMessaging, WithRouting

    class Needs(WithMessaging, WithRouting, Protocol): ...


MAX_COLLEAGUES_BYTES = 60_000
"""Maximum size of the colleagues in an agent state view, in bytes of JSON, about 300 of them: `hello` returns it
together with conversations."""


class KeptAgent(Struct, frozen=True, array_like=True):
    """An agent on a kept board. The higher `version` is the newer."""

    version: int
    view: ColleagueView


class KeptBoard(Struct, frozen=True, array_like=True):
    """A queue as it was shown to its agents last, and those on duty for it."""

    view: QueueView
    agents: tuple[KeptAgent, ...]


def kept_board(view: QueueView, agent_states: list[AgentState]) -> bytes:
    """A board to keep, compressed."""
    agents = [KeptAgent(each.version, _colleague(each)) for each in agent_states if view.name in each.queues]
    return zlib.compress(msgspec.json.encode(KeptBoard(view, fit_to_size(agents, MAX_COLLEAGUES_BYTES))))


def kept_desk_view(services: Needs, agent: str, own: AgentState | None) -> AgentStateView:
    """An agent's own state, and the queues and colleagues on duty as they were shown last, some seconds ago at most:
    one request, where `agent_state_view` makes ten."""
    boards = services.routing().kept_boards(list(queues()))
    if len(boards) < len(queues()):
        return agent_state_view(services, agent)
    known = [msgspec.json.decode(zlib.decompress(boards[queue]), type=KeptBoard) for queue in queues()]
    newest: dict[str, KeptAgent] = {}
    for each in (each for board in known for each in board.agents):
        if each.view.id not in newest or newest[each.view.id].version < each.version:
            newest[each.view.id] = each
    now = services.messaging.clock()
    views = tuple(replace(board.view, opens_at=opens_at(board.view.name, now)) for board in known)
    return _desk_view(agent, own, views, [each.view for each in newest.values()])


def agent_state_view(services: Needs, agent: str) -> AgentStateView:
    """An agent's own state, all queues, and the colleagues on duty."""
    store = services.routing()
    on_duty, found = PendingCall(store.staff), PendingCall(partial(store.agent, agent))
    waiting = {queue: PendingCall(partial(store.list_waiting, queue, MAX_LISTED)) for queue in queues()}
    services.messaging.run_parallel([on_duty, found, *waiting.values()])
    views = tuple(queue_view(services, queue, call.result, on_duty.result) for queue, call in waiting.items())
    return _desk_view(agent, found.result, views, [_colleague(each) for each in on_duty.result])


def _desk_view(
    agent: str, own: AgentState | None, views: tuple[QueueView, ...], colleagues: list[ColleagueView]
) -> AgentStateView:
    others = [each for each in sorted(colleagues, key=lambda colleague: colleague.name) if each.id != agent]
    return AgentStateView(
        status=own.status.value if own else Status.OFFLINE.value,
        load=own.load if own else 0,
        capacity=own.capacity if own else 0,
        queues=views,
        colleagues=fit_to_size(others, MAX_COLLEAGUES_BYTES),
    )


def _colleague(each: AgentState) -> ColleagueView:
    return ColleagueView(each.agent, each.name, each.status.value, each.load, each.capacity, tuple(sorted(each.queues)))


def waiting_entries(services: Needs, names: list[str]) -> tuple[QueueEntryView, ...]:
    """The waiting entries of these queues, at most `MAX_LISTED` of each and as many as fit in a response: emergencies
    first, then the longest waiting, regardless of the queue."""
    reads = [partial(services.routing().list_waiting, name, MAX_LISTED) for name in names]
    view: list[QueueEntryView] = []
    for waiting in gather(services.messaging.run_parallel, reads):
        entries = [
            QueueEntryView(
                entry.conversation,
                entry.queue,
                entry.since,
                Named(entry.customer, entry.name),
                entry.emergency,
                entry.about.concern,
                entry.about.words,
                entry.about.tags,
            )
            for entry in waiting
        ]
        view += fit_to_size(entries, MAX_RESPONSE_BYTES // len(names))
    return tuple(sorted(view, key=lambda entry: (not entry.emergency, entry.since, entry.conversation)))


def queue_view(services: Needs, queue: str, entries: list[QueueEntry], agent_states: list[AgentState]) -> QueueView:
    """A queue as agents see it."""
    oldest = min((entry.since for entry in entries), default=0)
    staff = len(agents_on_duty(agent_states, queue)), free_capacity(agent_states, queue)
    opens, emergencies = opens_at(queue, services.messaging.clock()), sum(entry.emergency for entry in entries)
    return QueueView(queue, queues()[queue].label, len(entries), oldest, *staff, opens, emergencies)
