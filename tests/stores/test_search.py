"""Contract of stores for the search index."""

from itertools import count

from chalicelib.kernel.parallel import run_in_order
from chalicelib.search.finding import find
from chalicelib.search.indexing import delete_retired, merge_due_segments, write_due_segment
from chalicelib.search.model import Entry, IndexedConversation, Line, Segment
from chalicelib.search.ports import SearchPorts, SearchStore
from chalicelib.search.terms import wanted_words
from tests.unit.search.test_search import MINUTE, RULES

T0 = 1_800_000_000_000


def talk(conversation: str, at: int, *texts: str) -> IndexedConversation:
    lines = tuple(Line(seq, at, "customer", text) for seq, text in enumerate(texts, 1))
    return IndexedConversation(conversation, at, len(texts), lines)


def test_words_are_kept_and_a_later_state_replaces_an_earlier_one(search: SearchStore) -> None:
    early, late, other = talk("one", T0, "과실"), talk("one", T0 + 1, "과실", "비율"), talk("two", T0, "보험")
    assert search.get("one") is None
    for each in (early, other, late, late):
        search.put(each)
    assert search.get("one") == late
    assert search.get_many(["two", "one", "nosuch", "one"]) == {"one": late, "two": other}
    assert search.unsegmented(9) == (Entry("one", T0), Entry("two", T0), Entry("one", T0 + 1))
    assert search.unsegmented(1) == (Entry("one", T0),)


def test_a_block_is_found_by_every_term_from_its_first_one_on(search: SearchStore) -> None:
    segment = Segment("seg1", 0, 3, T0, T0 + 2)
    search.write_segment(segment, [("가나", b"first"), ("나나", b"second"), ("𠀀가", b"third")], [b"c0", b"c1"])
    wanted = {"가가": None, "가나": b"first", "가힣": b"first", "나나": b"second", "힣힣": b"second"}
    assert {term: search.block("seg1", term) for term in wanted} == wanted
    assert search.block("seg1", "𠀀나") == b"third"
    assert search.block("nosuch", "가나") is None
    assert list(search.blocks("seg1")) == [b"first", b"second", b"third"]
    assert [search.chunk("seg1", number) for number in (0, 1, 2)] == [b"c0", b"c1", None]


def test_segments_replace_entries_and_one_another(search: SearchStore) -> None:
    entries = [Entry(f"conv{number:02}", T0 + number) for number in range(30)]
    for entry in entries:
        search.put(talk(entry.conversation, entry.indexed_at, "과실"))
    parts = [Segment("a", 0, 15, T0, T0 + 14), Segment("b", 0, 14, T0 + 15, T0 + 28)]
    for part, members in zip(parts, (entries[:15], entries[15:29]), strict=True):
        search.add_segment(part, members)
        search.add_segment(part, members)
    assert search.unsegmented(50) == (entries[29],)
    assert search.segments() == (parts[1], parts[0])
    whole = Segment("c", 1, 29, T0, T0 + 28)
    assert search.replace_segments(whole, parts, T0 + 100)
    assert not search.replace_segments(Segment("d", 1, 29, T0, T0 + 28), parts, T0 + 101)
    assert search.segments() == (whole,)
    assert search.retired(T0 + 100) == ()
    assert sorted(search.retired(T0 + 101)) == ["a", "b"]
    search.write_segment(parts[0], [("가나", b"block")], [b"c0"])
    for _ in range(2):
        search.delete_segment("a")
    assert (search.block("a", "가나"), search.chunk("a", 0), search.retired(T0 + 101)) == (None, None, ("b",))


def test_times_are_kept_once_and_returned_in_order(search: SearchStore) -> None:
    for conversation, at in (("late", T0 + 5), ("early", T0), ("early", T0), ("late", T0 + 1)):
        search.schedule(conversation, at)
    assert search.scheduled(T0 + 5, 9) == (("early", T0), ("late", T0 + 1))
    assert search.scheduled(T0 + 5, 1) == (("early", T0),)
    for _ in range(2):
        search.unschedule("early", T0)
    assert search.scheduled(T0 + 9, 9) == (("late", T0 + 1), ("late", T0 + 5))


def test_the_index_works_through_its_stages(search: SearchStore) -> None:
    now, numbers = [T0], count()
    ports = SearchPorts(
        search, run_in_order, lambda: now[0], lambda: f"merged{next(numbers)}", RULES, lambda _subject: None
    )
    for number in range(8):
        now[0] += 1
        search.put(talk(f"conv{number}", now[0], f"{number}번 문의", "뒷문 과실 비율이요"))
    for stage in (write_due_segment, write_due_segment, merge_due_segments, delete_retired):
        now[0] += 11 * MINUTE
        stage(ports)
        page = find(ports, wanted_words("과실비율 문의"), frozenset, None)
        again = find(ports, wanted_words("과실비율 문의"), frozenset, page.next)
        found = [each.entry.conversation for each in (*page.found, *again.found)]
        assert found == [f"conv{number}" for number in range(7, 1, -1)]
    assert [segment.count for segment in search.segments()] == [8]
