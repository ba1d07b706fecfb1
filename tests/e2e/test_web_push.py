"""Push to the installed page: the browser subscribes with the centre's key, and its service worker shows what comes.

A headless Chromium has no push service and shows no notification: both are played. What the centre sends is tried by
`tests/unit/aws/test_web_push.py`.
"""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Worker, expect

from chalicelib.aws.web_push import read_subscription
from chalicelib.notifications.rules import push_rules
from tests.e2e.pages.signed_in import PLAYED_NOTIFICATIONS, CustomerWindow
from tests.e2e.world import World
from tests.unit.aws.test_web_push import CLIENT_POINT, SECRET, token

pytestmark = pytest.mark.browser

SWITCH = "다른 화면을 볼 때 알림"
KEYS = ("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8", CLIENT_POINT)
"""Public keys of a centre: the first one, and another one that has taken its place."""

PLAYED_PUSH_SERVICE = """([endpoint, p256dh, auth, vapid]) => {
  const real = window.fetch;
  window.fetch = async (address, options) => {
    const got = await real(address, options);
    const isConfig = String(address).endsWith("config.json");
    return isConfig ? Response.json({ ...(await got.json()), vapid }) : got;
  };
  window.subscribed = []; let known = null;
  const encoded = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
  PushManager.prototype.getSubscription = async () => known;
  PushManager.prototype.subscribe = async (options) => {
    if (known) throw new DOMException("another key", "InvalidStateError");
    window.subscribed.push({ visible: options.userVisibleOnly, key: encoded(options.applicationServerKey) });
    known = {
      options: { applicationServerKey: options.applicationServerKey.buffer },
      toJSON: () => ({ endpoint, expirationTime: null, keys: { p256dh, auth } }),
      unsubscribe: async () => { known = null; return true; },
    };
    return known;
  };
}"""

SUBSCRIBE = """async (key) => {
  const bytes = Uint8Array.from(atob(key.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
  const { pushManager } = await navigator.serviceWorker.ready;
  await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes });
}"""

PLAYED_SCREEN = """() => {
  self.shown = [];
  ServiceWorkerRegistration.prototype.showNotification = async (title, { body, tag, data }) => {
    self.shown.push({ title, body, tag, data });
  };
  WindowClient.prototype.focus = async function () { return this; };
}"""

PRESS = """async () => {
  const event = new ExtendableEvent("notificationclick"), waited = [];
  event.notification = { data: self.shown[0].data, close: () => undefined };
  event.waitUntil = (done) => waited.push(done);
  self.dispatchEvent(event);
  await Promise.all(waited);
}"""


@contextmanager
def installed(chromium: Browser, world: World) -> Iterator[tuple[CustomerWindow, list[dict[str, Any]]]]:
    """A customer's page of a centre with web push, and the frames that it sends."""
    with closing(CustomerWindow(chromium, world, world.customer())) as phone:
        sent = list[dict[str, Any]]()
        phone.page.on("websocket", lambda line: line.on("framesent", lambda frame: sent.append(json.loads(str(frame)))))
        phone.page.reload()
        expect(phone.message_input).to_be_enabled()
        phone.page.evaluate(PLAYED_NOTIFICATIONS)
        endpoint = "https://fcm.googleapis.com/fcm/send/abc"
        phone.page.evaluate(PLAYED_PUSH_SERVICE, [endpoint, CLIENT_POINT, SECRET, KEYS[0]])
        yield phone, sent


def flip(phone: CustomerWindow) -> None:
    phone.in_menu(lambda window: window.get_by_role("switch", name=SWITCH).click())


def wait_for_frame(page: Page, sent: list[dict[str, Any]], action: str, times: int = 1) -> dict[str, Any]:
    for _ in range(100):
        found = [frame for frame in sent if frame.get("action") == action]
        if len(found) >= times:
            return found[-1]
        page.wait_for_timeout(100)
    raise AssertionError(f"{action}: {[frame.get('action') for frame in sent]}")


def test_a_browser_is_subscribed_with_the_centres_key_until_it_is_switched_off(chromium: Browser, world: World) -> None:
    with installed(chromium, world) as (phone, sent):
        flip(phone)
        registered = wait_for_frame(phone.page, sent, "push_on")
        assert registered["platform"] == "web"
        found = read_subscription(registered["token"], push_rules().web_push_hosts)
        assert found == read_subscription(token(), push_rules().web_push_hosts)
        flip(phone)
        wait_for_frame(phone.page, sent, "push_off")
        flip(phone)
        wait_for_frame(phone.page, sent, "push_on", 2)
        assert subscribed_keys(phone.page) == [KEYS[0], KEYS[0]]
        assert phone.console_errors == []


def subscribed_keys(page: Page) -> list[str]:
    """The keys of all subscriptions that the page has made, all of which show what is pushed."""
    made: list[dict[str, Any]] = page.evaluate("window.subscribed")
    assert all(each["visible"] for each in made)
    return [each["key"].rstrip("=").replace("+", "-").replace("/", "_") for each in made]


def test_a_subscription_with_an_earlier_key_of_the_centre_is_made_anew(chromium: Browser, world: World) -> None:
    with installed(chromium, world) as (phone, sent):
        phone.page.evaluate(SUBSCRIBE, KEYS[1])
        flip(phone)
        wait_for_frame(phone.page, sent, "push_on")
        assert subscribed_keys(phone.page) == [KEYS[1], KEYS[0]]


def service_worker(page: Page) -> Worker:
    page.evaluate("navigator.serviceWorker.ready")
    (worker,) = page.context.service_workers
    return worker


def test_a_push_is_shown_and_leads_to_its_conversation(chromium: Browser, world: World) -> None:
    with closing(CustomerWindow(chromium, world, world.customer())) as phone:
        page = phone.page
        worker = service_worker(page)
        worker.evaluate(PLAYED_SCREEN)
        session, registrations = page.context.new_cdp_session(page), list[dict[str, Any]]()
        session.on(
            "ServiceWorker.workerRegistrationUpdated", lambda event: registrations.extend(event["registrations"])
        )
        session.send("ServiceWorker.enable")
        page.wait_for_function("() => navigator.serviceWorker.controller")
        about = {"origin": world.standin.http_url, "registrationId": registrations[0]["registrationId"]}
        pushed = {"title": "바로", "body": "상담원이 답했어요", "tag": "c1", "conversation": "c/1"}
        for data in (json.dumps(pushed), json.dumps({"body": "without a title"}), ""):
            session.send("ServiceWorker.deliverPushMessage", {**about, "data": data})
        for _ in range(100):
            if worker.evaluate("self.shown.length"):
                break
            page.wait_for_timeout(100)
        assert worker.evaluate("self.shown") == [
            {"title": "바로", "body": "상담원이 답했어요", "tag": "c1", "data": "./#/c/c%2F1"}
        ]
        worker.evaluate(PRESS)
        page.wait_for_url("**/#/c/c%2F1")
