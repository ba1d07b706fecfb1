"""Counted figures of services, and what reports show of them."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime

from msgspec import Struct

from chalicelib.content.hours import SEOUL
from chalicelib.content.views import Named
from chalicelib.kernel.percentiles import percentile_of_counts
from chalicelib.reporting.episodes import Episode, Question

WAIT_EDGES_S = (
    0, 5, 10, 15, 20, 30, 45, 60, 90, 120, 150, 180, 240, 300, 420, 600, 900, 1200, 1800, 2700, 3600, 5400, 7200,
    14400, 28800, 86400,
)  # fmt: skip
"""Waits are counted up to each of these, in seconds; longer ones with the last. Percentiles are exact to this."""

COUNTS = (
    "served", "abandoned", "waited_ms", "left_after_ms", "parts", "handled_ms", "first_held", "first_late", "next_held",
    "next_late", "rated", "stars", "solved", "unsolved", *(f"wait_{edge}" for edge in WAIT_EDGES_S),
)  # fmt: skip
"""The numbers of a row: customers served and those who left without an answer, what they waited, the parts in which
agents served and how long these took, answers in time and late, ratings with the sum of their stars, customers whose
problem was solved or not, and waits by their length."""

MAX_ROWS = 99
"""Rows that one service adds to: DynamoDB writes a hundred items together, one of them says that it was counted."""

IsDue = Callable[[Question], int | None]
"""When an answer to a question is due, ms since 1970 UTC; None for never."""


class Row(Struct, frozen=True):
    """What was counted in an hour of a queue, or in a day of an agent in a queue (then `agent` and without an hour).
    `at` is "2026-11-30T09" or "2026-11-30", in Korea."""

    at: str
    queue: str
    counts: dict[str, int]
    agent: Named | None = None


class Figures(Struct, frozen=True, omit_defaults=True):
    """What a report shows of a queue, agent, day or hour. Times in seconds; waits are of those who were served, their
    percentiles exact to some seconds. `first_held` of `first_answers` were in time, and so on. `stars_mean` of
    `ratings` has one decimal; `solved` and `unsolved` are what customers said."""

    served: int = 0
    abandoned: int = 0
    wait_mean_s: int = 0
    wait_p50_s: int = 0
    wait_p90_s: int = 0
    handled_mean_s: int = 0
    first_held: int = 0
    first_answers: int = 0
    next_held: int = 0
    next_answers: int = 0
    ratings: int = 0
    stars_mean: float = 0.0
    solved: int = 0
    unsolved: int = 0


def rows_of(episode: Episode, due: IsDue) -> tuple[Row, ...]:
    """What a service adds: to the hour in which it began, of the queues concerned, and to the day of its agents.
    A question that was open at the end is late if its answer was due by then, else it isn't counted: nobody in
    particular was to answer it."""
    hours: dict[str, Counter[str]] = {}
    agents: dict[tuple[str, str], tuple[Named, Counter[str]]] = {}

    def add(queue: str, agent: Named | None, **counts: int) -> None:
        hours.setdefault(queue, Counter()).update(counts)
        if agent is not None:
            agents.setdefault((agent.id, queue), (agent, Counter()))[1].update(counts)

    waited = episode.waited_until - episode.since
    if episode.responses:
        first = episode.responses[0]
        waits = {"served": 1, "waited_ms": waited, f"wait_{_edge(waited)}": 1}
        add(first.question.queue, first.agent, **waits)
    else:
        add(episode.queue, None, abandoned=1, left_after_ms=waited)
    for response in episode.responses:
        add(response.question.queue, response.agent, **{_outcome(response.question, due, response.at): 1})
    left = episode.unanswered
    if left is not None and _is_late(left, due, episode.ended):
        add(left.queue, None, **{_outcome(left, due, episode.ended): 1})
    for part in episode.parts:
        add(part.queue, part.agent, parts=1, handled_ms=part.end - part.start)
    moment = datetime.fromtimestamp(episode.since / 1000, SEOUL).isoformat()
    rows = [Row(moment[:13], queue, dict(counts)) for queue, counts in hours.items()]
    rows += [Row(moment[:10], queue, dict(counts), agent) for (_, queue), (agent, counts) in agents.items()]
    return tuple(rows[:MAX_ROWS])


def _is_late(question: Question, due: IsDue, at: int) -> bool:
    until = due(question)
    return until is not None and at > until


def _outcome(question: Question, due: IsDue, at: int) -> str:
    return f"{'first' if question.first else 'next'}_{'late' if _is_late(question, due, at) else 'held'}"


def _edge(waited_ms: int) -> int:
    return next((edge for edge in WAIT_EDGES_S if waited_ms <= edge * 1000), WAIT_EDGES_S[-1])


def total(rows: Iterable[Row]) -> Counter[str]:
    """The sum of rows."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update(row.counts)
    return counts


def figures(counts: Counter[str]) -> Figures:
    """What a report shows of counts."""
    waits = [(edge, counts[f"wait_{edge}"]) for edge in WAIT_EDGES_S]
    served, counted = counts["served"], any(count for _, count in waits)
    return Figures(
        served,
        counts["abandoned"],
        _mean_s(counts["waited_ms"], served),
        int(percentile_of_counts(waits, 50)) if counted else 0,
        int(percentile_of_counts(waits, 90)) if counted else 0,
        _mean_s(counts["handled_ms"], counts["parts"]),
        counts["first_held"],
        counts["first_held"] + counts["first_late"],
        counts["next_held"],
        counts["next_held"] + counts["next_late"],
        counts["rated"],
        round(counts["stars"] / counts["rated"], 1) if counts["rated"] else 0.0,
        counts["solved"],
        counts["unsolved"],
    )


def _mean_s(sum_ms: int, count: int) -> int:
    return round(sum_ms / count / 1000) if count else 0
