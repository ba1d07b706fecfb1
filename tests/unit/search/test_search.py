"""The index and the search, against reading everything."""

from collections.abc import Sequence
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.kernel.parallel import run_in_order
from chalicelib.search.errors import SearchTooShort
from chalicelib.search.finding import Page, find
from chalicelib.search.indexing import delete_retired, merge_due_segments, next_look, write_due_segment
from chalicelib.search.model import IndexedConversation, Line, hits_in, newest_lines
from chalicelib.search.ports import SearchPorts
from chalicelib.search.postings import blocks_of, merged, numbers_in, postings_of, read_block
from chalicelib.search.rules import IndexRules, SearchRules
from chalicelib.search.terms import letters_of, wanted_words
from tests.fakes.search import FakeSearch

MINUTE = 60_000
INDEX = IndexRules(
    open_minutes=60,
    idle_hours=24,
    segment_conversations=4,
    segment_minutes=60,
    merge_segments=2,
    merged_conversations=16,
    common_percent=25,
    settle_seconds=30,
    retire_minutes=10,
)
RULES = SearchRules(results=3, read_conversations=5, lines=3, index=INDEX)


class Index:
    """An index in memory, whose clock is turned by hand."""

    def __init__(self, store: FakeSearch | None = None) -> None:
        self.now = 1_800_000_000_000
        self.store = store or FakeSearch()
        numbers = count()
        self.ports = SearchPorts(
            self.store, run_in_order, lambda: self.now, lambda: f"merged{next(numbers)}", RULES, lambda _subject: None
        )

    def put(self, conversation: str, *texts: str) -> None:
        lines = tuple(Line(seq, self.now, "customer", text) for seq, text in enumerate(texts, 1))
        self.store.put(IndexedConversation(conversation, self.now, len(lines), lines))

    def pages(self, query: str, hidden: Sequence[str] = ()) -> list[Page]:
        """All pages of a search."""
        words, start, pages = wanted_words(query), None, []
        while True:
            pages.append(find(self.ports, words, lambda ids: frozenset(ids) - set(hidden), start))
            start = pages[-1].next
            if start is None:
                return pages

    def found(self, query: str, hidden: Sequence[str] = ()) -> list[str]:
        return [each.entry.conversation for page in self.pages(query, hidden) for each in page.found]


SYLLABLES = st.text(alphabet="과실비율 보험.AB12", min_size=1, max_size=8)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.integers(0, 9), st.lists(SYLLABLES, min_size=1, max_size=3)),
        st.sampled_from(["segment", "merge", "delete", "hour", "race"]),
    ),
    max_size=60,
)


@given(
    steps=STEPS, query=st.text(alphabet="과실비율 보험ab12", min_size=2, max_size=5), hidden=st.sets(st.integers(0, 9))
)
def test_a_search_finds_what_reading_everything_finds_at_every_stage_of_the_index(
    steps: list[object], query: str, hidden: set[int]
) -> None:
    index = Index()
    for step in steps:
        index.now += 1_000
        match step:
            case (number, texts):
                index.put(f"conv{number}", *texts)  # type: ignore[misc]
            case "segment":
                index.now += 31_000
                write_due_segment(index.ports)
            case "merge":
                merge_due_segments(index.ports)
            case "race":  # two processes write and merge the same
                stale, before = set(index.store.loose), dict(index.store.listed)
                write_due_segment(index.ports)
                index.store.loose |= stale
                write_due_segment(index.ports)
                assert before.keys() <= index.store.listed.keys()
            case "delete":
                delete_retired(index.ports)
            case "hour":
                index.now += 61 * MINUTE
    try:
        words = wanted_words(query)
    except SearchTooShort:
        return
    names = [f"conv{number}" for number in hidden]
    expected = {one.conversation: one for one in index.store.texts.values() if hits_in(one, words)}
    order = sorted(expected.keys() - set(names), key=lambda name: expected[name].entry.order, reverse=True)
    assert index.found(query, names) == order


def test_segments_are_written_when_full_or_old_and_merged_when_many() -> None:
    index = Index()
    for number in range(4):
        index.put(f"conv{number}", "과실 비율")
    assert write_due_segment(index.ports) is None, "an entry may still be written by a running process"
    index.now += 31_000
    assert write_due_segment(index.ports) is not None
    index.put("conv5", "과실 비율")
    index.now += 59 * MINUTE
    assert write_due_segment(index.ports) is None, "neither full nor old"
    index.now += 2 * MINUTE
    assert write_due_segment(index.ports) is not None
    whole = merge_due_segments(index.ports)
    assert whole is not None
    assert (whole.level, whole.count, len(index.store.listed)) == (1, 5, 1)
    delete_retired(index.ports)
    assert len(index.store.written) == 3, "searches still read the parts"
    index.now += 11 * MINUTE
    delete_retired(index.ports)
    assert set(index.store.written) == {whole.id}


