"""Pressed buttons and filled forms, checked against the message that offered them.

What a client says of a button is its id and the message's seq; everything else is read from the message as stored.
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
from chalicelib.conversations.ports import Ports

Reply = Answer | FormSubmission

OFFERING_ROLES = frozenset({Speaker.BOT, Speaker.AGENT})
"""Who may offer something to a customer."""


def fetch_offer(ports: Ports, conversation_id: str, person: str, to: int) -> Message:
    """The message `to`, offered to a participant by the other side. One read of the head and one of the log.

    Raises NotAllowed, NotOffered.
    """
    conversation = get_for_participant(ports, conversation_id, person)
    found = complete_page(ports, conversation, to - 1, to + 1, 1, newest=False)
    if not found or found[0].by.role not in OFFERING_ROLES:
        raise NotOffered(to=to)
    return found[0]


def validate_reply(message: Message, reply: Reply) -> Reply:
    """The reply as it is kept: a button with the label that the message shows, a form with the fields that it asks.

    An agent's form must be complete. The bot takes what it can of its own forms and asks again for the rest.
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
    # In the order in which it is read: a number of which two fields have a half each is seen only so.
    return sanitised(replace(reply, values={name: reply.values[name] for name in fields if name in reply.values}))


def press_digest(body: object) -> str:
    """What makes two replies the same press, 8 characters; "" for everything else that is said."""
    if not isinstance(body, Reply):
        return ""
    return hashlib.sha256(msgspec.json.encode(body, order="sorted")).hexdigest()[:8]


def _button(message: Message, answer: Answer) -> Button:
    for button in message_buttons(message.body):
        if button.id == answer.button and button.action == "answer":
            return button
    raise NotOffered(to=answer.to, button=answer.button)


def message_buttons(body: Body) -> tuple[Button, ...]:
    """The buttons of a message, of whatever kind it is."""
    found: tuple[Button, ...] = getattr(body, "buttons", ())
    return found


def _offers(field: Field, value: str) -> bool:
    return field.kind != "choice" or not value or value in {option.value for option in field.options}
