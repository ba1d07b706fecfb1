"""How much a person may do in a while."""

from typing import Any

import pytest
from msgspec import structs

import app
from chalicelib.entry.actions import all_actions
from chalicelib.identity.tickets import Identity
from chalicelib.kernel.actors import Role
from chalicelib.presence.limits import BOOKINGS
from chalicelib.presence.rules import presence_rules
from chalicelib.routing.model import Status
from tests.entry.action_table import fields
from tests.entry.centre import KIM, LEE, Centre, Frame, event, person

HANEUL = person("agent-haneul", Role.AGENT, "general")
LIMIT = presence_rules().actions


@pytest.fixture
def limited(centre: Centre) -> Centre:
    """A centre that counts actions."""
    centre.presence.limits_actions = True
    return centre


def test_a_flood_of_one_person_is_refused_until_the_window_ends_and_holds_up_nobody_else(limited: Centre) -> None:
    conversation = limited.opened()
    frames = [limited.ask(KIM, "history", conversation=conversation) for _ in range(LIMIT.customer + 50)]
    refused = [frame for frame in frames if frame["event"] == "error"]
    assert len(frames) - len(refused) <= LIMIT.customer * (1 + 1 / BOOKINGS)
    assert {frame["code"] for frame in refused} == {"too_many_actions"}
    assert all(frame["retryable"] for frame in refused)
    wait = refused[0]["details"]["retry_after_ms"]
    assert 0 < wait <= LIMIT.window_seconds * 1000
    assert limited.ask(LEE, "conversations")["event"] == "ack"
    limited.now += wait
    assert limited.ask(KIM, "history", conversation=conversation)["event"] == "ack"


def test_each_action_but_messages_and_signals_is_counted(limited: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[str] = []
    monkeypatch.setattr(limited.meter, "charge", lambda _kind, who, *_args, **_more: counted.append(who))
    uncharged = set()
    for action in all_actions().values():
        counted.clear()
        for who in (HANEUL, KIM):
            limited.ask(who, action.name, **fields(action.name, "conversation1"))
        may = [who.id for who in (HANEUL, KIM) if who.role in action.roles]
        if may and not counted:
            uncharged.add(action.name)
        else:
            assert counted == may
    assert uncharged == {"send", "typing", "ping"}


def test_few_actions_cost_no_request(limited: Centre) -> None:
    for _ in range(LIMIT.customer // BOOKINGS - 1):
        limited.ask(KIM, "conversations")
    assert not limited.presence.actions
    limited.ask(KIM, "conversations")
    assert limited.presence.actions.total() == LIMIT.customer // BOOKINGS


def test_messages_have_their_own_limit(limited: Centre) -> None:
    conversation = limited.opened()
    while limited.ask(KIM, "history", conversation=conversation)["event"] == "ack":
        pass
    said = {"type": "text", "text": "안녕하세요"}
    frame = limited.ask(KIM, "send", conversation=conversation, client_id="phone001:1", body=said)
    assert frame["event"] == "ack"


def test_another_connection_closes_the_oldest_beyond_the_limit(limited: Centre) -> None:
    most = presence_rules().max_connections
    for number in range(most + 2):
        limited.now += 1
        limited.ask(KIM, "hello", connection=f"k{number}", device="phone001")
    open_ones = {device.connection for device in limited.presence.devices_of(KIM.id)}
    assert len(open_ones) == most
    assert not open_ones & {"k0", "k1"}


def test_a_connection_with_the_rights_of_a_newer_token_closes_the_others(centre: Centre) -> None:
    demoted = structs.replace(HANEUL, queues=())
    for name, who in (("k1", HANEUL), ("k2", HANEUL), ("k3", demoted), ("k4", demoted)):
        centre.ask(who, "hello", connection=name, device="desk0001")
    assert [device.connection for device in centre.presence.devices_of(HANEUL.id)] == ["k3", "k4"]
    assert centre.courier.closed == ["k1", "k2"]


OLDER = structs.replace(HANEUL, issued_at=1_000)
NEWER = structs.replace(HANEUL, issued_at=2_000, queues=("accident",))


def hello(centre: Centre, who: Identity) -> Frame:
    return centre.ask(who, "hello", connection=f"k{who.issued_at}", device="desk0001")


@pytest.mark.parametrize("first, second", [(OLDER, NEWER), (NEWER, OLDER)])
@pytest.mark.parametrize("step", ["register", "devices_of"])
@pytest.mark.parametrize("together", [False, True])
def test_the_newest_token_holds_whichever_connection_says_hello_last(
    centre: Centre, monkeypatch: pytest.MonkeyPatch, first: Identity, second: Identity, step: str, together: bool
) -> None:
    """`together`: the second hello comes right after this step of the first one."""
    centre.done(structs.replace(OLDER, issued_at=500), "availability", status="available")
    centre.presence.devices.clear()
    original, others = getattr(centre.presence, step), [second] if together else []

    def interrupted(*given: Any, **named: Any) -> Any:
        result = original(*given, **named)
        while others:
            hello(centre, others.pop())
        return result

    monkeypatch.setattr(centre.presence, step, interrupted)
    hello(centre, first)
    if not together:
        hello(centre, second)
    while others:
        hello(centre, others.pop())
    open_ones = [device.connection for device in centre.presence.devices_of(HANEUL.id) if device.is_open]
    assert open_ones == ["k2000"]
    assert set(centre.courier.closed) == {"k1000"}
    desk = centre.routing.agent(HANEUL.id)
    assert desk is not None
    assert (desk.queues, desk.issued_at) == (frozenset({"accident"}), 2_000)


def test_an_outdated_connection_changes_no_availability(centre: Centre) -> None:
    hello(centre, NEWER)
    centre.done(NEWER, "availability", connection="k2000", status="available")
    refused = centre.ask(OLDER, "availability", connection="k1000", status="offline")
    assert refused["code"] == "session_expired"
    desk = centre.routing.agent(HANEUL.id)
    assert desk is not None
    assert (desk.status, desk.queues) == (Status.AVAILABLE, frozenset({"accident"}))
    assert hello(centre, OLDER)["code"] == "session_expired"
    assert centre.courier.closed == ["k1000"]


def test_a_connection_that_never_says_hello_is_closed(centre: Centre) -> None:
    for connection in ("silent", "greeting"):
        centre.connect(KIM, connection)
    centre.ask(KIM, "hello", connection="greeting", device="phone001")
    centre.ask(KIM, "conversations", connection="silent")
    centre.now += presence_rules().hello_within_seconds * 1000 - 1
    app.every_minute(event("every_minute"), None)
    assert centre.courier.closed == []
    centre.now += 1
    for _ in range(2):
        app.every_minute(event("every_minute"), None)
    assert centre.courier.closed == ["silent"]


def test_an_agents_desk_follows_a_newer_token(centre: Centre) -> None:
    centre.done(HANEUL, "availability", status="available")
    moved = structs.replace(HANEUL, queues=("accident",), capacity=1)
    desk = centre.done(moved, "hello", device="desk0001")["desk"]
    assert (desk["capacity"], desk["status"]) == (1, "available")
    assert {queue["name"]: queue.get("on_duty", 0) for queue in desk["queues"]}.items() >= {
        "accident": 1,
        "general": 0,
    }.items()
