"""SNS endpoints on moto, and responses that moto doesn't give."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from boto3.session import Session
from botocore.exceptions import ClientError, EndpointConnectionError, ReadTimeoutError
from moto import mock_aws
from moto.sns.models import sns_backends

from chalicelib.aws.push_endpoints import SnsPushEndpoints
from local.aws.options import ACCOUNT, REGION

PAYLOAD = {"aps": {"alert": {"title": "바로", "body": "상담원이 답했어요"}}}


@pytest.fixture
def sns() -> Iterator[Any]:
    with mock_aws():
        sns_backends.reset()  # what another test keeps running keeps what it holds, too
        yield Session("test", "test", region_name=REGION).client("sns")


def application(sns: Any, platform: str) -> str:
    made = sns.create_platform_application(Name="baro", Platform=platform, Attributes={})
    return str(made["PlatformApplicationArn"])


def pushed(endpoint: str) -> list[Any]:
    kept = sns_backends[ACCOUNT][REGION].platform_endpoints[endpoint].messages
    return [json.loads(message) for message in kept.values()]


def test_a_token_has_one_endpoint_for_any_number_of_requests(sns: Any) -> None:
    phones, fcm = SnsPushEndpoints(sns), application(sns, "GCM")
    assert (
        phones.create_endpoint(fcm, "token-1")
        == phones.create_endpoint(fcm, "token-1")
        != phones.create_endpoint(fcm, "token-2")
    )


@pytest.mark.parametrize("platform", ["GCM", "APNS", "APNS_SANDBOX"])
def test_the_payload_is_a_text_under_the_name_of_the_endpoints_platform(sns: Any, platform: str) -> None:
    phones = SnsPushEndpoints(sns)
    endpoint = phones.create_endpoint(
        application(sns, platform), f"token of {platform}"
    )  # moto knows tokens across all
    assert phones.publish(endpoint, PAYLOAD, "conversation1.answer") == "sent"
    (message,) = pushed(endpoint)
    assert {name: json.loads(text) for name, text in message.items()} == {platform: PAYLOAD}


def test_a_disabled_or_deleted_endpoint_differs_from_a_failure(sns: Any) -> None:
    phones, fcm = SnsPushEndpoints(sns), application(sns, "GCM")
    endpoint = phones.create_endpoint(fcm, "token-1")
    sns.set_endpoint_attributes(EndpointArn=endpoint, Attributes={"Enabled": "false"})
    assert phones.publish(endpoint, PAYLOAD, "c") == "gone"
    phones.delete_endpoint(endpoint)
    phones.delete_endpoint(endpoint)
    assert phones.publish(endpoint, PAYLOAD, "c") == "gone"


class Answering:
    """SNS with an answer of its own; what it was asked is kept."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def __getattr__(self, name: str) -> Any:
        def call(**request: Any) -> dict[str, Any]:
            self.asked.append((name, request))
            if self.error is not None and name in ("publish", "create_platform_endpoint"):
                raise self.error
            return {}

        return call


def answered(code: str, words: str = "") -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": words}}, "Publish")


ENDPOINT = "arn:aws:sns:ap-northeast-2:123456789012:endpoint/APNS/baro/1"


def test_a_disabled_endpoint_is_enabled_when_its_token_registers_again() -> None:
    words = f"Endpoint {ENDPOINT} already exists with the same Token, but different attributes."
    sns = Answering(answered("InvalidParameter", f"Invalid parameter: Token Reason: {words}"))
    assert SnsPushEndpoints(sns).create_endpoint("arn:app", "token-1") == ENDPOINT
    assert sns.asked[-1] == ("set_endpoint_attributes", {"EndpointArn": ENDPOINT, "Attributes": {"Enabled": "true"}})


def test_an_invalid_token_has_no_endpoint() -> None:
    sns = Answering(
        answered("InvalidParameter", "Invalid parameter: Token Reason: iOS device tokens must be hexadecimal")
    )
    assert SnsPushEndpoints(sns).create_endpoint("arn:app", "token-1") == ""
    with pytest.raises(ClientError):
        SnsPushEndpoints(Answering(answered("InternalError"))).create_endpoint("arn:app", "token-1")


@pytest.mark.parametrize(
    "error,outcome",
    [
        (answered("EndpointDisabled"), "gone"),
        (answered("NotFound"), "gone"),
        (answered("InvalidParameter", "TargetArn Reason: No endpoint found for the target arn specified"), "gone"),
        (answered("InvalidParameter", "Message too long"), "refused"),
        (answered("PlatformApplicationDisabled"), "refused"),
        (answered("Throttled"), "refused"),
        (answered("InternalError"), "refused"),
        (EndpointConnectionError(endpoint_url="https://sns"), "refused"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_results_of_a_push(error: Exception, outcome: str) -> None:
    assert SnsPushEndpoints(Answering(error)).publish(ENDPOINT, PAYLOAD, "c") == outcome


def test_an_uncertain_push_is_raised() -> None:
    with pytest.raises(ReadTimeoutError):
        SnsPushEndpoints(Answering(ReadTimeoutError(endpoint_url="https://sns"))).publish(ENDPOINT, PAYLOAD, "c")


def test_apns_gets_a_collapse_key() -> None:
    sns = Answering()
    SnsPushEndpoints(sns).publish(ENDPOINT, PAYLOAD, "conversation1.answer")
    attributes = sns.asked[0][1]["MessageAttributes"]
    assert attributes["AWS.SNS.MOBILE.APNS.COLLAPSE_ID"]["StringValue"] == "conversation1.answer"
    assert attributes["AWS.SNS.MOBILE.APNS.PUSH_TYPE"]["StringValue"] == "alert"
