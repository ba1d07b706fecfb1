"""Renders a certificate as PDF/A-3: text that can be read and searched, the font embedded as far as it is used, and the
facts as a JSON file inside. Loaded only where a certificate is issued."""

import unicodedata
from datetime import UTC, datetime

import msgspec
from fpdf import FPDF
from fpdf.enums import AssociatedFileRelationship, DocumentCompliance, MethodReturnValue, WrapMode, XPos, YPos

from chalicelib.certificates.model import CertificateContent, CertificateSection, displayed_number
from chalicelib.certificates.rules import CertificateRules, Issuer
from chalicelib.certificates.typeface import FILES, are_printable, printable
from chalicelib.content.configuration import Texts, texts
from chalicelib.content.formatting import format_date

FACTS_FILE = "facts.json"
FAMILY = "Pretendard"
MARGIN = 22
LABEL_WIDTH = 46
BLACK, GREY, LINE, ACCENT = (26, 29, 33), (94, 101, 112), (217, 221, 227), (11, 79, 209)
SECTION = "certificates"


class _Sheet(FPDF):
    """A page with the insurer above and the number below."""

    def __init__(self, content: CertificateContent, number: str, issuer: Issuer, check_page: str) -> None:
        super().__init__(enforce_compliance=DocumentCompliance.PDFA_3B)
        self._words, self._issuer, self._check_page = texts(content.locale), issuer, check_page
        self._content, self._number = content, displayed_number(number)
        for style, file in FILES.items():
            self.add_font(FAMILY, style, file)
        self.set_margins(MARGIN, MARGIN)
        self.c_margin = 0
        self.set_auto_page_break(True, margin=34)

    def header(self) -> None:
        issuer = self._issuer
        self._type(11, "B", ACCENT)
        self.cell(0, 6, printable(issuer.name[self._content.locale]), new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self._type(8, "", GREY)
        self.cell(0, 5, printable(f"{issuer.address[self._content.locale]} · {issuer.telephone}"))
        self.ln(12)

    def footer(self) -> None:
        self.set_y(-30)
        self._rule()
        self.ln(2)
        self._type(8, "", GREY)
        how = "check_at" if self._check_page else "check"
        words = self._words.render(SECTION, how, number=self._number, page=self._check_page)
        self.write_text(words, 4.4)
        self.cell(0, 4.4, f"{self.page_no()}", align="R")

    def body(self) -> None:
        content = self._content
        self._type(22, "B", BLACK)
        self.write_text(content.title, 10, align="C")
        self.ln(3)
        self._type(9, "", GREY)
        self.write_text(self._words.render(SECTION, "numbered", number=self._number), 5, align="C")
        self.ln(7)
        for section in content.sections:
            self._section(section)
        self._type(11, "", BLACK)
        self.write_text(content.statement, 7)
        self.ln(8)
        self.write_text(format_date(content.issued_on, self._words.sections["dates"]), 7, align="C")
        self._type(13, "B", BLACK)
        self.write_text(self._issuer.name[content.locale], 8, align="C")

    def write_text(self, words: str, height: float, align: str = "L") -> None:
        """A paragraph; lines break between words."""
        self.multi_cell(
            0, height, printable(words), align=align, wrapmode=WrapMode.WORD, new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )

    def _section(self, section: CertificateSection) -> None:
        self._type(12, "B", BLACK)
        self.cell(0, 8, printable(section.heading), new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self._rule()
        for row in section.rows:
            self._row(row.label, row.value)
        self.ln(6)

    def _row(self, label: str, value: str) -> None:
        """A label with its value. A row that doesn't fit goes to the next page as a whole."""
        width = self.epw - LABEL_WIDTH
        self._type(10, "", BLACK)
        height = self.multi_cell(
            width, 6, printable(value), dry_run=True, output=MethodReturnValue.HEIGHT, wrapmode=WrapMode.WORD
        )
        if self.will_page_break(float(height) + 3):  # type: ignore[arg-type]  # HEIGHT alone is one float
            self.add_page()
        self.ln(1.5)
        top = self.y
        self._type(10, "", GREY)
        self.multi_cell(LABEL_WIDTH, 6, printable(label), align="L", new_x=XPos.RIGHT, new_y=YPos.TOP)
        below = self.y + 6
        self._type(10, "", BLACK)
        self.set_xy(self.l_margin + LABEL_WIDTH, top)
        self.multi_cell(
            width, 6, printable(value), align="L", wrapmode=WrapMode.WORD, new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )
        self.set_y(max(self.y, below) + 1.5)
        self._rule()

    def _rule(self) -> None:
        self.set_draw_color(*LINE)
        self.set_line_width(0.2)
        self.line(self.l_margin, self.y, self.w - self.r_margin, self.y)

    def _type(self, size: int, style: str, colour: tuple[int, int, int]) -> None:
        self.set_font(FAMILY, style, size)
        self.set_text_color(*colour)


def render_certificate(content: CertificateContent, number: str, rules: CertificateRules, check_page: str) -> bytes:
    """The PDF of a content with its number; `check_page` is the address where anybody checks it, "" without one."""
    composed = msgspec.convert(_composed(msgspec.to_builtins(content)), CertificateContent)
    sheet = _Sheet(composed, number, rules.issuer, check_page)
    sheet.set_title(printable(f"{composed.title} {displayed_number(number)}"))
    sheet.set_author(rules.issuer.name[composed.locale])
    sheet.set_lang(composed.locale)
    sheet.set_creation_date(datetime.fromisoformat(composed.issued_on).replace(tzinfo=UTC))
    sheet.embed_file(
        bytes=msgspec.json.encode({"number": displayed_number(number), **composed.facts}, order="sorted"),
        basename=FACTS_FILE,
        mime_type="application/json",
        associated_file_relationship=AssociatedFileRelationship.DATA.value,
    )
    sheet.add_page()
    sheet.body()
    return bytes(sheet.output())


def are_written(content: CertificateContent) -> bool:
    """Whether the font has all characters of the values, names among them."""
    values = (unicodedata.normalize("NFC", row.value) for section in content.sections for row in section.rows)
    return are_printable(values)


def _composed(value: object) -> object:
    """Texts in NFC: Korean syllables in one character each, as the font has them."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {_composed(key): _composed(each) for key, each in value.items()}
    return [_composed(each) for each in value] if isinstance(value, list | tuple) else value


def file_name(content_title: str, number: str, words: Texts) -> str:
    """The name of a certificate's file."""
    return words.render(SECTION, "file_name", title=content_title, number=displayed_number(number))
