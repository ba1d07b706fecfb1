"""What the conversation says of a roadside job: the card when it is requested, then a notice of what matters."""

from __future__ import annotations

from chalicelib.content.configuration import LOCALES, Texts, texts
from chalicelib.content.message_bodies import JobCard, Notice
from chalicelib.dispatch.records import JobEntry, JobRecord
from chalicelib.dispatch.work import UNDER_WAY
from chalicelib.queries.job_texts import arrival_data, service_label, terms_rows

LATEST_ONLY = frozenset({"accept", "late", "still_coming", "proposed"})
"""Entries that a later one of the same kind makes void."""

NOTICES = {
    "accept": "job_accepted",
    "late": "job_late",
    "still_coming": "job_still_coming",
    "arrive": "job_arrived",
    "proposed": "job_terms",
    "lose_responder": "job_reassigning",
    "give_up": "job_no_provider",
    "complete": "job_completed",
    "find_nobody": "job_gone_on_arrival",
    "fail": "job_unsuccessful",
    "cancel": "job_cancelled",
}
"""Entry of a job's history → code of the notice."""


def thread_body(record: JobRecord, entry: JobEntry, words: Texts) -> JobCard | Notice | None:
    """What an entry of the history says in the conversation; None for nothing, or for what is no longer so."""
    if entry.what == "requested":
        return JobCard(
            record.id,
            words.render("job_titles", "requested"),
            words.render("job_texts", "requested"),
            terms_rows(record.request.terms, words),
        )
    if entry.what in LATEST_ONLY and any(
        each.number > entry.number and each.what == entry.what for each in record.history
    ):
        return None
    code = NOTICES.get(entry.what)
    data = _data(record, entry, words) if code is not None else None
    return None if code is None or data is None else words.notice(code, job=record.id, **data)


def _data(record: JobRecord, entry: JobEntry, words: Texts) -> dict[str, str] | None:
    """The data of a notice; None where it is no longer so."""
    match entry.what:
        case "accept" | "late" | "still_coming":
            if record.job.state not in UNDER_WAY or record.estimate is None or record.responder is None:
                return None
            return {"responder": record.responder.name, **arrival_data(record.estimate)}
        case "proposed":
            if record.proposal is None:
                return None
            rows = terms_rows(record.proposal.terms, words, record.proposal.reason)
            return {"terms": ", ".join(f"{row.label} {row.value}" for row in rows)}
        case "complete":
            return {f"service_{locale}": service_label(record, texts(locale)) for locale in LOCALES}
        case "cancel":
            return None if entry.by == record.customer and entry.reason != "card" else {}
    return {}
