"""Two customers, two agents and a bad network in real windows: no message is lost, doubled or reordered."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, WebSocket, expect

from local.aws import Drop
from local.demo.people import DemoPerson
from tests.e2e.pages.signed_in import AgentWindow, CustomerWindow, devtools
from tests.e2e.world import World

pytestmark = pytest.mark.browser

ONE_BAR = {"offline": False, "latency": 600, "downloadThroughput": 12_000, "uploadThroughput": 6_000}
"""Latency in ms, throughput in bytes/s."""

PHONE_SHOWS = """() => [...document.querySelectorAll('.c-row[data-seq] .b-bubble')]
  .map((bubble) => [Number(bubble.closest('[data-seq]').dataset.seq), bubble.textContent])"""
DESK_SHOWS = """() => [...document.querySelectorAll('.p-log article[id]:not([data-by="bot"]) .b-bubble')]
  .map((bubble) => [Number(bubble.closest('article').id.slice(1)), bubble.textContent])"""


@dataclass
class WindowPair:
    """A customer and the agent who serves them, with their windows."""

    world: World
    person: DemoPerson
    phone: CustomerWindow
    desk: AgentWindow

    def expect_texts(self, *texts: str) -> None:
        """Expects each text once on both screens, and no pending message."""
        for text in texts:
            self.desk.expect_text(text)
            self.phone.expect_text(text)
        expect(self.phone.page.locator(".b-bubble[data-state]")).to_have_count(0)
        expect(self.desk.page.locator(".b-bubble[data-state]")).to_have_count(0)

    def log(self, *roles: str) -> list[list[int | str]]:
        """The stored messages of these roles: seq and text."""

        async def read() -> list[list[int | str]]:
            async with self.world.connected(self.person) as client:
                (conversation,) = (await client.request("conversations"))["conversations"]
                page = await client.request("history", conversation=conversation["id"], after=0, limit=100)
            messages = [message for message in page["messages"] if message["by"]["role"] in roles]
            return [[message["seq"], message["body"]["text"]] for message in messages]

        return self.world.run(read())

    def said(self) -> list[str]:
        """The messages of customer and agent, by seq."""
        return [str(text) for _, text in self.log("customer", "agent")[1:]]


@pytest.fixture
def talks(world: World, chromium: Browser) -> Iterator[tuple[WindowPair, WindowPair]]:
    """Two conversations, each customer with an agent of their own."""
    with ExitStack() as windows:
        made = []
        for name in ("고은별", "남궁솔"):
            customer, agent = world.customer(name), world.agent("general", capacity=1)
            desk = windows.enter_context(closing(AgentWindow(chromium, world, agent)))
            desk.set_status("상담 가능")
            phone = windows.enter_context(closing(CustomerWindow(chromium, world, customer)))
            phone.request_agent()
            phone.expect_served_by(agent)
            desk.expect_serving(customer)
            made.append(WindowPair(world, customer, phone, desk))
        yield made[0], made[1]


@contextmanager
def no_network(page: Page) -> Iterator[None]:
    """Chromium's emulation: no request gets through, open WebSockets fall silent."""
    page.context.set_offline(True)
    try:
        yield
    finally:
        page.context.set_offline(False)


@contextmanager
def asleep(world: World, page: Page) -> Iterator[None]:
    """The page is frozen as on a closed laptop, and its connection is lost meanwhile."""
    protocol = devtools(page)
    protocol.send("Page.setWebLifecycleState", {"state": "frozen"})
    try:
        yield
    finally:
        drop_all_connections(world)
        protocol.send("Page.setWebLifecycleState", {"state": "active"})


@contextmanager
def answers_lost(world: World) -> Iterator[None]:
    """Requests are carried out without a response; then the connections break."""
    world.faults.on_post = lambda _, data: Drop() if b'"ack"' in data else None
    try:
        yield
    finally:
        world.faults.on_post = None
        drop_all_connections(world)


def drop_all_connections(world: World) -> None:
    def cut() -> None:
        for connection in world.standin.connection_ids():
            world.standin.drop(connection)

    world.loop.call_soon_threadsafe(cut)


def hellos(page: Page) -> list[dict[str, int]]:
    """Collects the cursors with which a page greets the centre from now on."""
    cursors: list[dict[str, int]] = []

    def sent(payload: str | bytes) -> None:
        frame = json.loads(payload)
        if frame["action"] == "hello":
            cursors.append(frame.get("cursors", {}))

    def opened(socket: WebSocket) -> None:
        socket.on("framesent", sent)

    page.on("websocket", opened)
    return cursors


def test_no_message_is_lost_doubled_or_reordered_over_a_bad_network(
    talks: tuple[WindowPair, WindowPair], world: World
) -> None:
    one, two = talks

    # One bar of signal: slow, and the answers to what is sent never come.
    devtools(two.phone.page).send("Network.emulateNetworkConditions", ONE_BAR)
    with answers_lost(world):
        for number in (1, 2):
            two.phone.send_text(f"남궁솔 {number}")
        one.desk.send_text("고은별님께 1")
        two.desk.expect_text("남궁솔 1")
        one.phone.expect_text("고은별님께 1")

    # No network at all; the page is reloaded and opened a second time before it comes back.
    one.phone.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    greetings = hellos(one.phone.page)
    known = max(int(seq) for seq, _ in one.log("customer", "agent"))
    with no_network(one.phone.page):
        for number in (1, 2, 3):
            one.phone.send_text(f"고은별 {number}")
            one.phone.expect_text(f"고은별 {number}")
        one.phone.page.reload()
        one.phone.expect_text("고은별님께 1")
        expect(one.phone.page.locator('.b-bubble[data-state="waiting"]')).to_have_text(
            [f"고은별 {number}" for number in (1, 2, 3)]
        )
        one.desk.send_text("고은별님께 2")
        two.desk.send_text("남궁솔님께 1")
    second = one.phone.page.context.new_page()
    second_greetings = hellos(second)
    second.goto(f"{world.standin.http_url}/#token={world.provider.token(one.person)}")

    # The laptop is closed while the customer writes, and opened again.
    one.expect_texts("고은별 1", "고은별 2", "고은별 3", "고은별님께 1", "고은별님께 2")
    with asleep(world, two.desk.page):
        two.phone.send_text("남궁솔 3")
        two.phone.expect_text("남궁솔 3")
    two.desk.send_text("남궁솔님께 2")
    two.expect_texts("남궁솔 1", "남궁솔 2", "남궁솔 3", "남궁솔님께 1", "남궁솔님께 2")
    second.get_by_label("메시지", exact=True).fill("고은별 4")
    second.get_by_role("button", name="보내기", exact=True).click()
    one.expect_texts("고은별 4")
    expect(second.get_by_role("region", name="대화 내용").get_by_text("고은별 4", exact=True)).to_have_count(1)

    for talk, name in ((one, "고은별"), (two, "남궁솔")):
        said = talk.said()
        assert [text for text in said if "님께" not in text] == [f"{name} {n}" for n in range(1, len(said) - 1)]
        assert [text for text in said if "님께" in text] == [f"{name}님께 1", f"{name}님께 2"]
        assert talk.phone.page.evaluate(PHONE_SHOWS) == talk.log("customer", "bot", "agent")
        assert talk.desk.page.evaluate(DESK_SHOWS) == talk.log("customer", "agent")
    assert second.evaluate(PHONE_SHOWS) == one.log("customer", "bot", "agent")
    # What was known before the reload wasn't asked for again.
    assert min(min(cursors.values()) for cursors in greetings + second_greetings) >= known
