"""What follows when an agent connects: the rights of their token, matches of their queues, their conversations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.kernel.actors import Actor

if TYPE_CHECKING:
    from chalicelib.routing.model import AgentState as AgentState
    from chalicelib.service_ports import WithMessaging, WithRouting, WithRoutingJobs

    class Needs(WithMessaging, WithRouting, WithRoutingJobs, Protocol): ...


def state_by_token(services: Needs, actor: Actor) -> AgentState | None:
    """The agent's state, with the queues and the capacity of their token, if it had those of an older one and no
    supervisor set them. Served conversations stay."""
    desk = services.routing().agent(actor.id)
    queues = frozenset(actor.queues)
    ours = (queues, actor.capacity, actor.issued_at)
    if desk is not None and desk.membership is None and (desk.queues, desk.capacity, desk.issued_at) != ours:
        now = services.messaging.clock()
        services.routing().set_agent(actor.id, actor.name, queues, actor.capacity, desk.status, now, actor.issued_at)
        return services.routing().agent(actor.id)
    return desk


def match_queues_of(services: Needs, agent_state: AgentState | None) -> None:
    """Requests assignments for the queues of an agent who has just connected: agents without a connection get none."""
    from chalicelib.routing.priority import queues_served  # not needed by a customer's connection
    from chalicelib.routing.rules import routing_rules

    if agent_state is not None and agent_state.is_free:
        for queue in queues_served(agent_state.queues, routing_rules().assignment):
            services.routing_jobs().match_queue(queue)


def conversations_at(own: AgentState | None) -> list[str]:
    """The conversations that an agent serves or takes part in."""
    return sorted({*own.serving, *own.joined}) if own else []
