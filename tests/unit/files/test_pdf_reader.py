"""A damaged file is searched for its objects once, however many of them are missing or misplaced."""

from pathlib import Path

import pytest

from chalicelib.files.pdf import _MAX_HEADS
from chalicelib.files.pdf_reader import QuickReader
from tests.unit.files import sample_files
from tests.unit.files.inspecting import inspected

SIZE = 4_000_000
FILLINGS = {
    "spaces": b" " * SIZE,
    "numbers": b"1 0 " * (SIZE // 4),
    "names": b"/F " * (SIZE // 3),
    "catalogs": b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n" * (SIZE // 45),
    "open arrays": b"1 0 obj" + b"[" * SIZE,
}


@pytest.mark.parametrize("filling", FILLINGS)
def test_a_large_damaged_file_has_a_verdict(tmp_path: Path, filling: str) -> None:
    """For each of 10,000 numbers of missing objects pypdf would search the file: a minute for this size."""
    found = inspected(tmp_path, b"%PDF-1.4\n" + FILLINGS[filling], "pdf").result
    assert found.reason == "corrupt"


def test_more_objects_than_a_program_writes_are_a_limit_of_ours(tmp_path: Path) -> None:
    objects = b"".join(b"%d 0 obj<<>>endobj\n" % number for number in range(_MAX_HEADS + 1))
    assert inspected(tmp_path, b"%PDF-1.4\n" + objects, "pdf").result.reason == "too_complex"


def test_objects_are_found_where_they_are_and_nowhere_else() -> None:
    whole = sample_files.pdf()
    moved = whole.replace(b"endobj\n", b"endobj\n%% more\n")
    for content in (whole, moved):
        with QuickReader(content) as reader:
            assert len(reader.pages) == 1
            assert [reader.get_object(number) for number in (777, 778)] == [None, None]
