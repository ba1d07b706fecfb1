"""Ports of routing."""

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

from chalicelib.routing.cards import WaitingCard
from chalicelib.routing.estimate import QueueModel
from chalicelib.routing.history import QueueDay
from chalicelib.routing.jobs import CheckAnswer, CheckInvitation, CheckSilence, RoutingJob
from chalicelib.routing.model import AgentState, EntryDetails, Membership, QueueEntry, Status, Visit
from chalicelib.routing.tallies import Tally
from chalicelib.routing.waits import EndedWait, QueuePlaces


class RoutingStore(Protocol):
    """Queue entries, agent states and transactions on both.

    Invariants: a conversation is in one queue or assigned to one agent; no assignment exceeds an agent's capacity. A
    move publishes its event in its transaction; it is made only from the entry that is given, after its last move.
    """

    def enqueue(self, entry: QueueEntry, visit: Visit | None = None) -> bool:
        """Adds a conversation to its queue; nothing if it has an entry already. False if the entry was removed
        meanwhile, or the customer's `visit` is another one by now: it is in no queue."""

    def visit(self, customer: str, queue: str) -> Visit:
        """A customer's last visit to a queue; an empty one if there was none lately."""

    def prioritise(self, entry: QueueEntry) -> bool:
        """Replaces the entry of a waiting conversation, in another queue or further ahead; False if it isn't waiting or
        the entry is the same."""

    def list_waiting(self, queue: str, limit: int) -> list[QueueEntry]:
        """The first entries of a queue, strongly consistent."""

    def keys_before(self, queue: str, sort_key: str) -> list[str]:
        """The sort keys of a queue's entries before this one, in order, strongly consistent."""

    def find_entry(self, conversation: str) -> tuple[QueueEntry, str] | None:
        """A conversation's entry and its agent ("" while it waits)."""

    def on_duty(self, queue: str, limit: int) -> list[AgentState]:
        """The first agents on duty for a queue, strongly consistent: those who are free by `idle_order`, then the
        others."""

    def staff(self) -> list[AgentState]:
        """All agents on duty, for boards: reads each."""

    def save_tally(self, queue: str, tally: Tally) -> None:
        """Keeps how many agents of a queue are on duty; nothing if a later tally is kept."""

    def tallies(self, queues: Iterable[str]) -> dict[str, Tally]:
        """The tallies kept last; costs the same at any number of agents, and may be some seconds old."""

    def agent(self, agent: str) -> AgentState | None:
        """One agent, strongly consistent."""

    def set_agent(
        self,
        agent: str,
        name: str,
        queues: frozenset[str],
        capacity: int,
        status: Status,
        now: int,
        issued_at: int = 0,
    ) -> None:
        """Sets an agent's name, skills, capacity and status; served conversations stay. Nothing if the agent has
        others from a token that was issued later than `issued_at`."""

    def set_membership(self, agent: str, membership: Membership) -> AgentState | None:
        """Sets what a supervisor decided, until they decide again; served conversations stay. Returns the state before;
        None for an agent who was never on duty."""

    def set_joined(self, agent: str, name: str, conversation: str, customer: str) -> None:
        """Adds a conversation that a member of staff is in beside its agent; `customer` "" removes it."""

    def assign(self, entry: QueueEntry, agent_state: AgentState) -> bool:
        """queue → agent, if the conversation still waits, and the agent is available, has capacity, and has not changed
        since they were read."""

    def reassign(self, entry: QueueEntry, from_agent: str, to_agent: AgentState, weight: int) -> bool:
        """agent → agent, on the same conditions; it is given with `weight`, whatever it takes of the agent before."""

    def requeue(self, entry: QueueEntry, agent: str, again: QueueEntry, now: int, reason: str) -> bool:
        """agent → queue, where it waits as `again`; `reason` is the event's. False if it isn't assigned to the
        agent."""

    def reweigh(self, entry: QueueEntry, agent: str, weight: int) -> bool:
        """Changes what a conversation takes of its agent's capacity, without an event; more than there is may be taken.
        False if it isn't assigned to the agent with this weight."""

    def unassign(self, entry: QueueEntry, agent: str, now: int) -> bool:
        """Removes the assignment and the entry, without an event. False if it isn't assigned to the agent."""

    def leave(self, entry: QueueEntry, now: int, waits_in: str = "") -> bool:
        """Removes a conversation from its queue, if it still has this entry; `waits_in` is the event's."""

    def describe(self, entry: QueueEntry, agent: str, about: EntryDetails) -> bool:
        """Replaces what lists tell of a conversation, without an event. False if it has been moved since, or isn't
        assigned to the agent ("" for one that waits)."""

    def claim_page(self, conversation: str, now: int, again_after_ms: int) -> bool:
        """Claims the message to the person on call for a waiting conversation. False if it was sent, was claimed less
        than `again_after_ms` ago, or the conversation isn't waiting."""

    def mark_paged(self, conversation: str) -> None:
        """Marks the message to the person on call as sent: `claim_page` returns False for this entry from now on."""

    def keep_board(self, queue: str, board: bytes) -> None:
        """Keeps a queue's board as it is shown now."""

    def kept_boards(self, queues: Sequence[str]) -> dict[str, bytes]:
        """The kept boards of these queues, in one request."""

    def claim_showing(self, what: str, claimant: str, now: int, until: int) -> bool:
        """Claims showing a part of a queue, until then. False if somebody else's claim is valid; the same claimant may
        claim again."""

    def release_showing(self, what: str) -> None:
        """Ends the claim."""


