"""What roadside service costs: by the contract, the uses so far, the car and the place."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.content import config_files
from chalicelib.contracts.holder import InsuranceContract, InsuredCoverage, RoadsideCode, RoadsideUse
from chalicelib.contracts.roadside_cover import RoadsideCover, decide_cover, uses_a_term
from chalicelib.contracts.roadside_rules import roadside_rules, validate_roadside_rules
from chalicelib.contracts.roadside_sending import RoadsideNeed

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
    lambda rows: [RoadsideUse(service, on, str(number)) for number, (service, on) in enumerate(rows)]
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
    return [RoadsideUse(service, TODAY - timedelta(days=ago + n), str(n)) for n, service in enumerate(services)]


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


def test_a_rider_with_more_kilometres_and_no_rider_at_all() -> None:
    assert [cover("tow", replace(CONTRACT, roadside_tow_km=km)).free_km for km in (None, 60)] == [10, 60]
    bare = cover("tow", replace(CONTRACT, coverages=()))
    assert (bare.covered, bare.won, bare.free_km, bare.won_per_km) == (False, 60_000, 10, 2_000)
    assert bare.reasons == ("no_cover",)
    assert cover("tow", None).covered is None
    assert cover("tow", replace(CONTRACT, ends_on=date(2026, 10, 1))).reasons == ("not_in_force",)


def test_uses_before_this_centre_count_and_those_known_twice_once() -> None:
    own = used("battery", "battery", ago=3)
    earlier = tuple(RoadsideUse("tow", TODAY - timedelta(days=30 + each)) for each in range(3))
    known = replace(CONTRACT, roadside_uses=(*earlier, *own))
    assert cover("battery", known, own).uses_left == 1
    assert cover("battery", replace(known, roadside_uses=(*earlier, *earlier[:1], *own)), own).won == 20_000
    of_last_year = replace(CONTRACT, roadside_uses=(RoadsideUse("tow", FIRST - timedelta(days=1)),) * 6)
    assert cover("battery", of_last_year).uses_left == 6


@pytest.mark.parametrize(
    "place",
    [
        "울릉도 도동항",
        "(37.48400,130.90500)",
        "백령도 (37.96000,124.66000)",
        "우도면 천진항",
        "신안 홍도에서",
        "통영 욕지면 선착장",
        "(34.17800,126.88000)",
        "현재 위치 (37.22600,126.14500)",
    ],
)
def test_where_nobody_drives_the_usual_costs_are_refunded(place: str) -> None:
    unserved = cover("tow", place=place)
    assert (unserved.served, unserved.refund_won, unserved.reasons) == (False, 60_000, ("not_served",))
    assert cover("tow", replace(CONTRACT, coverages=()), place=place).refund_won == 0


@pytest.mark.parametrize(
    "place",
    [
        "강남역",
        "홍도동 (36.35000,127.43000)",
        "대전 동구 홍도동",
        "성산 우도로 12",
        "서천군 한산면",
        "영종대교",
        "완도 (34.31500,126.75000)",
        "현재 위치 (34.93500,126.13000)",
    ],
)
def test_other_places_are_served(place: str) -> None:
    assert cover("tow", place=place).served


def _towed_won(of: RoadsideCover, km: int) -> int:
    return of.won + max(0, km - of.free_km) * of.won_per_km


@pytest.mark.parametrize(
    "last, uses", [(date(2027, 2, 28), 6), (date(2027, 3, 1), 6), (date(2027, 2, 27), 3), (date(2026, 9, 1), 3)]
)
def test_a_contract_of_a_whole_year_has_more_uses(last: date, uses: int) -> None:
    """It may end on the day of the next year or on the one before."""
    assert uses_a_term(replace(CONTRACT, ends_on=last), RULES) == uses


@given(st.sampled_from(SERVICES), CONTRACTS, USES, st.integers(0, 80))
def test_no_price_is_negative_and_cover_is_never_dearer_than_none(
    service: RoadsideCode, contract: InsuranceContract, uses: list[RoadsideUse], km: int
) -> None:
    decided, bare = cover(service, contract, uses), cover(service, replace(contract, coverages=()), uses)
    assert decided.won >= 0
    assert decided.free_km >= 0
    assert _towed_won(decided, km) <= _towed_won(bare, km)
    assert (decided.uses_left or 0) >= 0
    assert bool(decided.covered) == (decided.won == 0)


@given(st.sampled_from(SERVICES), CONTRACTS, USES, USES, st.integers(0, 80))
def test_further_uses_never_make_it_cheaper(
    service: RoadsideCode, contract: InsuranceContract, uses: list[RoadsideUse], more: list[RoadsideUse], km: int
) -> None:
    before, after = cover(service, contract, uses), cover(service, contract, uses + more)
    assert _towed_won(before, km) <= _towed_won(after, km)
    assert not (after.covered and not before.covered)
    assert (after.uses_left or 0) <= (before.uses_left or 0) or not before.covered


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
    content = (config_files.CONFIG / "roadside.toml").read_text("utf-8")
    assert old in content
    (tmp_path / "roadside.toml").write_text(content.replace(old, new), "utf-8")
    monkeypatch.setattr(config_files, "CONFIG", tmp_path)
    with pytest.raises(ValueError, match=named):
        validate_roadside_rules(roadside_rules.__wrapped__())
