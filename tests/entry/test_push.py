"""Push on the wire, and which messages are queued as notifications."""

import json
from typing import Any

import msgspec
import pytest

import app
from chalicelib.kernel.actors import Role
from tests.entry.action_table import ROWS
from tests.entry.centre import KIM, LEE, Centre, jobs, person

HANEUL = person("agent-haneul", Role.AGENT, "general")
YUJIN = person("sup-yujin", Role.SUPERVISOR, "general")
ON, OFF = "push_on", "push_off"
GOOD, DEVICE = ROWS[ON].frame, ROWS[OFF].frame
APPLE = "0123456789abcdef" * 4


def codes(centre: Centre) -> list[str]:
    return [notification.code for notification in centre.queued_notifications.queued]


def test_a_customer_registers_and_removes_their_device(centre: Centre) -> None:
    assert centre.done(KIM, ON, **GOOD) == {"kind": "done"}
    assert list(centre.push_gateway.endpoints) == [GOOD["token"]]
    assert centre.done(KIM, OFF, **DEVICE) == centre.done(KIM, OFF, **DEVICE) == {"kind": "done"}
    assert not centre.push_gateway.endpoints


@pytest.mark.parametrize("who", [HANEUL, YUJIN])
def test_only_customers_register_for_push(centre: Centre, who: Any) -> None:
    for action, fields in ((ON, GOOD), (OFF, DEVICE)):
        assert centre.ask(who, action, **fields)["code"] == "not_allowed"
    assert not centre.push_gateway.endpoints


def test_another_persons_device_is_not_removed(centre: Centre) -> None:
    centre.done(KIM, ON, **GOOD)
    centre.done(LEE, OFF, **DEVICE)
    assert list(centre.push_gateway.endpoints) == [GOOD["token"]]


def test_a_platform_without_push_is_refused(centre: Centre) -> None:
    answer = centre.ask(KIM, ON, **{**GOOD, "platform": "apns", "token": APPLE})
    assert (answer["code"], answer["details"], answer["retryable"]) == (
        "push_not_configured",
        {"platform": "apns"},
        False,
    )
    assert answer["text"].startswith("이 앱에서는")


@pytest.mark.parametrize(
    "bad",
    [
        {"token": ""},
        {"token": "x" * 2_049},
        {"token": "토큰" * 20},
        {"token": 7},
        {"platform": "pager"},
        {"device": "../other"},
        {"customer": "cust-lee"},
    ],
    ids=repr,
)
def test_invalid_frames_are_refused_without_the_token(centre: Centre, bad: dict[str, Any]) -> None:
    answer = centre.ask(KIM, ON, **{**GOOD, **bad})
    assert answer["code"] == "invalid_frame"
    assert GOOD["token"] not in json.dumps(answer)
    assert not centre.logged.records
    assert not centre.push_gateway.endpoints


def test_an_invalid_token_is_refused(centre: Centre) -> None:
    answer = centre.ask(KIM, ON, **{**GOOD, "token": GOOD["token"] + "\n"})
    assert answer["code"] == "push_token_invalid"


def there(centre: Centre, *connections: str) -> None:
    """These connections take what is posted; the others are gone."""
    for connection in connections:
        centre.courier.inboxes.setdefault(connection, [])


def test_a_delivered_message_is_not_queued(centre: Centre) -> None:
    there(centre, f"connection-of-{KIM.id}")
    centre.assigned(HANEUL)
    assert codes(centre) == []


def test_an_undelivered_message_is_queued(centre: Centre) -> None:
    there(centre, f"connection-of-{KIM.id}")
    conversation = centre.assigned(HANEUL)
    centre.hang_up(KIM)
    say(centre, conversation, 1)
    (notification,) = centre.queued_notifications.queued
    assert (notification.customer, notification.code, notification.seq) == (
        KIM.id,
        "agent",
        centre.stored_conversation(conversation).seq,
    )


def test_a_dead_connection_delivers_nothing(centre: Centre) -> None:
    there(centre, f"connection-of-{KIM.id}")
    conversation = centre.assigned(HANEUL)
    del centre.courier.inboxes[f"connection-of-{KIM.id}"]
    say(centre, conversation, 1)
    assert codes(centre) == ["agent"]


def test_delivery_to_another_device_is_enough(centre: Centre) -> None:
    there(centre, f"connection-of-{KIM.id}", "tablet")
    conversation = centre.assigned(HANEUL)
    centre.ask(KIM, "hello", "tablet", device="tablet01")
    centre.hang_up(KIM)
    say(centre, conversation, 1)
    assert codes(centre) == []


def test_a_change_of_state_is_queued_and_the_customers_own_message_is_not(centre: Centre) -> None:
    conversation = centre.waiting()
    centre.queued_notifications.queued.clear()
    body = {"type": "text", "text": "네, 감사합니다"}
    centre.done(KIM, "send", conversation=conversation, client_id="phone001:2", body=body)
    assert codes(centre) == []
    centre.done(HANEUL, "availability", status="available")
    centre.work()
    centre.done(HANEUL, "resolve", conversation=conversation, outcome="answered")
    assert codes(centre) == ["agent_joined", "resolved"]


def test_a_queued_notification_is_pushed_once(centre: Centre) -> None:
    centre.done(KIM, ON, **GOOD)
    conversation = centre.assigned(HANEUL)
    say(centre, conversation, 1)
    body = newest(centre)
    for _ in range(2):
        assert app.notify(jobs(body), None) == {"batchItemFailures": []}
    assert len(centre.push_gateway.shown) == 1


def test_a_message_delivered_meanwhile_is_not_pushed(centre: Centre) -> None:
    centre.done(KIM, ON, **GOOD)
    conversation = centre.assigned(HANEUL)
    say(centre, conversation, 1)
    centre.done(KIM, "delivered", conversation=conversation, seq=centre.stored_conversation(conversation).seq)
    app.notify(jobs(newest(centre)), None)
    assert centre.push_gateway.shown == []


def test_a_failed_push_is_repeated_and_an_invalid_job_becomes_a_dead_letter(centre: Centre) -> None:
    centre.done(KIM, ON, **GOOD)
    conversation = centre.assigned(HANEUL)
    say(centre, conversation, 1)
    centre.push_gateway.outcomes[centre.push_gateway.endpoints[GOOD["token"]]] = "refused"
    body = newest(centre)
    answer = app.notify(jobs(body, "{}", "None"), None)
    assert [failure["itemIdentifier"] for failure in answer["batchItemFailures"]] == ["0", "1", "2"]


def newest(centre: Centre) -> str:
    """The newest job as it lies in SQS."""
    return msgspec.json.encode(centre.queued_notifications.queued[-1]).decode()


def say(centre: Centre, conversation: str, number: int) -> None:
    body = {"type": "text", "text": "곧 연락드릴게요"}
    centre.done(HANEUL, "send", conversation=conversation, client_id=f"desk0001:{number}", body=body)
