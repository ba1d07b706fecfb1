"""`TeamworkStore` in memory; held to the same contract suite as DynamoDB."""

from collections.abc import Collection

from msgspec.structs import replace

from chalicelib.content.teamwork_views import FollowUpView, MentionView, StaffView
from chalicelib.teamwork.model import mention_key


class FakeTeamwork:
    """Mentions and follow-ups in dictionaries."""

    def __init__(self) -> None:
        self.known: dict[str, StaffView] = {}
        self.mentioned: dict[str, dict[str, MentionView]] = {}
        self.seen: dict[str, int] = {}
        self.tasks: dict[str, dict[str, FollowUpView]] = {}

    def record_staff(self, member: StaffView, now: int) -> None:
        self.known[member.id] = member

    def staff(self) -> list[StaffView]:
        return sorted(self.known.values(), key=lambda member: (member.name, member.id))

    def members(self, ids: Collection[str]) -> dict[str, StaffView]:
        return {each: self.known[each] for each in ids if each in self.known}

    def add_mention(self, person: str, mention: MentionView) -> bool:
        mentioned = self.mentioned.setdefault(person, {})
        is_new = mention_key(mention) not in mentioned
        mentioned.setdefault(mention_key(mention), mention)
        return is_new

    def mentions(self, person: str, limit: int) -> tuple[list[MentionView], int]:
        mentioned = self.mentioned.get(person, {})
        newest = [mentioned[key] for key in sorted(mentioned, reverse=True)]
        return newest[:limit], self.seen.get(person, 0)

    def see_mentions(self, person: str, until: int) -> None:
        self.seen[person] = max(until, self.seen.get(person, 0))

    def add_follow_up(self, person: str, follow_up: FollowUpView) -> FollowUpView:
        return self.tasks.setdefault(person, {}).setdefault(follow_up.key, follow_up)

    def finish_follow_up(self, person: str, key: str, done_at: int) -> FollowUpView | None:
        tasks = self.tasks.get(person, {})
        if key not in tasks:
            return None
        tasks[key] = replace(tasks[key], done_at=done_at)
        return tasks[key]

    def follow_ups(self, person: str) -> list[FollowUpView]:
        return sorted(self.tasks.get(person, {}).values(), key=lambda each: (each.due_at, each.key))
