"""Agents come on duty, pause and leave, and their queues follow."""

from collections.abc import Iterable

from chalicelib.routing.jobs import ShowStaffing
from chalicelib.routing.model import AgentState, Status
from chalicelib.routing.ports import RoutingJobs, RoutingStore
from chalicelib.routing.priority import queues_served
from chalicelib.routing.rules import RoutingRules


def set_availability(
    store: RoutingStore,
    jobs: RoutingJobs,
    agent: str,
    name: str,
    queues: frozenset[str],
    capacity: int,
    status: Status,
    now: int,
    rules: RoutingRules,
    issued_at: int = 0,
) -> None:
    """Sets an agent's status, and has their queues follow it."""
    store.set_agent(agent, name, queues, capacity, status, now, issued_at)
    follow_duty(jobs, queues, rules)


def set_gone(store: RoutingStore, jobs: RoutingJobs, known: AgentState, now: int, rules: RoutingRules) -> None:
    """Sets an agent offline who has lost their connections, and has those who wait follow it. Requests no match: it
    could give their conversations to others before the customers are told that they are back in the queue."""
    store.set_agent(known.agent, known.name, known.queues, known.capacity, Status.OFFLINE, now, known.issued_at)
    for queue in queues_served(known.queues, rules.assignment):
        jobs.defer(ShowStaffing(queue), 0)


def follow_duty(jobs: RoutingJobs, queues: Iterable[str], rules: RoutingRules) -> None:
    """Requests what follows where agents of these queues come, leave or change: an available one can serve customers, a
    leaving one changes what colleagues, the person on call and those who wait must know."""
    for queue in queues_served(queues, rules.assignment):
        jobs.match_queue(queue)
        jobs.defer(ShowStaffing(queue), 0)
