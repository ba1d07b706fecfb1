"""Pressed buttons and filled forms, checked against the message that offered them.

A client sends a button's id and the seq of its message; everything else is read from the stored message.
"""

import hashlib

import msgspec
from msgspec.structs import replace

from chalicelib.content.forms import field_accepts
from chalicelib.content.message_bodies import Answer, Body, Button, Field, Form, FormSubmission
from chalicelib.content.messages import Message, Speaker
from chalicelib.content.sanitising import sanitised
from chalicelib.conversations.errors import FormIncomplete, NotOffered
from chalicelib.conversations.history import complete_page
from chalicelib.conversations.messaging import get_for_participant
from chalicelib.conversations.ports import ConversationPorts

Reply = Answer | FormSubmission

OFFERING_ROLES = frozenset({Speaker.BOT, Speaker.AGENT})
"""Roles that may offer buttons and forms to a customer."""


def fetch_offer(ports: ConversationPorts, conversation_id: str, person: str, to: int) -> Message:
    """The message `to` that the other side offered to a participant. One read of the conversation and one of the log.

    Raises NotAllowed, NotOffered.
    """
    conversation = get_for_participant(ports, conversation_id, person, "send")
    found = complete_page(ports, conversation, to - 1, to + 1, 1, newest=False)
    if not found or found[0].by.role not in OFFERING_ROLES:
        raise NotOffered(to=to)
    return found[0]


def validate_reply(message: Message, reply: Reply) -> Reply:
    """The reply to store: a button with its label in the message, a form with the fields that it asks for.

    An agent's form must be complete. The bot accepts incomplete forms of its own and asks again for the rest.
    Raises NotOffered, FormIncomplete.
    """
    if isinstance(reply, Answer):
        return replace(reply, label=_button(message, reply).label)
    form = message.body
    if not isinstance(form, Form):
        raise NotOffered(to=reply.to)
    fields = {field.name: field for field in form.fields}
    for name, value in reply.values.items():
        if name not in fields or not _offers(fields[name], value):
            raise NotOffered(to=reply.to, field=name)
    if message.by.role is Speaker.AGENT:
        wrong = [field.label for field in form.fields if not field_accepts(field, reply.values.get(field.name, ""))]
        if wrong:
            raise FormIncomplete(to=reply.to, fields=", ".join(wrong))
    # In the order of the fields, so that a number split over two fields is recognised.
    return sanitised(replace(reply, values={name: reply.values[name] for name in fields if name in reply.values}))


def press_digest(body: object) -> str:
    """Digest that is equal for two presses of the same button or form, 8 characters; "" for any other body."""
    if not isinstance(body, Reply):
        return ""
    return hashlib.sha256(msgspec.json.encode(body, order="sorted")).hexdigest()[:8]


def _button(message: Message, answer: Answer) -> Button:
    for button in message_buttons(message.body):
        if button.id == answer.button and button.action == "answer":
            return button
    raise NotOffered(to=answer.to, button=answer.button)


def message_buttons(body: Body) -> tuple[Button, ...]:
    """The buttons of a message; none for bodies without buttons."""
    found: tuple[Button, ...] = getattr(body, "buttons", ())
    return found


def _offers(field: Field, value: str) -> bool:
    return field.kind != "choice" or not value or value in {option.value for option in field.options}
