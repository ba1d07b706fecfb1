"""Text is composed and has no hidden characters before anything is counted, searched or stored."""

import json
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.content.sanitising import sanitised_file_name
from chalicelib.kernel.plain_text import plain_json, plain_name, plain_text

BIDI_CONTROLS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
HIDDEN = [chr(code) for code in range(0x3000) if unicodedata.bidirectional(chr(code)) in BIDI_CONTROLS]
KEPT = "\n\t\u200d\ufe0f"
"""Line feed, tab, and what joins and colours emoji."""


@pytest.mark.parametrize("made_plain", [plain_text, plain_name, sanitised_file_name])
@given(st.text() | st.text(st.sampled_from("ᄀ가\u1161\u11a8e\u0301\u202e\u200b\0\r")))
def test_plain_text_is_composed_and_stays_as_it_is(made_plain: Callable[[str], str], text: str) -> None:
    plain = made_plain(text)
    assert unicodedata.is_normalized("NFC", plain)
    assert made_plain(plain) == plain


@pytest.mark.parametrize("hidden", [*HIDDEN, "\0", "\x1b", "\x7f", "\x9f", "\u200e", "\u200f", "\u061c"])
def test_hidden_characters_are_left_out_of_texts_and_names(hidden: str) -> None:
    assert plain_text(f"진단서{hidden}.jpg") == "진단서.jpg"
    assert plain_name(f"김{hidden}서연") == "김서연"
    assert sanitised_file_name(hidden) == "file"


def test_characters_that_people_type_stay() -> None:
    assert plain_text(f"가{KEPT}나") == f"가{KEPT}나"
    assert plain_text("가\r\n나\r다") == "가\n나\n다"
    assert plain_name(" 김\t서연\n\u200b ") == "김 서연"


@pytest.mark.parametrize("blank", "\u115f\u1160\u3164\uffa0\u2800")
def test_letters_that_nobody_sees_are_blanks_in_names(blank: str) -> None:
    assert plain_name(f"{blank}김{blank}{blank}서연{blank}") == "김 서연"


@given(st.recursive(st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(), st.lists))
def test_strings_of_a_document_are_plain_however_they_are_written(value: object) -> None:
    decomposed = json.loads(unicodedata.normalize("NFD", json.dumps(value, ensure_ascii=False)))
    for escaped in (True, False):
        assert json.loads(plain_json(json.dumps(decomposed, ensure_ascii=escaped))) == _plain(value)


def _plain(value: object) -> object:
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return plain_text(value) if isinstance(value, str) else value


@pytest.mark.parametrize(
    "document", ["", "{", '{"a": "\\ud83d"}', "[" * 9, '{"a":"\\n","b":1.00000000000000000000001}']
)
def test_what_is_no_text_stays_as_it_is_written(document: str) -> None:
    assert plain_json(document) == document
