"""Results of a measurement: named numbers, some with a target."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Target:
    """What a figure should be: at most `value`, or exactly, or at least, or between it and `up_to`."""

    value: float
    exactly: bool = False
    at_least: bool = False
    up_to: float | None = None

    def met_by(self, value: float) -> bool:
        """Whether a measured value is as good as this."""
        if self.exactly:
            return value == self.value
        if self.up_to is not None:
            return self.value <= value <= self.up_to
        return value >= self.value if self.at_least else value <= self.value

    def __str__(self) -> str:
        if self.up_to is not None:
            return f"{self.value:g} to {self.up_to:g}"
        return f"{'=' if self.exactly else '≥' if self.at_least else '≤'} {self.value:g}"


@dataclass(frozen=True)
class Figure:
    """A measured number. `name` is its key in `build/bench.json`, `about` says in a few words what was measured.

    Figures with a `column` stand in a table of their own, those with the same `about` in a row.
    """

    name: str
    value: float
    unit: str
    about: str
    target: Target | None = None
    column: str = ""


@dataclass
class Run:
    """One run of the bench: the figures so far, a directory to work in, and where to tell what is being done."""

    scratch: Path
    say: Callable[[str], None]
    figures: dict[str, Figure] = field(default_factory=dict)

    def value(self, name: str) -> float:
        """A figure that an earlier group of this run has measured. Raises `KeyError`."""
        return self.figures[name].value

    def add(self, figures: Iterable[Figure]) -> None:
        """Takes over what a group has measured."""
        self.figures |= {figure.name: figure for figure in figures}


@dataclass(frozen=True)
class Group:
    """Figures that are measured together. `needs` names the groups whose figures it reads."""

    name: str
    about: str
    measure: Callable[[Run], list[Figure]]
    needs: tuple[str, ...] = ()
