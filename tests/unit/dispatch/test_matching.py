"""Who goes where: minutes until the arrival, all jobs and trucks compared."""

from msgspec.structs import replace

from chalicelib.content.places import Point
from chalicelib.dispatch.matching import Matching, match_jobs
from chalicelib.dispatch.model import Job, RoadsideService, Truck
from chalicelib.dispatch.offers import expire_offer, offer_job
from chalicelib.dispatch.rules import dispatch_rules

RULES = dispatch_rules().matching
ALL = frozenset(RoadsideService)
ISLAND = (33.0, 126.0)


def drive_s(start: Point, end: Point) -> int | None:
    """A road along the meridian, 1,000 seconds a degree."""
    return None if (start == ISLAND) != (end == ISLAND) else round(1_000 * abs(start[0] - end[0]))


def job(name: str, north: float, at_s: int = 0, **more: object) -> Job:
    return replace(Job(name, RoadsideService.BATTERY, (north, 127.0), at_s * 1000), **more)


def truck(name: str, north: float, free_in_s: int = 0, off_in_s: int = 9_999, services: object = ALL) -> Truck:
    return replace(Truck(name, ALL, (north, 127.0), free_in_s, off_in_s), services=services)


def matched(jobs: list[Job], trucks: list[Truck], now_s: int = 0) -> Matching:
    return match_jobs(jobs, trucks, drive_s, now_s * 1000, RULES)


def pairs(matching: Matching) -> dict[str, str]:
    return {match.job: match.responder for match in (*matching.offers, *matching.plans)}


def test_the_sum_of_arrivals_decides_and_not_who_is_nearest_to_the_first() -> None:
    assert pairs(matched([job("j1", 1.0), job("j2", 2.0)], [truck("a", 1.4), truck("b", 0.4)])) == {
        "j1": "b",
        "j2": "a",
    }


def test_a_truck_that_is_free_soon_and_near_is_a_plan_until_four_minutes_before() -> None:
    near, idle = truck("near", 1.1, free_in_s=300), truck("idle", 2.0)
    plan = matched([job("j", 1.0)], [near, idle])
    assert not plan.offers
    assert [(each.responder, each.rest_s, each.arrival_s) for each in plan.plans] == [("near", 300, 400)]
    offered = matched([job("j", 1.0)], [replace(near, free_in_s=240), idle])
    assert [each.responder for each in offered.offers] == ["near"]


def test_nobody_waits_for_a_busy_truck_while_an_idle_one_arrives_earlier() -> None:
    assert pairs(matched([job("j", 1.0)], [truck("busy", 1.0, free_in_s=600), truck("idle", 1.5)])) == {"j": "idle"}


def test_who_has_waited_longer_comes_first_where_trucks_are_few_and_an_emergency_weighs_minutes() -> None:
    old, new = job("old", 2.0), job("new", 1.9, at_s=1_000)
    assert pairs(matched([old, new], [truck("a", 1.0)], now_s=1_000)) == {"old": "a"}
    urgent = replace(new, emergency=True)
    assert pairs(matched([old, urgent], [truck("a", 1.0)], now_s=1_000)) == {"new": "a"}


def test_only_who_can_do_the_service_has_not_refused_and_is_on_duty_is_asked() -> None:
    silent = expire_offer(offer_job(job("j", 1.0), "silent", 0, dispatch_rules().offers), 1, 30_000)
    trucks = [
        truck("silent", 1.0),
        truck("tows", 1.0, services=frozenset({RoadsideService.TOW})),
        truck("gone", 1.0, off_in_s=0),
        truck("too late", 1.0, free_in_s=600, off_in_s=300),
        truck("far", 1.3),
    ]
    assert pairs(matched([silent], trucks)) == {"j": "far"}


def test_a_customer_without_a_road_is_named_and_the_others_are_matched() -> None:
    island = replace(job("island", 0), place=ISLAND)
    found = matched([island, job("j", 1.0)], [truck("a", 1.0), truck("b", 1.1)])
    assert pairs(found) == {"j": "a"}
    assert found.unreachable == ("island",)


def test_jobs_are_short_of_trucks_where_fewer_are_idle_near_than_jobs_wait() -> None:
    jobs = [job("a1", 1.0), job("a2", 1.1), job("b1", 5.0), job("c1", 9.0)]
    found = matched(jobs, [truck("a", 1.2), truck("b", 5.1), truck("b2", 5.2), truck("c", 9.0, free_in_s=60)])
    assert found.short == {"a1", "a2", "c1"}
