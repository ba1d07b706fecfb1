"""Documents that are filled in and signed in the chat: their fields with what is known, and the text to sign."""

from msgspec import Struct

from chalicelib.claims.document_needs import document_needs
from chalicelib.claims.documents import document_rules
from chalicelib.claims.errors import InvalidFact, UnknownDocument
from chalicelib.claims.model import Claim, seoul_date
from chalicelib.claims.rules import ClaimRules
from chalicelib.content.configuration import Flow, Texts
from chalicelib.content.forms import display_value, format_phone
from chalicelib.content.message_bodies import MAX_SHORT_TEXT_CHARS, Field


class Claimant(Struct, frozen=True):
    """The customer as the core system knows them."""

    name: str
    phone: str


def document_fields(
    claim: Claim, item: str, claimant: Claimant, rules: ClaimRules, form: Flow, texts: Texts
) -> tuple[Field, ...]:
    """The fields of a document, filled with what is known. Raises UnknownDocument unless it is signed in the chat."""
    _require_signed(claim, item, rules)
    known = _known_values(claim, claimant, form, texts)
    return tuple(
        Field(
            name,
            texts.render("document_fields", name),
            "phone" if name == "phone" else "text",
            value=known.get(name, "")[:MAX_SHORT_TEXT_CHARS],
        )
        for name in rules.document_forms[item]
    )


def _require_signed(claim: Claim, item: str, rules: ClaimRules) -> None:
    signed = any(rule.signed for rule in document_rules(item, rules))
    if not signed or document_needs(claim, rules).get(item, "none") == "none":
        raise UnknownDocument(item=item)


def _known_values(claim: Claim, claimant: Claimant, form: Flow, texts: Texts) -> dict[str, str]:
    shown = {
        step.slot: display_value(step, claim.facts[step.slot], texts) for step in form.steps if step.slot in claim.facts
    }
    return {**shown, "claimant": claimant.name, "phone": format_phone(claimant.phone)}


def signed_text(
    claim: Claim, item: str, fields: tuple[Field, ...], values: dict[str, str], texts: Texts, now: int
) -> str:
    """The text of a document with these values. Raises InvalidFact for a value that is missing or of no field."""
    labels = {field.name: field.label for field in fields}
    if stray := values.keys() - labels.keys():
        raise InvalidFact(field=min(stray))
    if empty := next((name for name in labels if not values.get(name, "").strip()), ""):
        raise InvalidFact(field=labels[empty])
    none = texts.render("flows", "none")
    coverages = texts.labels("customer_coverages", (each.coverage for each in claim.exposures if not each.is_final))
    account = claim.account
    later = texts.render("claims", "account_later")
    shown = {
        "claim": claim.id,
        "account": f"{texts.label('banks', account.bank)} {account.masked}" if account else later,
        "contract": claim.contract or none,
        "vehicle": claim.vehicle or none,
        "coverages": ", ".join(coverages),
        "day": seoul_date(now).isoformat(),
        **{name: " ".join(value.split()) for name, value in values.items()},
        **({"phone": format_phone(values["phone"])} if "phone" in values else {}),
    }
    return texts.render("document_texts", item, **shown)
