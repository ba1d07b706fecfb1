"""Changes of state. Each is one conditional write together with its notice."""

from collections.abc import Callable, Mapping

from chalicelib.access.decisions import require_allowed
from chalicelib.content.message_bodies import Notice
from chalicelib.content.messages import By, Message, Speaker
from chalicelib.content.server_frames import ConversationFrame
from chalicelib.content.views import Named
from chalicelib.conversations.errors import IllegalTransition, TopicBusy
from chalicelib.conversations.events import event_of_change
from chalicelib.conversations.first_words import first_words_of
from chalicelib.conversations.history import repair_log
from chalicelib.conversations.messaging import deliver_message, post_to_connections
from chalicelib.conversations.model import Conversation, DeviceConnection, LogEntry, QueueStatus, StateChange
from chalicelib.conversations.participants import with_departures
from chalicelib.conversations.ports import ConversationPorts, NoticeFactory
from chalicelib.conversations.states import LIVE, TRANSITIONS, State
from chalicelib.kernel.errors import NotAllowed
from chalicelib.kernel.optimistic_update import LOST_RACE, LostRace, update_optimistically

MAX_ATTEMPTS = 8


Plan = Callable[[Conversation], StateChange | None]
"""The change of the current conversation; None if there is nothing to do."""


def change_state(ports: ConversationPorts, conversation_id: str, plan: Plan) -> tuple[Conversation, bool]:
    """Makes a planned change and posts it to every device; False if there was nothing to do.

    Idempotent: the plan gets the current conversation. Raises NotAllowed (no such conversation), IllegalTransition,
    Conflict, and what the plan raises.
    """

    def attempt() -> tuple[Conversation, bool] | LostRace:
        previous = ports.store.get(conversation_id)
        if previous is None:
            raise NotAllowed
        change = plan(previous)
        # The change clears device entries, so they must be in the log; on a repeat also those of the first attempt.
        repair_log(ports.store, previous)
        if change is None:
            return previous, False
        if previous.participants:
            change = with_departures(previous, change)
        if change.state not in TRANSITIONS[previous.state]:
            raise IllegalTransition(state=previous.state.value, wanted=change.state.value)
        event = event_of_change(previous, change)
        conversation = ports.store.change_state(previous, change, event)
        if conversation is None:
            return LOST_RACE
        _deliver_change(ports, previous, conversation, change)
        if event is not None:
            ports.on_published(conversation_id)
        return conversation, True

    return update_optimistically(attempt, ports.backoff, MAX_ATTEMPTS, conversation=conversation_id)


def _deliver_change(
    ports: ConversationPorts, previous: Conversation, conversation: Conversation, change: StateChange
) -> None:
    if change.notice is None:
        _show_to_staff(ports, previous, conversation)
        return
    token, seq = previous.fencing_token + 1, previous.seq + 1  # the conversation may have changed again since
    client_id = f"system:{token}"
    notice, body = change.notice, change.notice.body
    assert isinstance(body, Notice)  # noqa: S101 - notices are made here, whole
    message = Message(seq, notice.at, notice.by, body, client_id)
    devices = previous.recipients() | conversation.recipients()

    def post() -> None:
        deliver_message(ports, conversation, message, devices)
        shown = devices
        if conversation.participants:
            shown = previous.recipients("customer") | conversation.recipients("customer")
            _show_to_staff(ports, previous, conversation)
        post_to_connections(ports, conversation.id, shown, ConversationFrame(conversation.view()))

    ports.run_parallel((lambda: ports.store.write_log(conversation.id, seq, client_id, notice), post))
    if change.state is State.ASSIGNED:
        ports.store.clear_entry(
            conversation.id, "system", token
        )  # leaves room in the item for the messages of both persons


def _show_to_staff(ports: ConversationPorts, previous: Conversation, conversation: Conversation) -> None:
    devices = previous.recipients("agent") | conversation.recipients("agent")
    post_to_connections(ports, conversation.id, devices, ConversationFrame(conversation.view(for_staff=True)))


def notice_entry(ports: ConversationPorts, notice: Notice) -> LogEntry:
    """The log entry of a notice."""
    return LogEntry(ports.clock(), By(Speaker.SYSTEM), notice)


def record_handoff(
    ports: ConversationPorts, notice_of: NoticeFactory, conversation_id: str, status: QueueStatus, *, emergency: bool
) -> tuple[Conversation, bool]:
    """bot → waiting. The queue entry has been created before, see routing."""

    def plan(conversation: Conversation) -> StateChange | None:
        if conversation.state in (State.WAITING, State.ASSIGNED):
            return None
        code = "waiting_for_agent" if status.staffing == "free" else "waiting_in_queue"
        notice = notice_entry(ports, notice_of(code, queue_status=status.text, **status.notice_data()))
        return StateChange(
            State.WAITING,
            notice,
            {
                **_queue_updates(status),
                "waiting_since": ports.clock(),
                "emergency": emergency or conversation.emergency,
            },
        )

    return change_state(ports, conversation_id, plan)


def record_queue_emergency(
    ports: ConversationPorts, notice_of: NoticeFactory, conversation_id: str, status: QueueStatus, code: str
) -> tuple[Conversation, bool]:
    """Marks a waiting conversation as an emergency and sends the notice `code` with safety instructions, once per
    queue. No notice once an agent is assigned."""

    def plan(conversation: Conversation) -> StateChange | None:
        if conversation.state is not State.WAITING or (conversation.emergency and conversation.queue == status.queue):
            return None
        notice = notice_entry(ports, notice_of(code, queue_status=status.text, **status.notice_data()))
        return StateChange(State.WAITING, notice, {**_queue_updates(status), "emergency": True})

    return change_state(ports, conversation_id, plan)


