"""`python -m local.nlu.train [FILE]` fits the model and writes its file; with `--report` it prints held-out figures.

For the figures every utterance is evaluated twice by models that were not trained on it: once without its writer (the
accuracy for a new person) and once in five folds (all styles known).
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.model_selection import StratifiedKFold

from chalicelib.nlu.model import FILE
from chalicelib.nlu.thresholds import nlu_thresholds
from chalicelib.nlu.types import NON_ACTION_INTENTS, OUT_OF_SCOPE
from local.nlu import corpus, export, fit

VERSION = "1"
FOLDS = 5
MAX_ANSWERED_SHARE = 0.05
"""Maximum share of held-out out-of-scope lines that lead to an action or are asked back; the bias is the smallest with
which it holds."""
MAX_LEAN = 0.6
LEAN, TEMPERATURE = 0.46, 0.239
"""The bias towards out_of_scope and the temperature of the probabilities, from the folds of `--report`."""
FLOOR = 0.3
MARGIN = 0.15
Ints = npt.NDArray[np.int64]
Texts = tuple[sp.csr_matrix, sp.csr_matrix]
"""The lines as written, and with generated typing errors."""


def main() -> int:
    """Fits and writes the file; with `--report` prints the held-out figures instead."""
    parser = argparse.ArgumentParser(prog="python -m local.nlu.train", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=FILE)
    parser.add_argument("--report", action="store_true", help="held-out figures, in nine fits; writes nothing")
    options = parser.parse_args()
    lines = corpus.read_corpus()
    torn = corpus.conflicts(lines)
    if torn:
        conflicts = (f"{a.text!r}: {a.intent} ({a.writer}), {b.intent} ({b.writer})" for a, b in torn)
        print("the same text under two labels:", *conflicts, sep="\n", file=sys.stderr)
        return 1
    texts = (fit.matrix([line.text for line in lines]), fit.noisy_matrix([line.text for line in lines]))
    if options.report:
        _print_held_out(texts, lines)
    else:
        _write(options.file, texts, lines)
    return 0


def _write(file: Path, texts: Texts, lines: list[corpus.CorpusLine]) -> None:
    whole = fit.fit(*texts, [line.intent for line in lines])
    whole.bias[whole.labels.index(OUT_OF_SCOPE)] += LEAN
    seen = corpus.digest((line.intent, line.text) for line in lines)
    data = export.to_bytes(whole, version=VERSION, data_hash=seen, temperature=TEMPERATURE, floor=FLOOR, margin=MARGIN)
    file.write_bytes(data)
    print(f"{len(lines)} lines, data {seen[:12]}: {len(data):,} bytes -> {file.name}")


def _print_held_out(texts: Texts, lines: list[corpus.CorpusLine]) -> None:
    labels = sorted({line.intent for line in lines})
    truth = np.array([labels.index(line.intent) for line in lines])
    writers = np.array([line.writer for line in lines])
    largest = [name for name, count in Counter(line.writer for line in lines).most_common(3) if count]
    strange = _held_out(texts, truth, labels, ((writers != name, writers == name) for name in largest))
    known = np.isin(writers, largest)
    inside = known & (truth != labels.index(OUT_OF_SCOPE))
    share, within = _accuracy(strange[known], truth[known]), _accuracy(strange[inside], truth[inside])
    print(f"writer unseen ({', '.join(sorted(largest))}): {share:.4f} of {known.sum()}, in scope {within:.4f}")
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=fit.SEED).split(texts[0], truth)
    raw = _held_out(texts, truth, labels, folds)
    lean = _lean(raw, truth, labels, fit.temperature(raw, truth))
    raw[:, labels.index(OUT_OF_SCOPE)] += lean
    print("\n".join(_report(raw.argmax(axis=1), truth, labels, lines)))
    print(f"LEAN = {lean:.2f}, TEMPERATURE = {fit.temperature(raw, truth):.3f}")


def _held_out(
    texts: Texts,
    truth: Ints,
    labels: list[str],
    parts: Iterable[tuple[npt.NDArray[np.generic], npt.NDArray[np.generic]]],
) -> fit.Floats:
    """Raw scores of each line by a model that was not trained on it."""
    rows, slips = texts
    raw = np.full((len(truth), len(labels)), -2.0)
    for seen, unseen in parts:
        part = fit.fit(rows[seen], slips[seen], [labels[index] for index in truth[seen]])
        columns = [labels.index(name) for name in part.labels]
        judged = np.full((len(truth[unseen]), len(labels)), -2.0)
        judged[:, columns] = fit.scores(part, rows[unseen])
        raw[unseen] = judged
    return raw


def _lean(raw: fit.Floats, truth: Ints, labels: list[str], temperature: float) -> float:
    """The bias towards out_of_scope with which at most `MAX_ANSWERED_SHARE` of the out-of-scope lines lead to an action
    or are asked back; prints it."""
    certain = nlu_thresholds().clarification.certain_rejection
    outside = labels.index(OUT_OF_SCOPE)
    harmless = np.array([name in NON_ACTION_INTENTS for name in labels])
    chosen: float | None = None
    for lean in np.arange(0.0, MAX_LEAN + 0.001, 0.04):
        shifted = raw.copy()
        shifted[:, outside] += lean
        chances = fit.softmax(shifted, temperature)
        guess = chances.argmax(axis=1)
        doubtful = ~harmless[guess] & (chances.max(axis=1) < FLOOR)
        guess[doubtful] = outside
        beyond = truth == outside
        silent = (guess == outside) & (chances[:, outside] >= certain)
        acting, answered = (
            (~harmless[guess[beyond]]).mean(),
            (~silent & ~(harmless[guess] & (guess != outside)))[beyond].mean(),
        )
        rejected = silent[~beyond].mean()
        print(
            f"lean {lean:.2f}: out of scope acts {acting:.4f}, or is asked back {answered:.4f}, "
            f"in scope rejected {rejected:.4f}"
        )
        if chosen is None and answered <= MAX_ANSWERED_SHARE:
            chosen = round(float(lean), 2)
    return MAX_LEAN if chosen is None else chosen


def _accuracy(raw: fit.Floats, truth: Ints) -> float:
    return float((raw.argmax(axis=1) == truth).mean())


def _report(guess: Ints, truth: Ints, labels: list[str], lines: list[corpus.CorpusLine]) -> Iterator[str]:
    right = guess == truth
    outside = truth == labels.index(OUT_OF_SCOPE)
    inside, beyond = right[~outside].mean(), right[outside].mean()
    yield f"{FOLDS} folds: {right.mean():.4f}, in scope {inside:.4f}, out of scope {beyond:.4f}"
    yield f"in scope rejected {(guess[~outside] == labels.index(OUT_OF_SCOPE)).mean():.4f}"
    for style in sorted({line.style for line in lines}):
        here = np.array([line.style == style for line in lines])
        yield f"  {style:10} {right[here].mean():.3f} of {here.sum()}"
    for index, label in enumerate(labels):
        here = truth == index
        mistaken = Counter(labels[other] for other in guess[here & ~right]).most_common(3)
        said = ", ".join(f"{name} {count}" for name, count in mistaken)
        yield f"  {label:17} {right[here].mean():.3f} of {here.sum():4}  {said}"
    yield "confusion (rows: meant, columns: read)"
    yield "    " + " ".join(f"{column:3}" for column in range(len(labels)))
    for row in range(len(labels)):
        counts = np.bincount(guess[truth == row], minlength=len(labels))
        yield f"{row:3} " + " ".join(f"{count or '.':>3}" for count in counts) + f"  {labels[row]}"


if __name__ == "__main__":
    sys.exit(main())
