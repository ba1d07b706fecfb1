"""Text messages to the person on call."""

from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError

from chalicelib.aws.sms import SnsSms

NUMBERS = ("+821000000001", "+821000000002")


class Sns:
    """SNS that fails for some numbers."""

    def __init__(self, **fails: Exception) -> None:
        self.fails = {f"+{number[1:]}": error for number, error in fails.items()}
        self.sent: list[dict[str, Any]] = []

    def publish(self, **request: Any) -> None:
        if error := self.fails.get(request["PhoneNumber"]):
            raise error
        self.sent.append(request)


def refused(number: str) -> ClientError:
    message = f"Invalid parameter: PhoneNumber Reason: {number} is not valid"
    return ClientError({"Error": {"Code": "InvalidParameter", "Message": message}}, "Publish")


def test_everybody_on_call_gets_the_message() -> None:
    sns = Sns()
    assert SnsSms(sns).page(NUMBERS, "긴급")
    assert [(request["PhoneNumber"], request["Message"]) for request in sns.sent] == [(n, "긴급") for n in NUMBERS]


def test_one_delivered_message_suffices_and_none_is_an_error(caplog: pytest.LogCaptureFixture) -> None:
    first = NUMBERS[0]
    assert SnsSms(Sns(n821000000001=refused(first))).page(NUMBERS, "긴급")
    lost = ConnectTimeoutError(endpoint_url="https://sns")
    assert not SnsSms(Sns(n821000000001=refused(first), n821000000002=lost)).page(NUMBERS, "긴급")
    assert not SnsSms(Sns()).page((), "긴급")
    assert "InvalidParameter" in caplog.text
    assert first not in caplog.text, "a number doesn't stand in logs"
