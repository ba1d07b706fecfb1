"""Agents get conversations, pass them on, finish them, and lose them when they are gone.

Routing moves first, the conversation's head follows. A crash in between leaves an errand, which the next job or the
minute's round finishes.
"""

from chalicelib.content.configuration import queues
from chalicelib.content.server_frames import AssignedFrame, UnassignedFrame
from chalicelib.content.views import Named, NoteView
from chalicelib.conversations import state_changes
from chalicelib.conversations.errors import IllegalTransition
from chalicelib.conversations.history import newest
from chalicelib.conversations.model import Head, Link
from chalicelib.conversations.states import LIVE, State
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.masking import masked
from chalicelib.kernel.parallel import insisting
from chalicelib.presence.service import arrive, devices, is_there
from chalicelib.processes.queue_status import follow_leaving, line_of
from chalicelib.processes.reachable import is_here
from chalicelib.processes.services import House, wording
from chalicelib.routing import service as routing
from chalicelib.routing.errors import NoSuchQueue, NotOnDesk
from chalicelib.routing.model import Desk, Place, Status

ERRAND_MS = 30_000
"""So long an errand is one Lambda's. It takes a second; if that Lambda dies, another takes it over after this."""


def run_errands(house: House, only: str = "") -> None:
    """Brings conversations (`only` one) to the agents they were given to, each once however many run this at once. One
    that can't be brought keeps no other waiting; its error is raised at the end."""
    errands = [errand for errand in house.routing().errands() if only in ("", errand[0].conversation)]
    insisting([lambda place=place, agent=agent: _run(house, place, agent) for place, agent in errands])  # type: ignore[misc]


def _run(house: House, place: Place, agent: str) -> None:
    if not agent:
        _follow_back(house, place.conversation)
        follow_leaving(house, place.conversation, house.language(place.conversation))
        return
    store, now = house.routing(), house.talk.clock()
    if not store.claim_errand(place.conversation, agent, now, now + ERRAND_MS):
        return  # another Lambda is at it, or has done it
    try:
        desk = store.desk(agent)
        if desk is not None and place.conversation in desk.serving:
            if not is_here(house)(agent):  # their token ended, or their line, since they were chosen
                routing.pass_to_queue(store, house.jobs(), place.conversation, agent, place.queue, now)
                return
            bring(house, place, desk)
        store.handed(place.conversation, agent)
    except Exception:
        store.claim_errand(place.conversation, agent, now + ERRAND_MS, now)  # free for the next try at once
        raise


def bring(house: House, place: Place, desk: Desk, *, errand: bool = True) -> None:
    """Lets the conversation follow its place to an agent's desk, and shows it to them; without an `errand` only if it
    hadn't followed yet."""
    links = _links(house, desk.agent)
    agent = Named(desk.agent, desk.name)
    words = wording(house.language(place.conversation))
    try:
        head, changed = state_changes.assign(house.talk, words, place.conversation, agent, place.queue, links)
    except IllegalTransition:  # closed while it was on its way
        routing.done(house.routing(), house.jobs(), place.conversation, desk.agent, house.talk.clock())
        return
    if not (errand or changed):
        return
    # A device that said hello between the first look and the change found nothing to join, and isn't among `links`.
    now = _links(house, desk.agent)
    for late in now - links:
        house.talk.store.join(head.id, desk.agent, "agent", late)
    frame = AssignedFrame(head.view(), newest(house.talk, head), house.customer(head))
    house.talk.courier.post({link.connection for link in now}, frame)


def _links(house: House, agent: str) -> frozenset[Link]:
    hearing = devices(house.presence(), agent, house.talk.clock())
    return frozenset(Link.of(device.connection, device.until) for device in hearing)


def availability(house: House, actor: Actor, status: Status) -> None:
    """An agent comes on duty, pauses, or leaves; who leaves gives their conversations back. Who comes on duty is there
    from now on, with or without a hello before."""
    now = house.talk.clock()
    if status is Status.AVAILABLE:
        arrive(house.presence(), actor.id, actor.connection, actor.expires_at, now)
    routing.set_availability(
        house.routing(), house.jobs(), actor.id, actor.name, frozenset(actor.queues), actor.capacity, status, now
    )
    if status is Status.OFFLINE:
        give_back_all(house, actor.id, "agent_left")


def check_presence(house: House, agent: str) -> None:
    """An agent whose line is gone for a minute is off duty; his conversations wait where they waited before."""
    now = house.talk.clock()
    if is_there(house.presence(), agent, now, house.talk.courier.gone):
        return
    desk = house.routing().desk(agent)
    if desk is None:
        return
    if desk.status is not Status.OFFLINE:
        house.routing().set_up(agent, desk.name, desk.queues, desk.capacity, Status.OFFLINE, now)
    give_back_all(house, agent, "agent_lost")


def give_back_all(house: House, agent: str, code: str) -> None:
    """Puts everything an agent serves back in line. One that can't be put back keeps no other; its error is raised at
    the end."""
    desk = house.routing().desk(agent)
    conversations = sorted(desk.serving) if desk else ()
    insisting([lambda one=one: _give_back(house, agent, one, code) for one in conversations])  # type: ignore[misc]