def record_queue_move(
    ports: ConversationPorts, notice_of: NoticeFactory, conversation_id: str, status: QueueStatus, *, emergency: bool
) -> tuple[Conversation, bool]:
    """waiting → waiting in another queue, or at the front of one because of an emergency, which is announced once. No
    notice if nothing changes or an agent is assigned."""

    def plan(conversation: Conversation) -> StateChange | None:
        alarm = emergency and not conversation.emergency
        if conversation.state is not State.WAITING or not (alarm or conversation.queue != status.queue):
            return None
        code = "queue_prioritised" if alarm else "queue_moved"
        notice = notice_entry(ports, notice_of(code, queue_status=status.text, **status.notice_data()))
        return StateChange(
            State.WAITING, notice, {**_queue_updates(status), "emergency": alarm or conversation.emergency}
        )

    return change_state(ports, conversation_id, plan)


def record_queue_exit(
    ports: ConversationPorts, notice_of: NoticeFactory, conversation_id: str, code: str = "queue_left"
) -> tuple[Conversation, bool]:
    """waiting → bot: the customer stopped waiting and has left the queue before, see routing. No change once an agent
    is assigned. `code` is that of the notice."""

    def plan(conversation: Conversation) -> StateChange | None:
        if conversation.state is not State.WAITING:
            return None
        nothing = dict.fromkeys(("queue", "waiting_since", "emergency", "staffing", "delayed"))
        return StateChange(State.BOT, notice_entry(ports, notice_of(code)), dict(nothing))

    return change_state(ports, conversation_id, plan)


def _queue_updates(status: QueueStatus) -> dict[str, object]:
    return {"queue": status.queue, "staffing": status.staffing}


def record_assignment(
    ports: ConversationPorts,
    notice_of: NoticeFactory,
    conversation_id: str,
    agent: Named,
    queue: str,
    connections: frozenset[DeviceConnection],
) -> tuple[Conversation, bool]:
    """Assigns the conversation to an agent with the connections of their devices."""

    def plan(conversation: Conversation) -> StateChange | None:
        if (
            conversation.state is State.ASSIGNED
            and conversation.agent is not None
            and conversation.agent.id == agent.id
        ):
            return None
        notice = notice_entry(ports, notice_of("agent_joined", agent=agent.name))
        fields: dict[str, object] = {"agent": agent, "queue": queue, "agent_connections": connections}
        fields |= {"staffing": None, "delayed": None}
        return StateChange(State.ASSIGNED, notice, fields)

    return change_state(ports, conversation_id, plan)


def record_release(
    ports: ConversationPorts, notice_of: NoticeFactory, conversation_id: str, agent: str, status: QueueStatus, code: str
) -> tuple[Conversation, bool]:
    """assigned → waiting, unless it is no longer assigned to this agent. `code` is that of the notice."""

    def plan(conversation: Conversation) -> StateChange | None:
        if conversation.state is not State.ASSIGNED or conversation.agent is None or conversation.agent.id != agent:
            return None
        notice = notice_entry(
            ports, notice_of(code, queue_status=status.text, agent=conversation.agent.name, **status.notice_data())
        )
        return StateChange(State.WAITING, notice, {"agent": None, "agent_connections": None, **_queue_updates(status)})

    return change_state(ports, conversation_id, plan)


def record_resolution(
    ports: ConversationPorts, notice_of: NoticeFactory, conversation_id: str, agent: str, outcome: str
) -> tuple[Conversation, bool]:
    """assigned → resolved; the customer may reopen it."""

    def plan(conversation: Conversation) -> StateChange | None:
        if conversation.agent is None:
            raise NotAllowed
        require_allowed("resolve", conversation.relation_of(agent))
        if conversation.state is State.RESOLVED:
            return None
        return StateChange(
            State.RESOLVED,
            notice_entry(ports, notice_of("resolved", agent=conversation.agent.name)),
            {"outcome": outcome, "first_words": first_words_of(ports.store, conversation)},
        )

    return change_state(ports, conversation_id, plan)


def record_closing(
    ports: ConversationPorts, notice_of: NoticeFactory, conversation_id: str, customer: str
) -> tuple[Conversation, bool]:
    """Closes the conversation for the customer and releases the topic."""

    def plan(conversation: Conversation) -> StateChange | None:
        require_allowed("close", conversation.relation_of(customer))
        return (
            None
            if conversation.state is State.CLOSED
            else StateChange(
                State.CLOSED,
                notice_entry(ports, notice_of("closed")),
                {"first_words": first_words_of(ports.store, conversation)},
            )
        )

    conversation, changed = change_state(ports, conversation_id, plan)
    ports.store.free_topic(customer, conversation.topic, conversation_id)
    return conversation, changed


def record_reopening(
    ports: ConversationPorts, notice_of: NoticeFactory, conversation_id: str, customer: str
) -> tuple[Conversation, bool]:
    """resolved, closed → bot: the customer reopens it. Raises TopicBusy."""

    def plan(conversation: Conversation) -> StateChange | None:
        require_allowed("reopen", conversation.relation_of(customer))
        if conversation.state in LIVE:
            return None
        held = ports.store.claim_topic(customer, conversation.topic, conversation_id)
        if held != conversation_id:
            raise TopicBusy(conversation=held)
        nothing: Mapping[str, object] = dict.fromkeys(
            (
                "agent",
                "agent_connections",
                "queue",
                "waiting_since",
                "emergency",
                "outcome",
                "first_words",
                "staffing",
                "delayed",
            )
        )
        return StateChange(State.BOT, notice_entry(ports, notice_of("reopened")), dict(nothing))

    return change_state(ports, conversation_id, plan)
