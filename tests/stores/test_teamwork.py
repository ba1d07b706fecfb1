"""Contract of stores for mentions, follow-ups and the staff."""

from collections.abc import Callable

from msgspec.structs import replace

from chalicelib.content.teamwork_views import FollowUpView, MentionView, StaffView
from chalicelib.content.views import Named
from chalicelib.teamwork.ports import TeamworkStore

DAY_MS = 86_400_000
T0 = 1_800_000_000_000
Fresh = Callable[[str], str]


def mention(place: int) -> MentionView:
    return MentionView(T0 + place, Named("a1", "김하늘"), "c1", Named("p1", "김서연"), f"메모 {place}")


def test_a_mention_is_stored_once_and_listed_newest_first(teamwork: TeamworkStore, fresh: Fresh) -> None:
    person = fresh("agent")
    assert teamwork.mentions(person, 10) == ([], 0)
    assert all(teamwork.add_mention(person, mention(place)) for place in (2, 1, 3))
    assert not teamwork.add_mention(person, replace(mention(2), words="again"))
    assert teamwork.mentions(person, 2) == ([mention(3), mention(2)], 0)
    assert teamwork.mentions(fresh("agent"), 10) == ([], 0)


def test_mentions_are_seen_up_to_a_time_that_only_rises(teamwork: TeamworkStore, fresh: Fresh) -> None:
    person = fresh("agent")
    teamwork.add_mention(person, mention(1))
    teamwork.see_mentions(person, T0 + 2)
    teamwork.see_mentions(person, T0 + 1)
    teamwork.add_mention(person, mention(3))
    assert teamwork.mentions(person, 1) == ([mention(3)], T0 + 2)
    assert teamwork.mentions(person, 10) == ([mention(3), mention(1)], T0 + 2)


def test_a_follow_up_is_stored_once_and_done_and_undone(teamwork: TeamworkStore, fresh: Fresh) -> None:
    person = fresh("agent")
    late, soon = (
        FollowUpView(key, "전화", T0 + due, T0, "c1", Named("p1", "김서연")) for key, due in (("a", 9), ("b", 5))
    )
    assert teamwork.add_follow_up(person, late) == late
    assert teamwork.add_follow_up(person, soon) == soon
    assert teamwork.add_follow_up(person, replace(late, text="again")) == late
    assert teamwork.follow_ups(person) == [soon, late]
    done = replace(soon, done_at=T0 + 20)
    assert teamwork.finish_follow_up(person, "b", T0 + 20) == done
    assert teamwork.follow_ups(person) == [done, late]
    assert teamwork.finish_follow_up(person, "b", 0) == soon
    assert teamwork.finish_follow_up(person, "nothing", T0) is None
    assert teamwork.follow_ups(fresh("agent")) == []


def test_staff_are_known_by_their_latest_entry(teamwork: TeamworkStore, fresh: Fresh) -> None:
    name = fresh("zzz")
    one, two = StaffView(fresh("agent"), f"{name}b", ("general",)), StaffView(fresh("agent"), f"{name}a")
    for member in (replace(one, name="before"), one, one, two):
        teamwork.record_staff(member, T0)
    teamwork.record_staff(one, T0 + DAY_MS)
    assert teamwork.members([one.id, two.id, "nobody"]) == {one.id: one, two.id: two}
    assert [member for member in teamwork.staff() if member.name.startswith(name)] == [two, one]