def _give_back(house: House, agent: str, conversation: str, code: str) -> None:
    head, now = house.talk.store.head(conversation), house.talk.clock()
    danger = head is not None and head.danger
    try:
        place = routing.place_of(house.routing(), conversation, agent)
        routing.pass_to_queue(house.routing(), house.jobs(), conversation, agent, place.queue, now, danger=danger)
    except NotOnDesk:
        return  # somebody else has moved it meanwhile
    _release(house, conversation, agent, place.queue, code)


def transfer(house: House, actor: Actor, head: Head, queue: str | None, colleague: str | None, note: str) -> None:
    """Hands a conversation to a queue or a colleague, with a note. Raises NoSuchQueue, NotOnDesk, AgentUnavailable."""
    if queue is not None and queue not in queues():
        raise NoSuchQueue(queue=queue)
    if colleague is not None:
        routing.pass_to_colleague(house.routing(), head.id, actor.id, colleague, is_here(house))
    elif queue is not None:
        now = house.talk.clock()
        routing.pass_to_queue(house.routing(), house.jobs(), head.id, actor.id, queue, now, danger=head.danger)
    if note:
        add_note(house, actor, head, note)
    if colleague is not None:
        run_errands(house, only=head.id)
        house.tell(actor.id, UnassignedFrame(head.id, "transferred"))
    elif queue is not None:
        _release(house, head.id, actor.id, queue, "transferred")


def take(house: House, actor: Actor, conversation: str) -> None:
    """Brings a waiting conversation to the agent who picked it. Raises AlreadyTaken, DeskFull."""
    place = house.routing().place(conversation)
    routing.take(house.routing(), conversation, actor.id)
    run_errands(house, only=conversation)
    if place is not None:
        house.jobs().match(place[0].queue)  # shows the others that the line is shorter


def add_note(house: House, actor: Actor, head: Head, words: str) -> NoteView:
    """Keeps a remark for colleagues."""
    note = NoteView(house.talk.clock(), Named(actor.id, actor.name), masked(words))
    house.talk.store.add_note(head.id, note)
    return note


def resolve(house: House, actor: Actor, head: Head, outcome: str, note: str) -> Head:
    """The agent is done; his place is free for the next."""
    words = wording(house.language(head.id))
    resolved, changed = state_changes.resolve(house.talk, words, head.id, actor.id, outcome)
    if changed and note:
        add_note(house, actor, head, note)
    routing.done(house.routing(), house.jobs(), head.id, actor.id, house.talk.clock())
    house.tell(actor.id, UnassignedFrame(head.id, "resolved"))
    return resolved


def close(house: House, actor: Actor, conversation: str) -> Head:
    """The customer ends it, wherever it is."""
    head, _ = state_changes.close(house.talk, wording(actor.locale), conversation, actor.id)
    house.routing().drop(conversation)
    if _off_the_desk(house, head):
        house.tell(head.agent.id if head.agent else "", UnassignedFrame(conversation, "closed"))
    return head


def reopen(house: House, actor: Actor, conversation: str) -> Head:
    """The customer takes it up again. A desk that holds it still (a crash after resolving) is cleared first, or nobody
    else could ever be found for it. Raises TopicBusy."""
    before = house.talk.store.head(conversation)
    if before is not None and before.customer.id == actor.id and before.state not in LIVE:
        _off_the_desk(house, before)
    head, _ = state_changes.reopen(house.talk, wording(actor.locale), conversation, actor.id)
    link = Link.of(actor.connection, actor.expires_at)
    return house.talk.store.join(head.id, actor.id, "customer", link) or head


def _off_the_desk(house: House, head: Head) -> bool:
    """Whether it lay on its agent's desk until now."""
    agent = head.agent.id if head.agent else ""
    return bool(agent) and routing.done(house.routing(), house.jobs(), head.id, agent, house.talk.clock())


def _release(house: House, conversation: str, agent: str, queue: str, code: str) -> None:
    """The conversation follows its place back into line; what dies in between, the errand makes good."""
    locale = house.language(conversation)
    line = line_of(house, queue, conversation, locale)
    head, _ = state_changes.release(house.talk, wording(locale), conversation, agent, line, code)
    if head.danger:
        house.jobs().match(queue)  # only who is known to wait has the person on call called
    house.routing().handed(conversation, "")
    house.tell(agent, UnassignedFrame(conversation, "connection_lost" if code == "agent_lost" else "transferred"))


def _follow_back(house: House, conversation: str) -> None:
    """The errand of what was put back into line while the head still names its agent."""
    found, head = house.routing().place(conversation), house.talk.store.head(conversation)
    if found is None or found[1] or head is None or head.state is not State.ASSIGNED or head.agent is None:
        return
    desk = house.routing().desk(head.agent.id)
    gone = desk is None or desk.status is Status.OFFLINE
    _release(house, conversation, head.agent.id, found[0].queue, "agent_left" if gone else "transferred")
