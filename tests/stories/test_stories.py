"""Scripted customers: every story ends in the expected claim or hand-off, with the expected fields."""

import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import msgspec
import pytest

from local.stories.__main__ import read_stories
from tests.stories.evaluation import Played

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
FILE = HERE / "stories.jsonl"
PLAIN_TURNS, PLAIN_S = 12, 180
"""A plain case takes so many turns, and so long, at most, the confirmation among them."""
MEDIAN_TURNS = 8
"""Turns that half of the plain cases take at most."""


class Expected(msgspec.Struct, frozen=True):
    """What a story must end with: `claim` is every field of it."""

    outcome: str
    claim: dict[str, Any] | None = None
    coverages: list[str] | None = None
    departments: list[str] | None = None
    flags: list[str] | None = None
    plain: bool = False


class Line(msgspec.Struct, frozen=True):
    """A story, as far as this test needs it."""

    id: str
    expect: Expected


LINES = [msgspec.json.decode(raw, type=Line) for raw in FILE.read_bytes().splitlines()]


@pytest.fixture(scope="module")
def played() -> dict[str, Played]:
    """All stories, through a centre of their own."""
    stories = [
        msgspec.json.encode({**msgspec.json.decode(raw), "timed": True}) for raw in FILE.read_bytes().splitlines()
    ]
    run = _run_stories(b"\n".join(stories))
    assert run.returncode == 0, run.stderr.decode()[-3000:]
    return {each.id: each for each in (msgspec.json.decode(raw, type=Played) for raw in run.stdout.splitlines())}


def _run_stories(lines: bytes) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", "local.stories"], input=lines, capture_output=True, cwd=ROOT, timeout=280, check=False
    )


def test_a_malformed_line_is_named_after_the_stories_before_it() -> None:
    good = FILE.read_bytes().splitlines()[0]
    run = _run_stories(good + b"\n\n{}\n" + good)
    assert run.returncode == 2
    assert run.stderr.decode().splitlines() == ["line 3: Object missing required field `id`"]
    assert [msgspec.json.decode(raw, type=Played).id for raw in run.stdout.splitlines()] == [LINES[0].id]


@pytest.mark.parametrize(
    "line, error",
    [
        (b'{"id": "a"', "line 1: Input data was truncated"),
        (b'{"id": "\xff"}', "line 1: "),
        (b'{"id": "a", "now": "", "opening": "", "answer": {}}', "line 1: Object contains unknown field `answer`"),
        (
            b'{"id": "a", "now": "", "opening": "", "contract": {"plates": ""}}',
            "line 1: Object contains unknown field `plates` - at `$.contract`",
        ),
        (
            b'{"id": "a", "now": "soon", "opening": ""}',
            "line 1: Invalid isoformat string: 'soon' - at `$.now`",
        ),
        (b'{"id": "a", "now": "0001-01-01", "opening": ""}', "line 1: date value out of range - at `$.now`"),
    ],
)
def test_the_error_of_a_line_is_named(line: bytes, error: str) -> None:
    stories, named = read_stories([line])
    assert stories == []
    assert named.startswith(error)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.id)
def test_a_story_ends_as_expected(line: Line, played: dict[str, Played]) -> None:
    got, wanted = played[line.id], line.expect
    assert got.outcome == wanted.outcome
    if wanted.claim is not None:
        assert got.claim == wanted.claim
    if wanted.coverages is not None:
        assert got.coverages == wanted.coverages
    if wanted.departments is not None:
        assert got.departments == wanted.departments
    if wanted.flags is not None:
        assert set(wanted.flags) <= set(got.flags), "stories share cars: more may be flagged"
    if wanted.plain:
        assert got.turns <= PLAIN_TURNS
        assert 0 < got.seconds <= PLAIN_S


def test_plain_cases_take_few_turns(played: dict[str, Played]) -> None:
    assert median(played[line.id].turns for line in LINES if line.expect.plain) <= MEDIAN_TURNS


def test_nothing_that_is_known_is_asked(played: dict[str, Played]) -> None:
    asked_twice = {
        each.id: each.asked
        for each in played.values()
        if each.outcome == "registered" and each.id != "knows-nothing" and _doubled(each.asked)
    }
    assert asked_twice == {}


def _doubled(asked: list[str]) -> bool:
    return any(one == other for one, other in pairwise(asked))


def test_stories_are_enough_and_of_every_kind() -> None:
    assert len(LINES) >= 30
    assert sum(line.expect.plain for line in LINES) >= 15
    assert {"registered", "agent", "abandoned"} == {line.expect.outcome for line in LINES}


def test_the_unseen_stories_can_be_played() -> None:
    stories, error = read_stories((HERE / "unseen.jsonl").read_bytes().splitlines())
    assert error == ""
    assert len({story.id for story in stories}) == len(stories) == 600
