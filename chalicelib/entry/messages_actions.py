"""Actions of messages and receipts. Imports lengthen the cold start of every message, so bot, files and claims are
imported where they are used."""

from typing import Annotated

from msgspec import Meta
from msgspec.structs import replace

from chalicelib.access.decisions import require_role
from chalicelib.content.message_bodies import (
    Answer,
    Body,
    Card,
    File,
    Form,
    FormSubmission,
    Location,
    Signature,
    SignatureRequest,
    Text,
)
from chalicelib.content.messages import By, Speaker
from chalicelib.content.places import has_coordinates
from chalicelib.content.sanitising import sanitised
from chalicelib.content.server_frames import TypingFrame
from chalicelib.conversations import messaging, split_numbers, submitted_answers
from chalicelib.conversations.model import LogEntry, OutgoingMessage, Side
from chalicelib.conversations.send_rules import is_after_pause
from chalicelib.conversations.states import State
from chalicelib.entry.action import TextLimit, action
from chalicelib.entry.emergency_words import may_be_emergency
from chalicelib.entry.protocol.base import ClientId, Command, ConversationId, Done, Result, Seq
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.audit import audit
from chalicelib.services import Services


class SendCommand(Command, frozen=True):
    """Sends a message. Customers: text, answer, form_submission, location, file, signature; agents: text, card, form,
    file, signature_request."""

    conversation: ConversationId
    client_id: ClientId
    body: Text | Answer | FormSubmission | Card | Form | Location | File | SignatureRequest | Signature


def _text_of_message(command: SendCommand) -> str:
    return command.body.text if isinstance(command.body, Text) else ""


class MessageSent(Result, frozen=True):
    """Number and time of the message; the same for every repeat of its client_id. `body` is the stored body where it
    differs from the one sent: resident registration numbers masked, label of the pressed button filled in."""

    conversation: str
    client_id: str
    seq: int
    at: int
    body: Body | None = None


def _without_known_body(command: SendCommand, sent: MessageSent) -> MessageSent:
    return replace(sent, body=None) if sent.body == command.body else sent


@action(
    SendCommand,
    MessageSent,
    text_limit=TextLimit("$.body.text", _text_of_message),
    shorten=_without_known_body,
    is_charged=False,
)
def _send(services: Services, actor: Actor, command: SendCommand) -> MessageSent:
    staff = actor.role.is_staff
    require_role(f"send:{command.body.__struct_config__.tag}", actor.role)
    if isinstance(command.body, Text) and command.body.buttons:
        require_role("send:buttons", actor.role)
    body = sanitised(command.body) if isinstance(command.body, File) else command.body
    offer = None
    if isinstance(body, (Answer, FormSubmission)):
        offer = submitted_answers.fetch_offer(services.messaging, command.conversation, actor.id, body.to)
        body = submitted_answers.validate_reply(offer, body)
    if isinstance(body, (File, Signature)):
        from chalicelib.processes import file_commands

        file_commands.verify_file_message(services, actor, command.conversation, body)
    by = By(Speaker.AGENT if staff else Speaker.CUSTOMER, actor.id, actor.name)
    device, _, number = command.client_id.partition(":")
    entry = LogEntry(services.messaging.clock(), by, body)
    outgoing = OutgoingMessage(
        command.conversation, device, int(number), entry, actor.id, press_digest=submitted_answers.press_digest(body)
    )
    sent = split_numbers.send_without_split_number(
        services.messaging, outgoing, actor.connection, log_after_bot=not staff
    )
    if isinstance(body, Location) or (
        isinstance(body, FormSubmission) and any(map(has_coordinates, body.values.values()))
    ):
        audit("location_received", actor.id, conversation=command.conversation, seq=sent.message.seq)
    if not staff and sent.conversation.state in (State.BOT, State.WAITING):
        from chalicelib.processes import intake  # the bot is a fifth of a cold start: not loaded while an agent serves

        try:
            intake.answer_customer_message(services, sent, actor.locale, offer, verified=actor.verified)
        finally:
            messaging.log_sent(services.messaging, sent)
    elif not staff and offer is not None and offer.by.role is Speaker.BOT:
        from chalicelib.content.configuration import texts
        from chalicelib.conversations.notices import notify_agent_has_it

        notify_agent_has_it(services.messaging, texts(actor.locale).notice, command.conversation, sent.message.seq)
    elif not staff and not sent.conversation.emergency and isinstance(body, Text) and may_be_emergency(body.text):
        from chalicelib.processes.escalation import alert_agent

        alert_agent(services, sent.conversation, body.text, actor.locale)
    if not staff and sent.conversation.state is State.ASSIGNED and is_after_pause(sent.conversation):
        from chalicelib.processes.silence import request_take_back  # not needed in a lively conversation

        request_take_back(services, sent.conversation)
    message = sent.message
    return MessageSent(command.conversation, command.client_id, message.seq, message.at, message.body)


MAX_PREVIEW_CHARS = 1_000
"""Of what a customer is writing; agents see the end of a longer text when it is sent."""


class TypingCommand(Command, frozen=True):
    """The caller is typing; forwarded, never stored. `text` is what a customer who allows that has written so far:
    their agent sees it if the configuration has `typing_preview`."""

    conversation: ConversationId
    text: Annotated[str, Meta(max_length=MAX_PREVIEW_CHARS)] = ""


@action(TypingCommand, Done, is_charged=False)
def _typing(services: Services, actor: Actor, command: TypingCommand) -> Done:
    if not services.signal_throttle.allows(f"{command.conversation} {actor.id}"):
        return Done()
    conversation = messaging.get_for_participant(services.messaging, command.conversation, actor.id, "typing")
    role = Speaker.AGENT if actor.role.is_staff else Speaker.CUSTOMER
    frame = TypingFrame(conversation.id, By(role, actor.id, actor.name))
    recipients = conversation.recipients(exclude=actor.connection)
    if command.text and role is Speaker.CUSTOMER and conversation.state is State.ASSIGNED:
        from chalicelib.queries.typing_preview import preview_of  # only with a customer's consent

        staff = conversation.recipients("agent")
        shown = replace(frame, text=preview_of(command.text))
        messaging.post_to_connections(services.messaging, conversation.id, staff, shown)
        recipients -= staff
    messaging.post_to_connections(services.messaging, conversation.id, recipients, frame)
    return Done()


class DeliveredCommand(Command, frozen=True):
    """All messages up to `seq` have reached this person's device."""

    conversation: ConversationId
    seq: Seq


@action(DeliveredCommand, Done)
def _delivered(services: Services, actor: Actor, command: DeliveredCommand) -> Done:
    messaging.advance_receipt(
        services.messaging, command.conversation, actor.id, _side(actor), actor.connection, delivered=command.seq
    )
    return Done()


class ReadCommand(Command, frozen=True):
    """This person has read all messages up to `seq`."""

    conversation: ConversationId
    seq: Seq


@action(ReadCommand, Done)
def _read(services: Services, actor: Actor, command: ReadCommand) -> Done:
    messaging.advance_receipt(
        services.messaging, command.conversation, actor.id, _side(actor), actor.connection, read=command.seq
    )
    return Done()


def _side(actor: Actor) -> Side:
    return "agent" if actor.role.is_staff else "customer"
