"""Estimates of waiting and the order of service, over the days of `line_day.toml`: means of seeds, each with
earlier days to learn from. `local.line` plays the days; other predictors and policies stand beside."""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from statistics import fmean

from chalicelib.kernel.percentiles import percentile
from local.line.days import Day
from local.line.outcomes import Outcome
from local.line.policies import BARO, POLICIES, Policy
from local.line.weeks import play_after, taught_by
from tests.bench.figures import Figure, Run, Target
from tests.bench.hellos import hello_figures
from tests.bench.line_days import FACTS, full_day, plain_day
from tests.bench.matches import match_figures
from tests.bench.places import place_figures
from tests.bench.predictors import errors_min, mean_service_s
from tests.bench.search import search_figures

SEEDS, FEW_SEEDS = (1, 2, 3, 4, 5), 2
"""All seeds for the fewest places, whose figures are near their targets; the first for the others, whose seeds are
nearer to one another than to the target."""
EARLIER_DAYS = FACTS["earlier_days"]
LATE_S = 120
MIN_S = 60

Measured = dict[str, float]


def measure(run: Run) -> list[Figure]:
    """Plays all days, on all cores."""
    run.say(f"{EARLIER_DAYS} + 1 days with {FACTS['customers']:,} customers, in four scenarios of 5 or 2 seeds")
    with ProcessPoolExecutor() as pool:
        full = [pool.submit(measure_full, seed) for seed in SEEDS[:FEW_SEEDS]]  # the longest first
        plain = {
            places: [pool.submit(measure_plain, seed, places) for seed in _seeds(places)]
            for places in sorted(FACTS["plain"]["places"])
        }
        of_full = [each.result() for each in full]
        by_places = {places: [each.result() for each in found] for places, found in plain.items()}
    for name in ("mae_min", "over_best", "held"):
        run.say(
            f"{name} of the seeds: {_spread(by_places[min(by_places)], name)}; three queues: {_spread(of_full, name)}"
        )
    return [
        *_plain_figures({places: _means(found) for places, found in by_places.items()}),
        *_full_figures(_means(of_full)),
        *match_figures(run),
        *search_figures(run),
        *hello_figures(run),
        *place_figures(run),
    ]


def _seeds(places: int) -> Sequence[int]:
    return SEEDS if places == min(FACTS["plain"]["places"]) else SEEDS[:FEW_SEEDS]


def measure_plain(seed: int, places: int) -> Measured:
    """One queue with so many places; where they are fewest, also a day that is worse than those before."""
    earlier = [plain_day(seed * 100 + number, places) for number in range(EARLIER_DAYS)]
    taught = taught_by(earlier, BARO)
    day = plain_day(seed * 100 + 99, places)
    measured = _quality(day, play_after(taught, day, BARO).outcomes)
    if places == min(FACTS["plain"]["places"]):
        worse = plain_day(seed * 100 + 99, FACTS["plain"]["worse_than_ever_places"])
        measured["held_worse"] = _quality(worse, play_after(taught, worse, BARO).outcomes)["held"]
    return measured


def measure_full(seed: int) -> Measured:
    """Three queues, and the same day under each policy."""
    earlier = [full_day(seed * 100 + number) for number in range(EARLIER_DAYS)]
    day = full_day(seed * 100 + 99)
    played = play_after(taught_by(earlier, BARO), day, BARO)
    measured = _quality(day, played.outcomes)
    for policy in POLICIES:
        last = played if policy is BARO else play_after({}, day, policy)
        measured |= {f"{name}_{policy.name}": value for name, value in _service(last.outcomes).items()}
        measured[f"utilisation_{policy.name}"] = last.figures.utilisation or 0.0
    return measured


