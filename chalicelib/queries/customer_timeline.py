"""A customer's timeline as their agent sees it."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Protocol

from chalicelib.content.claim_views import ClaimView
from chalicelib.content.configuration import Texts, texts
from chalicelib.content.hours import SEOUL
from chalicelib.content.timeline import (
    TimelineEntryView,
    claim_entries,
    contract_entry,
    conversation_entry,
    note_entry,
)
from chalicelib.conversations.history import MAX_RESPONSE_BYTES, fit_to_size
from chalicelib.conversations.model import Conversation
from chalicelib.conversations.states import LIVE
from chalicelib.dispatch.records import JobRecord
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.errors import NotAllowed
from chalicelib.kernel.parallel import PendingCall
from chalicelib.queries.claims import list_claims
from chalicelib.queries.contracts import customer_contracts
from chalicelib.queries.job_texts import service_label
from chalicelib.queries.jobs import responder_of

if TYPE_CHECKING:
    from chalicelib.queries.claims import Needs as ClaimsNeeds
    from chalicelib.service_ports import WithContracts, WithDispatch

    class Needs(ClaimsNeeds, WithContracts, WithDispatch, Protocol): ...


MAX_CONVERSATIONS = 30
"""Maximum number of conversations in a timeline, the newest."""

MAX_JOBS = 30
"""Maximum number of roadside jobs in a timeline, the newest."""


def customer_timeline(services: Needs, actor: Actor, conversation: Conversation) -> tuple[TimelineEntryView, ...]:
    """Contracts, claims, roadside jobs, conversations and notes of a conversation's customer, newest first, as many as
    fit in a response."""
    customer, store = conversation.customer.id, services.messaging.store
    contracts = PendingCall(partial(customer_contracts, services, customer, actor.locale))
    claims = PendingCall(partial(_visible_claims, services, actor, customer))
    talks = PendingCall(partial(store.of_customer, customer, MAX_CONVERSATIONS))
    jobs = PendingCall(partial(_jobs, services, customer))
    services.messaging.run_parallel([contracts, claims, talks, jobs])
    ids = [each.id for each in talks.result]
    tags = PendingCall(partial(store.tags_of, ids))
    notes = [PendingCall(partial(store.notes, each)) for each in ids]
    services.messaging.run_parallel([tags, *notes])
    today = datetime.fromtimestamp(services.messaging.clock() / 1000, UTC).astimezone(SEOUL).date().isoformat()
    entries = [
        *(contract_entry(each, today) for each in contracts.result),
        *(entry for claim in claims.result for entry in claim_entries(claim)),
        *(_job_entry(each, texts(actor.locale)) for each in jobs.result),
        *(conversation_entry(each.view(), tags.result.get(each.id, ()), each.state in LIVE) for each in talks.result),
        *(note_entry(each, note) for each, found in zip(ids, notes, strict=True) for note in found.result),
    ]
    newest = sorted(entries, key=lambda entry: (entry.at, entry.kind, entry.id), reverse=True)
    return fit_to_size(newest, MAX_RESPONSE_BYTES, minimum=0)


def _visible_claims(services: Needs, actor: Actor, customer: str) -> tuple[ClaimView, ...]:
    """The claims that the actor may see: none for staff who are in the conversation beside its agent alone."""
    try:
        return list_claims(services, actor, customer)
    except NotAllowed:
        return ()


def _jobs(services: Needs, customer: str) -> list[JobRecord]:
    jobs = services.dispatch().jobs
    return jobs.get_many(jobs.history_of_customer(customer, MAX_JOBS))


def _job_entry(record: JobRecord, words: Texts) -> TimelineEntryView:
    """A roadside job at the time when it was asked for."""
    how_far = words.render("job_titles", record.job.state.value)
    return TimelineEntryView(
        "job",
        record.job.requested_at,
        record.conversation,
        f"{service_label(record, words)} · {how_far}",
        " · ".join(filter(None, (record.request.plate, record.request.place_text))),
        by=responder_of(record),
        is_open=record.is_open,
    )
