"""A customer and their contracts as the core system sends them; `docs/holder.schema.json` is made of these types.

What is absent is unknown, not empty: None, or "" for a code. Days are those that the sender wrote; times keep their
offset. Money is in whole won, percentages and rates are exact decimals.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta, Struct

ProductCode = Literal["standard", "per_mile"]
FuelCode = Literal["petrol", "diesel", "lpg", "electric"]
ContractStatus = Literal["in_force", "expired", "cancelled"]
DriverScope = Literal["named", "couple", "family", "anyone"]
CoverageCode = Literal["bodily_1", "bodily_2", "property", "own_injury", "uninsured", "own_damage", "roadside"]
DiscountCode = Literal["dashcam", "adas", "safe_driving", "child", "public_transport"]

RoadsideCode = Literal["tow", "battery", "tyre", "lockout", "fuel", "winch"]

NonEmptyText = Annotated[str, Meta(min_length=1)]
Won = Annotated[int, Meta(ge=0)]
Percent = Decimal
"""Of a hundred, at least 0."""
Grade = Annotated[str, Meta(pattern=r"^(?:[1-9]|1\d|2\d)Z$")]
"""The grade of discounts and surcharges: 1Z is the most expensive one, 29Z the cheapest, 11Z the first."""


class InsuredDriver(Struct, frozen=True, omit_defaults=True):
    """A person who may drive, or the circle of those who may."""

    name: str = ""
    born: date | None = None
    scope: DriverScope | Literal[""] = ""


class InsuredCoverage(Struct, frozen=True, omit_defaults=True):
    """A coverage; without `limit_won` it has no limit. The deductible is a percentage of the damage within bounds."""

    code: CoverageCode
    limit_won: Won | None = None
    deductible_percent: Percent | None = None
    deductible_min_won: Won | None = None
    deductible_max_won: Won | None = None


class Instalment(Struct, frozen=True, omit_defaults=True):
    """A part of the premium, paid or due."""

    due: date
    won: Won
    paid_on: date | None = None


class Discount(Struct, frozen=True, omit_defaults=True):
    """A discount that the contract names."""

    code: DiscountCode
    percent: Percent | None = None
    active: bool | None = None


class InsuredAccident(Struct, frozen=True, omit_defaults=True):
    """An accident on record; `payable`: whether the insurance pays for it."""

    on: date
    damage_won: Won | None = None
    coverages: tuple[CoverageCode, ...] = ()
    payable: bool | None = None


class Trip(Struct, frozen=True):
    """A trip as the plug in the car measured it."""

    id: NonEmptyText
    start: datetime
    end: datetime
    metres: Annotated[int, Meta(ge=0)]


class OdometerReading(Struct, frozen=True):
    """A reading of the odometer."""

    on: date
    km: Annotated[int, Meta(ge=0)]


class RoadsideUse(Struct, frozen=True, omit_defaults=True):
    """A use of roadside service that counts: what it was for, and the day in Korea. `service` is what was asked for,
    also where the car was towed instead; `job` is its number here, "" for one before."""

    service: RoadsideCode
    on: date
    job: str = ""


class InsuranceContract(Struct, frozen=True, omit_defaults=True, rename={"starts_on": "from", "ends_on": "to"}):
    """A contract. A per-mile contract has `base_won`, the yearly base premium, and `won_per_km`; it may lack
    `annual_won`. `plug_missing` are the first and last days of the times without the plug, both included.
    `roadside_tow_km` are the kilometres that a tow has free, `roadside_uses` the uses that the core system counted;
    `imported` and `side_airbags` say of the car what decides who may open it."""

    number: NonEmptyText
    product: ProductCode | Literal[""] = ""
    plate: str = ""
    car: str = ""
    fuel: FuelCode | Literal[""] = ""
    starts_on: date | None = None
    ends_on: date | None = None
    status: ContractStatus | Literal[""] = ""
    renewed: bool | None = None
    drivers: tuple[InsuredDriver, ...] | None = None
    coverages: tuple[InsuredCoverage, ...] | None = None
    annual_won: Won | None = None
    base_won: Won | None = None
    won_per_km: Decimal | None = None
    yearly_km_cap: Annotated[int, Meta(ge=0)] | None = None
    instalments: tuple[Instalment, ...] | None = None
    discounts: tuple[Discount, ...] | None = None
    surcharge_limit_won: Won | None = None
    grade: Grade | Literal[""] = ""
    accidents: tuple[InsuredAccident, ...] | None = None
    trips: tuple[Trip, ...] | None = None
    odometer: tuple[OdometerReading, ...] | None = None
    plug_missing: tuple[tuple[date, date], ...] | None = None
    roadside_tow_km: Annotated[int, Meta(ge=0)] | None = None
    roadside_uses: tuple[RoadsideUse, ...] | None = None
    imported: bool | None = None
    side_airbags: bool | None = None


class Coupon(Struct, frozen=True, omit_defaults=True):
    """A coupon of the customer, good for any of their contracts up to and including `until`."""

    code: NonEmptyText
    percent: Percent | None = None
    until: date | None = None
    used: bool | None = None


class Policyholder(Struct, frozen=True, omit_defaults=True):
    """A customer in the core system."""

    id: NonEmptyText
    name: str = ""
    phone: str = ""
    contracts: tuple[InsuranceContract, ...] = ()
    born: date | None = None
    language: Literal["ko", "en", ""] = ""
    coupons: tuple[Coupon, ...] | None = None