class WaitStore(Protocol):
    """What waiting customers were shown, and what is learned from their waits."""

    def card(self, conversation: str) -> WaitingCard | None:
        """The card of a conversation, strongly consistent."""

    def cards(self, conversations: Collection[str]) -> dict[str, WaitingCard]:
        """The cards that there are, by conversation."""

    def save_card(self, card: WaitingCard) -> bool:
        """Stores a card in place of the version before, version 1 in place of none; False if there is another."""

    def remove_card(self, conversation: str) -> None:
        """Removes a card. Idempotent."""

    def places(self, queue: str) -> QueuePlaces | None:
        """The places of a queue as they were saved last."""

    def save_places(self, queue: str, places: QueuePlaces) -> None:
        """Saves the places of a queue."""

    def forget_places(self, queue: str) -> None:
        """Removes the saved places of a queue. Idempotent."""

    def count_arrival(self, queue: str, head_start: int, now: int) -> None:
        """Counts a customer who comes to a queue with a head start (ms)."""

    def arrivals(self, queues: Collection[str], now: int) -> dict[tuple[str, int], int]:
        """How many came to these queues lately, by queue and head start."""

    def add_ended(self, day: str, wait: EndedWait) -> None:
        """Adds a wait to those that ended on a day (ISO). Idempotent."""

    def ended(self, day: str) -> list[EndedWait]:
        """The waits that ended on a day and weren't removed."""

    def remove_ended(self, day: str, waits: Sequence[EndedWait]) -> None:
        """Removes ended waits. Idempotent."""

    def save_day(self, queue: str, day: str, summary: QueueDay) -> None:
        """Saves the summary of a day for a queue."""

    def days(self, queue: str) -> dict[str, QueueDay]:
        """The saved days of a queue, oldest first."""

    def remove_day(self, queue: str, day: str) -> None:
        """Removes a day. Idempotent."""

    def save_model(self, queue: str, model: QueueModel | None) -> None:
        """Saves what the last days taught; None: they are too few."""

    def model(self, queue: str) -> QueueModel | None:
        """What the last days taught; None while they are too few."""


class OnCall(Protocol):
    """The persons who are paged when a customer is in an emergency and no agent is free."""

    def page(self, numbers: Sequence[str], words: str) -> bool:
        """Whether the message was sent to at least one of the numbers (E.164)."""


class RoutingJobs(Protocol):
    """Deferred work through SQS, delivered at least once."""

    def relay_moves(self, conversation: str) -> None:
        """Have the events of a conversation's moves followed."""

    def match_queue(self, queue: str, delay_s: int = 0) -> None:
        """Assign waiting conversations of a queue."""

    def show_board(self, queue: str, delay_s: int) -> None:
        """Show a queue to its agents."""

    def check_answer(self, job: CheckAnswer, delay_s: int) -> None:
        """Check whether an agent has answered."""

    def check_invitation(self, job: CheckInvitation, delay_s: int) -> None:
        """Check whether a colleague has answered an invitation."""

    def check_silence(self, job: CheckSilence, delay_s: int = 0) -> None:
        """Check whether a customer is silent."""

    def check_presence(self, agent: str, delay_s: int) -> None:
        """Check whether an agent has reconnected."""

    def defer(self, job: RoutingJob, delay_s: int) -> None:
        """Run a job after at most 900 seconds."""
