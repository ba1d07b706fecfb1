"""Responses stay below API Gateway's 128 KB for any number of missed messages."""

from collections.abc import Callable, Iterable

import msgspec
import pytest
from msgspec.structs import replace

from chalicelib.content.message_bodies import Text
from chalicelib.conversations.history import MAX_RESPONSE_BYTES, history_page, missed_page, newest_messages, read_missed
from chalicelib.entry.conversations_actions import HelloCommand, OpenCommand
from chalicelib.entry.messages_actions import SendCommand
from chalicelib.kernel.actors import Actor, Role
from chalicelib.processes.connections import connect
from tests.model.devices import Device
from tests.model.world import World

LONG = "가" * 5_000


@pytest.fixture(scope="module")
def world() -> World:
    world = World()
    phone = Device("phoneaaa1", "customer-a", Role.CUSTOMER)
    world.connect(phone)
    for topic in ("general", "accident", "contract"):
        conversation = world.ask(phone, OpenCommand, device="phoneaaa1", topic=topic).conversation.id
        for number in range(1, 13):
            world.now += 1_000
            world.ask(phone, SendCommand, conversation=conversation, client_id=f"phoneaaa1:{number}", body=Text(LONG))
    return world


def test_a_hello_of_long_conversations_is_limited_and_marks_more(world: World) -> None:
    tablet = Device("tabletaa1", "customer-a", Role.CUSTOMER)
    world.connect(tablet)
    conversation = next(iter(world.store.conversations.values()))
    welcome = world.ask(tablet, HelloCommand, device="tabletaa1", cursors={conversation.id: 0})
    assert len(msgspec.json.encode(welcome)) < 128 * 1024
    assert len(welcome.conversations) == 3
    assert all(missed.more and missed.messages for missed in welcome.conversations)


def test_a_hello_reads_side_by_side_where_something_was_missed_and_gives_that_all_the_room(world: World) -> None:
    tablet = Device("tabletaa1", "customer-a", Role.CUSTOMER)
    world.connect(tablet)
    general, accident, contract = world.store.conversations.values()
    cursors = {general.id: general.seq, accident.id: accident.seq - 2, contract.id: contract.seq - 3}
    together: list[int] = []
    messaging = world.services.messaging

    def run_parallel(calls: Iterable[Callable[[], object]]) -> None:
        together.append(len(waiting := list(calls)))
        messaging.run_parallel(waiting)

    actor = Actor(tablet.person, tablet.role, tablet.person, tablet.connection, tablet.until)
    services = replace(world.services, messaging=replace(messaging, run_parallel=run_parallel))
    pages = connect(services, actor, None, cursors)
    assert [len(page.messages) for page in pages] == [0, 2, 3]
    assert not any(page.more or page.resync for page in pages)
    assert together[-1] == 2


def test_every_page_has_a_message_and_all_pages_have_all(world: World) -> None:
    conversation = next(iter(world.store.conversations.values()))
    seqs: list[int] = []
    while len(seqs) < conversation.seq:
        page = history_page(
            world.services.messaging,
            conversation,
            before=None,
            after=seqs[-1] if seqs else 0,
            limit=100,
        )
        assert page.messages
        assert len(msgspec.json.encode(page.messages)) <= MAX_RESPONSE_BYTES
        seqs += [message.seq for message in page.messages]
        assert page.more == (len(seqs) < conversation.seq)
    assert seqs == list(range(1, conversation.seq + 1))


def test_a_size_limit_keeps_the_newest_messages(world: World) -> None:
    conversation = next(iter(world.store.conversations.values()))
    assert [message.seq for message in newest_messages(world.services.messaging, conversation, 1)] == [conversation.seq]
    far = missed_page(conversation, None, read_missed(world.services.messaging, conversation, None), 20_000)
    assert far.resync
    assert far.more
    assert far.messages[-1].seq == conversation.seq


@pytest.mark.parametrize(
    "cursors, seqs",
    [
        ({"before": 0}, []),
        ({"before": 1}, []),
        ({"before": 4}, [2, 3]),
        ({"before": 10**9}, [-1, 0]),
        ({"after": 0}, [1, 2]),
        ({"after": 2, "before": 4}, [3]),
        ({"after": 2, "before": 9}, [3, 4]),
        ({"after": 4, "before": 4}, []),
        ({"after": 9, "before": 0}, []),
        ({"after": 10**9}, []),
    ],
)
def test_a_page_lies_between_its_cursors(world: World, cursors: dict[str, int], seqs: list[int]) -> None:
    conversation = next(iter(world.store.conversations.values()))
    wanted = [seq if seq > 0 else conversation.seq + seq for seq in seqs]
    page = history_page(
        world.services.messaging,
        conversation,
        before=cursors.get("before"),
        after=cursors.get("after"),
        limit=2,
    )
    assert [message.seq for message in page.messages] == wanted
