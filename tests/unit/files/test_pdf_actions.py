"""What a key of a PDF means depends on where it stands: names are harmless wherever any name may stand, actions are
found wherever a reader looks for them."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import StreamObject

from chalicelib.files import pdf
from chalicelib.files.pdf import inspect_pdf
from chalicelib.files.pdf_bytes import byte_dictionaries, is_suspect
from chalicelib.files.rules import file_rules
from tests.unit.files.test_pdf import PAGES, written

RULE = file_rules().kinds["pdf"]
NAMES = (b"/JS", b"/JavaScript", b"/J#53", b"/Launch", b"/SubmitForm", b"/ImportData", b"/GoToE", b"/Rendition", b"/EF",
         b"/RichMediaExecute", b"/RichMediaContent", b"/OnInstantiate", b"/XFA", b"/EmbeddedFiles")  # fmt: skip
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def form(entries: bytes = b"") -> bytes:
    return b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]%b/Length 0>>stream\n\nendstream" % entries


def page(entries: bytes) -> bytes:
    return b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]%b>>" % entries


def with_page(entries: bytes, four: bytes = b"null", five: bytes = b"null") -> bytes:
    return written(b"", {3: page(entries), 4: four, 5: five})


HARMLESS: dict[str, Callable[[bytes], bytes]] = {
    "a font": lambda name: with_page(b"/Resources<</Font<<%b 4 0 R>>>>" % name, FONT),
    "a font in the page": lambda name: with_page(b"/Resources<</Font<<%b%b>>>>" % (name, FONT)),
    "a font in a list of its own": lambda name: with_page(b"/Resources<</Font 5 0 R>>", FONT, b"<<%b 4 0 R>>" % name),
    "one of many fonts": lambda name: with_page(b"/Resources<</Font<</F 4 0 R/S 4 0 R%b 4 0 R>>>>" % name, FONT),
    "a picture": lambda name: with_page(b"/Resources<</XObject<<%b 4 0 R>>>>" % name, form()),
    "a font of a picture": lambda name: with_page(
        b"/Resources<</XObject<</A 4 0 R>>>>", form(b"/Resources<</Font<<%b 5 0 R>>>>" % name), FONT
    ),
    "a state of drawing": lambda name: with_page(b"/Resources<</ExtGState<<%b<</CA 1>>>>>>" % name),
    "a colour space": lambda name: with_page(
        b"/Resources<</ColorSpace<<%b[/Separation%b/DeviceGray 4 0 R]>>>>" % (name, name)
    ),
    "a layer": lambda name: with_page(b"/Resources<</Properties<<%b<</Type/OCG/Name(a)>>>>>>" % name),
    "a glyph": lambda name: with_page(
        b"/Resources<</Font<</A 4 0 R>>>>",
        b"<</Type/Font/Subtype/Type3/CharProcs<<%b 5 0 R>>/Encoding<</Differences[0%b]>>>>" % (name, name),
        form(),
    ),
    "the name of a font": lambda name: with_page(b"/Resources<</Font<</A<</Type/Font/BaseFont%b>>>>>>" % name),
    "a font of a form": lambda name: written(b"/AcroForm<</Fields[]/DR<</Font<<%b 4 0 R>>>>>>" % name, {4: FONT}),
    "a destination": lambda name: written(b"/Dests<<%b[3 0 R/Fit]>>" % name),
    "a destination in an action": lambda name: written(b"/OpenAction<</S/GoTo/D%b>>" % name),
    "a role": lambda name: written(b"/StructTreeRoot<</Type/StructTreeRoot/RoleMap<<%b/P>>>>" % name),
    "a class": lambda name: written(b"/StructTreeRoot<</Type/StructTreeRoot/ClassMap<<%b<</O/Layout>>>>>>" % name),
    "a structure element": lambda name: written(
        b"/StructTreeRoot<</K 4 0 R>>", {4: b"<</Type/StructElem/S%b/P 3 0 R/K[0]/T(title)/R 1/ID(a)>>" % name}
    ),
    "information": lambda name: written(b"", {4: b"<<%b(text)/Title(a)>>" % name}, end=b"/Info 4 0 R"),
    "data of a program": lambda name: with_page(
        b"/PieceInfo<<%b<</LastModified(D:2026)/Private<<%b(text)>>>>>>" % (name, name)
    ),
    "a state of a button": lambda name: with_page(
        b"/Annots[<</Subtype/Widget/Rect[0 0 1 1]/FT/Btn/V%b/AS%b/AP<</N<<%b 4 0 R/Off 4 0 R>>>>>>]" % ((name,) * 3),
        form(),
    ),
    "text": lambda name: with_page(b"/Annots[<</Subtype/Text/Rect[0 0 1 1]/Contents(%b)/NM(%b)>>]" % (name, name)),
    "rights of use": lambda _: written(
        b"/Perms<</UR3 4 0 R>>",
        {4: b"<</Type/Sig/Reference[<</TransformMethod/UR3/TransformParams<</Document[/FullSave]/EF[/Create/Delete"
         b"/Modify/Import]/Form[/Add/Import/Export/SubmitStandalone]/V/2.2>>>>]>>"},
    ),
}  # fmt: skip
ACTIONS = {
    "a script": b"<</S/JavaScript/JS(app.alert\\(1\\))>>",
    "a script in a stream": b"<</S/JavaScript/JS 5 0 R>>",
    "an escaped script": b"<</S/J#61vaScript/J#53(app.alert\\(1\\))>>",
    "a script of hexadecimal digits": b"<</Type/Action/JS<6170>/S/JavaScript>>",
    "a program": b"<</S/Launch/F(cmd.exe)>>",
    "a program for Windows": b"<</S/Launch/Win<</F(cmd.exe)>>>>",
    "a form that is sent": b"<</S/SubmitForm/F<</FS/URL/F(https://a.example)>>>>",
    "data from a file": b"<</S/ImportData/F(a.fdf)>>",
    "a file in the document": b"<</S/GoToE/D[0/Fit]/T<</R/C/N(a)>>>>",
    "a film with a script": b"<</S/Rendition/OP 0/JS(a)>>",
    "media": b"<</S/RichMediaExecute/TA 3 0 R/CMD<</C(a)>>>>",
}
PLACES: dict[str, Callable[[bytes], bytes]] = {
    "at opening": lambda action: written(b"/OpenAction" + action, {5: form()}),
    "at opening, elsewhere": lambda action: written(b"/OpenAction 4 0 R", {4: action, 5: form()}),
    "after another": lambda action: written(b"/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next[4 0 R]>>", {4: action, 5: form()}),
    "of the document": lambda action: written(b"/AA<</WC 4 0 R>>", {4: action, 5: form()}),
    "of a page": lambda action: with_page(b"/AA<</O 4 0 R>>", action, form()),
    "of a link": lambda action: with_page(b"/Annots[<</Subtype/Link/Rect[0 0 1 1]/A%b>>]" % action, five=form()),
    "of a field": lambda action: written(b"/AcroForm<</Fields[<</T(a)/AA<</K 4 0 R>>>>]>>", {4: action, 5: form()}),
    "of a bookmark": lambda action: written(b"/Outlines<</First<</Title(a)/A 4 0 R>>>>", {4: action, 5: form()}),
    "in a list of names": lambda action: written(b"/Names<</JavaScript<</Names[(a)4 0 R]>>>>", {4: action, 5: form()}),
    "that is also a font": lambda action: written(
        b"/OpenAction 4 0 R/AcroForm<</DR<</Font 4 0 R>>>>", {4: action, 5: form()}
    ),
    "that nothing refers to": lambda action: written(b"", {4: action, 5: form()}),
    "that the table doesn't list": lambda action: written(b"", {5: form()}) + b"\n4 0 obj\n" + action + b"\nendobj\n",
}
FILE = b"<</Type/Filespec/F(a)/EF<</F 5 0 R>>>>"
OTHERS = {
    "a file": written(b"/Names<</EmbeddedFiles<</Names[(a)4 0 R]>>>>", {4: FILE, 5: form()}),
    "a file of a note": with_page(
        b"/Annots[<</Subtype/FileAttachment/FS<</F(a)/EF 4 0 R>>>>]", b"<</F 5 0 R>>", form()
    ),
    "a form of XFA": written(b"/AcroForm<</Fields[]/XFA 4 0 R>>", {4: form()}),
    "a form of XFA in pieces": written(b"/AcroForm 4 0 R", {4: b"<</XFA[(template)5 0 R]>>", 5: form()}),
    "media": with_page(b"/Annots[<</Subtype/RichMedia/Rect[0 0 1 1]/RichMediaContent<</Assets 4 0 R>>>>]"),
    "a model with a script": with_page(
        b"/Annots[<</Subtype/3D/3DD 4 0 R>>]", form(b"/Subtype/U3D/OnInstantiate 5 0 R"), form()
    ),
}


def reason(folder: Path, content: bytes) -> str:
    path = folder / "file.pdf"
    path.write_bytes(content)
    return inspect_pdf(path, RULE).reason


def locked(content: bytes, password: str = "", algorithm: str = "AES-256") -> bytes:
    """The same document, encrypted; without a password for its owner alone."""
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(content))), io.BytesIO()
    writer.encrypt(password, "owner", algorithm=algorithm)
    writer.write(out)
    return out.getvalue()


def with_streams(catalog: bytes = b"", lock: PdfReader | None = None) -> bytes:
    """A document of PDF 1.5: its objects in an object stream, its table in another stream. `lock`: a document whose
    encryption it has."""
    objects = (b"<</Type/Catalog/Pages 2 0 R%b>>" % catalog, PAGES[2], PAGES[3])
    starts = [sum(len(each) + 1 for each in objects[:number]) for number in range(3)]
    head = b"".join(b"%d %d " % (number + 1, start) for number, start in enumerate(starts))
    packed_objects, content = zlib.compress(head + b" ".join(objects)), b"%PDF-1.5\n"
    locking, key = b"", io.BytesIO()
    if lock is not None:
        stream = StreamObject()
        stream.set_data(packed_objects)
        packed_objects = lock._encryption.encrypt_object(stream, 4, 0)._data  # type: ignore[union-attr]
        lock.trailer["/Encrypt"].get_object().write_to_stream(key)  # type: ignore[union-attr]
        content += b"6 0 obj\n%b\nendobj\n" % key.getvalue()
        file_id: bytes = lock.trailer["/ID"][0].original_bytes  # type: ignore[index]
        locking = b"/Encrypt 6 0 R/ID[<%b><00>]" % file_id.hex().encode()
    rows = [(0, 0, 255), (2, 4, 0), (2, 4, 1), (2, 4, 2), (1, len(content), 0)]
    content += b"4 0 obj\n<</Type/ObjStm/N 3/First %d/Filter/FlateDecode/Length %d>>stream\n%b\nendstream\nendobj\n" % (
        len(head),
        len(packed_objects),
        packed_objects,
    )
    rows += [(1, len(content), 0), (1, 9, 0)][: 2 if locking else 1]
    table = zlib.compress(b"".join(struct.pack(">BHB", *row) for row in rows))
    end = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(content)
    entries = b"/Type/XRef/Size %d/W[1 2 1]/Root 1 0 R/Filter/FlateDecode%b" % (len(rows), locking)
    return content + b"5 0 obj\n<<%b/Length %d>>stream\n%b" % (entries, len(table), table) + end


def packed(content: bytes) -> bytes:
    """The document with an object stream that has its fourth object, as PDF 1.5 has it."""
    start, end = content.index(b"4 0 obj\n") + 8, content.index(b"\nendobj", content.index(b"4 0 obj\n"))
    stream = zlib.compress(b"4 0 " + content[start:end])
    extra = b"8 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%b\nendstream\nendobj\n"
    return (
        content[: start - 8] + extra % (len(stream), stream) + content[end + 8 :].replace(b"startxref", b"startxref 7")
    )


@pytest.mark.parametrize("place", HARMLESS)
def test_a_name_is_harmless_where_any_name_may_stand(tmp_path: Path, place: str) -> None:
    assert [name for name in NAMES if reason(tmp_path, HARMLESS[place](name))] == []


@pytest.mark.parametrize("place", PLACES)
def test_an_action_is_found_in_every_place(tmp_path: Path, place: str) -> None:
    found = {action: reason(tmp_path, PLACES[place](content)) for action, content in ACTIONS.items()}
    assert found == dict.fromkeys(ACTIONS, "active_content")


@pytest.mark.parametrize("name", OTHERS)
def test_files_forms_and_media_are_found(tmp_path: Path, name: str) -> None:
    assert reason(tmp_path, OTHERS[name]) == "active_content"


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_is_found_in_an_object_stream_and_in_a_locked_document(tmp_path: Path, action: str) -> None:
    content = PLACES["at opening, elsewhere"](ACTIONS[action])
    assert reason(tmp_path, packed(content)) == "active_content"
    assert reason(tmp_path, locked(content)) == "active_content"


@pytest.mark.parametrize("place", ["a font", "a structure element", "information", "rights of use"])
def test_a_name_is_harmless_in_an_object_stream_and_in_a_locked_document(tmp_path: Path, place: str) -> None:
    content = HARMLESS[place](b"/JS")
    assert reason(tmp_path, packed(content)) == ""
    assert reason(tmp_path, locked(content)) == ""


@pytest.mark.parametrize("link, looked_at", [(b"", False), (b"/A<</S/URI/URI(https://a.example)>>", True)])
def test_dictionaries_are_looked_at_only_if_one_may_be_active(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, link: bytes, *, looked_at: bool
) -> None:
    """A tagged document has a hundred thousand, and takes seconds."""
    asked = list[object]()
    monkeypatch.setattr(pdf, "is_active", asked.append)
    tagged = written(b"/StructTreeRoot<</K[%b]>>" % b"".join([b"<</S/P%b>>" % link] * 9))
    assert reason(tmp_path, tagged) == ""
    assert reason(tmp_path, packed(written(b"/StructTreeRoot 4 0 R", {4: b"<</S/P%b>>" % link}))) == ""
    assert (len(asked) > 0) == looked_at


BEGINNINGS = (b"\n", b"\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 1_000, bytes(128))


@pytest.mark.parametrize(
    "whole", [written(b""), with_streams(), locked(written(b""))], ids=["a table", "streams", "encrypted"]
)
def test_the_end_and_what_stands_before_the_header_may_be_missing_or_wrong(tmp_path: Path, whole: bytes) -> None:
    start = whole.index(b"startxref")
    last_object = whole.index(b"xref\n") if b"trailer" in whole else whole.index(b"5 0 obj")
    damaged = [before + whole for before in BEGINNINGS]
    damaged += [whole[:end] for end in range(last_object, len(whole))]
    damaged += [whole + b"junk" * 500, whole + bytes(3_000), whole[:start] + b"startxref\n99999\n%%EOF"]
    damaged.append(BEGINNINGS[2] + whole[:last_object])
    assert [reason(tmp_path, content) for content in damaged] == [""] * len(damaged)


@pytest.mark.parametrize("algorithm", ["AES-128", "AES-256"])
@pytest.mark.parametrize(
    "password, catalog, expected",
    [("", b"", ""), ("", b"/OpenAction<</S/JavaScript/JS(a)>>", "active_content"), ("secret", b"", "encrypted")],
)
def test_an_encrypted_document_that_lost_its_table_of_streams_is_what_it_is(
    tmp_path: Path, algorithm: str, password: str, catalog: bytes, expected: str
) -> None:
    """Without the file's id, no password opens an older encryption."""
    lock = PdfReader(io.BytesIO(locked(written(b""), password, algorithm)))
    lock.decrypt("owner")
    whole = with_streams(catalog, lock)
    known = whole.index(b"<00>]") + 5
    without_id = {reason(tmp_path, whole[:end]) for end in range(whole.index(b"5 0 obj"), known, 5)}
    assert without_id == {"corrupt" if algorithm == "AES-128" else expected}
    assert {reason(tmp_path, whole[:end]) for end in range(known, len(whole) + 1, 5)} == {expected}