class CrashingSearch(FakeSearch):
    """Ends after so many calls, as a process does."""

    def __init__(self) -> None:
        super().__init__()
        self.left = -1

    def __getattribute__(self, name: str) -> object:
        found = object.__getattribute__(self, name)
        if callable(found) and not name.startswith("_") and self.left >= 0:
            if self.left == 0:
                raise ConnectionError(name)
            self.left -= 1
        return found


@pytest.mark.parametrize("calls", range(14))
def test_nothing_is_lost_or_doubled_where_a_process_ends_at_any_call(calls: int) -> None:
    store = CrashingSearch()
    index = Index(store)
    for number in range(8):
        index.put(f"conv{number}", f"과실 비율 {number}번")
    index.now += 31_000
    for step in (write_due_segment, write_due_segment, merge_due_segments, delete_retired):
        store.left = calls
        try:
            step(index.ports)
        except ConnectionError:
            store.left = -1
            assert index.found("과실비율") == [f"conv{number}" for number in reversed(range(8))]
            step(index.ports)
        store.left = -1
        index.now += 11 * MINUTE
    assert index.found("과실비율") == [f"conv{number}" for number in reversed(range(8))]
    assert (len(store.listed), store.loose) == (1, set())


@pytest.mark.parametrize(
    "query, text, marked",
    [
        ("과실비율", "과실 비율을 알려 주세요", ["과실 비율"]),
        ("과실 비율", "비율이요? 과실이요!", ["비율", "과실"]),
        ("12가3456", "번호는 12가 3456이에요", ["12가 3456"]),
        ("010-1234-5678", "01012345678", ["01012345678"]),
        ("HELLO", "hello, hello", ["hello", "hello"]),
        ("\u1100\u116a\u1109\u1175\u11af", "과실", ["과실"]),
    ],
)
def test_spaces_case_punctuation_and_composition_make_no_difference(query: str, text: str, marked: list[str]) -> None:
    hits = hits_in(IndexedConversation("conv1", 1, 1, (Line(1, 1, "customer", text),)), wanted_words(query))
    assert [hits[0].line.text[start:end] for start, end in hits[0].spans] == marked


@pytest.mark.parametrize("query", ["", " ", "가", "! ?", "가 나"])
def test_a_query_without_two_letters_together_is_refused(query: str) -> None:
    with pytest.raises(SearchTooShort):
        wanted_words(query)


@given(parts=st.lists(st.lists(SYLLABLES, min_size=1, max_size=300), min_size=1, max_size=3))
def test_merged_postings_are_those_of_all_entries_together(parts: list[list[str]]) -> None:
    each = [[frozenset(letters_of(text).letters) for text in part] for part in parts]
    whole = [terms for part in each for terms in part]
    split = merged([(len(part), postings_of(part, 25)) for part in each], 25)
    for term, numbers in split:
        expected = [number for number, terms in enumerate(whole) if term in terms]
        assert numbers is None or set(expected) <= set(numbers)
    blocks = list(blocks_of(postings_of(whole, 100)))
    assert {term: numbers for _, block in blocks for term, numbers in read_block(block)} == {
        term: [number for number, terms in enumerate(whole) if term in terms] for term in frozenset().union(*whole)
    }
    assert all(numbers_in(block, "없음") == () for _, block in blocks)


def test_a_term_of_most_entries_is_not_looked_up_also_after_merging() -> None:
    common, rare = frozenset({"니다", "과실"}), frozenset({"니다"})
    part = [common, *[rare] * 299]
    alone = dict(postings_of(part, 25))
    assert (alone["니다"], alone["과실"]) == (None, [0])
    together = dict(merged([(300, postings_of(part, 25)), (300, postings_of(part, 25))], 25))
    assert (together["니다"], together["과실"]) == (None, [0, 300])


@given(at=st.integers(1_700_000_000_000, 1_900_000_000_000), idle=st.integers(0, 48))
def test_an_open_conversation_is_looked_at_within_the_hour_and_a_silent_one_within_the_day(at: int, idle: int) -> None:
    due = next_look("conv1", at, at - idle * 60 * MINUTE, INDEX)
    assert 0 < due - at <= (60 if idle <= 24 else 24 * 60) * MINUTE
    assert next_look("conv1", due - 1, due - 1 - idle * 60 * MINUTE, INDEX) == due, "the same for a repeated event"


def test_of_a_long_conversation_the_newest_lines_are_kept() -> None:
    lines = [Line(seq, seq, "customer", "가" * 10) for seq in range(1, 6)]
    assert [line.seq for line in newest_lines(lines, 25)] == [4, 5]
    assert newest_lines(lines, 50) == tuple(lines)
