"""Certificates as PDF/A-3: read by poppler where it is there, else by pypdf."""

import io
import json
import shutil
import subprocess
import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from chalicelib.certificates.errors import CertificateUnavailable
from chalicelib.certificates.model import CertificateContent, CertificateKind, CertificateSection, displayed_number
from chalicelib.certificates.rendering import are_written, render_certificate
from chalicelib.certificates.rules import certificate_rules
from chalicelib.content.configuration import LOCALES, texts
from chalicelib.contracts.holder import (
    Instalment,
    InsuranceContract,
    InsuredCoverage,
    InsuredDriver,
    Policyholder,
)
from chalicelib.queries.certificate_contents import certificate_content
from tests.unit.certificates.pdfa_rules import violations

TODAY = date(2026, 11, 30)
NUMBER = "7k3m9xq200abcdef"
PAGE = "https://chat.insurer.example/certificates"
CONTRACT = InsuranceContract(
    "12345678901234567890", "standard", "123가4567", "현대 아반떼 (CN7)", starts_on=date(2026, 3, 18),
    ends_on=date(2027, 3, 18), status="in_force", drivers=(InsuredDriver("김서연", scope="couple"),),
    coverages=(
        InsuredCoverage("bodily_1", 150_000_000), InsuredCoverage("bodily_2"),
        InsuredCoverage("own_damage", None, Decimal(20), 200_000, 500_000),
    ),
    instalments=(
        Instalment(date(2026, 3, 18), 365_000, date(2026, 3, 18)),
        Instalment(date(2026, 9, 18), 365_010, date(2026, 9, 20)),
        Instalment(date(2026, 12, 18), 1),
    ),
)  # fmt: skip
HOLDER = Policyholder("c1", "김서연", contracts=(CONTRACT,))


def content(kind: CertificateKind, locale: str = "ko", **changes: Any) -> CertificateContent:
    return certificate_content(HOLDER, replace(CONTRACT, **changes), kind, TODAY, texts(locale))


def pdf(certificate: CertificateContent) -> bytes:
    return render_certificate(certificate, NUMBER, certificate_rules(), PAGE)


def words_of(file: bytes, tmp_path: Path) -> str:
    """The text of all pages, by another program than the one that wrote them."""
    if shutil.which("pdftotext"):
        path = tmp_path / "certificate.pdf"
        path.write_bytes(file)
        done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
        assert not done.stderr
        return done.stdout.decode()
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages)


@pytest.mark.parametrize(
    "kind, locale, expected",
    [
        ("receipt", "ko", ("보험료 영수증", "365,010원", "2026년 9월 20일", "정히 영수했습니다.")),
        ("payment", "ko", ("보험료 납입증명서", "365,000원", "365,010원", "합계", "730,010원")),
        ("insurance", "ko", ("자동차보험 가입증명서", "대인배상Ⅱ", "무한", "자기부담금 20%", "현재 유효", "김서연")),
        ("receipt", "en", ("Premium receipt", "365,010 won", "Sep 20, 2026")),
        ("insurance", "en", ("Certificate of motor insurance", "In force on Nov 30, 2026")),
    ],
)
def test_a_certificate_says_what_it_certifies(
    kind: CertificateKind, locale: str, expected: tuple[str, ...], tmp_path: Path
) -> None:
    said = words_of(pdf(content(kind, locale)), tmp_path)
    for words in (*expected, "12345678901234567890", displayed_number(NUMBER), PAGE):
        assert words in said, words
    assert unicodedata.is_normalized("NFC", said.replace("\f", ""))


@pytest.mark.parametrize("kind", get_args(CertificateKind))
@pytest.mark.parametrize("locale", LOCALES)
def test_a_certificate_keeps_the_rules_of_pdf_a_3(kind: CertificateKind, locale: str) -> None:
    assert violations(pdf(content(kind, locale))) == []