def test_a_page_without_a_size_is_good(tmp_path: Path) -> None:
    assert reason(tmp_path, written(b"", {3: b"<</Type/Page/Parent 2 0 R>>"})) == ""


@pytest.mark.parametrize(
    "catalog",
    [
        b"/AcroForm<</Fields[]/XFA[]>>",
        b"/AcroForm<</Fields[]/XFA [ ] >>",
        b"/AcroForm<</Fields[]/XFA<< >>>>",
        b"/Names<</JavaScript<</Names[]>>/EmbeddedFiles<</Names[]>>>>",
    ],
)
def test_an_empty_entry_is_harmless(tmp_path: Path, catalog: bytes) -> None:
    assert reason(tmp_path, written(catalog)) == ""


def test_a_script_is_found_in_a_document_without_its_end(tmp_path: Path) -> None:
    content = PLACES["at opening, elsewhere"](ACTIONS["a script"])
    assert reason(tmp_path, content[: content.index(b"xref")]) == "active_content"


def test_what_exceeds_a_limit_is_not_called_damaged(tmp_path: Path) -> None:
    bomb = zlib.compress(b"4 0 " + b" " * 200_000_000)
    stream = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(bomb), bomb)
    assert reason(tmp_path, written(b"", {4: stream})) == "too_complex"
    assert reason(tmp_path, written(b"/A" + b"[" * 5_000 + b"]" * 5_000)) == "too_complex"


