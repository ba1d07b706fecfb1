"""Agents whom several queues share: what of another queue's line is in front of a customer."""

from collections.abc import Iterable

from chalicelib.routing.model import AgentState


class SharedPlaces:
    """The capacity of the agents who take new customers, by queue and by pair of queues."""

    def __init__(self, agent_states: Iterable[AgentState]) -> None:
        self._places: dict[str, dict[str, int]] = {}
        for agent_state in agent_states:
            for queue in agent_state.queues if agent_state.is_available else ():
                shared = self._places.setdefault(queue, {})
                for other in agent_state.queues:
                    shared[other] = shared.get(other, 0) + agent_state.capacity

    def places(self, queue: str) -> int:
        """The capacity of a queue's agents."""
        return self._places.get(queue, {}).get(queue, 0)

    def shares(self, queue: str) -> dict[str, float]:
        """For each queue with common agents, the share of its places that customers of `queue` wait for, too."""
        return {other: places / self._places[other][other] for other, places in self._places.get(queue, {}).items()}
