"""Web push: the example of RFC 8291, claims for each push service, and what is no subscription."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from chalicelib.aws.web_push import (
    MAX_MESSAGE_BYTES,
    Subscription,
    WebPush,
    encrypt_message,
    private_key,
    read_subscription,
    vapid_header,
)

HOSTS = ("fcm.googleapis.com", "*.push.apple.com")
# RFC 8291, section 5 and appendix A
PLAIN = b"When I grow up, I want to be a watermelon"
SERVER_KEY = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
CLIENT_POINT = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SECRET = "BTBZMqHH6r4Tts7J_aSIgg"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
MESSAGE = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_y"
    "l95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def raw(encoded: str) -> bytes:
    return urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))


def token(endpoint: str = "https://fcm.googleapis.com/fcm/send/abc", **changes: Any) -> str:
    subscription = {"endpoint": endpoint, "keys": {"p256dh": CLIENT_POINT, "auth": SECRET}, **changes}
    return urlsafe_b64encode(json.dumps(subscription).encode()).rstrip(b"=").decode()


def test_the_example_of_the_standard_gives_its_message() -> None:
    to = Subscription("https://push.example.net/p", raw(CLIENT_POINT), raw(SECRET))
    assert encrypt_message(PLAIN, to, raw(SALT), private_key(SERVER_KEY)) == raw(MESSAGE)


def test_a_message_stays_within_what_push_services_take() -> None:
    to = Subscription("https://push.example.net/p", raw(CLIENT_POINT), raw(SECRET))
    longest = MAX_MESSAGE_BYTES - 86 - 17
    assert len(encrypt_message(b"x" * longest, to, raw(SALT))) == MAX_MESSAGE_BYTES
    with pytest.raises(ValueError, match="too long"):
        encrypt_message(b"x" * (longest + 1), to, raw(SALT))


@pytest.mark.parametrize(
    "endpoint, audience",
    [
        ("https://fcm.googleapis.com/fcm/send/abc", "https://fcm.googleapis.com"),
        ("https://web.push.apple.com/QAbc", "https://web.push.apple.com"),
    ],
)
def test_claims_are_made_for_each_push_service(endpoint: str, audience: str) -> None:
    header = vapid_header(endpoint, private_key(SERVER_KEY), "mailto:it@insurer.example", 2_000_000_000)
    signed, key = header.removeprefix("vapid t=").split(", k=")
    assert raw(key) == private_key(SERVER_KEY).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    verifier = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), raw(key))
    claims = jwt.decode(signed, verifier, algorithms=["ES256"], audience=audience, options={"verify_exp": False})
    assert claims["sub"] == "mailto:it@insurer.example"
    assert claims["exp"] == 2_000_000_000 + 12 * 3_600


@pytest.mark.parametrize(
    "bad",
    [
        "", "x", "한글", token("http://fcm.googleapis.com/x"), token("https://fcm.googleapis.com.evil.example/x"),
        token("https://evil.example/fcm.googleapis.com"), token("https://169.254.169.254/latest"),
        token("https://fcm.googleapis.com:8080/x"), token("https://fcm.googleapis.com@evil.example/x"),
        token("https://push.apple.com.evil.example/x"), token("https://[broken/x"), token(keys={}),
        token(keys={"p256dh": CLIENT_POINT, "auth": "AAAA"}), token(keys={"p256dh": SECRET, "auth": SECRET}),
        urlsafe_b64encode(b"[1]").decode(), urlsafe_b64encode(b'{"endpoint":1,"keys":[]}').decode(),
    ],
)  # fmt: skip
def test_what_is_no_subscription_of_a_known_service_is_refused(bad: str) -> None:
    assert read_subscription(bad, HOSTS) is None
    assert gateway(201).create_endpoint("key", bad) == ""


POSTED: list[tuple[str, Mapping[str, str], bytes]] = []


def gateway(status: int) -> WebPush:
    def post(address: str, headers: Mapping[str, str], body: bytes) -> int:
        POSTED.append((address, headers, body))
        return status

    return WebPush(private_key(SERVER_KEY), "mailto:it@insurer.example", HOSTS, post)


@pytest.mark.parametrize(
    "status, outcome", [(201, "sent"), (202, "sent"), (404, "gone"), (410, "gone"), (429, "refused"), (503, "refused")]
)
def test_what_the_push_service_answers_decides(status: int, outcome: str) -> None:
    pushing = gateway(status)
    endpoint = pushing.create_endpoint("key", token())
    assert pushing.publish(endpoint, {"title": "바로", "body": "상담원이 답했어요"}, "conversation.agent") == outcome
    address, headers, body = POSTED[-1]
    assert address == "https://fcm.googleapis.com/fcm/send/abc"
    assert headers["Content-Encoding"] == "aes128gcm"
    assert len(headers["Topic"]) <= 32
    assert "바로".encode() not in body
