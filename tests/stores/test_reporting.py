"""Contract of stores for figures."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from chalicelib.content.views import Named
from chalicelib.reporting.figures import Row, total
from chalicelib.reporting.ports import FigureStore

T0 = 1_800_000_000_000
SKY, SEA = Named("agent#sky", "김하늘"), Named("agent-sea", "박바다")


def by_key(rows: list[Row]) -> dict[tuple[str, str, str], dict[str, int]]:
    found: dict[tuple[str, str, str], Counter[str]] = {}
    for row in rows:
        found.setdefault((row.at, row.queue, row.agent.name if row.agent else ""), Counter()).update(row.counts)
    return {key: dict(counts) for key, counts in found.items()}


def test_figures_add_up_by_hour_and_by_agent(figure_store: FigureStore) -> None:
    for number, (hour, queue) in enumerate([("T09", "general"), ("T09", "general"), ("T10", "accident")]):
        hours = Row(f"2026-11-30{hour}", queue, {"served": 1, "waited_ms": 10 + number})
        agents = Row("2026-11-30", queue, {"served": 1}, SKY if number else SEA)
        assert figure_store.add(f"c{number}", (hours, agents), T0)
    assert by_key(figure_store.hours("2026-11-30", "2026-11-30")) == {
        ("2026-11-30T09", "general", ""): {"served": 2, "waited_ms": 21},
        ("2026-11-30T10", "accident", ""): {"served": 1, "waited_ms": 12},
    }
    assert by_key(figure_store.agents("2026-11-30", "2026-11-30")) == {
        ("2026-11-30", "general", SEA.name): {"served": 1},
        ("2026-11-30", "general", SKY.name): {"served": 1},
        ("2026-11-30", "accident", SKY.name): {"served": 1},
    }
    assert {row.agent for row in figure_store.agents("2026-11-30", "2026-11-30")} == {SKY, SEA}


def test_the_same_is_counted_once(figure_store: FigureStore, threads: int) -> None:
    row = Row("2026-12-31T23", "general", {"abandoned": 1})
    with ThreadPoolExecutor(threads) as pool:
        added = list(pool.map(lambda _: figure_store.add("twice", (row,), T0), range(threads + 1)))
    assert sum(added) == 1
    assert total(figure_store.hours("2026-12-31", "2026-12-31")) == {"abandoned": 1}


def test_days_are_read_over_months_and_years_without_their_neighbours(figure_store: FigureStore) -> None:
    for number, day in enumerate(("2027-12-30", "2027-12-31", "2028-01-01", "2028-02-01", "2028-02-02")):
        figure_store.add(f"d{number}", (Row(f"{day}T23", "general", {"served": 1}),), T0)
    read = sorted(row.at for row in figure_store.hours("2027-12-31", "2028-02-01"))
    assert read == ["2027-12-31T23", "2028-01-01T23", "2028-02-01T23"]
    assert figure_store.hours("2028-01-02", "2028-01-31") == []
