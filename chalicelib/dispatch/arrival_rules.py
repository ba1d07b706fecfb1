"""Rules of positions, told arrivals and completed jobs (`config/arrivals.toml`)."""

from functools import cache

from msgspec import Struct

from chalicelib.content.config_files import read_rules, require_between


class TrackingRules(Struct, frozen=True, forbid_unknown_fields=True):
    """Which positions are taken, how often they are sent and how long they are kept."""

    near_seconds: int
    far_seconds: int
    idle_seconds: int
    near_km: float
    max_kmh: int
    max_ahead_seconds: int
    max_age_hours: int
    max_accuracy_m: int
    keep_hours: int
    withdrawn_digits: int
    count_digits: int


class AnnouncementRules(Struct, frozen=True, forbid_unknown_fields=True):
    """When the customer is told what of the arrival."""

    change_seconds: int
    stale_seconds: int
    reassure_minutes: int
    overdue_minutes: int
    silent_minutes: int
    replace_minutes: int


class OnSiteRules(Struct, frozen=True, forbid_unknown_fields=True):
    """Who has arrived, and what completes a job."""

    geofence_m: int
    tap_m: int
    nobody_minutes: int
    min_before: int
    min_after: int
    max_photos: int
    max_changes: int
    garages: int


class ComingRules(Struct, frozen=True, forbid_unknown_fields=True):
    """All rules of `arrivals.toml`."""

    positions: TrackingRules
    arrival: AnnouncementRules
    on_site: OnSiteRules


@cache
def coming_rules() -> ComingRules:
    """The rules of `arrivals.toml`, cached. Raises msgspec.ValidationError for a wrong type."""
    return read_rules("arrivals.toml", ComingRules)


_LIMITS = {
    "positions": (
        ("near_seconds", 2, 60),
        ("far_seconds", 5, 300),
        ("idle_seconds", 10, 900),
        ("near_km", 0.1, 20),
        ("max_kmh", 120, 400),
        ("max_ahead_seconds", 5, 900),
        ("max_age_hours", 1, 72),
        ("max_accuracy_m", 50, 20_000),
        ("keep_hours", 1, 168),
        ("withdrawn_digits", 0, 3),
        ("count_digits", 0, 2),
    ),
    "arrival": (
        ("change_seconds", 30, 600),
        ("stale_seconds", 30, 900),
        ("reassure_minutes", 2, 60),
        ("overdue_minutes", 1, 30),
        ("silent_minutes", 2, 60),
        ("replace_minutes", 1, 120),
    ),
    "on_site": (
        ("geofence_m", 20, 1_000),
        ("tap_m", 100, 10_000),
        ("nobody_minutes", 0, 60),
        ("min_before", 0, 10),
        ("min_after", 0, 10),
        ("max_photos", 1, 100),
        ("max_changes", 5, 200),
        ("garages", 1, 10),
    ),
}


def validate_coming_rules(rules: ComingRules) -> None:
    """Raises ValueError that names the first error."""
    for part, limits in _LIMITS.items():
        for name, low, high in limits:
            value = getattr(getattr(rules, part), name)
            require_between("arrivals.toml", f"{part}.{name}", value, low, high)
    if rules.on_site.geofence_m > rules.on_site.tap_m:
        raise ValueError("arrivals.toml: on_site.tap_m must not be below geofence_m")
