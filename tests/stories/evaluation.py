"""`python -m tests.stories.evaluation FILE` plays stories and compares what came out with what each expects.

It prints a line for each story that is wrong, with the reasons, and the share that is right.
"""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from statistics import median
from typing import Any

import msgspec

NEVER_INVENTED = (
    "occurred_at",
    "place",
    "counterparty_plate",
    "counterparty_phone",
    "counterparty_insurer",
    "hospital",
)
"""Fields that stand in a claim only if the story tells them."""
MAX_ASKED = 2
"""How often a question may be asked."""
_NEAR = re.compile(r"\s?(?:부근|근처|인근|근방|쪽)$")
_SAME_COVERAGES = {"자손": ("자손", "자상")}
"""By the coverage wanted, the beginnings of those that pay for it (무보험 for 무보험차상해): people in one's own car
have 자동차상해 in place of 자기신체사고."""
ROOT = Path(__file__).parent.parent.parent


class Expected(msgspec.Struct, frozen=True):
    """What a story must end with. `claim` lists the fields that matter; coverages and departments those that must be
    among them; `asked_not` slots that must not be asked."""

    outcome: str
    claim: dict[str, Any] = {}
    asked_not: list[str] = []
    max_turns: int = 99
    coverages_include: list[str] = []
    departments_include: list[str] = []


class Script(msgspec.Struct, frozen=True):
    """A story, as far as it is compared."""

    id: str
    expect: Expected
    opening: str = ""
    then: list[str] = []
    answers: dict[str, str] = {}

    def says(self, value: str) -> bool:
        """Whether the customer writes a value unasked, in whatever spacing."""
        return _letters(value) in _letters(" ".join((self.opening, *self.then)))


class Played(msgspec.Struct, frozen=True):
    """What `local.stories` printed."""

    id: str
    outcome: str
    turns: int
    asked: list[str]
    claim: dict[str, Any]
    coverages: list[str]
    departments: list[str]
    flags: list[str] = []
    seconds: float = 0


def faults(script: Script, played: Played) -> list[str]:
    """What is wrong with the outcome of a story; empty if it is right."""
    wanted = script.expect
    found = [
        f"{field}: {_plain(played.claim.get(field))!r}, not {_plain(value)!r}"
        for field, value in wanted.claim.items()
        if not _holds(field, played.claim.get(field), value)
    ]
    if played.outcome != wanted.outcome:
        found.insert(0, f"outcome: {played.outcome}")
    found += [
        f"invented {field}: {played.claim[field]!r}"
        for field in NEVER_INVENTED
        if (value := played.claim.get(field)) and field not in {**wanted.claim, **script.answers}
        if not script.says(value)
    ]
    found += [f"asked {slot} {times} times" for slot, times in Counter(played.asked).items() if times > MAX_ASKED]
    found += [f"asked {slot}" for slot in wanted.asked_not if slot in played.asked]
    found += [
        f"no coverage {name}"
        for name in wanted.coverages_include
        if not any(opened.startswith(_SAME_COVERAGES.get(name, (name,))) for opened in played.coverages)
    ]
    found += [f"no department {name}" for name in wanted.departments_include if name not in played.departments]
    if played.turns > wanted.max_turns:
        found.append(f"{played.turns} turns, {wanted.max_turns} at most")
    return found


def _letters(text: str) -> str:
    return re.sub(r"[^가-힣0-9A-Za-z]", "", text)


def _holds(field: str, found: Any, wanted: Any) -> bool:
    """Whether a field is as wanted; of an object those members that the story mentions. A place may be told as near
    one ("성판악 근처" for "성판악")."""
    if field == "place" and isinstance(found, str) and isinstance(wanted, str):
        found, wanted = (_NEAR.sub("", _plain(place)) for place in (found, wanted))
    if isinstance(wanted, dict) and isinstance(found, dict):
        return all(found.get(name) == value for name, value in wanted.items())
    return bool(_plain(found) == _plain(wanted))


def _plain(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def play(lines: bytes) -> list[Played]:
    """Plays the stories in a centre of their own."""
    run = subprocess.run(
        [sys.executable, "-m", "local.stories"], input=lines, capture_output=True, cwd=ROOT, check=True
    )
    return [msgspec.json.decode(line, type=Played) for line in run.stdout.splitlines()]


def main(file: Path) -> int:
    """Prints the report. 1 if a story is wrong."""
    lines = file.read_bytes()
    stories = [msgspec.json.decode(line, type=Script) for line in lines.splitlines() if line.strip()]
    results = play(lines)
    wrong = 0
    for script, played in zip(stories, results, strict=True):
        found = faults(script, played)
        wrong += bool(found)
        if found:
            print(f"{script.id}: {'; '.join(found)}")
    turns = [played.turns for played in results if played.outcome == "registered"]
    print(f"{len(stories) - wrong} of {len(stories)} right ({1 - wrong / len(stories):.0%})")
    print(f"{median(turns)} turns in the median of {len(turns)} registered" if turns else "none registered")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
