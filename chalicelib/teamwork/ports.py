"""The port of mentions and follow-ups."""

from collections.abc import Collection
from typing import Protocol

from chalicelib.content.teamwork_views import FollowUpView, MentionView, StaffView


class TeamworkStore(Protocol):
    """Mentions and follow-ups by person, and the staff. A call is one request unless stated otherwise."""

    def record_staff(self, member: StaffView, now: int) -> None:
        """Enters somebody who has a desk, once a day and after a change of theirs. Who isn't entered for
        `STAFF_DAYS` is forgotten."""

    def staff(self) -> list[StaffView]:
        """All who have a desk, by name. A query a shard."""

    def members(self, ids: Collection[str]) -> dict[str, StaffView]:
        """Those of the ids that have a desk."""

    def add_mention(self, person: str, mention: MentionView) -> bool:
        """Stores a mention of a person; False if it is stored already."""

    def mentions(self, person: str, limit: int) -> tuple[list[MentionView], int]:
        """A person's newest mentions, newest first, and up to when they have seen them (0: none)."""

    def see_mentions(self, person: str, until: int) -> None:
        """The person has seen all mentions up to then. Never goes back."""

    def add_follow_up(self, person: str, follow_up: FollowUpView) -> FollowUpView:
        """Stores a follow-up; returns it, or the one with this key that is there already (then two requests)."""

    def finish_follow_up(self, person: str, key: str, done_at: int) -> FollowUpView | None:
        """Marks a follow-up as done, or with 0 as open; None if there is none with this key. Two requests."""

    def follow_ups(self, person: str) -> list[FollowUpView]:
        """A person's follow-ups that are open or were done lately, the first that is due first."""
