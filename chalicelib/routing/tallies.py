"""How many agents of a queue are on duty, as supervisors' boards show it."""

from collections.abc import Iterable

from msgspec import Struct

from chalicelib.routing.model import AgentState, agents_on_duty, free_capacity


class Tally(Struct, frozen=True):
    """Agents of a queue who are on duty, those of them who are available, the conversations that they serve, of any
    queue, and how many more they could be assigned; counted `at` (ms since 1970 UTC)."""

    on_duty: int = 0
    available: int = 0
    served: int = 0
    free: int = 0
    at: int = 0


def tally_of(agent_states: Iterable[AgentState], queue: str, now: int) -> Tally:
    """Counts the agents of a queue."""
    staff = agents_on_duty(agent_states, queue)
    available = sum(each.is_available for each in staff)
    return Tally(len(staff), available, sum(len(each.serving) for each in staff), free_capacity(staff, queue), now)
