"""Figures of a played day, counted from what became of its customers."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import fmean

from msgspec import Struct, field

from chalicelib.kernel.percentiles import percentile
from local.line.days import Day, Shift
from local.line.outcomes import Chat, Outcome


class Figures(Struct, frozen=True, kw_only=True):
    """Waiting times in seconds; None where there is nothing to count. `mae_s` is the mean error of the estimates of
    those who waited and were served, `held` the share of their ranges that held, `width_s` the median width of these;
    `utilisation` the share of the agents' capacity that was used."""

    wait_p50_s: float | None
    wait_p90_s: float | None
    wait_p99_s: float | None
    emergency_p99_s: float | None = field(name="danger_p99_s")
    abandoned: int
    mae_s: float | None
    held: float | None
    width_s: float | None
    utilisation: float | None
    doubled: int
    over_capacity: int
    forgotten: int


def figures_of(day: Day, outcomes: Sequence[Outcome], forgotten: int) -> Figures:
    """The figures of a day; `forgotten` customers wait at its end although an agent could serve them."""
    waits = sorted(each.waited_s for each in outcomes if each.waited_s is not None)
    urgent = sorted(each.waited_s for each in outcomes if each.waited_s is not None and each.customer.emergency)
    waited = [each for each in outcomes if each.waited_s]
    ranges = [each for each in map(_range, waited) if each]
    return Figures(
        wait_p50_s=_percentile(waits, 50),
        wait_p90_s=_percentile(waits, 90),
        wait_p99_s=_percentile(waits, 99),
        emergency_p99_s=_percentile(urgent, 99),
        abandoned=sum(each.state == "abandoned" for each in outcomes),
        mae_s=_mean(error for each in waited if (error := _error(each)) is not None),
        held=_mean(low <= real <= high for low, high, real in ranges),
        width_s=_percentile(sorted(high - low for low, high, _ in ranges), 50),
        utilisation=_utilisation(day, outcomes),
        doubled=sum(map(_doubled, outcomes)),
        over_capacity=_over_capacity(day, outcomes),
        forgotten=forgotten,
    )


def _error(outcome: Outcome) -> float | None:
    if outcome.waited_s is None or outcome.estimated_s is None:
        return None
    return abs(outcome.waited_s - outcome.estimated_s)


def _range(outcome: Outcome) -> tuple[float, float, float] | None:
    """The first range that a customer was shown, and how long it was from then."""
    final = outcome.final
    for at_s, _, low_s, high_s in outcome.notified:
        if final is not None and low_s is not None and high_s is not None and at_s <= final.answered_s:
            return low_s, high_s, final.answered_s - at_s
    return None


def _percentile(ascending: Sequence[float], percent: float) -> float | None:
    return percentile(ascending, percent) if ascending else None


def _mean(values: Iterable[float]) -> float | None:
    known = list(values)
    return fmean(known) if known else None


def _end(chat: Chat) -> float:
    ends = chat.lost_s if chat.lost_s is not None else chat.done_s
    return ends if ends is not None else chat.answered_s


def _doubled(outcome: Outcome) -> bool:
    """Whether two agents had a customer at once."""
    return any(
        later.answered_s < _end(earlier) for earlier, later in zip(outcome.chats, outcome.chats[1:], strict=False)
    )


def _over_capacity(day: Day, outcomes: Sequence[Outcome]) -> int:
    """How many conversations were given to agents who had as many as their capacity."""
    capacity: dict[str, int] = defaultdict(int)
    for shift in day.shifts:
        capacity[shift.agent] = max(capacity[shift.agent], shift.capacity)
    changes = [
        change
        for outcome in outcomes
        for chat in outcome.chats
        for change in ((chat.answered_s, 1, chat.agent), (_end(chat), -1, chat.agent))
    ]
    over, load = 0, dict.fromkeys(capacity, 0)
    for _, change, agent in sorted(changes):
        load[agent] += change
        over += change > 0 and load[agent] > capacity[agent]
    return over


def _utilisation(day: Day, outcomes: Sequence[Outcome]) -> float | None:
    """Time in conversations ÷ capacity on duty. A conversation that goes on after the shift counts in both."""
    chats = [chat for outcome in outcomes for chat in outcome.chats]
    used = sum(_end(chat) - chat.answered_s for chat in chats)
    shifts: dict[str, list[Shift]] = defaultdict(list)
    for shift in day.shifts:
        shifts[shift.agent].append(shift)
    within = sum(_overlap(chat.answered_s, _end(chat), each) for chat in chats for each in shifts[chat.agent])
    lost = sum(
        _overlap(drop.from_s, drop.to_s, each) * each.capacity for drop in day.drops for each in shifts[drop.agent]
    )
    offered = sum(max(0.0, shift.off_s - shift.on_s) * shift.capacity for shift in day.shifts) - lost
    return used / (offered + used - within) if offered > 0 else None


def _overlap(from_s: float, to_s: float, shift: Shift) -> float:
    return max(0.0, min(to_s, shift.off_s) - max(from_s, shift.on_s))
