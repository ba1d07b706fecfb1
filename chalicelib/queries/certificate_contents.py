"""What stands on a certificate about a contract."""

from __future__ import annotations

from datetime import date

from chalicelib.certificates.errors import CertificateUnavailable
from chalicelib.certificates.model import CertificateContent, CertificateKind, CertificateRow, CertificateSection
from chalicelib.content.configuration import Texts
from chalicelib.content.formatting import format_date
from chalicelib.contracts.case import car_of
from chalicelib.contracts.holder import Instalment, InsuranceContract, Policyholder
from chalicelib.contracts.payments import payments_on
from chalicelib.contracts.terms import is_in_force
from chalicelib.contracts.views import limit_text


def certificate_content(
    holder: Policyholder, contract: InsuranceContract, kind: CertificateKind, today: date, words: Texts
) -> CertificateContent:
    """The content of a certificate of this kind, in the language of the texts. Raises CertificateUnavailable where
    nothing is known that it could certify."""
    sections, facts = (_insurance if kind == "insurance" else _payments)(contract, kind, today, words)
    return CertificateContent(
        kind=kind,
        locale=words.locale,
        contract=contract.number,
        issued_on=today.isoformat(),
        title=words.render("certificates", f"title_{kind}"),
        sections=(_contract(holder, contract, words), *sections),
        statement=words.render("certificates", f"statement_{kind}"),
        facts={
            "kind": kind,
            "issued_on": today.isoformat(),
            "contract": contract.number,
            "holder": holder.name,
            "plate": contract.plate,
            "from": _iso(contract.starts_on),
            "to": _iso(contract.ends_on),
            **facts,
        },
    )


_Part = tuple[tuple[CertificateSection, ...], dict[str, object]]


def _contract(holder: Policyholder, contract: InsuranceContract, words: Texts) -> CertificateSection:
    period = _period(contract, words)
    rows = (
        ("holder", holder.name),
        ("number", contract.number),
        ("product", words.label("products", contract.product) if contract.product else ""),
        ("car", car_of(contract) if contract.car or contract.plate else ""),
        ("period", period),
    )
    return _section("contract", rows, words)


def _insurance(contract: InsuranceContract, _kind: CertificateKind, today: date, words: Texts) -> _Part:
    """Coverages with their limits, who may drive, and whether it is in force. Raises CertificateUnavailable."""
    if not contract.coverages or contract.starts_on is None or contract.ends_on is None:
        raise CertificateUnavailable
    in_force = is_in_force(contract, today)
    scopes = dict.fromkeys(each.scope for each in contract.drivers or () if each.scope)
    names = [each.name for each in contract.drivers or () if each.name]
    state = words.render("certificates", "in_force" if in_force else "not_in_force", day=_day(today, words))
    drivers = " · ".join((*words.labels("driver_scopes", scopes), *names))
    coverages = tuple(
        CertificateRow(words.label("insured_coverages", each.code), limit_text(each, words))
        for each in contract.coverages
    )
    return (
        (
            CertificateSection(words.render("certificates", "coverages"), coverages),
            _section("terms", (("drivers", drivers), ("state", state)), words),
        ),
        {"in_force": in_force, "coverages": [each.code for each in contract.coverages]},
    )


def _payments(contract: InsuranceContract, kind: CertificateKind, today: date, words: Texts) -> _Part:
    """The last payment, or all of them, the oldest first, with their sum. Raises CertificateUnavailable without any."""
    found = payments_on(contract, today)
    paid = [each for each in (found.paid if found else ()) if each.paid_on is not None and each.won > 0]
    if not paid:
        raise CertificateUnavailable
    shown = paid[:1] if kind == "receipt" else paid[::-1]
    total = sum(each.won for each in shown)
    rows = [CertificateRow(_day(each.paid_on or today, words), _won(each.won, words)) for each in shown]
    if kind == "payment":
        rows.append(CertificateRow(words.render("certificates", "total"), _won(total, words)))
    facts = {"paid": [_payment(each) for each in shown], "total_won": total}
    return (CertificateSection(words.render("certificates", "paid"), tuple(rows)),), facts


def _payment(instalment: Instalment) -> dict[str, object]:
    return {"on": _iso(instalment.paid_on), "won": instalment.won}


def _section(heading: str, rows: tuple[tuple[str, str], ...], words: Texts) -> CertificateSection:
    """The rows that have a value."""
    kept = tuple(CertificateRow(words.render("certificates", label), value) for label, value in rows if value)
    return CertificateSection(words.render("certificates", heading), kept)


def _period(contract: InsuranceContract, words: Texts) -> str:
    if contract.starts_on is None or contract.ends_on is None:
        return ""
    return f"{_day(contract.starts_on, words)} ~ {_day(contract.ends_on, words)}"


def _day(value: date, words: Texts) -> str:
    return format_date(value.isoformat(), words.sections["dates"])


def _won(amount: int, words: Texts) -> str:
    return words.render("contract_terms", "won", amount=amount)


def _iso(value: date | None) -> str:
    return value.isoformat() if value else ""
