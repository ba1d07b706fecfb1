"""The table of actions: who may do what, and which use case does it.

`ACTIONS` can be read in a minute. A role that isn't named is refused before anything is looked up; whether the object
is the caller's own is decided by the use case, on the object itself.
"""

import msgspec

from chalicelib.content.bodies import Answer, Card, File, Form, Location, Signed, Signing, Submission, Text
from chalicelib.content.catalogue import queues, topics
from chalicelib.content.cleaning import cleaned
from chalicelib.content.frames import NoteFrame, TypingFrame
from chalicelib.content.messages import By, Speaker
from chalicelib.content.places import tells_where
from chalicelib.conversations import halves, pressing, reading, talking
from chalicelib.conversations.head import Entry, Head, Side, Utterance
from chalicelib.conversations.states import State
from chalicelib.entry.action import ANYONE, CUSTOMER, STAFF, Action
from chalicelib.entry.claim_actions import CLAIM_ACTIONS
from chalicelib.entry.draft_actions import DRAFT_ACTIONS
from chalicelib.entry.file_actions import FILE_ACTIONS
from chalicelib.entry.frames import commands as c
from chalicelib.entry.frames import replies as r
from chalicelib.entry.push_actions import PUSH_ACTIONS
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.audit import audit
from chalicelib.kernel.errors import InvalidFrame, NotAllowed
from chalicelib.reactions import arriving, draftwork, lines, looking, rounds, serving
from chalicelib.reactions.claimwork import serves
from chalicelib.reactions.house import House
from chalicelib.routing.desk import Status
from chalicelib.routing.errors import NoSuchQueue

_BODIES = {
    True: (Text, Card, Form, File, Signing),
    False: (Text, Answer, Submission, Location, File, Signed),
}
LISTED = 30


def _hello(house: House, actor: Actor, command: c.Hello) -> r.Welcome:
    desk = rounds.desk_view(house, actor.id) if actor.role.is_staff else None
    taken = len(msgspec.json.encode(desk)) if desk else 0
    stretches = arriving.hello(house, actor, command.cursors, reading.MOST_BYTES - min(taken, 50_000))
    return r.Welcome(
        you=r.You(actor.id, actor.role.value, actor.name),
        server_time=house.talk.clock(),
        expires_at=actor.expires_at,
        conversations=tuple(r.Missed(s.head.view(), s.messages, s.resync, s.more) for s in stretches),
        desk=desk,
    )


def _ping(house: House, actor: Actor, _command: c.Ping) -> r.Pong:
    arriving.ping(house, actor)
    return r.Pong(house.talk.clock())


def _open(house: House, actor: Actor, command: c.Open) -> r.Opened:
    if command.topic not in topics():
        raise InvalidFrame(problem=f"no such topic: {command.topic} - at `$.topic`")
    head = arriving.open_for(house, actor, command.topic)
    return r.Opened(head.view(), reading.newest(house.talk, head))


def _send(house: House, actor: Actor, command: c.Send) -> r.Sent:
    staff = actor.role.is_staff
    if not isinstance(command.body, _BODIES[staff]):
        raise NotAllowed
    match command.body:
        case Text(buttons=(_, *_)) if not staff:
            raise NotAllowed  # quick replies are the bot's and the agents' to offer
    body = cleaned(command.body) if isinstance(command.body, File) else command.body
    offered = None
    if isinstance(body, (Answer, Submission)):
        offered = pressing.offered(house.talk, command.conversation, actor.id, body.to)
        body = pressing.checked(offered, body)
    if isinstance(body, (File, Signed)):
        from chalicelib.reactions import filework

        filework.vouch(house, actor, command.conversation, body)
    by = By(Speaker.AGENT if staff else Speaker.CUSTOMER, actor.id, actor.name)
    device, _, number = command.client_id.partition(":")
    entry = Entry(house.talk.clock(), by, body)
    utterance = Utterance(command.conversation, device, int(number), entry, actor.id, press=pressing.press_of(body))
    said = talking.say(house.talk, halves.completing(house.talk, utterance), actor.connection)
    if isinstance(body, Location) or (isinstance(body, Submission) and any(map(tells_where, body.values.values()))):
        audit("location_received", actor.id, conversation=command.conversation, seq=said.message.seq)
    if not staff and said.head.state in (State.BOT, State.WAITING):
        from chalicelib.reactions import botwork  # between people the bot isn't loaded: a fifth of a cold start

        botwork.after_said(house, said, actor.locale, offered)
    message = said.message
    return r.Sent(command.conversation, command.client_id, message.seq, message.at, message.body)


