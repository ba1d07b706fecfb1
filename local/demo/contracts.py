"""Demo customers with their contracts. Names, numbers and plates are invented; the telephone numbers are in a range
that isn't assigned."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from msgspec.structs import replace

from chalicelib.content.hours import SEOUL
from chalicelib.contracts.holder import (
    Coupon,
    Discount,
    Instalment,
    InsuranceContract,
    InsuredAccident,
    InsuredCoverage,
    InsuredDriver,
    Policyholder,
    Trip,
)

PERCENT = Decimal
FULL = (
    InsuredCoverage("bodily_1", 150_000_000),
    InsuredCoverage("bodily_2"),
    InsuredCoverage("property", 1_000_000_000),
    InsuredCoverage("own_injury", 300_000_000),
    InsuredCoverage("uninsured", 200_000_000),
    InsuredCoverage("own_damage", None, PERCENT(20), 200_000, 500_000),
    InsuredCoverage("roadside"),
)
BASIC = (
    InsuredCoverage("bodily_1", 150_000_000),
    InsuredCoverage("bodily_2"),
    InsuredCoverage("property", 200_000_000),
    InsuredCoverage("own_injury", 30_000_000),
    InsuredCoverage("uninsured", 200_000_000),
    InsuredCoverage("roadside"),
)


def _monthly(first: date, won: int, paid: int, count: int = 6) -> tuple[Instalment, ...]:
    """Instalments on the same day of each month; the first ones are paid."""
    days = [first.replace(year=first.year + (first.month - 1 + n) // 12, month=(first.month - 1 + n) % 12 + 1)
            for n in range(count)]  # fmt: skip
    return tuple(Instalment(day, won, day if place < paid else None) for place, day in enumerate(days))


def _trips(first: date, last: date) -> Iterator[Trip]:
    """A drive to work and back on weekdays, and a longer one on Saturdays."""
    for number in range((last - first).days):
        day = first + timedelta(days=number)
        if day.weekday() < 6:
            start = datetime(day.year, day.month, day.day, 8, 10, tzinfo=SEOUL)
            metres = 61_300 if day.weekday() == 5 else 22_400 + 100 * (number % 7)
            yield Trip(f"t{number}", start, start + timedelta(minutes=50), metres)


KIM = InsuranceContract(
    "2026-0318-77120", "standard", "123가4567", "현대 아반떼 (CN7)", "petrol", date(2026, 3, 18), date(2027, 3, 18),
    "in_force", False, (InsuredDriver("김서연", date(1991, 5, 2), "couple"),), FULL, annual_won=730_000,
    instalments=_monthly(date(2026, 9, 18), 121_670, 3),
    discounts=(
        Discount("dashcam", PERCENT(3), True), Discount("adas", PERCENT(5), True), Discount("child", PERCENT(7), False),
    ),
    surcharge_limit_won=2_000_000, grade="14Z",
    accidents=(InsuredAccident(date(2026, 10, 3), 1_000_000, ("own_damage", "property"), True),),
)  # fmt: skip
PARK = InsuranceContract(
    "2025-1205-30418", "per_mile", "45나8901", "기아 쏘렌토 (MQ4)", "diesel", date(2025, 12, 5), date(2026, 12, 5),
    "in_force", False, (InsuredDriver("박정호", date(1978, 11, 20), "family"),), FULL, base_won=240_000,
    won_per_km=PERCENT("10.5"), yearly_km_cap=24_000, instalments=_monthly(date(2026, 7, 5), 31_200, 5),
    discounts=(Discount("safe_driving", PERCENT(10), True),), surcharge_limit_won=2_000_000, grade="16Z", accidents=(),
    trips=tuple(_trips(date(2025, 12, 5), date(2026, 12, 5))), plug_missing=((date(2026, 11, 10), date(2026, 11, 12)),),
)  # fmt: skip
LEE = InsuranceContract(
    "2026-0702-10055", "standard", "서울12다3456", "현대 쏘나타 (LF)", "lpg", date(2026, 7, 2), date(2027, 7, 2),
    "in_force", False, (InsuredDriver("이순자", date(1954, 2, 11), "named"),), BASIC, annual_won=612_000,
    instalments=(Instalment(date(2026, 7, 2), 612_000, date(2026, 7, 2)),), discounts=(),
    surcharge_limit_won=500_000, grade="21Z", accidents=(),
)  # fmt: skip
CHOI = InsuranceContract(
    "2026-0911-52207", "standard", "201하7788", "테슬라 모델 Y", "electric", date(2026, 9, 11), date(2027, 9, 11),
    "in_force", False, (InsuredDriver("", None, "anyone"),), FULL, annual_won=1_180_000,
    instalments=(Instalment(date(2026, 9, 11), 1_180_000, date(2026, 9, 11)),),
    discounts=(Discount("adas", PERCENT(5), True),), surcharge_limit_won=2_000_000, grade="11Z", accidents=(),
)  # fmt: skip
JUNG = InsuranceContract(
    "2026-0421-61030", "standard", "38너2024", "기아 레이", "petrol", date(2026, 4, 21), date(2027, 4, 21),
    "in_force", False, (InsuredDriver("정다은", date(1999, 8, 14), "named"),), FULL, annual_won=890_000,
    instalments=(Instalment(date(2026, 4, 21), 890_000, date(2026, 4, 21)),),
    discounts=(Discount("dashcam", PERCENT(3), True),), surcharge_limit_won=2_000_000, grade="11Z", accidents=(),
)  # fmt: skip
KANG = InsuranceContract(
    "2026-0815-40912", "standard", "156더9087", "제네시스 GV70", "petrol", date(2026, 8, 15), date(2027, 8, 15),
    "in_force", False, (InsuredDriver("강태윤", date(1984, 3, 9), "couple"),), FULL, annual_won=1_040_000,
    instalments=_monthly(date(2026, 8, 15), 173_340, 4), discounts=(Discount("adas", PERCENT(5), True),),
    surcharge_limit_won=2_000_000, grade="15Z", accidents=(),
)  # fmt: skip
MOON = InsuranceContract(
    "2025-1219-20871", "standard", "89버3150", "현대 포터2", "diesel", date(2025, 12, 19), date(2026, 12, 19),
    "in_force", False, (InsuredDriver("", None, "anyone"),), BASIC, annual_won=970_000,
    instalments=(Instalment(date(2025, 12, 19), 970_000, date(2025, 12, 19)),), discounts=(),
    surcharge_limit_won=1_000_000, grade="13Z", accidents=(),
)  # fmt: skip
WILSON = InsuranceContract(
    "2026-0601-88310", "standard", "77라1234", "현대 코나 (SX2)", "petrol", date(2026, 6, 1), date(2027, 6, 1),
    "in_force", False, (InsuredDriver("Emma Wilson", date(1988, 8, 30), "named"),), BASIC, annual_won=690_000,
    instalments=_monthly(date(2026, 7, 1), 115_000, 5), discounts=(Discount("dashcam", PERCENT(3), True),),
    surcharge_limit_won=1_000_000, grade="12Z", accidents=(),
)  # fmt: skip

HOLDERS = (
    Policyholder(
        "cust-kim", "김서연", "01000001234", (KIM,), date(1991, 5, 2), "ko",
        (Coupon("WINTER10", PERCENT(10), date(2026, 12, 31), False),),
    ),
    Policyholder("cust-park", "박정호", "01000005678", (PARK,), date(1978, 11, 20), "ko", ()),
    Policyholder("cust-lee", "이순자", "01000002222", (LEE,), date(1954, 2, 11), "ko", ()),
    Policyholder("cust-choi", "최민준", "01000003333", (CHOI,), date(1995, 1, 7), "ko", ()),
    Policyholder("cust-jung", "정다은", "01000005555", (JUNG,), date(1999, 8, 14), "ko", ()),
    Policyholder("cust-kang", "강태윤", "01000006666", (KANG,), date(1984, 3, 9), "ko", ()),
    Policyholder("cust-moon", "문지호", "01000007777", (MOON,), date(1990, 6, 25), "ko", ()),
    Policyholder("cust-wilson", "Emma Wilson", "01000004444", (WILSON,), date(1988, 8, 30), "en", ()),
)  # fmt: skip

ENDS_IN_DAYS = 20
"""The contract of `cust-moon` ends so soon: its last notice of expiry and the offer to renew are due."""


def holders_of(today: date) -> tuple[Policyholder, ...]:
    """The demo customers on a day: one of them has a reminder in the thread, whatever the day."""
    ends_on = today + timedelta(days=ENDS_IN_DAYS)
    starts_on = ends_on - timedelta(days=365)
    paid = (Instalment(starts_on, 970_000, starts_on),)
    ending = replace(MOON, starts_on=starts_on, ends_on=ends_on, instalments=paid)
    return tuple(replace(each, contracts=(ending,)) if each.id == "cust-moon" else each for each in HOLDERS)
