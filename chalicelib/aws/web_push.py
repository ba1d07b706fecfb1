"""Web push to installed pages: messages encrypted for the browser (RFC 8291, RFC 8188) and signed by the centre (VAPID,
RFC 8292)."""

import json
import logging
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Collection, Mapping
from secrets import token_bytes
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    derive_private_key,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

log = logging.getLogger("baro")

MAX_MESSAGE_BYTES = 4_096
"""What a push service has to take, encrypted (RFC 8030)."""
CLAIMS_VALID_S = 12 * 3_600
"""At most a day (RFC 8292)."""
KEEP_S = 2 * 86_400
"""How long a push service keeps a message for a browser that is off."""
PREFIX = "web:"

_POINT_BYTES, _SECRET_BYTES, _SALT_BYTES = 65, 16, 16
_HEADER = _SALT_BYTES + 4 + 1 + _POINT_BYTES
_OVERHEAD = _HEADER + 1 + 16
_GONE = frozenset({404, 410})

Post = Callable[[str, Mapping[str, str], bytes], int]
"""Sends a message to an address; the HTTP status."""


class Subscription(NamedTuple):
    """A browser's push service, and the keys that it decrypts with."""

    endpoint: str
    public_key: bytes
    secret: bytes


def read_subscription(token: str, hosts: Collection[str]) -> Subscription | None:
    """The subscription in a page's token, base64url of what the browser gave it as JSON; None for one that isn't valid,
    or whose push service isn't one of `hosts` (`*.` before a name stands for its subdomains)."""
    try:
        raw = json.loads(_from_base64(token))
        keys = raw["keys"]
        found = Subscription(raw["endpoint"], _from_base64(keys["p256dh"]), _from_base64(keys["auth"]))
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), found.public_key)
        address = urlsplit(found.endpoint)
        port = address.port
    except (ValueError, KeyError, TypeError, AttributeError, InvalidKey, RecursionError):
        return None
    is_known = address.scheme == "https" and port in (None, 443) and _is_one_of(address.hostname or "", hosts)
    return found if is_known and "@" not in address.netloc and len(found.secret) == _SECRET_BYTES else None


def encrypt_message(
    content: bytes, to: Subscription, salt: bytes, ephemeral: EllipticCurvePrivateKey | None = None
) -> bytes:
    """A message for a browser, with its header, in one record. Raises ValueError where it would be too long."""
    if len(content) + _OVERHEAD > MAX_MESSAGE_BYTES:
        raise ValueError("too long for a push")
    own = ephemeral or generate_private_key(SECP256R1())
    point = _point(own)
    theirs = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), to.public_key)
    info = b"WebPush: info\x00" + to.public_key + point
    shared = HKDF(SHA256(), 32, to.secret, info).derive(own.exchange(ECDH(), theirs))
    key = HKDF(SHA256(), 16, salt, b"Content-Encoding: aes128gcm\x00").derive(shared)
    nonce = HKDF(SHA256(), 12, salt, b"Content-Encoding: nonce\x00").derive(shared)
    sealed = AESGCM(key).encrypt(nonce, content + b"\x02", None)
    return salt + MAX_MESSAGE_BYTES.to_bytes(4, "big") + bytes([len(point)]) + point + sealed


def vapid_header(endpoint: str, key: EllipticCurvePrivateKey, subject: str, now_s: int) -> str:
    """The `Authorization` of a message to a push service: its claims name that service, so they are made for each."""
    import jwt

    address = urlsplit(endpoint)
    claims = {"aud": f"{address.scheme}://{address.netloc}", "exp": now_s + CLAIMS_VALID_S, "sub": subject}
    return f"vapid t={jwt.encode(claims, key, algorithm='ES256')}, k={_to_base64(_point(key))}"


def private_key(encoded: str) -> EllipticCurvePrivateKey:
    """The centre's key, from base64url of its 32 bytes. Raises ValueError."""
    return derive_private_key(int.from_bytes(_from_base64(encoded), "big"), SECP256R1())


class WebPush:
    """`notifications.ports.PushGateway` for browsers. An endpoint is the page's token behind `PREFIX`."""

    def __init__(self, key: EllipticCurvePrivateKey, subject: str, hosts: Collection[str], post: Post) -> None:
        self._key, self._subject, self._hosts, self._post = key, subject, hosts, post

    def create_endpoint(self, _application: str, token: str) -> str:
        """The endpoint of a token; "" for one that isn't a subscription of a known push service."""
        return f"{PREFIX}{token}" if read_subscription(token, self._hosts) is not None else ""

    def delete_endpoint(self, endpoint: str) -> None:
        """Nothing: the browser ends a subscription."""

    def publish(
        self, endpoint: str, payload: Mapping[str, object], collapse: str
    ) -> Literal["sent", "gone", "refused"]:
        """Pushes once. The browser's service keeps only the latest message with the same `collapse`."""
        to = read_subscription(endpoint.removeprefix(PREFIX), self._hosts)
        if to is None:
            return "gone"
        message = encrypt_message(json.dumps(payload, ensure_ascii=False).encode(), to, token_bytes(_SALT_BYTES))
        headers = {
            "Authorization": vapid_header(to.endpoint, self._key, self._subject, int(time.time())),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(KEEP_S),
            "Urgency": "high",
            "Topic": _to_base64(_digest(collapse))[:32],
        }
        status = self._post(to.endpoint, headers, message)
        if status in _GONE:
            return "gone"
        if not 200 <= status < 300:
            log.warning("not pushed to a browser: %d", status)
            return "refused"
        return "sent"


def https_post(address: str, headers: Mapping[str, str], body: bytes) -> int:
    """Posts over HTTPS, following no redirect; the status, 503 where there was no answer."""
    from urllib3 import PoolManager, Timeout
    from urllib3.exceptions import HTTPError

    try:
        with PoolManager(timeout=Timeout(connect=3, read=7), retries=False) as pool:
            return pool.request("POST", address, headers=dict(headers), body=body, redirect=False).status
    except HTTPError:
        return 503


def _is_one_of(host: str, hosts: Collection[str]) -> bool:
    return any(host.endswith(each[1:]) if each.startswith("*.") else host == each for each in hosts)


def _digest(words: str) -> bytes:
    import hashlib

    return hashlib.sha256(words.encode()).digest()


def _point(key: EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _from_base64(encoded: Any) -> bytes:
    if not isinstance(encoded, str) or not encoded.isascii():
        raise ValueError("not base64url")
    return urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))


def _to_base64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
