"""Notices that leave the state of a conversation unchanged."""

from chalicelib.content.message_bodies import Notice
from chalicelib.conversations.history import complete_page
from chalicelib.conversations.model import Conversation, QueueStatus, StateChange
from chalicelib.conversations.ports import ConversationPorts, NoticeFactory
from chalicelib.conversations.state_changes import change_state, notice_entry
from chalicelib.conversations.states import State

MAX_SEARCHED_REPLIES = 20
"""Number of messages after a press that are searched for its answer."""


def notify_staffing_change(
    ports: ConversationPorts, notice_of: NoticeFactory, conversation_id: str, status: QueueStatus, quiet_ms: int
) -> tuple[Conversation, bool]:
    """Notifies a waiting customer of a changed staffing, unless the last notice is less than `quiet_ms` old."""

    def plan(conversation: Conversation) -> StateChange | None:
        last_notice = conversation.device_entries["system"].entry if "system" in conversation.device_entries else None
        recent = last_notice is not None and ports.clock() - last_notice.at < quiet_ms
        if (
            conversation.state is not State.WAITING
            or conversation.queue != status.queue
            or conversation.staffing == status.staffing
            or recent
        ):
            return None
        notice = notice_entry(
            ports, notice_of("queue_status_changed", queue_status=status.text, **status.notice_data())
        )
        return StateChange(State.WAITING, notice, {"staffing": status.staffing})

    return change_state(ports, conversation_id, plan)


def notify_delay(
    ports: ConversationPorts, notice_of: NoticeFactory, conversation_id: str, status: QueueStatus
) -> tuple[Conversation, bool]:
    """Notifies a waiting customer, once, that it takes longer than it should."""

    def plan(conversation: Conversation) -> StateChange | None:
        if conversation.state is not State.WAITING or conversation.delayed:
            return None
        notice = notice_entry(ports, notice_of("response_delayed", queue_status=status.text, **status.notice_data()))
        return StateChange(State.WAITING, notice, {"delayed": True})

    return change_state(ports, conversation_id, plan)


def notify_on_call(
    ports: ConversationPorts, notice_of: NoticeFactory, conversation_id: str, code: str, phone: str
) -> tuple[Conversation, bool]:
    """Notifies a waiting customer in an emergency whether the person on call was paged; nothing if their last notice
    was the same."""

    def plan(conversation: Conversation) -> StateChange | None:
        if conversation.state is not State.WAITING or _was_last_notice(ports, conversation, code):
            return None
        return StateChange(State.WAITING, notice_entry(ports, notice_of(code, phone=phone)), {})

    return change_state(ports, conversation_id, plan)


def notify_emergency(
    ports: ConversationPorts, notice_of: NoticeFactory, conversation_id: str, code: str
) -> tuple[Conversation, bool]:
    """Sends the first safety instructions to a customer whom an agent serves, once, and marks the conversation as an
    emergency."""

    def plan(conversation: Conversation) -> StateChange | None:
        if conversation.state is not State.ASSIGNED or conversation.emergency or conversation.agent is None:
            return None
        return StateChange(
            State.ASSIGNED, notice_entry(ports, notice_of(code, agent=conversation.agent.name)), {"emergency": True}
        )

    return change_state(ports, conversation_id, plan)


def notify_agent_has_it(
    ports: ConversationPorts, notice_of: NoticeFactory, conversation_id: str, press: int
) -> tuple[Conversation, bool]:
    """Answers a customer's press of a bot's button (message `press`) once: an agent serves the conversation."""

    def plan(conversation: Conversation) -> StateChange | None:
        if conversation.state is not State.ASSIGNED or conversation.agent is None:
            return None
        since = complete_page(ports, conversation, press, conversation.seq + 1, MAX_SEARCHED_REPLIES, newest=False)
        if any(_is_notice(message.body, "agent_has_it") for message in since):
            return None
        return StateChange(
            State.ASSIGNED, notice_entry(ports, notice_of("agent_has_it", agent=conversation.agent.name)), {}
        )

    return change_state(ports, conversation_id, plan)


def _was_last_notice(ports: ConversationPorts, conversation: Conversation, code: str) -> bool:
    """Whether the last notice had this code. Read from the log, since the conversation item stores long notices
    elsewhere."""
    device_entry = conversation.device_entries.get("system")
    if device_entry is None:
        return False
    return any(
        _is_notice(message.body, code)
        for message in complete_page(ports, conversation, device_entry.seq - 1, device_entry.seq + 1, 1, newest=True)
    )


def _is_notice(body: object, code: str) -> bool:
    return isinstance(body, Notice) and body.code == code
