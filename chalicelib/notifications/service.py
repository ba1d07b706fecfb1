"""Push at work, a function a use case. Who may is decided before."""

import json
import logging
from collections.abc import Callable

from chalicelib.content.configuration import texts
from chalicelib.kernel.errors import Conflict
from chalicelib.kernel.parallel import run_all
from chalicelib.notifications.errors import NotPushed, PushNotSetUp, PushTokenRefused
from chalicelib.notifications.model import MOST_PHONES, Mark, News, Phone, Platform, Verdict, digest_of, is_token, judge
from chalicelib.notifications.payloads import collapse_key, payload
from chalicelib.notifications.ports import Ports
from chalicelib.notifications.rules import push_category

ATTEMPTS = 5

pushed = logging.getLogger("baro.push")
"""What was pushed, a JSON object a line, ids only: whether a customer was told can be looked up."""
pushed.setLevel(logging.INFO)


def switch_on(ports: Ports, person: str, device: str, platform: Platform, token: str, locale: str) -> None:
    """Pushes go to this telephone from here on, and to nobody else who had its token.

    Raises PushNotSetUp, PushTokenRefused, Conflict.
    """
    application = ports.applications.get(platform, "")
    if not application:
        raise PushNotSetUp(platform=platform)
    endpoint = ports.phones.endpoint(application, token) if is_token(platform, token) else ""
    if not endpoint:
        raise PushTokenRefused(platform=platform)
    phone = Phone(person, device, platform, digest_of(token), endpoint, locale, ports.clock())
    for unused in ports.store.register(phone):
        ports.phones.forget(unused)
    for oldest in ports.store.phones(person)[:-MOST_PHONES]:
        _drop(ports, oldest)


def switch_off(ports: Ports, person: str, device: str) -> None:
    """Pushes don't go to this telephone any more."""
    phone = ports.store.phone(person, device)
    if phone is not None:
        _drop(ports, phone)


def notify(ports: Ports, news: News, heard: Callable[[], int]) -> None:
    """Pushes news to every telephone of the customer, once. May come twice, late, and after a crash at any step.

    `heard` gives the newest message that has reached a device of his by now. What was taken by a Lambda that died, or
    by a line that broke, may have been sent and is not sent again: better a push too few than two. Raises NotPushed.
    """
    kind = push_category(news.code, ports.rules)
    phones = ports.store.phones(news.customer) if kind else ()
    if not phones or not _due(ports, news, kind, heard()):
        return
    run_all([lambda phone=phone: _push(ports, phone, news, kind) for phone in phones])  # type: ignore[misc]


def _due(ports: Ports, news: News, kind: str, heard: int) -> bool:
    """Whether telephones are to be told, the mark being raised by then."""
    for _ in range(ATTEMPTS):
        last, now = ports.store.last(news.conversation, kind), ports.clock()
        verdict = judge(news.seq, heard, last, now, ports.rules.quiet_minutes * 60_000)
        if verdict is not Verdict.PUSH:
            return verdict is Verdict.FINISH
        if ports.store.begin(news.conversation, kind, Mark(news.seq, now), last.seq if last else 0):
            return True
    raise Conflict(conversation=news.conversation)


def _push(ports: Ports, phone: Phone, news: News, kind: str) -> None:
    if not ports.store.take(news.conversation, kind, news.seq, phone.device):
        return
    told = payload(phone, news, kind, texts(phone.locale))
    outcome = ports.phones.push(phone.endpoint, told, collapse_key(news, kind))
    if outcome == "refused":
        ports.store.give_back(news.conversation, kind, news.seq, phone.device)
        raise NotPushed(phone.device)
    if outcome == "gone":
        _drop(ports, phone)
    line = {"push": kind, "outcome": outcome, "customer": phone.person, "device": phone.device}
    pushed.info(json.dumps({**line, "conversation": news.conversation, "seq": news.seq}))


def _drop(ports: Ports, phone: Phone) -> None:
    if ports.store.drop(phone):
        ports.phones.forget(phone.endpoint)
