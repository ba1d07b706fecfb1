"""The agents' desk: their own state, the queues, the colleagues on duty, and who waits."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from chalicelib.content.configuration import queues
from chalicelib.content.views import AgentStateView, ColleagueView, Named, QueueEntryView, QueueView
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


def agent_state_view(services: Needs, agent: str) -> AgentStateView:
    """An agent's own state, all queues, and the colleagues on duty."""
    store = services.routing()
    on_duty, found = PendingCall(store.staff), PendingCall(partial(store.agent, agent))
    waiting = {queue: PendingCall(partial(store.list_waiting, queue, MAX_LISTED)) for queue in queues()}
    services.messaging.run_parallel([on_duty, found, *waiting.values()])
    agent_states, own = on_duty.result, found.result
    return AgentStateView(
        status=own.status.value if own else Status.OFFLINE.value,
        load=own.load if own else 0,
        capacity=own.capacity if own else 0,
        queues=tuple(queue_view(services, queue, call.result, agent_states) for queue, call in waiting.items()),
        colleagues=fit_to_size(
            [
                ColleagueView(d.agent, d.name, d.status.value, d.load, d.capacity, tuple(sorted(d.queues)))
                for d in sorted(agent_states, key=lambda agent_state: agent_state.name)
                if d.agent != agent
            ],
            MAX_COLLEAGUES_BYTES,
        ),
    )


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
