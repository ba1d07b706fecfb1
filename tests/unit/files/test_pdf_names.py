"""Names are read from a PDF's bytes."""

import pytest

from chalicelib.files.pdf_names import pdf_names_in


@pytest.mark.parametrize(
    "content, names",
    [
        (b"<</S/JavaScript/JS(x)>>", ["/S", "/JavaScript", "/JS"]),
        (b"/J#61vaScript /A#20B", ["/JavaScript", "/A B"]),
        (b"(/A) /B", ["/B"]),
        (b"((/A)/B \\) /C) /D", ["/D"]),
        (b"(a % b) /C", ["/C"]),
        (b"% /A\n/B", ["/B"]),
        (b"<<>>stream\n/A ( endstream /B", ["/B"]),
        (b"(stream\n) /A", ["/A"]),
        (b"/A stream\nnever ends /B", ["/A"]),
        (b"(open\nendobj\n2 0 obj /A", ["/A"]),
        (b") /A", ["/A"]),
        (b"", []),
    ],
)
def test_names_are_read_outside_strings_comments_and_streams(content: bytes, names: list[str]) -> None:
    assert list(pdf_names_in(content)) == names
