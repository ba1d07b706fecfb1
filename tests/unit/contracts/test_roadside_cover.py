"""What roadside service costs: by the contract, the uses so far, the car and the place."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.content.configuration import CONFIG
from chalicelib.contracts.holder import InsuranceContract, InsuredCoverage
from chalicelib.contracts.roadside_cover import (
    RoadsideCover,
    RoadsideNeed,
    RoadsideUse,
    decide_cover,
    holes_extra_won,
    tow_won,
    winch_extra_won,
)
from chalicelib.contracts.roadside_rules import RoadsideCode, roadside_rules, validate_roadside_rules

RULES = roadside_rules()
FIRST, TODAY = date(2026, 3, 1), date(2026, 11, 30)
CONTRACT = InsuranceContract(
    "1",
    fuel="petrol",
    starts_on=FIRST,
    ends_on=date(2027, 3, 1),
    status="in_force",
    coverages=(InsuredCoverage("roadside"),),
)
BATTERY: tuple[RoadsideCode, ...] = ("battery",)
SERVICES: tuple[RoadsideCode, ...] = ("tow", "battery", "tyre", "lockout", "fuel", "winch")
DAYS = st.integers(-120, 0).map(lambda ago: TODAY + timedelta(days=ago))
USES = st.lists(st.tuples(st.sampled_from(SERVICES), DAYS), max_size=9).map(
    lambda rows: [RoadsideUse(str(number), service, on) for number, (service, on) in enumerate(rows)]
)
CONTRACTS = st.builds(
    lambda fuel, coverages, imported, km, months: replace(
        CONTRACT,
        fuel=fuel,
        coverages=coverages,
        imported=imported,
        roadside_tow_km=km,
        ends_on=FIRST + timedelta(days=30 * months),
    ),
    st.sampled_from(("petrol", "diesel", "lpg", "electric", "")),
    st.sampled_from((None, (), (InsuredCoverage("roadside"),))),
    st.sampled_from((None, True, False)),
    st.sampled_from((None, *RULES.tow.variants_km)),
    st.integers(4, 13),
)


def cover(
    service: RoadsideCode, contract: InsuranceContract | None = CONTRACT, uses: list[RoadsideUse] | None = None,
    place: str = "강남역 (37.49790,127.02760)",
) -> RoadsideCover:  # fmt: skip
    return decide_cover(RoadsideNeed(service, place), contract, uses or [], TODAY, RULES)


def used(*services: RoadsideCode, ago: int = 10) -> list[RoadsideUse]:
    return [RoadsideUse(str(n), service, TODAY - timedelta(days=ago + n)) for n, service in enumerate(services)]


def test_the_rider_pays_and_says_how_often_it_still_does() -> None:
    first = cover("battery")
    assert (first.covered, first.won, first.uses_left) == (True, 0, 6)
    sixth = cover("battery", uses=used(*BATTERY * 5))
    assert (sixth.covered, sixth.uses_left) == (True, 1)
    seventh = cover("battery", uses=used(*BATTERY * 6))
    assert (seventh.covered, seventh.won, seventh.reasons) == (False, 20_000, ("uses_spent",))
    assert "연 6회" in seventh.clause


def test_a_contract_of_less_than_a_year_pays_for_three_and_none_of_an_earlier_term_count() -> None:
    short = replace(CONTRACT, ends_on=date(2026, 12, 31))
    assert cover("tyre", short, used("tyre", "tow")).covered
    assert cover("tyre", short, used("tyre", "tow", "fuel")).reasons == ("uses_spent",)
    earlier = [replace(use, on=date(2026, 2, 28)) for use in used(*BATTERY * 6)]
    assert cover("tyre", uses=earlier).uses_left == 6


def test_two_fills_a_year_are_free_and_one_a_day() -> None:
    assert cover("fuel", uses=used("fuel")).covered
    third = cover("fuel", uses=used("fuel", "fuel"))
    assert (third.covered, third.won, third.reasons) == (False, 5_000, ("fills_spent",))
    again = cover("fuel", uses=used("fuel", ago=0))
    assert (again.won, again.reasons) == (20_000, ("filled_today",))


@pytest.mark.parametrize("fuel", ["lpg", "electric"])
def test_a_car_that_nobody_fills_is_towed_instead(fuel: str) -> None:
    towed = cover("fuel", replace(CONTRACT, fuel=fuel))
    assert (towed.service, towed.covered, towed.free_km, towed.reasons) == ("tow", True, 10, ("tow_instead",))
    assert cover("battery", replace(CONTRACT, fuel="lpg")).service == "battery"


def test_an_electric_car_is_towed_to_a_charger_once_a_day() -> None:
    electric = replace(CONTRACT, fuel="electric")
    again = cover("fuel", electric, used("battery", ago=0))
    assert (again.service, again.won, again.reasons) == ("tow", 60_000, ("tow_instead", "charged_today"))
    assert cover("fuel", electric, used("fuel", ago=1)).covered


@pytest.mark.parametrize("fact", ["imported", "side_airbags"])
def test_a_car_that_the_rider_does_not_open_has_its_price(fact: str) -> None:
    excluded = replace(CONTRACT, **{fact: True})
    assert cover("lockout", excluded).reasons == (fact,)
    assert cover("lockout", excluded).won == 30_000
    assert cover("tyre", excluded).covered
    assert cover("lockout").covered


@pytest.mark.parametrize("km, won", [(0, 0), (10, 0), (11, 2_000), (40, 60_000)])
def test_a_tow_has_its_kilometres_then_a_price_each(km: int, won: int) -> None:
    assert tow_won(cover("tow"), km) == won


def test_a_rider_with_more_kilometres_and_no_rider_at_all() -> None:
    assert tow_won(cover("tow", replace(CONTRACT, roadside_tow_km=60)), 60) == 0
    bare = cover("tow", replace(CONTRACT, coverages=()))
    assert (bare.covered, bare.won + tow_won(bare, 12), bare.reasons) == (False, 64_000, ("no_cover",))
    assert cover("tow", None).covered is None
    assert cover("tow", replace(CONTRACT, ends_on=date(2026, 10, 1))).reasons == ("not_in_force",)


@pytest.mark.parametrize(
    "minutes, tons, wreckers, won",
    [(30, 2.5, 1, 0), (31, 0, 1, 30_000), (61, 0, 1, 60_000), (10, 2.6, 1, 100_000), (10, 0, 2, 100_000)],
)
def test_winching_out_costs_more_with_time_weight_and_a_second_wrecker(
    minutes: int, tons: float, wreckers: int, won: int
) -> None:
    assert winch_extra_won(RULES, minutes, tons, wreckers) == won


def test_the_first_hole_is_free() -> None:
    assert [holes_extra_won(RULES, holes) for holes in (0, 1, 2, 3)] == [0, 0, 10_000, 20_000]


@pytest.mark.parametrize("place", ["울릉도 도동항", "(37.48400,130.90500)", "백령도 (37.96000,124.66000)"])
def test_where_nobody_drives_the_usual_costs_are_refunded(place: str) -> None:
    unserved = cover("tow", place=place)
    assert (unserved.served, unserved.refund_won, unserved.reasons) == (False, 60_000, ("not_served",))
    assert cover("tow", replace(CONTRACT, coverages=()), place=place).refund_won == 0


@pytest.mark.parametrize("place", ["강남역", "홍도동 (36.35000,127.43000)", "영종대교"])
def test_other_places_are_served(place: str) -> None:
    assert cover("tow", place=place).served


@given(st.sampled_from(SERVICES), CONTRACTS, USES, st.integers(0, 80))
def test_no_price_is_negative_and_cover_is_never_dearer_than_none(
    service: RoadsideCode, contract: InsuranceContract, uses: list[RoadsideUse], km: int
) -> None:
    decided, bare = cover(service, contract, uses), cover(service, replace(contract, coverages=()), uses)
    assert decided.won >= 0
    assert decided.free_km >= 0
    assert tow_won(decided, km) >= 0
    assert decided.won + tow_won(decided, km) <= bare.won + tow_won(bare, km)
    assert (decided.uses_left or 0) >= 0
    assert bool(decided.covered) == (decided.won == 0)


@given(st.sampled_from(SERVICES), CONTRACTS, USES, USES, st.integers(0, 80))
def test_further_uses_never_make_it_cheaper(
    service: RoadsideCode, contract: InsuranceContract, uses: list[RoadsideUse], more: list[RoadsideUse], km: int
) -> None:
    before, after = cover(service, contract, uses), cover(service, contract, uses + more)
    assert before.won + tow_won(before, km) <= after.won + tow_won(after, km)
    assert not (after.covered and not before.covered)
    assert (after.uses_left or 0) <= (before.uses_left or 0) or not before.covered


@given(st.integers(0, 600), st.integers(0, 600), st.floats(0, 10), st.integers(1, 4))
def test_extras_rise_with_what_is_done(minutes: int, more: int, tons: float, wreckers: int) -> None:
    assert winch_extra_won(RULES, minutes, tons, wreckers) <= winch_extra_won(RULES, minutes + more, tons, wreckers + 1)
    assert holes_extra_won(RULES, minutes) <= holes_extra_won(RULES, minutes + more)


@pytest.mark.parametrize(
    "old, new, named",
    [
        ("in_a_shorter_one = 3", "in_a_shorter_one = 7", "uses"),
        ("variants_km = [10, 20", "variants_km = [20, 10", "tow.variants_km"),
        ("won_per_km = 2_000", "won_per_km = -1", "prices"),
        ('source = "demo; the price of a tow within tow.base_km"', 'source = " "', "no source"),
        ('service = "winch"', 'service = "tow"', "services"),
    ],
)
def test_a_wrong_row_is_named(old: str, new: str, named: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from chalicelib.contracts import roadside_rules as module

    content = (CONFIG / "roadside.toml").read_text("utf-8")
    assert old in content
    (tmp_path / "roadside.toml").write_text(content.replace(old, new), "utf-8")
    monkeypatch.setattr(module, "CONFIG", tmp_path)
    with pytest.raises(ValueError, match=named):
        validate_roadside_rules(module.roadside_rules.__wrapped__())
