"""The rules of PDF/A-3, level B, that a file can be checked against without a validator: each by its clause of
ISO 19005-3. No validator is packaged for Python, npm or Debian."""

import io
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from fontTools.ttLib import TTFont
from pypdf import PdfReader
from pypdf.generic import ContentStream, IndirectObject

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
KNOWN_NAMESPACES = {"http://purl.org/dc/elements/1.1/", "http://ns.adobe.com/xap/1.0/", "http://ns.adobe.com/pdf/1.3/"}
FORBIDDEN_KEYS = {"/AA", "/JavaScript", "/Launch", "/XFA", "/Requirements", "/OCProperties", "/AlternatePresentations"}
RELATIONSHIPS = {"/Source", "/Data", "/Alternative", "/Supplement", "/Unspecified"}
SHOWN = {b"Tj", b"TJ", b"'", b'"'}
EM = 1000


def violations(file: bytes) -> list[str]:
    """The rules that a file breaks, each with its clause."""
    reader = PdfReader(io.BytesIO(file))
    root: Any = reader.trailer["/Root"]
    checks = (_frame(file, reader), _keys(reader), _intent(root), _metadata(root), _files(reader, root), _fonts(reader))
    return [each for check in checks for each in check]


def _frame(file: bytes, reader: PdfReader) -> Iterator[str]:
    if not re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4,}\n", file):
        yield "6.1.2 header, and a comment of four bytes above 127"
    identifier: Any = reader.trailer.get("/ID", ())
    if len(identifier) != 2 or not all(identifier):
        yield "6.1.3 the trailer's ID"
    if "/Encrypt" in reader.trailer:
        yield "6.1.3 no encryption"
    if not re.search(rb"%%EOF\r?\n?\Z", file):
        yield "6.1.3 nothing after the last %%EOF"
    if "/Info" in reader.trailer:
        yield "6.6.3 the information dictionary differs from XMP, or may"


def _objects(reader: PdfReader) -> Iterator[Any]:
    for number in range(1, int(str(reader.trailer["/Size"]))):
        yield IndirectObject(number, 0, reader).get_object()


def _keys(reader: PdfReader) -> Iterator[str]:
    for each in _objects(reader):
        if not isinstance(each, dict):
            continue
        if found := FORBIDDEN_KEYS & each.keys():
            yield f"6.1, 6.4, 6.5, 6.10 forbidden: {sorted(found)}"
        if {"/F", "/FFilter", "/FDecodeParms"} & each.keys() and each.get("/Length") is not None:
            yield "6.1.7 a stream in another file"
        if "/LZWDecode" in str(each.get("/Filter", "")):
            yield "6.1.7 no LZW"
        if each.get("/Type") == "/Page" and each.get("/Annots"):
            yield "6.3 no annotation is expected here"


def _intent(root: Any) -> Iterator[str]:
    intents = [each.get_object() for each in root.get("/OutputIntents", ())]
    if [each.get("/S") for each in intents] != ["/GTS_PDFA1"] or "/DestOutputProfile" not in intents[0]:
        yield "6.2.3 one output intent with its profile"
        return
    profile = intents[0]["/DestOutputProfile"].get_object()
    content = profile.get_data()
    if profile["/N"] != 3 or content[8] > 4 or content[12:20] not in (b"mntrRGB ", b"prtrRGB "):
        yield "6.2.3 an ICC profile of RGB, version 4 at most"


def _metadata(root: Any) -> Iterator[str]:
    stream = root.get("/Metadata")
    if stream is None or "/Filter" in stream.get_object():
        yield "6.6.2 metadata that isn't compressed"
        return
    packet = stream.get_object().get_data()
    if not re.match(rb'<\?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"\?>', packet):
        yield "6.6.2.1 the packet's header"
    tree = ElementTree.fromstring(packet)  # noqa: S314 - our own
    about = list(tree.iter(f"{RDF}Description"))
    names = [name for each in about for name in (*each.attrib, *(child.tag for child in each))]
    values = {child.tag: child.text for each in about for child in each}
    if (values.get(f"{PDFA}part"), values.get(f"{PDFA}conformance")) != ("3", "B"):
        yield "6.6.4 the identification as PDF/A-3B"
    spaces = {name[1:].partition("}")[0] for name in names} - {RDF[1:-1], PDFA[1:-1]}
    if unknown := spaces - KNOWN_NAMESPACES:
        yield f"6.6.2.3 schemas that need a description: {sorted(unknown)}"


