"""The insurer's JSON Web Tokens: RS256 or ES256, keys by JWKS."""

import time
import unicodedata
from collections.abc import Callable, Collection, Mapping
from datetime import timedelta
from math import isfinite
from pathlib import Path
from typing import Annotated, Literal, Protocol

import jwt
import msgspec

from chalicelib.identity.errors import InvalidToken
from chalicelib.identity.tickets import Identity
from chalicelib.kernel.actors import Role
from chalicelib.kernel.errors import Unavailable
from chalicelib.kernel.masking import mask_resident_numbers
from chalicelib.kernel.plain_text import plain_name

ALGORITHMS = ["RS256", "ES256"]
"""Asymmetric algorithms only: a service that verifies tokens must not be able to sign them."""

CLOCK_SKEW = timedelta(seconds=30)
"""Tolerated difference between the clocks of the insurer and of this server."""

MIN_REFRESH_INTERVAL_S = 30.0

MAX_NAME_LENGTH = 40
"""Maximum length of a person's name, in characters."""

_LOOKALIKES = str.maketrans("аеорсхутвьгіѕјαεορτβνι0", "aeopcxytbbrisjaeoptbvio")
"""Cyrillic and Greek letters, and the zero, that readers take for a Latin letter."""
_MIN_CONTAINED = 3
"""A bot's name of this many letters or more is recognised within a longer name too."""

MAX_EXPIRY_S = 9_999_999_999
"""Latest expiry, in seconds since 1970 UTC: a moment in milliseconds is no NumericDate (RFC 7519)."""


class _Claims(msgspec.Struct, frozen=True):
    sub: Annotated[str, msgspec.Meta(pattern=r"^[\w.@-]{1,64}\Z")]
    role: Role
    exp: Annotated[int, msgspec.Meta(ge=0, le=MAX_EXPIRY_S)]
    iat: Annotated[int, msgspec.Meta(ge=0, le=MAX_EXPIRY_S)]
    name: Annotated[str, msgspec.Meta(max_length=MAX_NAME_LENGTH)] = ""
    queues: tuple[Annotated[str, msgspec.Meta(pattern=r"^[a-z_]{1,32}\Z")], ...] = ()
    departments: tuple[Annotated[str, msgspec.Meta(pattern=r"^[a-z_]{1,32}\Z")], ...] = ()
    capacity: Annotated[int, msgspec.Meta(ge=1, le=20)] = 3
    locale: Literal["ko", "en"] = "ko"
    verified: bool = False


def _normalised(claims: Mapping[str, object]) -> dict[str, object]:
    """The claims with plain names, and whole numbers such as 4.0 as integers: providers on Java or .NET write them so.
    The fraction of a moment (a NumericDate, RFC 7519) is truncated."""

    def plain(name: str, value: object) -> object:
        if name == "name" and isinstance(value, str):
            return plain_name(value)
        whole = isinstance(value, float) and isfinite(value) and (name in ("exp", "iat") or value.is_integer())
        return int(value) if isinstance(value, float) and whole else value

    return {name: plain(name, value) for name, value in claims.items()}


class KeySource(Protocol):
    """Finds the public key of a token, with the algorithm that the key is for."""

    def key_of(self, token: str) -> jwt.PyJWK:
        """The key of a token. Raises jwt.PyJWTError if there is none."""


class JwksFile:
    """A JWKS in a file."""

    def __init__(self, path: Path) -> None:
        self._set = jwt.PyJWKSet.from_json(path.read_text("utf-8"))

    def key_of(self, token: str) -> jwt.PyJWK:
        wanted = jwt.get_unverified_header(token).get("kid")
        for key in self._set.keys:
            if key.key_id == wanted:
                return key
        raise jwt.InvalidKeyError("no key of that name")


class JwksUrl:
    """A JWKS at a URL, cached for 10 minutes.

    If a key isn't in it, the set is fetched again, at most every `MIN_REFRESH_INTERVAL_S` seconds, so that tokens with
    invented key ids don't cause a request each.
    """

    def __init__(self, url: str, seconds: Callable[[], float] = time.monotonic) -> None:
        self._client = jwt.PyJWKClient(url, lifespan=600, timeout=3)
        self._seconds = seconds
        self._refreshed = -MIN_REFRESH_INTERVAL_S

    def key_of(self, token: str) -> jwt.PyJWK:
        wanted = jwt.get_unverified_header(token).get("kid")
        found = self._find_key(wanted, refresh=False)
        if found is None and self._seconds() - self._refreshed >= MIN_REFRESH_INTERVAL_S:
            self._refreshed = self._seconds()
            found = self._find_key(wanted, refresh=True)
        if found is None:
            raise jwt.InvalidKeyError("no key of that name")
        return found

    def _find_key(self, wanted: str | None, *, refresh: bool) -> jwt.PyJWK | None:
        keys = self._client.get_jwk_set(refresh=refresh).keys
        return next((key for key in keys if key.key_id == wanted and wanted), None)


class TokenVerifier:
    """Verifies the insurer's tokens. `bot_names` are no person's, nor is a name with one in it, as "바로봇 1": the
    identity then has no name."""

    def __init__(self, keys: KeySource, issuer: str, audience: str, bot_names: Collection[str] = ()) -> None:
        self._bot_names = frozenset(map(_letters, bot_names))
        self._keys = keys
        self._issuer = issuer
        self._audience = audience

    def verify(self, token: str) -> Identity:
        """The identity in the token.

        Verifies signature, algorithm, issuer, audience, expiry and not-before (30 s of skew), subject and role. The
        `expires_at` of the identity includes the skew. Raises InvalidToken, and Unavailable if the keys can't be
        fetched.
        """
        if not token.isascii():
            raise InvalidToken(reason="not ASCII")
        try:
            claims = jwt.decode(
                token,
                self._keys.key_of(token),
                algorithms=ALGORITHMS,
                issuer=self._issuer,
                audience=self._audience,
                leeway=CLOCK_SKEW,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
            known = msgspec.convert(_normalised(claims), _Claims)
        except jwt.PyJWKClientConnectionError as error:
            raise Unavailable from error
        except jwt.PyJWTError as error:
            raise InvalidToken(reason=type(error).__name__) from error
        except msgspec.ValidationError as error:
            raise InvalidToken(reason=str(error)) from error
        until = (known.exp + CLOCK_SKEW.seconds) * 1000
        return Identity(
            known.sub,
            known.role,
            "" if self._is_bot(known.name) else mask_resident_numbers(known.name, MAX_NAME_LENGTH),
            until,
            known.queues,
            known.capacity,
            known.locale,
            known.departments,
            known.iat * 1000,
            known.verified,
        )

    def _is_bot(self, name: str) -> bool:
        letters = _letters(name)
        return any(letters == bot or (len(bot) >= _MIN_CONTAINED and bot in letters) for bot in self._bot_names)


def _letters(name: str) -> str:
    """The letters of a name as readers compare them, without accents: "ＢＡＲＯ bót" is "barobot"."""
    parts = unicodedata.normalize("NFKD", name).casefold().translate(_LOOKALIKES)
    return unicodedata.normalize("NFC", "".join(char for char in parts if char.isalnum()))
