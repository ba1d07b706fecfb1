"""The models of presence and its store."""

from typing import Protocol

from msgspec import Struct


class Device(Struct, frozen=True):
    """A person's connection. `connected_at`, `last_seen_at` and `token_expires_at` are in ms since 1970 UTC.
    `last_seen_at` is kept up to date for staff only. `rights` stands for what the token of the connection allows
    (`Actor.rights`), which was issued at `issued_at`.

    A connection that ended at `last_seen_at` is kept for a while with `is_open` false, so that a person who reconnects
    doesn't count as absent in between.
    """

    person: str
    connection: str
    connected_at: int
    last_seen_at: int
    token_expires_at: int
    is_open: bool = True
    rights: str = ""
    issued_at: int = 0

    def can_receive(self, now: int) -> bool:
        """Whether frames may be delivered to it."""
        return self.is_open and now < self.token_expires_at


class Viewing(Struct, frozen=True):
    """A conversation that a member of staff has open on a connection, until `expires_at` (ms since 1970 UTC)."""

    conversation: str
    person: str
    name: str
    connection: str
    expires_at: int


class PresenceStore(Protocol):
    """Connections and numbers of actions by person, and viewings by conversation."""

    def register(self, device: Device, hello_until: int, *, beats: bool) -> None:
        """Stores a connection for a little more than the 2 h after which API Gateway ends it, and has `find_expired`
        not return it at `hello_until`; with `beats` also its person's sign of life."""

    def record_activity(self, person: str, connection: str, now: int) -> None:
        """Sets `last_seen_at` of a stored connection."""

    def beat(self, person: str, now: int) -> None:
        """Stores a sign of life of a member of staff, whose absence would be noticed."""

    def find_silent(self, since: int) -> list[str]:
        """Members of staff whose last sign of life was at `since` or before."""

    def forget(self, person: str) -> None:
        """Their absence needs to be noticed no more."""

    def close(self, person: str, connection: str, until: int, now: int) -> None:
        """Marks a connection as closed; its token expires at `until`."""

    def remove(self, person: str, connection: str, until: int) -> None:
        """Deletes a connection; its token expires at `until`."""

    def expire(self, person: str, connection: str, now: int, until: int) -> None:
        """Has `find_expired` return a connection from `until` on."""

    def find_expired(self, now: int) -> list[Device]:
        """Connections whose token has expired and that were neither closed nor removed, and those of `expire`, which
        has `until` for the end of their token; a limited number per call."""

    def remove_expiry(self, connection: str, until: int) -> None:
        """Has `find_expired` return a connection no more."""

    def count_actions(self, person: str, window: str, number: int, most: int, until: int) -> bool:
        """Counts actions of a person in a window, which ends at `until` (ms since 1970 UTC). False, and nothing is
        counted, if they would be more than `most`."""

    def devices_of(self, person: str) -> list[Device]:
        """A person's connections."""

    def start_viewing(self, viewing: Viewing, now: int) -> bool:
        """Stores a viewing in place of an earlier one of its connection; whether none was valid at `now`."""

    def end_viewing(self, conversation: str, connection: str) -> bool:
        """Deletes a viewing; whether there was one."""

    def viewings(self, conversation: str, now: int) -> list[Viewing]:
        """The valid viewings of a conversation, by connection."""
