"""When responders arrive, over the days of `city_day.toml` under three policies: means of five seeds. The ranges are
calibrated on earlier ordinary days, the same for all seeds, which `local.city` plays too."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import product
from math import ceil
from statistics import fmean

import msgspec

from chalicelib.dispatch.lessons import Lessons
from chalicelib.kernel.percentiles import percentile
from local.city.outcomes import JobOutcome
from local.city.policies import BARO, POLICIES
from local.city.weeks import play_city_after, taught_by_city
from tests.bench.candidates import candidate_figures
from tests.bench.city_days import FACTS, city_day
from tests.bench.figures import Figure, Run, Target

SEEDS = (0, 1, 2, 3, 4)
ORDINARY = {"metropolitan": "calibrated", "rural": "rural"}
"""The load of the earlier days, by place."""

Measured = dict[str, float]

LAST_S = 600
"""The last minutes before an arrival, when the customer gets ready."""

NAMES = ("mean_min", "p90_min", "p99_min", "within_30", "km_per_job")


def measure(run: Run) -> list[Figure]:
    """Plays all days, on all cores."""
    run.say(f"{len(SEEDS)} seeds of {', '.join(FACTS['loads'])} days, each under {len(POLICIES)} policies")
    loads = FACTS["loads"]
    with ProcessPoolExecutor() as pool:
        taught = dict(zip(ORDINARY, pool.map(_taught, ORDINARY.values()), strict=True))
        days = list(product(loads, SEEDS))
        results = dict(zip(days, pool.map(partial(measure_day, taught), *zip(*days, strict=True)), strict=True))
    means = {
        name: fmean(results[load, seed][name] for seed in SEEDS) for load in loads for name in results[load, SEEDS[0]]
    }
    return [
        *_main_figures(means),
        *candidate_figures(run),
        *(figure for load in FACTS["loads"] for figure in _load_figures(means, load)),
    ]


def measure_day(taught: dict[str, Lessons], load: str, seed: int) -> Measured:
    """A day under all policies."""
    measured: Measured = {}
    day = city_day(load, seed)
    for policy in POLICIES:
        played = play_city_after(taught[FACTS["loads"][load]["places"]], day, policy)
        numbers = msgspec.to_builtins(played.figures)
        measured |= {f"{load}_{policy.name}_{name}": float(value or 0) for name, value in numbers.items()}
        if policy is BARO:
            measured[f"{load}_worst_hour_held"] = _worst_hour(played.outcomes)
            measured[f"{load}_error_p80_min"] = _error_p80_min(played.outcomes)
            measured[f"{load}_last_error_p80_min"] = _last_error_p80_min(played.outcomes)
            measured[f"{load}_announced_before"] = _announced_before(played.outcomes)
    return measured


def _taught(load: str) -> Lessons:
    return taught_by_city([city_day(load, 1_000 + number) for number in range(FACTS["earlier_days"])], BARO)


def _worst_hour(outcomes: Sequence[JobOutcome], least: int = 50) -> float:
    """The smallest share of ranges that held among the hours with enough requests."""
    hours: dict[int, list[bool]] = {}
    for each in outcomes:
        if each.range_s and each.arrived_s is not None:
            held = each.range_s[0] <= each.arrived_s <= each.range_s[1]
            hours.setdefault(int(each.request.at_s // 3_600), []).append(held)
    return min((fmean(held) for held in hours.values() if len(held) >= least), default=0.0)


def _error_p80_min(outcomes: Sequence[JobOutcome]) -> float:
    return _p80_min(
        abs(each.arrived_s - each.accepted_s - each.estimate_s)
        for each in outcomes
        if each.arrived_s is not None and each.accepted_s is not None and each.estimate_s is not None
    )


def _last_error_p80_min(outcomes: Sequence[JobOutcome]) -> float:
    """Of what customers were shown in the last ten minutes before the arrival, minute by minute."""
    return _p80_min(
        abs(each.arrived_s - at)
        for each in outcomes
        if each.arrived_s is not None
        for moment, at in each.announced
        if each.arrived_s - LAST_S <= moment <= each.arrived_s
    )


def _announced_before(outcomes: Sequence[JobOutcome]) -> float:
    """The share of broken promises whose customer was told of a later time before: a promise is the end of the first
    range, in whole minutes as it is shown."""
    announced = [(each, 60 * ceil(each.range_s[1] / 60)) for each in outcomes if each.range_s]
    before = [
        any(moment <= latest < at for moment, at in each.announced)
        for each, latest in announced
        if each.arrived_s is not None and each.arrived_s > latest
    ]
    return fmean(before) if before else 1.0


def _p80_min(seconds: Iterable[float]) -> float:
    known = sorted(seconds)
    return percentile(known, 80) / 60 if known else 0.0


def _main_figures(means: Measured) -> list[Figure]:
    def of(name: str, policy: str = "baro", load: str = "calibrated") -> float:
        return means[f"{load}_{policy}_{name}"]

    over = {name: of("mean_min") / of("mean_min", name) for name in ("broadcast", "nearest_idle")}
    late = of("p99_min") / of("p99_min", "nearest_idle")
    rural = of("mean_min", load="rural") / of("mean_min", "nearest_idle", "rural")
    figures = [
        Figure("dispatch_mean_min", of("mean_min"), "min", "request to arrival, mean", Target(14)),
        Figure("dispatch_p90_min", of("p90_min"), "min", "… 90th percentile", Target(28)),
        Figure("dispatch_p99_min", of("p99_min"), "min", "… 99th percentile", Target(60)),
        Figure("dispatch_within_30", of("within_30"), "", "reached within 30 min", Target(0.91, at_least=True)),
        Figure("dispatch_km_per_job", of("km_per_job"), "km", "drive to the customer", Target(3.0)),
        Figure("dispatch_broadcast_mean_min", of("mean_min", "broadcast"), "min", _BASELINE, Target(24, up_to=30)),
        Figure("dispatch_over_broadcast", over["broadcast"], "×", "mean ÷ that of a broadcast", Target(0.5)),
        Figure("dispatch_over_nearest_idle", over["nearest_idle"], "×", "mean ÷ the nearest idle's", Target(0.6)),
        Figure("dispatch_p99_over_nearest_idle", late, "×", "p99 ÷ the nearest idle's", Target(0.4)),
        Figure("dispatch_range_held", of("ranges_held"), "", "first ranges that hold", Target(0.77, up_to=0.83)),
        Figure("dispatch_range_width_min", of("width_min"), "min", "their median width", Target(12)),
        Figure("dispatch_error_p80_min", means["calibrated_error_p80_min"], "min", _ERROR, Target(7)),
        Figure("dispatch_last_error_p80_min", means["calibrated_last_error_p80_min"], "min", _LAST_ERROR, Target(3)),
        Figure(
            "dispatch_announced_before", means["calibrated_announced_before"], "", _BEFORE, Target(0.95, at_least=True)
        ),
        Figure("dispatch_snow_mean_min", of("mean_min", load="snow"), "min", "snow: mean", Target(13)),
        Figure("dispatch_snow_within_30", of("within_30", load="snow"), "", _SNOW, Target(0.92, at_least=True)),
        Figure("dispatch_rural_over_nearest_idle", rural, "×", "rural: mean ÷ the nearest idle's", Target(0.75)),
    ]
    for load, least in (("tight", 0.75), ("snow", 0.75)):
        name, about = f"dispatch_range_held_{load}", f"first ranges that hold: {load}"
        figures.append(Figure(name, of("ranges_held", load=load), "", about, Target(least, at_least=True)))
    worst = min(means[f"{load}_worst_hour_held"] for load in ("calibrated", "tight", "snow"))
    figures.append(Figure("dispatch_range_held_worst_hour", worst, "", _WORST, Target(0.65, at_least=True)))
    for name in ("forgotten", "double_winners"):
        total = sum(of(name, policy.name, load) for policy in POLICIES for load in FACTS["loads"])
        figures.append(Figure(f"dispatch_{name}", total, "", name.replace("_", " "), Target(0, exactly=True)))
    return figures


_BASELINE = "a broadcast's mean: as Korean insurers"
_ERROR = "error of the first estimate, 80th percentile"
_LAST_ERROR = "error of what is shown in the last ten minutes, 80th percentile"
_BEFORE = "broken promises told before they were"
_SNOW = "snow: reached within 30 min"
_WORST = "first ranges that hold in the worst hour of ordinary, tight and snow days"


def _load_figures(means: Measured, load: str) -> list[Figure]:
    """The table of a load: a column a policy."""
    return [
        Figure(
            f"dispatch_{load}_{policy.name}_{name}",
            means[f"{load}_{policy.name}_{name}"],
            "min" if name.endswith("_min") else "km" if name.startswith("km") else "",
            f"{load}: {name.removesuffix('_min').replace('_', ' ')}",
            column=policy.name,
        )
        for name in NAMES
        for policy in POLICIES
    ]