@pytest.mark.parametrize(
    "target",
    [b"/F(cmd)", b"/F <636d64>", b"/F\0(cmd)", b"/F%a\n(cmd)", b"/F 5 0 R", b"/F 5%a\n0 R", b"/#46(cmd)", b"/UF(cmd)",
     b"/U#52I(cmd)", b"/URI\n(cmd)"],
)  # fmt: skip
def test_bytes_with_a_target_are_suspect(target: bytes) -> None:
    assert is_suspect(b"<</A/B" + target + b">>")


@pytest.mark.parametrize("harmless", [b"/F 4/H/I", b"/F<</Type/Font>>", b"/Fit", b"/JSA 5 0 R", b"/A#20B", b"/EFG"])
def test_bytes_of_other_names_are_not(harmless: bytes) -> None:
    assert not is_suspect(b"<</A/B" + harmless + b">>")


@pytest.mark.parametrize(
    "content, names",
    [
        (b"<</S/JavaScript/JS(x)>>", [{"/S", "/JavaScript", "/JS"}]),
        (b"<</A<</B/C>>/D/E>>", [{"/B", "/C"}, {"/A", "/D", "/E"}]),
        (b"<</J#61vaScript /A#20B>>", [{"/JavaScript", "/A B"}]),
        (b"<<(/A) /B ((/C)/D \\) /E) /F>>", [{"/B", "/F"}]),
        (b"<<% /A\n/B>>", [{"/B"}]),
        (b"<<>>stream\n<</A ( endstream <</B>>", [set(), {"/B"}]),
        (b"<</A stream\nnever ends /B", [{"/A"}]),
        (b"<</A (open\nendobj\n2 0 obj <</B>>", [{"/A"}, {"/B"}]),
        (b">> ) <</A>>", [{"/A"}]),
        (b"", []),
    ],
)
def test_names_are_read_by_dictionary_outside_strings_comments_and_streams(
    content: bytes, names: list[set[str]]
) -> None:
    found = [each.names for each in byte_dictionaries(content)]
    assert [each for each in found if each or names[:1] == [set()]][: len(names)] == names
