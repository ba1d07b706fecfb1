"""Words about roadside jobs: services, times and terms, as customers, responders and dispatchers read them."""

from __future__ import annotations

from datetime import UTC, datetime

from chalicelib.content.configuration import Texts
from chalicelib.content.hours import SEOUL
from chalicelib.content.message_bodies import CardRow
from chalicelib.content.places import Point
from chalicelib.content.roadside_views import JobArrival, JobTermsView, MapPoint
from chalicelib.dispatch.estimates import shown_minutes
from chalicelib.dispatch.proposals import extras_won, total_won, towing_won
from chalicelib.dispatch.records import ArrivalEstimate, JobExtra, JobRecord, JobTerms
from chalicelib.dispatch.responders import Position


def clock_text(ms: int) -> str:
    """A time of day in Korea: 11:46."""
    return f"{datetime.fromtimestamp(ms / 1_000, UTC).astimezone(SEOUL):%H:%M}"


def arrival_data(estimate: ArrivalEstimate) -> dict[str, str]:
    """The shown time and range of an arrival, as data of a notice."""
    return dict(zip(("at", "low", "high"), map(clock_text, shown_minutes(estimate)), strict=True))


def arrival_view(estimate: ArrivalEstimate, words: Texts) -> JobArrival:
    """The arrival as it is shown."""
    at, low, high = map(clock_text, shown_minutes(estimate))
    text = words.render("job_texts", "arrival", at=at, low=low, high=high)
    return JobArrival(*shown_minutes(estimate), text)


def map_point(place: Point | None) -> MapPoint | None:
    """A place on a map."""
    return None if place is None else MapPoint(place[0], place[1])


def seen_point(position: Position | None) -> MapPoint | None:
    """Where a truck was seen."""
    return None if position is None else MapPoint(*position.place, position.at)


def won_text(won: int, words: Texts) -> str:
    """A sum of money; free for none."""
    return words.render("job_rows", "won", won=won) if won else words.render("job_rows", "free")


def terms_rows(terms: JobTerms, words: Texts, reason: str = "") -> tuple[CardRow, ...]:
    """The terms line by line, without what isn't known."""
    rows = [("price", won_text(total_won(terms), words))]
    if terms.destination_text:
        rows.append(("destination", terms.destination_text))
    if terms.km:
        rows.append(("km", words.render("job_rows", "kilometres", km=terms.km)))
    if towing_won(terms):
        rows.append(("tow_price", won_text(towing_won(terms), words)))
    rows += [(extra.kind, _extra_text(extra, words)) for extra in terms.extras]
    if terms.extra_won:
        rows.append(("extra", won_text(terms.extra_won, words)))
    if reason:
        rows.append(("reason", reason))
    return tuple(CardRow(words.render("job_rows", name), value) for name, value in rows)


def _extra_text(extra: JobExtra, words: Texts) -> str:
    won = won_text(extra.won, words)
    return words.render("job_rows", f"{extra.kind}_count", count=extra.count, won=won)


def terms_view(record: JobRecord, words: Texts) -> JobTermsView:
    """The terms that hold, or those that the customer is asked to agree to."""
    proposal = record.proposal
    terms = proposal.terms if proposal is not None else record.terms
    reason = proposal.reason if proposal is not None else ""
    return JobTermsView(
        number=proposal.number if proposal is not None else 0,
        agreed=proposal is None and bool(terms.agreed_at),
        price_won=total_won(terms),
        extra_won=extras_won(terms),
        km=terms.km,
        destination=terms.destination_text,
        reason=reason,
        rows=terms_rows(terms, words, reason),
    )


def service_label(record: JobRecord, words: Texts) -> str:
    """What the customer needs, all of it."""
    return " + ".join(words.render("roadside_services", each.value) for each in (record.job.service, *record.job.also))


def faults_text(faults: str, texts: Texts) -> str:
    """Faults as they are stored, in words."""
    return ", ".join(texts.label("roadside_faults", fault) for fault in faults.split())