def _typing(house: House, actor: Actor, command: c.Typing) -> r.Done:
    head = talking.participant_head(house.talk, command.conversation, actor.id)
    if house.typing.lets(f"{head.id} {actor.id}"):
        role = Speaker.AGENT if actor.role.is_staff else Speaker.CUSTOMER
        frame = TypingFrame(head.id, By(role, actor.id, actor.name))
        talking.deliver(house.talk, head.id, head.devices(but=actor.connection), frame)
    return r.Done()


def _delivered(house: House, actor: Actor, command: c.Delivered) -> r.Done:
    talking.mark(house.talk, command.conversation, actor.id, _side(actor), actor.connection, delivered=command.seq)
    return r.Done()


def _read(house: House, actor: Actor, command: c.Read) -> r.Done:
    talking.mark(house.talk, command.conversation, actor.id, _side(actor), actor.connection, read=command.seq)
    return r.Done()


def _history(house: House, actor: Actor, command: c.History) -> r.Page:
    head = house.talk.store.head(command.conversation)
    may_also = head is not None and actor.role.is_staff and serves(house, actor, head.customer.id)
    page = reading.history(
        house.talk, head, actor.id, may_also=may_also, before=command.before, after=command.after, limit=command.limit
    )
    return r.Page(command.conversation, page.messages, page.more)


def _conversations(house: House, actor: Actor, command: c.Conversations) -> r.Listed:
    customer = command.customer or actor.id
    if customer != actor.id and not (actor.role.is_staff and serves(house, actor, customer)):
        raise NotAllowed
    return r.Listed(tuple(head.view() for head in house.talk.store.of_customer(customer, LISTED)))


def _close(house: House, actor: Actor, command: c.Close) -> r.Changed:
    head = house.talk.store.head(command.conversation)
    own = head if head is not None and head.customer.id == actor.id else None
    unwanted = draftwork.before_ending(house, own, command.draft)
    closed = serving.close(house, actor, command.conversation)
    draftwork.discard(house, actor, closed, unwanted)
    return r.Changed(closed.view())


def _reopen(house: House, actor: Actor, command: c.Reopen) -> r.Changed:
    head = serving.reopen(house, actor, command.conversation)
    if head.state is State.BOT:
        from chalicelib.reactions import botwork

        botwork.greet(house, head, actor.locale)
    return r.Changed((house.talk.store.head(head.id) or head).view())


def _leave(house: House, actor: Actor, command: c.Leave) -> r.Changed:
    head = lines.leave_for(house, actor, command.conversation)
    if head.state is State.BOT:
        from chalicelib.reactions import botwork

        botwork.offer_form(house, head.id, actor.locale)
    return r.Changed((house.talk.store.head(head.id) or head).view())


def _availability(house: House, actor: Actor, command: c.Availability) -> r.OnDesk:
    serving.availability(house, actor, Status(command.status))
    return r.OnDesk(rounds.desk_view(house, actor.id))


def _desk(house: House, actor: Actor, _command: c.Desk) -> r.OnDesk:
    return r.OnDesk(rounds.desk_view(house, actor.id))


def _waiting(house: House, _actor: Actor, command: c.Waiting) -> r.Lines:
    if command.queue is not None and command.queue not in queues():
        raise NoSuchQueue(queue=command.queue)
    return r.Lines(rounds.places(house, [command.queue] if command.queue else list(queues())))


