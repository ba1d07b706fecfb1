"""`python -m local.nlu.evaluate`: figures of the packaged model on the development test set."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from chalicelib.nlu import NluResult, understand
from chalicelib.nlu.model import FILE
from chalicelib.nlu.types import EMERGENCY, NON_ACTION_INTENTS, OUT_OF_SCOPE, SlotValues

DEV = Path("tests/nlu/dev")
_IMPORT = (
    "import time,json;t=time.perf_counter();import chalicelib.nlu as u;a=time.perf_counter();"
    "from chalicelib.nlu.model import load_model;load_model();b=time.perf_counter();"
    "from datetime import datetime,timezone;u.understand('사고 접수',datetime.now(timezone.utc));c=time.perf_counter();"
    "print(json.dumps([(a-t)*1e3,(b-a)*1e3,(c-b)*1e3]))"
)


class Case(msgspec.Struct, frozen=True):
    """A labelled utterance of the test set."""

    text: str
    now: str
    intent: str
    style: str = ""
    slots: SlotValues = {}

    @property
    def moment(self) -> datetime:
        """When the utterance was written."""
        return datetime.fromisoformat(self.now)


class Outcome(NamedTuple):
    """A case and its result."""

    case: Case
    found: NluResult


class Figures(NamedTuple):
    """Shares from 0 to 1."""

    accuracy: float
    out_of_scope_recall: float
    rejected: float
    emergency_recall: float
    slot_f1: float


def cases(folder: Path = DEV) -> list[Case]:
    """All cases below `folder`."""
    lines = (
        line for path in sorted(folder.rglob("*.jsonl")) for line in path.read_bytes().splitlines() if line.strip()
    )
    return [msgspec.json.decode(line, type=Case) for line in lines]


def outcomes(said: Iterable[Case]) -> list[Outcome]:
    """Each case with its result."""
    return [Outcome(case, understand(case.text, case.moment)) for case in said]


def figures(done: list[Outcome]) -> Figures:
    """The figures of the evaluation."""
    inside = [o for o in done if o.case.intent != OUT_OF_SCOPE]
    outside = [o for o in done if o.case.intent == OUT_OF_SCOPE]
    urgent = [o for o in done if o.case.intent == EMERGENCY]
    hits, extra, missed = slot_counts(done)
    both = 2 * hits.total() + extra.total() + missed.total()
    return Figures(
        _share(o.found.likely[0] == o.case.intent for o in inside),
        _share(o.found.likely[0] == OUT_OF_SCOPE for o in outside),
        _share(o.found.likely[0] == OUT_OF_SCOPE for o in inside),
        _share(o.found.likely[0] == EMERGENCY for o in urgent),
        2 * hits.total() / both if both else 1.0,
    )


def slot_counts(done: list[Outcome]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """(right, invented or wrong, missed or wrong) values by slot."""
    hits, extra, missed = Counter[str](), Counter[str](), Counter[str]()
    for case, found in done:
        for name, value in found.slots.items():
            (hits if case.slots.get(name) == value else extra)[name] += 1
        missed.update(name for name, value in case.slots.items() if found.slots.get(name) != value)
    return hits, extra, missed


def acting_sentences(path: Path, now: datetime) -> list[tuple[str, str]]:
    """(intent, text) of the everyday sentences in `path` that lead to an action."""
    lines = path.read_text(encoding="utf-8").splitlines()
    found = ((understand(line, now).intent, line) for line in lines if line.strip())
    return [(intent, line) for intent, line in found if intent not in NON_ACTION_INTENTS]


def _share(truths: Iterable[bool]) -> float:
    values = list(truths)
    return sum(values) / len(values) if values else 1.0


def _report(done: list[Outcome]) -> Iterator[str]:
    for name, value in figures(done)._asdict().items():
        yield f"{name:22} {value:.4f}"
    yield ""
    for style in sorted({o.case.style for o in done}):
        part = [o for o in done if o.case.style == style]
        yield f"{style:22} {_share(o.found.likely[0] == o.case.intent for o in part):.3f} of {len(part)}"
    yield ""
    for intent in sorted({o.case.intent for o in done}):
        part = [o for o in done if o.case.intent == intent]
        yield f"{intent:22} {_share(o.found.likely[0] == o.case.intent for o in part):.3f} of {len(part)}"
    yield ""
    hits, extra, missed = slot_counts(done)
    for name in sorted(hits.keys() | extra.keys() | missed.keys()):
        f1 = 2 * hits[name] / max(1, 2 * hits[name] + extra[name] + missed[name])
        yield f"{name:22} F1 {f1:.3f}  right {hits[name]} extra {extra[name]} missed {missed[name]}"
    yield ""
    wrong = Counter((o.case.intent, o.found.likely[0]) for o in done if o.case.intent != o.found.likely[0])
    yield from (f"{count:4} {expected} read as {found}" for (expected, found), count in wrong.most_common(25))


def _costs(said: list[Case]) -> Iterator[str]:
    start = time.process_time()
    for case in said:
        understand(case.text, case.moment)
    yield f"CPU per utterance, warm  {(time.process_time() - start) / max(1, len(said)) * 1e3:.2f} ms"
    out = subprocess.run([sys.executable, "-c", _IMPORT], capture_output=True, check=True).stdout
    imported, loaded, first = msgspec.json.decode(out, type=tuple[float, float, float])
    yield f"import {imported:.0f} ms, model load {loaded:.0f} ms, first utterance {first:.0f} ms"
    yield f"model file {FILE.stat().st_size / 1e6:.2f} MB"


def main() -> int:
    """Prints the report."""
    parser = argparse.ArgumentParser(prog="python -m local.nlu.evaluate", description=__doc__)
    parser.add_argument("--dev", type=Path, default=DEV)
    parser.add_argument("--everyday", type=Path, help="a file of everyday sentences, none of which may act")
    parser.add_argument("--errors", help="list the errors of this intent, or of the slot named slot:NAME")
    options = parser.parse_args()
    said = cases(options.dev)
    done = outcomes(said)
    if options.errors:
        print("\n".join(_errors(done, options.errors)))
        return 0
    print("\n".join([*_report(done), "", *_costs(said)]))
    if options.everyday:
        acted = acting_sentences(options.everyday, said[0].moment)
        total = len(options.everyday.read_text(encoding="utf-8").splitlines())
        print(
            f"everyday sentences that act: {len(acted)} of {total}",
            Counter(intent for intent, _ in acted).most_common(8),
        )
    return 0


def _errors(done: list[Outcome], what: str) -> Iterator[str]:
    slot = what.removeprefix("slot:") if what.startswith("slot:") else None
    for case, found in done:
        if slot is None and case.intent == what and found.likely[0] != what:
            yield f"{found.likely[0]} {found.confidence:.2f} | {case.text}"
        if slot is not None and case.slots.get(slot) != found.slots.get(slot):
            yield f"{case.slots.get(slot)} <> {found.slots.get(slot)} | {case.text}"


if __name__ == "__main__":
    sys.exit(main())
