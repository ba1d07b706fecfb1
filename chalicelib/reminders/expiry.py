"""The notices before the end of a contract that the law asks for (자동차손해배상 보장법 제6조)."""

from calendar import monthrange
from datetime import MAXYEAR, date, datetime

from msgspec import Struct

from chalicelib.content.hours import SEOUL
from chalicelib.reminders.model import LEGAL_KINDS, LegalKind, Span
from chalicelib.reminders.rules import ExpiryRules


class Term(Struct, frozen=True):
    """A contract's time. `is_over`: cancelled, expired, or known to be renewed."""

    number: str
    starts_on: date | None
    ends_on: date | None
    is_over: bool


def expiry_spans(term: Term, rules: ExpiryRules) -> dict[LegalKind, Span]:
    """When the notices of a contract may be sent; none for one that is over or was made for up to a month."""
    if term.is_over or term.ends_on is None or is_short(term, rules):
        return {}
    windows = dict(zip(LEGAL_KINDS, (rules.first, rules.second), strict=True))
    return {
        kind: Span(
            moment_ms(days_after(term.ends_on, -window.from_days)),
            moment_ms(days_after(term.ends_on, -window.best_days)),
            moment_ms(days_after(term.ends_on, 1 - window.to_days)),
        )
        for kind, window in windows.items()
    }


def is_short(term: Term, rules: ExpiryRules) -> bool:
    """Whether a contract was made for at most so many months that no notice is due; an unknown start isn't short."""
    if term.starts_on is None or term.ends_on is None:
        return False
    year, month = divmod(term.starts_on.year * 12 + term.starts_on.month - 1 + rules.short_term_months, 12)
    if year > MAXYEAR:
        return True
    last = monthrange(year, month + 1)[1]
    return term.ends_on <= date(year, month + 1, min(term.starts_on.day, last))


def days_after(day: date, days: int) -> date:
    """So many days after a day, or before it; the calendar's first or last day beyond its ends, which core systems
    write for no day."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


def moment_ms(day: date, hour: int = 0) -> int:
    """An hour of a day in Seoul, ms since 1970 UTC."""
    return int(datetime(day.year, day.month, day.day, hour, tzinfo=SEOUL).timestamp() * 1000)
