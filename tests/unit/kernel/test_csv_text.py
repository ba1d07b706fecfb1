"""CSV: no cell begins a formula, and nothing of a cell is lost."""

import csv
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.kernel.csv_text import csv_line

TRICKS = st.sampled_from("=+-@\t\r\n\"'＝＋－＠−﹣ \u3000\u200b\u00ad,;가1A")
CELLS = st.text(TRICKS | st.characters(exclude_categories=["Cs"]))


def read(line: str) -> list[str]:
    (cells,) = csv.reader(io.StringIO(line, newline=""), strict=True)
    return cells


def begins_formula(cell: str) -> bool:
    """Whether a careless reader, who drops quotes and what isn't seen and converts widths, sees a formula."""
    seen = [char for char in cell if char in "\t\r\n" or unicodedata.category(char)[0] not in "ZC"]
    bare = "".join(char for char in seen if char not in '"“”‘’')
    return unicodedata.normalize("NFKC", bare)[:1] in tuple("=+-@\t\r\n−")


@given(st.lists(CELLS, min_size=1, max_size=4))
def test_no_cell_begins_a_formula_and_every_cell_is_read_back(cells: list[str]) -> None:
    line = csv_line(cells)
    assert line.endswith("\r\n")
    for cell, shown in zip(cells, read(line), strict=True):
        assert shown in (cell, f"'{cell}")
        assert not begins_formula(shown)


@pytest.mark.parametrize(
    "cell", ["=1+1", "+82-10", "-1", "@SUM(A1)", "\t=1", "\r=1", '"=1', "'=1", "＝1", "－1", "\u200b=1", " =1"]
)
def test_formulas_become_texts(cell: str) -> None:
    assert read(csv_line([cell])) == [f"'{cell}"]


def test_numbers_stay_numbers() -> None:
    assert csv_line([7, 0, "일반", 'a"b', -1]) == '7,0,"일반","a""b","\'-1"\r\n'