def _quality(day: Day, outcomes: Sequence[Outcome]) -> Measured:
    """How good the first estimate and range of those were who waited and were served."""
    waited = [each for each in outcomes if each.waited_s and each.estimated_s is not None and each.notified]
    errors = [abs((each.estimated_s or 0) - (each.waited_s or 0)) for each in waited]
    first = [(each.notified[0][2] or 0, each.notified[0][3] or 0, each.waited_s or 0) for each in waited]
    mae_min = fmean(errors) / MIN_S
    return {
        "mae_min": mae_min,
        "over_best": mae_min / min(errors_min(day, outcomes, mean_service_s()).values()),
        "held": fmean(low <= real <= high for low, high, real in first),
        "late": fmean(real > high + LATE_S for _, high, real in first),
        "width_min": percentile(sorted(high - low for low, high, _ in first), 50) / MIN_S,
    }


def _service(outcomes: Sequence[Outcome]) -> Measured:
    """Whom the policy served how soon, in minutes."""
    kinds: dict[str, Callable[[Outcome], bool]] = {
        "emergency": lambda each: each.customer.emergency,
        "returning": lambda each: each.customer.returning,
        "other": lambda each: not (each.customer.emergency or each.customer.returning),
    }
    waits = {
        kind: sorted(each.waited_s for each in outcomes if each.waited_s is not None and belongs(each))
        for kind, belongs in kinds.items()
    }
    p99s = {f"{kind}_p99_min": percentile(known, 99) / MIN_S for kind, known in waits.items()}
    return {**p99s, "longest_min": max(known[-1] for known in waits.values()) / MIN_S}


def _spread(measured: Sequence[Measured], name: str) -> str:
    return ", ".join(f"{each[name]:.2f}" for each in measured)


def _means(measured: Sequence[Measured]) -> Measured:
    return {name: fmean(each[name] for each in measured) for name in measured[0]}


def _plain_figures(by_places: dict[int, Measured]) -> list[Figure]:
    fewest = min(by_places)
    main, about = by_places[fewest], f"one queue, {fewest} places"
    figures = [
        Figure("wait_estimate_mae_min", main["mae_min"], "min", f"error of the estimate: {about}", Target(2.0)),
        Figure("wait_estimate_over_best", main["over_best"], "×", f"… by the best other's: {about}", Target(0.85)),
        Figure("wait_range_held", main["held"], "", f"ranges that hold: {about}", Target(0.77, up_to=0.83)),
        Figure("wait_range_width_min", main["width_min"], "min", f"median width of ranges: {about}", Target(6)),
        Figure("wait_range_late", main["late"], "", f"waits 2 min beyond the range: {about}", Target(0.04)),
        Figure("wait_range_held_worse", main["held_worse"], "", _WORSE, Target(0.7, at_least=True)),
    ]
    for places, most in ((110, 1.5), (100, 1.75)):
        name, about = f"wait_estimate_mae_min_{places}", f"error of the estimate: one queue, {places} places"
        figures.append(Figure(name, by_places[places]["mae_min"], "min", about, Target(most)))
    return figures


_WORSE = f"ranges that hold on a day with {FACTS['plain']['worse_than_ever_places']} places, worse than any before"


def _full_figures(full: Measured) -> list[Figure]:
    figures = [
        Figure(
            "wait_estimate_over_best_full",
            full["over_best"],
            "×",
            "error of the estimate by the best other's: three queues",
            Target(0.9),
        ),
        Figure("wait_range_held_full", full["held"], "", "ranges that hold: three queues"),
    ]
    for policy in POLICIES:
        figures += [_policy_figure(full, policy, name, unit) for name, unit in _BY_POLICY]
    return figures


_BY_POLICY = (
    ("emergency_p99_min", "min"),
    ("returning_p99_min", "min"),
    ("other_p99_min", "min"),
    ("longest_min", "min"),
    ("utilisation", ""),
)


def _policy_figure(full: Measured, policy: Policy, name: str, unit: str) -> Figure:
    about = f"three queues: {name.removesuffix('_min').replace('_', ' ')}"
    return Figure(f"{policy.name}_{name}", full[f"{name}_{policy.name}"], unit, about, column=policy.name)
