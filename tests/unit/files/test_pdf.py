"""PDFs built object by object, as programs write them and with hidden actions."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from chalicelib.files import pdf
from chalicelib.files.pdf import inspect_pdf
from chalicelib.files.rules import file_rules

RULE = file_rules().kinds["pdf"]
SCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
PAGES = {2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>"}


def written(
    catalog: bytes, more: Mapping[int, bytes] = {}, editions: Mapping[int, int] = {}, end: bytes = b""
) -> bytes:
    """A PDF of one page. `editions`: the generation of an object, 0 where none is given."""
    objects = {1: b"<</Type/Catalog/Pages 2 0 R%b>>" % catalog, **PAGES, **more}
    content, table = b"%PDF-1.7\n", b"0000000000 65535 f \n"
    for number, body in sorted(objects.items()):
        table += b"%010d %05d n \n" % (len(content), editions.get(number, 0))
        content += b"%d %d obj\n%b\nendobj\n" % (number, editions.get(number, 0), body)
    size = len(objects) + 1
    trailer = b"trailer\n<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (size, end, len(content))
    return content + b"xref\n0 %d\n%b" % (size, table) + trailer


def updated(base: bytes, number: int, edition: int, body: bytes) -> bytes:
    """The PDF with an object rewritten after its end (ISO 32000-2, 7.5.6)."""
    before = base.rindex(b"startxref")
    previous = int(base[before + 9 :].split()[0])
    content = base + b"%d %d obj\n%b\nendobj\n" % (number, edition, body)
    table = b"xref\n%d 1\n%010d %05d n \n" % (number, len(base), edition)
    trailer = b"trailer\n<</Size 9/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (previous, len(content))
    return content + table + trailer


def opening(target: bytes) -> bytes:
    return written(b"/OpenAction<</S/URI/URI(%b)>>" % target)


PLAIN = written(b"")
GOOD: dict[str, bytes] = {
    "plain": PLAIN,
    "a later edition of an object": written(b"/PageLabels 4 7 R", {4: b"<</Nums[0<</S/D>>]>>"}, {4: 7}),
    "changed thirty times": updated(updated(PLAIN, 4, 0, b"<</A/B>>"), 4, 0, b"<</A/C>>"),
    "a title about scripts": written(
        b"", {4: b"<</Title(HTML/CSS/JS \\( /JavaScript (/JS ) % /Launch )>>"}, end=b"/Info 4 0 R"
    ),
    "a comment about scripts": written(b"\n% /JavaScript\n"),
    "a page about scripts": written(b"", {4: b"<</Length 26>>stream\nBT (/JS) Tj /JavaScript ET\nendstream"}),
    "an empty list of scripts": written(b"/Names<</JavaScript<</Names[]>>>>"),
    "an empty list of files": written(b"/Names<</EmbeddedFiles<</Names[]>>>>"),
    "a web address": opening(b"https://example.com/a?javascript:1"),
    "an address to write to": opening(b"mailto:claims@insurer.example"),
    "a number to call": opening(b"tel:15881234"),
    "a place on its writer's disk": opening(b"file:///C:/Users/kim/report.docx"),
    "a neighbouring pdf": written(b"/OpenAction<</S/GoToR/F(part2.pdf)/D[0/Fit]>>"),
}
SCRIPTED: dict[str, bytes] = {
    "at opening": written(b"/OpenAction 4 0 R", {4: SCRIPT}),
    "after another action": written(b"/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next 4 0 R>>", {4: SCRIPT}),
    "in a list of names": written(b"/Names<</JavaScript<</Names[(a)4 0 R]>>>>", {4: SCRIPT}),
    "in a later edition of an object": written(b"/OpenAction 4 3 R", {4: SCRIPT}, {4: 3}),
    "beside an earlier edition of the object": updated(
        written(b"/OpenAction 4 1 R", {4: b"<</S/GoTo>>"}), 4, 1, SCRIPT
    ),
    "in the second entry of a name": written(b"/OpenAction<</S/GoTo/D[3 0 R/Fit]>>/OpenAction" + SCRIPT),
    "in the second kind of an action": written(b"/OpenAction<</S/URI/URI(https://a.example)/S/Launch/F(a)>>"),
    "added afterwards": updated(PLAIN, 1, 0, b"<</Type/Catalog/Pages 2 0 R/OpenAction%b>>" % SCRIPT),
    "in an address": opening(b"javascript:alert\\(1\\)"),
    "in an address with a line in it": opening(b"Java\\nScript:alert\\(1\\)"),
    "a place on another computer": opening(b"file://host.example/share/a"),
    "a pdf on another computer": written(b"/OpenAction<</S/GoToR/F<</F(\\\\\\\\host\\\\share\\\\a.pdf)>>/D[0/Fit]>>"),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_harmless_pdf_is_good(tmp_path: Path, name: str) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(GOOD[name])
    found = inspect_pdf(path, RULE)
    assert (found.reason, found.pages) == ("", 1)


@pytest.mark.parametrize("name", SCRIPTED)
def test_an_active_action_is_found_anywhere(tmp_path: Path, name: str) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(SCRIPTED[name])
    assert inspect_pdf(path, RULE).reason == "active_content"


def test_only_dictionaries_and_arrays_count_against_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that a program has tagged for screen readers, or tables of letters' widths, are mostly numbers."""
    monkeypatch.setattr(pdf, "_MAX_OBJECTS", 100)
    path, link = tmp_path / "file.pdf", b"/OpenAction<</S/URI/URI(https://a.example)>>"
    path.write_bytes(written(b"%b/StructTreeRoot<</S/P/K[%b]>>" % (link, b"500 " * 1_000)))
    assert inspect_pdf(path, RULE).reason == ""
    path.write_bytes(written(b"%b/StructTreeRoot<</S/P/K[%b]>>" % (link, b"<</S/P>>" * 100)))
    assert inspect_pdf(path, RULE).reason == "too_complex", "a limit of this check, not a fault of the file"


def test_nothing_of_a_pdf_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(written(b"/Lang(ko)/Lang(en)/PageLabels 9 0 R", end=b"/Info<</Title(Kim Seoyeon"))
    inspect_pdf(path, RULE)
    assert caplog.records == []