def _take(house: House, actor: Actor, command: c.Take) -> r.Done:
    serving.take(house, actor, command.conversation)
    return r.Done()


def _transfer(house: House, actor: Actor, command: c.Transfer) -> r.Done:
    if (command.queue is None) == (command.agent is None):
        raise InvalidFrame(problem="transfer needs exactly one of queue and agent")
    head = _served(house, actor, command.conversation)
    serving.transfer(house, actor, head, command.queue, command.agent, command.note)
    return r.Done()


def _resolve(house: House, actor: Actor, command: c.Resolve) -> r.Changed:
    head = _served(house, actor, command.conversation)
    unwanted = draftwork.before_ending(house, head, command.draft)
    resolved = serving.resolve(house, actor, head, command.outcome, command.note)
    draftwork.discard(house, actor, resolved, unwanted)
    return r.Changed(resolved.view())


def _note(house: House, actor: Actor, command: c.Note) -> r.Noted:
    head = _served(house, actor, command.conversation)
    note = serving.add_note(house, actor, head, command.text)
    talking.deliver(
        house.talk, head.id, head.devices("agent", but=actor.connection), NoteFrame(command.conversation, note)
    )
    return r.Noted(note)


def _customer(house: House, actor: Actor, command: c.Customer) -> r.Known:
    return r.Known(house.customer(_served(house, actor, command.conversation)))


def _looking(house: House, actor: Actor, command: c.Looking) -> r.Lookers:
    if command.away:
        looking.look_away(house, actor, command.conversation)
        return r.Lookers(())
    return r.Lookers(looking.look(house, actor, command.conversation))


ACTIONS: dict[type[c.Command], Action] = {
    c.Hello: Action(ANYONE, _hello),
    c.Ping: Action(ANYONE, _ping),
    c.Open: Action(CUSTOMER, _open),
    c.Send: Action(ANYONE, _send),
    c.Typing: Action(ANYONE, _typing),
    c.Delivered: Action(ANYONE, _delivered),
    c.Read: Action(ANYONE, _read),
    c.History: Action(ANYONE, _history),
    c.Conversations: Action(ANYONE, _conversations),
    c.Close: Action(CUSTOMER, _close),
    c.Reopen: Action(CUSTOMER, _reopen),
    c.Leave: Action(CUSTOMER, _leave),
    c.Availability: Action(STAFF, _availability),
    c.Desk: Action(STAFF, _desk),
    c.Waiting: Action(STAFF, _waiting),
    c.Take: Action(STAFF, _take),
    c.Transfer: Action(STAFF, _transfer),
    c.Resolve: Action(STAFF, _resolve),
    c.Note: Action(STAFF, _note),
    c.Customer: Action(STAFF, _customer),
    c.Looking: Action(STAFF, _looking),
    **CLAIM_ACTIONS,
    **DRAFT_ACTIONS,
    **FILE_ACTIONS,
    **PUSH_ACTIONS,
}


def perform(house: House, actor: Actor, command: c.Command) -> r.AnyResult:
    """Does what a frame asks, without the resident numbers in it. Raises BaroError."""
    action = ACTIONS[type(command)]
    if actor.role not in action.roles:
        raise NotAllowed
    result = action.run(house, actor, cleaned(command))
    if isinstance(result, r.Sent) and isinstance(command, c.Send) and result.body == command.body:
        return msgspec.structs.replace(result, body=None)
    return result


def _side(actor: Actor) -> Side:
    return "agent" if actor.role.is_staff else "customer"


def _served(house: House, actor: Actor, conversation: str) -> Head:
    """The head of a conversation that this agent serves. Raises NotAllowed."""
    head = talking.participant_head(house.talk, conversation, actor.id)
    if head.side_of(actor.id) != "agent":
        raise NotAllowed
    return head
