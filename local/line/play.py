"""Plays a day in simulated time: agents and customers come and go, the rules and use cases of routing decide."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from heapq import heappop, heappush
from math import inf
from typing import Any

from msgspec.structs import replace

from chalicelib.kernel.optimistic_update import Backoff
from chalicelib.presence.rules import presence_rules
from chalicelib.routing import service
from chalicelib.routing.duty import set_availability
from chalicelib.routing.estimate import QueueModel
from chalicelib.routing.events import ConversationAssigned, ConversationGivenBack, ConversationQueued, RoutingEvent
from chalicelib.routing.jobs import CheckAnswer, CheckInvitation, CheckSilence, RoutingJob
from chalicelib.routing.matching import Matcher, assign_waiting
from chalicelib.routing.model import QueueEntry, Status
from chalicelib.routing.priority import may_take
from chalicelib.routing.rules import PriorityRules, RoutingRules
from local.line.days import Day, Shift
from local.line.memory import MemoryRouting
from local.line.outcomes import Chat, Outcome
from local.line.policies import Policy
from local.line.waiting import START_MS, WaitingCards

BACKOFF = Backoff(sleep=lambda _: None)

UNRANKED = PriorityRules(0, 0, 0, {})

DONE, ON, OFF, LOST, GONE, BACK, COME, MATCH, GIVE_UP = range(9)
"""What happens at one instant, in this order; before customers give up, those who are free are assigned."""


class _Jobs:
    """`RoutingJobs`: remembers which queues are to be matched."""

    def __init__(self, later: Callable[[str, int], None]) -> None:
        self.queues: dict[str, None] = {}
        self._later = later

    def relay_moves(self, _conversation: str) -> None:
        """The play follows the events as they are published."""

    def match_queue(self, queue: str, delay_s: int = 0) -> None:
        if delay_s:
            self._later(queue, delay_s)
        else:
            self.queues[queue] = None

    def show_board(self, queue: str, delay_s: int) -> None:
        """Nobody looks at a board in a play."""

    def check_answer(self, job: CheckAnswer, delay_s: int) -> None:
        """Agents of a play answer at once."""

    def check_invitation(self, job: CheckInvitation, delay_s: int) -> None:
        """Agents of a play invite nobody."""

    def check_silence(self, job: CheckSilence, delay_s: int = 0) -> None:
        """Customers of a play are never silent."""

    def check_presence(self, agent: str, delay_s: int) -> None:
        """The play checks agents who lost their connection by itself."""

    def defer(self, job: RoutingJob, delay_s: int) -> None:
        """The play shows cards by itself."""


class DayPlay:
    """One day under one policy. `outcomes` are those of the customers, in the order of the file."""

    def __init__(self, day: Day, policy: Policy, rules: RoutingRules, models: Mapping[str, QueueModel]) -> None:
        self.outcomes = [Outcome(customer) for customer in day.customers]
        self.store, self._jobs = MemoryRouting(self), _Jobs(self._match_in)
        self._day, self._policy = day, policy
        assignment = replace(rules.assignment, weights={}, overflow=(), fallback={})
        self._rules = replace(rules, assignment=assignment, priority=rules.priority if policy.ranks else UNRANKED)
        self.cards = WaitingCards(rules, models, self.store)
        self._heap: list[tuple[float, int, int, Any]] = []
        self._number = 0
        self._lost: Counter[str] = Counter()
        self._shifts: defaultdict[str, list[Shift]] = defaultdict(list)
        self._changed: dict[str, None] = {}
        self.now_s = 0.0
        self._happens: dict[int, Callable[[Any], None]] = {
            DONE: self._end,
            ON: self._begin_shift,
            OFF: self._end_shift,
            LOST: self._lose,
            GONE: self._notice_loss,
            BACK: self._return,
            COME: self._come,
            MATCH: self._jobs.match_queue,
            GIVE_UP: self._give_up,
        }

    def add(self, _subject: str, _number: int, event: RoutingEvent) -> None:
        """The outbox of the store: follows each move at once."""
        outcome = self.outcomes[int(event.conversation)]
        match event:
            case ConversationAssigned(agent=agent):
                chat = Chat(agent, self.now_s)
                outcome.chats.append(chat)
                self.cards.serve(event.conversation, event.queue, self.now_s)
                self._at(self.now_s + outcome.customer.service_s, DONE, (event.conversation, chat))
            case ConversationQueued() | ConversationGivenBack():
                self._jobs.match_queue(event.queue)
        self._changed[event.queue] = None

    def run(self) -> None:
        """Plays until nothing more happens."""
        self._schedule()
        while self._heap or self.cards.due_s < inf:
            self.now_s = min(self._heap[0][0] if self._heap else inf, self.cards.due_s)
            while self._heap and self._heap[0][0] <= self.now_s and self._heap[0][1] < GIVE_UP:
                self._next()
            self._match()
            while self._heap and self._heap[0][0] <= self.now_s and self._heap[0][1] == GIVE_UP:
                self._next()
            self.cards.update(self._changed, self.now_s)
            self._changed.clear()

    def forgotten(self) -> int:
        """How many wait although an agent could serve them now."""
        here = [each for each in self.store.staff() if self._is_here(each.agent)]
        waiting = [entry for entry, agent in self.store.entries.values() if not agent]
        rules = self._rules.assignment
        return sum(any(may_take(each, entry, self._now, rules) for each in here) for entry in waiting)

    def _next(self) -> None:
        _, kind, _, what = heappop(self._heap)
        self._happens[kind](what)

    def _schedule(self) -> None:
        for shift in self._day.shifts:
            if shift.off_s > shift.on_s:
                self._at(shift.on_s, ON, shift)
                self._at(shift.off_s, OFF, shift)
        for drop in self._day.drops:
            if drop.to_s > drop.from_s:
                self._at(drop.from_s, LOST, drop.agent)
                noticed_s = drop.from_s + presence_rules().absent_after_seconds
                self._at(min(noticed_s, drop.to_s), GONE, drop.agent)
                self._at(drop.to_s, BACK, drop.agent)
        for position, customer in enumerate(self._day.customers):
            self._at(customer.at_s, COME, position)

    def _at(self, at_s: float, kind: int, what: Any) -> None:
        self._number += 1
        heappush(self._heap, (at_s, kind, self._number, what))

    @property
    def _now(self) -> int:
        return START_MS + round(self.now_s * 1000)

    def _match(self) -> None:
        while self._jobs.queues:
            queue = next(iter(self._jobs.queues))
            del self._jobs.queues[queue]
            matcher = Matcher(self.store, self._is_here, self._now, self._rules.assignment, self._policy.prefer)
            assign_waiting(self.store, self._jobs, queue, matcher)

    def _match_in(self, queue: str, delay_s: int) -> None:
        """An agent who was passed over may be chosen again."""
        self._at(self.now_s + delay_s, MATCH, queue)

    def _is_here(self, agent: str) -> bool:
        return not self._lost[agent]

    def _come(self, position: int) -> None:
        customer, conversation = self.outcomes[position].customer, f"{position:06d}"
        rank = self._policy.ranks
        entry = QueueEntry(
            conversation,
            conversation,  # each has a line of its own: nobody comes twice
            customer.queue,
            self._now,
            emergency=rank and customer.emergency,
            returning=rank and customer.returning,
        )
        service.enqueue(self.store, self._jobs, entry, self._now, self._rules, BACKOFF)
        self.cards.enter(conversation, self.outcomes[position], self.now_s)
        if customer.patience_s:
            self._at(customer.at_s + customer.patience_s, GIVE_UP, position)

    def _give_up(self, position: int) -> None:
        outcome, conversation = self.outcomes[position], f"{position:06d}"
        if service.leave_queue(self.store, self._jobs, conversation, self._now, BACKOFF):
            outcome.left_s = self.now_s
            self.cards.leave(conversation, outcome.customer.queue, self.now_s)

    def _end(self, what: tuple[str, Chat]) -> None:
        conversation, chat = what
        if chat.lost_s is not None:
            return
        chat.done_s = self.now_s
        agent_state = self.store.agent(chat.agent)
        self.cards.end(agent_state.queues if agent_state else (), self.now_s - chat.answered_s)
        service.remove_entry(self.store, self._jobs, conversation, lambda: True, self._now, self._rules, BACKOFF)
        self._go_home(chat.agent)

    def _begin_shift(self, shift: Shift) -> None:
        self._shifts[shift.agent].append(shift)
        self._set(shift.agent, Status.AVAILABLE)

    def _end_shift(self, shift: Shift) -> None:
        self._shifts[shift.agent].remove(shift)
        if self._shifts[shift.agent]:
            self._set(shift.agent, Status.AVAILABLE)
        else:
            self._set(shift.agent, Status.PAUSED)
            self._go_home(shift.agent)

    def _go_home(self, agent: str) -> None:
        """After the shift and the last conversation an agent goes offline."""
        agent_state = self.store.agent(agent)
        if agent_state is not None and agent_state.status is Status.PAUSED and not agent_state.serving:
            self._set(agent, Status.OFFLINE)

    def _lose(self, agent: str) -> None:
        self._lost[agent] += 1
        agent_state = self.store.agent(agent)
        for conversation in agent_state.serving if agent_state else ():
            chat = self.outcomes[int(conversation)].chats[-1]
            chat.lost_s = self.now_s if chat.lost_s is None else chat.lost_s
        self._show_staff()

    def _notice_loss(self, agent: str) -> None:
        agent_state = self.store.agent(agent)
        if agent_state is None:
            return
        if agent_state.status is not Status.OFFLINE:
            self._set(agent, Status.OFFLINE)
        for conversation in sorted(agent_state.serving):
            service.transfer_to_queue(
                self.store, self._jobs, conversation, agent, "", self._now, "agent_lost", self._rules, BACKOFF
            )
            self.cards.enter(conversation, self.outcomes[int(conversation)], self.now_s)
            self._give_up_at_once(int(conversation))

    def _give_up_at_once(self, position: int) -> None:
        """Whose patience ended while they were served doesn't wait anew."""
        customer = self.outcomes[position].customer
        if customer.patience_s and customer.at_s + customer.patience_s <= self.now_s:
            self._at(self.now_s, GIVE_UP, position)

    def _return(self, agent: str) -> None:
        self._lost[agent] -= 1
        if self._shifts[agent]:
            self._set(agent, Status.AVAILABLE)

    def _set(self, agent: str, status: Status) -> None:
        known, shifts = self.store.agent(agent), self._shifts[agent]
        queues, capacity = (known.queues, known.capacity) if known else (frozenset[str](), 0)
        if shifts:
            queues = frozenset[str]().union(*(shift.queues for shift in shifts))
            capacity = max(shift.capacity for shift in shifts)
        rules = self._rules
        set_availability(self.store, self._jobs, agent, agent, queues, capacity, status, self._now, rules)
        self._show_staff()

    def _show_staff(self) -> None:
        self.cards.staff_changed(each for each in self.store.staff() if self._is_here(each.agent))
