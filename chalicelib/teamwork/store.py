"""`TeamworkStore` on one DynamoDB table.

| pk | sk | what |
|---|---|---|
| `person#<id>` | `mention#<at>#<conversation>#<agent>` | a mention as JSON, for `MENTION_DAYS` |
| `person#<id>` | `mentions` | up to when the person has seen them |
| `person#<id>` | `task#<key>` | a follow-up as JSON; once it is done for `DONE_DAYS` |
| `staff#<shard>` | id | somebody who has a desk, as JSON; for `STAFF_DAYS` after the last entry |

The staff are in shards by a hash of the id: a day begins with the entries of all.
"""

from collections.abc import Collection
from functools import partial
from typing import TypeVar
from zlib import crc32

import msgspec

from chalicelib.aws.table import Item, Table, number_value, string_value
from chalicelib.content.teamwork_views import FollowUpView, MentionView, StaffView
from chalicelib.kernel.parallel import RunParallel, gather
from chalicelib.teamwork.model import mention_key

StructT = TypeVar("StructT", bound=msgspec.Struct)

MENTION_DAYS = 90
DONE_DAYS = 30
STAFF_DAYS = 90
STAFF_SHARDS = 4
DAY_MS = 86_400_000


class DynamoTeamworkStore:
    """`TeamworkStore` on DynamoDB."""

    def __init__(self, table: Table, run_parallel: RunParallel) -> None:
        self._table = table
        self._run_parallel = run_parallel

    def record_staff(self, member: StaffView, now: int) -> None:
        today, body = now // DAY_MS, _body(member)
        item = _item(_shard(member.id), member.id, body, now, STAFF_DAYS)
        outdated = "attribute_not_exists(pk) OR body <> :b OR entered < :d"
        self._table.put({**item, "entered": number_value(today)}, outdated, {":b": body, ":d": number_value(today)})

    def staff(self) -> list[StaffView]:
        shards = gather(
            self._run_parallel, [partial(self._members_in, f"staff#{shard}") for shard in range(STAFF_SHARDS)]
        )
        return sorted((member for members in shards for member in members), key=lambda member: (member.name, member.id))

    def members(self, ids: Collection[str]) -> dict[str, StaffView]:
        found = self._table.get_many((_shard(each), each) for each in ids)
        return {member.id: member for member in (_read(item, StaffView) for item in found)}

    def add_mention(self, person: str, mention: MentionView) -> bool:
        item = _item(_person(person), f"mention#{mention_key(mention)}", _body(mention), mention.at, MENTION_DAYS)
        return self._table.put(item, "attribute_not_exists(pk)")

    def mentions(self, person: str, limit: int) -> tuple[list[MentionView], int]:
        # "mentions" comes after all "mention#…": in one query, which begins at the end.
        items = list(
            self._table.query(
                "pk = :p AND begins_with(sk, :m)",
                {":p": string_value(_person(person)), ":m": string_value("mention")},
                forward=False,
                limit=limit + 1,
            )
        )
        seen = next((int(item["seen"]["N"]) for item in items if "seen" in item), 0)
        return [_read(item, MentionView) for item in items if "seen" not in item][:limit], seen

    def see_mentions(self, person: str, until: int) -> None:
        self._table.update(
            _person(person),
            "mentions",
            "SET seen = :s",
            {":s": number_value(until)},
            "attribute_not_exists(seen) OR seen < :s",
        )

    def add_follow_up(self, person: str, follow_up: FollowUpView) -> FollowUpView:
        sk = f"task#{follow_up.key}"
        if self._table.put(_item(_person(person), sk, _body(follow_up)), "attribute_not_exists(pk)"):
            return follow_up
        held = self._table.get(_person(person), sk)
        return _read(held, FollowUpView) if held else follow_up

    def finish_follow_up(self, person: str, key: str, done_at: int) -> FollowUpView | None:
        sk = f"task#{key}"
        item = self._table.get(_person(person), sk)
        if item is None:
            return None
        before = _read(item, FollowUpView)
        after = msgspec.structs.replace(before, done_at=done_at)
        self._table.put(_item(_person(person), sk, _body(after), done_at, DONE_DAYS))
        return after

    def follow_ups(self, person: str) -> list[FollowUpView]:
        found = self._table.query(
            "pk = :p AND begins_with(sk, :t)", {":p": string_value(_person(person)), ":t": string_value("task#")}
        )
        return sorted((_read(item, FollowUpView) for item in found), key=lambda each: (each.due_at, each.key))

    def _members_in(self, shard: str) -> list[StaffView]:
        return [_read(item, StaffView) for item in self._table.query("pk = :p", {":p": string_value(shard)})]


def _person(person: str) -> str:
    return f"person#{person}"


def _shard(member: str) -> str:
    return f"staff#{crc32(member.encode()) % STAFF_SHARDS}"


def _body(value: StaffView | MentionView | FollowUpView) -> dict[str, str]:
    return string_value(msgspec.json.encode(value).decode())


def _item(pk: str, sk: str, body: dict[str, str], at: int = 0, days: int = 0) -> Item:
    """An item; it expires so many days after `at`, never without one."""
    item: Item = {"pk": string_value(pk), "sk": string_value(sk), "body": body}
    return {**item, "ttl": number_value((at + days * DAY_MS) // 1000)} if at else item


def _read(item: Item, kind: type[StructT]) -> StructT:
    return msgspec.json.decode(item["body"]["S"], type=kind)
