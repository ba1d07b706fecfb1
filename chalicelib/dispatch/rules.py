"""Rules of dispatch (`config/dispatch.toml`)."""

from functools import cache, partial

from msgspec import Struct

from chalicelib.content.config_files import read_rules, require_between
from chalicelib.content.labels import Sections, required_label
from chalicelib.dispatch.model import RoadsideService

_require_between = partial(require_between, "dispatch.toml")

HOURS = 24


class OfferRules(Struct, frozen=True, forbid_unknown_fields=True):
    """How long an offer lasts, and the reasons to decline one."""

    seconds: int
    decline_reasons: tuple[str, ...]


class CancellingRules(Struct, frozen=True, forbid_unknown_fields=True):
    """The reasons to cancel a job."""

    reasons: tuple[str, ...]


class MatchingRules(Struct, frozen=True, forbid_unknown_fields=True):
    """What a match costs, and when matches are decided."""

    batch_seconds: int
    at_once_jobs: int
    near_minutes: int
    plan_until_minutes: int
    candidates: int
    doubling_minutes: int
    emergency_minutes: int
    overdue_minutes: int
    lost_minutes: int


class AreaRules(Struct, frozen=True, forbid_unknown_fields=True):
    """What a drive takes in a type of area before trips have taught it. `box` is south, west, north, east."""

    name: str
    road_factor: float
    extra_minutes: float
    speed_kmh_by_hour: tuple[float, ...]
    box: tuple[float, float, float, float] | None = None


class TravelRules(Struct, frozen=True, forbid_unknown_fields=True):
    """What the time of a drive is learned from."""

    min_trips: int
    hour_weight: int
    min_km: float
    areas: tuple[AreaRules, ...]


class ArrivalRules(Struct, frozen=True, forbid_unknown_fields=True):
    """How wide the range around an estimated arrival is."""

    low_percent: int
    high_percent: int
    bands: int
    min_band: int
    default_low: float
    default_high: float


class LearningRules(Struct, frozen=True, forbid_unknown_fields=True):
    """From how much is learned."""

    days: int
    min_services: int


class TimerRules(Struct, frozen=True, forbid_unknown_fields=True):
    """How often an open job is looked at, by what happens to it."""

    under_way_seconds: int
    at_work_minutes: int
    no_provider_seconds: int


class ProviderRules(Struct, frozen=True, forbid_unknown_fields=True):
    """An external provider, by the subject of its token."""

    id: str
    name: str


class DispatchRules(Struct, frozen=True, forbid_unknown_fields=True):
    """All rules of `dispatch.toml`."""

    offers: OfferRules
    cancelling: CancellingRules
    matching: MatchingRules
    timers: TimerRules
    service_minutes: dict[RoadsideService, int]
    travel: TravelRules
    arrival: ArrivalRules
    learning: LearningRules
    providers: tuple[ProviderRules, ...] = ()

    @property
    def mean_service_s(self) -> dict[RoadsideService, float]:
        """The time of each service on site in seconds, as configured."""
        return {service: 60.0 * minutes for service, minutes in self.service_minutes.items()}


@cache
def dispatch_rules() -> DispatchRules:
    """The rules of `dispatch.toml`, cached. Raises msgspec.ValidationError for a wrong type."""
    return read_rules("dispatch.toml", DispatchRules)


def validate_dispatch_rules(rules: DispatchRules, sections: Sections) -> None:
    """Raises ValueError that names the first error; `sections` are the texts."""
    _require_between("offers.seconds", rules.offers.seconds, 5, 600)
    if not rules.offers.decline_reasons or "silent" in rules.offers.decline_reasons:
        raise ValueError("dispatch.toml: offers.decline_reasons must have a reason, and none is called silent")
    if not rules.cancelling.reasons:
        raise ValueError("dispatch.toml: cancelling.reasons must have a reason")
    for section, reasons in (
        ("decline_reasons", rules.offers.decline_reasons),
        ("cancel_reasons", rules.cancelling.reasons),
    ):
        for reason in reasons:
            required_label(sections, section, reason)
    for name, low, high in (
        ("batch_seconds", 5, 300),
        ("at_once_jobs", 1, 1_000),
        ("near_minutes", 1, 120),
        ("plan_until_minutes", 0, 60),
        ("candidates", 1, 500),
        ("doubling_minutes", 5, 1_440),
        ("emergency_minutes", 0, 240),
        ("overdue_minutes", 1, 60),
        ("lost_minutes", 2, 1_440),
    ):
        _require_between(f"matching.{name}", getattr(rules.matching, name), low, high)
    _require_between("timers.under_way_seconds", rules.timers.under_way_seconds, 10, 600)
    _require_between("timers.at_work_minutes", rules.timers.at_work_minutes, 1, 240)
    _require_between("timers.no_provider_seconds", rules.timers.no_provider_seconds, 30, 900)
    for service in RoadsideService:
        if service not in rules.service_minutes:
            raise ValueError(f"dispatch.toml: service_minutes.{service} is missing")
        _require_between(f"service_minutes.{service}", rules.service_minutes[service], 1, 600)
    ids = [provider.id for provider in rules.providers]
    if len(set(ids)) < len(ids) or any(not each.id or "." in each.id or not each.name for each in rules.providers):
        raise ValueError("dispatch.toml: providers: each needs an id of its own without a dot, and a name")
    _validate_travel(rules.travel)
    _validate_arrival(rules.arrival)
    _require_between("learning.days", rules.learning.days, 1, 90)
    _require_between("learning.min_services", rules.learning.min_services, 1, 10_000)


def _validate_travel(rules: TravelRules) -> None:
    _require_between("travel.min_trips", rules.min_trips, 10, 100_000)
    _require_between("travel.hour_weight", rules.hour_weight, 0, 10_000)
    _require_between("travel.min_km", rules.min_km, 0.01, 5)
    if not rules.areas or rules.areas[-1].box is not None or any(area.box is None for area in rules.areas[:-1]):
        raise ValueError("dispatch.toml: travel.areas: the last area, and no other, has no box")
    for area in rules.areas:
        _require_between(f"travel.areas: road_factor of {area.name}", area.road_factor, 1, 5)
        _require_between(f"travel.areas: extra_minutes of {area.name}", area.extra_minutes, 0, 30)
        if len(area.speed_kmh_by_hour) != HOURS:
            raise ValueError(f"dispatch.toml: travel.areas: {area.name} needs a speed for each of the {HOURS} hours")
        for speed in area.speed_kmh_by_hour:
            _require_between(f"travel.areas: speed_kmh_by_hour of {area.name}", speed, 1, 130)
        south, west, north, east = area.box or (0, 0, 1, 1)
        if south >= north or west >= east:
            raise ValueError(f"dispatch.toml: travel.areas: box of {area.name} must be south, west, north, east")


def _validate_arrival(rules: ArrivalRules) -> None:
    if not 0 < rules.low_percent < rules.high_percent < 100:
        raise ValueError("dispatch.toml: arrival.low_percent and high_percent must rise between 0 and 100")
    _require_between("arrival.bands", rules.bands, 1, 50)
    _require_between("arrival.min_band", rules.min_band, 10, 10_000)
    if not 0 < rules.default_low < 1 < rules.default_high:
        raise ValueError("dispatch.toml: arrival.default_low must be below 1, default_high above it")