@pytest.mark.parametrize(
    "good, broken, rule",
    [
        (b"%\xe9\xeb", b"%\x41\xeb", "6.1.2"),
        (b"/ID [<", b"/IX [<", "6.1.3"),
        (b"\n%%EOF\n", b"\n%%EOF\n\n", "6.1.3"),
        (b"/Type /Page\n", b"/Type /Page\n/AA <<>>\n", "6.5"),
        (b"/GTS_PDFA1", b"/GTS_PDFX1", "6.2.3"),
        (b"<pdfaid:part>3", b"<pdfaid:part>2", "6.6.4"),
        (b"purl.org/dc/elements/1.1/", b"purl.org/dc/elements/9.9/", "6.6.2.3"),
        (b"/AFRelationship /Data", b"/AFRelationship /Oops", "6.8"),
        (b"/Subtype /application#2Fjson", b"/Subtype /application#2Djson", "6.8"),
        (b"/FontFile2", b"/FontFile9", "6.2.11.4.1"),
        (b"/W [", b"/X [", "6.2.11.5"),
        (b"<0001> <C11C>", b"<0001> <0000>", "6.2.11.7.2"),
    ],
)
def test_a_rule_that_is_broken_is_found(good: bytes, broken: bytes, rule: str) -> None:
    whole = pdf(content("insurance"))
    assert violations(whole) == []
    assert any(rule in each for each in violations(whole.replace(good, broken))), good in whole


def test_a_certificate_has_its_font_and_its_facts_inside() -> None:
    reader = PdfReader(io.BytesIO(pdf(content("payment"))))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "ko"
    facts = json.loads(reader.attachments["facts.json"][0])
    assert (facts["total_won"], facts["contract"]) == (730_010, "12345678901234567890")
    assert facts["number"] == displayed_number(NUMBER)
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    assert len(fonts) == 2
    for font in fonts:
        (descendant,) = font["/DescendantFonts"]
        program = descendant.get_object()["/FontDescriptor"]["/FontFile2"].get_data()
        assert len(program) < 60_000, "subset: the whole font has 2.7 MB"
        assert "Pretendard" in font["/BaseFont"]


def test_no_character_is_missing_and_korean_is_composed(tmp_path: Path) -> None:
    certificate = content("receipt")
    odd = replace(certificate, title=unicodedata.normalize("NFD", "뷁 영수증 \U0001f697"), statement="a\u0000b")
    file = pdf(odd)
    said = words_of(file, tmp_path)
    assert "뷁 영수증 ?" in said
    assert "\ufffd" not in said


@pytest.mark.parametrize(
    "name, is_written",
    [
        ("뷁쀍 햏", True), ("Nguyễn Văn Đức", True), (unicodedata.normalize("NFD", "김각낙"), True),
        ("김\u0007서연?", True), ("金瑞姸", False), ("김瑞연", False), ("مرحبا", False), ("김서연 \U0001f697", False),
    ],
)  # fmt: skip
def test_nobody_is_certified_by_another_name_than_theirs(name: str, is_written: bool, tmp_path: Path) -> None:
    certificate = certificate_content(replace(HOLDER, name=name), CONTRACT, "insurance", TODAY, texts("ko"))
    assert are_written(certificate) is is_written
    shown = unicodedata.normalize("NFC", name).replace("\u0007", "")
    assert (shown in words_of(pdf(certificate), tmp_path)) is is_written


def test_lines_break_between_words_and_long_certificates_get_pages(tmp_path: Path) -> None:
    statement = "대한민국에서 발급한 증명서입니다 " * 12
    row = content("payment").sections[0].rows[0]
    certificate = replace(
        content("payment"), statement=statement, sections=(CertificateSection("납입 내역", (row,) * 60),)
    )
    file = pdf(certificate)
    said = words_of(file, tmp_path)
    assert said.count("대한민국에서") == said.count("증명서입니다") == 12
    assert said.count("계약자") == 60
    assert len(PdfReader(io.BytesIO(file)).pages) > 1


def test_there_is_no_certificate_about_nothing() -> None:
    for kind, changes in (
        ("receipt", {"instalments": None}),
        ("payment", {"instalments": (Instalment(TODAY, 5),)}),
        ("insurance", {"coverages": None}),
        ("insurance", {"ends_on": None}),
    ):
        with pytest.raises(CertificateUnavailable):
            content(kind, **changes)  # type: ignore[arg-type]


def test_a_contract_that_is_over_is_not_certified_as_in_force(tmp_path: Path) -> None:
    over = content("insurance", ends_on=date(2026, 11, 29))
    assert over.facts["in_force"] is False
    assert "현재 유효하지 않음" in words_of(pdf(over), tmp_path)
