"""Identifiers that sort by time and can't be guessed."""

import secrets
from collections.abc import Callable

from chalicelib.kernel.clock import Clock

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: without i, l, o, u, which are easily misread

IdGenerator = Callable[[], str]
"""Returns a new identifier on every call."""


def _base32(number: int, length: int) -> str:
    return "".join(_ALPHABET[(number >> (5 * digit)) & 31] for digit in reversed(range(length)))


def time_sorted_ids(clock: Clock, random_bits: Callable[[int], int] = secrets.randbits) -> IdGenerator:
    """Identifiers of 19 characters: 9 of time (ms, until the year 3084), 10 (50 bits) random."""
    return lambda: _base32(clock(), 9) + _base32(random_bits(50), 10)


def secret_token() -> str:
    """A bearer secret of 256 bits, URL-safe, 43 characters."""
    return secrets.token_urlsafe(32)


def random_digits(length: int) -> str:
    """A random number of `length` digits."""
    return f"{secrets.randbelow(10**length):0{length}d}"
