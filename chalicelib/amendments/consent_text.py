"""An offer with the text that the customer signs."""

from chalicelib.amendments.model import Amendment, Terms, consent_digest
from chalicelib.content.configuration import Texts
from chalicelib.content.formatting import format_date
from chalicelib.content.views import Named

SECTION = "contract_changes"
HOUR_MS = 3_600_000


def difference_text(terms: Terms, texts: Texts) -> str:
    """What a year costs more or less, or what the days of an extension cost."""
    won = terms.difference_won
    if terms.kind == "extension":
        return texts.render(SECTION, "costs_of_extension", won=won)
    key = "costs_more" if won > 0 else "costs_less" if won < 0 else "costs_same"
    return texts.render(SECTION, key, won=abs(won))


def first_day_text(terms: Terms, texts: Texts) -> str:
    """The day from which the change holds, with its year."""
    return format_date(terms.starts_on, texts.sections["dates"])


def offer(
    number: str, terms: Terms, customer: Named, conversation: str, by: Named, texts: Texts, now: int, hours: int
) -> Amendment:
    """A change that is offered for some hours, with the text to sign."""
    title = texts.render("change_titles", terms.kind)
    text = consent_text(title, terms, customer.name, texts)
    return Amendment(
        id=number,
        terms=terms,
        customer=customer,
        conversation=conversation,
        title=title,
        text=text,
        digest=consent_digest(text),
        locale=texts.locale,
        by=by,
        prepared_at=now,
        expires_at=now + hours * HOUR_MS,
    )


def consent_text(title: str, terms: Terms, name: str, texts: Texts) -> str:
    """Everything that the customer agrees to; the signature is for exactly this."""
    say = texts.render
    changes = [say(SECTION, "row", label=row.label, before=row.before, after=row.after) for row in terms.rows]
    return "\n".join(
        (
            title,
            say(SECTION, "of_contract", number=terms.contract),
            *changes,
            say(SECTION, "from_day", day=first_day_text(terms, texts)),
            difference_text(terms, texts),
            say(SECTION, "agreed", name=name),
        )
    )