def _files(reader: PdfReader, root: Any) -> Iterator[str]:
    associated = [each.get_object() for each in root.get("/AF", ())]
    for each in _objects(reader):
        if not isinstance(each, dict) or "/EF" not in each:
            continue
        if not each.get("/F") or not each.get("/UF"):
            yield "6.8 a file has both names"
        if each.get("/AFRelationship") not in RELATIONSHIPS or each not in associated:
            yield "6.8 a file is associated, with its relationship"
        if "/" not in str(each["/EF"]["/F"].get_object().get("/Subtype", ""))[1:]:
            yield "6.8 a file has its MIME type"


def _fonts(reader: PdfReader) -> Iterator[str]:
    for page in reader.pages:
        fonts: Any = page["/Resources"]["/Font"]  # type: ignore[index]
        for name, shown in _shown(page, reader).items():
            font = fonts[name].get_object()
            (descendant,) = (each.get_object() for each in font["/DescendantFonts"])
            yield from _font(font, descendant, shown)


def _shown(page: Any, reader: PdfReader) -> dict[str, set[int]]:
    """The codes of two bytes that a page shows, by font."""
    shown: dict[str, set[int]] = {}
    font = ""
    for operands, operator in ContentStream(page["/Contents"].get_object(), reader).operations:
        if operator == b"Tf":
            font = str(operands[0])
        elif operator in SHOWN:
            parts = operands[0] if isinstance(operands[0], list) else operands[-1:]
            raw = [each.original_bytes for each in parts if hasattr(each, "original_bytes")]
            codes = shown.setdefault(font, set())
            codes |= {int.from_bytes(each[at : at + 2], "big") for each in raw for at in range(0, len(each), 2)}
    return shown


def _font(font: Any, descendant: Any, shown: set[int]) -> Iterator[str]:
    descriptor = descendant["/FontDescriptor"]
    if "/FontFile2" not in descriptor:
        yield "6.2.11.4.1 the font is embedded"
        return
    if not re.match(r"/[A-Z]{6}\+", font["/BaseFont"]) or descriptor["/FontName"] != font["/BaseFont"]:
        yield "6.2.11.2 the name of a subset"
    if font["/Encoding"] != "/Identity-H" or "/CIDToGIDMap" not in descendant:
        yield "6.2.11.3 codes that lead to glyphs"
    program = TTFont(io.BytesIO(descriptor["/FontFile2"].get_object().get_data()))
    to_glyph = _glyphs(descendant["/CIDToGIDMap"])
    if "/CIDSet" in descriptor:
        yield "6.2.11.4.2 a set of codes would have to name each"
    widths, wide = _widths(descendant), program["head"].unitsPerEm
    unicode = font["/ToUnicode"].get_object().get_data().decode()
    for code in sorted(shown):
        glyph = to_glyph(code)
        if not 0 < glyph < program["maxp"].numGlyphs:
            yield f"6.2.11.4.1, 6.2.11.8 code {code:04X} shows no glyph"
            continue
        advance = program["hmtx"][program.getGlyphName(glyph)][0] * EM / wide
        if abs(advance - widths.get(code, descendant["/DW"])) > 1:
            yield f"6.2.11.5 the width of code {code:04X}"
        if not re.search(rf"<{code:04X}> <(?!0000|FFFE|FEFF)[0-9A-F]{{4,}}>", unicode, re.IGNORECASE):
            yield f"6.2.11.7.2 the character of code {code:04X}"


def _glyphs(mapping: Any) -> Any:
    if mapping == "/Identity":
        return lambda code: code
    table = mapping.get_object().get_data()
    return lambda code: int.from_bytes(table[2 * code : 2 * code + 2], "big")


def _widths(descendant: Any) -> dict[int, float]:
    """The widths of codes: `code [w1 w2 …]`, or `first last w`."""
    widths, rest = dict[int, float](), list(descendant.get("/W", ()))
    while rest:
        first, after = int(rest.pop(0)), rest.pop(0)
        if isinstance(after, list):
            widths |= {first + place: float(each) for place, each in enumerate(after)}
        else:
            width = float(rest.pop(0))
            widths |= dict.fromkeys(range(first, int(after) + 1), width)
    return widths
