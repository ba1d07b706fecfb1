"""What happened with a customer, in one list: contracts, claims, roadside jobs, conversations, notes."""

from datetime import datetime, time
from typing import Literal

from msgspec import Struct

from chalicelib.content.claim_views import ClaimView
from chalicelib.content.contract_views import ContractView
from chalicelib.content.formatting import parse_iso_date
from chalicelib.content.hours import SEOUL
from chalicelib.content.views import ConversationView, Named, NoteView

TimelineKind = Literal["contract", "claim", "job", "conversation", "note", "claim_note"]


class TimelineEntryView(Struct, frozen=True, omit_defaults=True):
    """Something that happened with a customer; `at` in ms since 1970 UTC.

    `id` is the number of a contract or claim, or a conversation; of a note, what it stands on; of a roadside job, the
    conversation in which it was asked for. `title` is a contract's product, what a claim's coverages are at, what a job
    is and how far, a conversation's first words or the text of a note; `detail` a contract's car, when a claim
    happened, or a job's car and place. `until` is a contract's last day (ISO). `by` is the note's author, the
    conversation's agent or the job's responder, `queue`, `state`, `outcome` and `tags` are the conversation's.
    `is_open`: it isn't over.
    """

    kind: TimelineKind
    at: int
    id: str
    title: str = ""
    detail: str = ""
    until: str = ""
    by: Named | None = None
    queue: str = ""
    state: str = ""
    outcome: str = ""
    tags: tuple[str, ...] = ()
    is_open: bool = False


def contract_entry(contract: ContractView, today: str) -> TimelineEntryView:
    """A contract at its beginning. `today` is ISO."""
    return TimelineEntryView(
        "contract",
        _midnight(contract.starts_on),
        contract.number,
        contract.product,
        f"{contract.vehicle.model} · {contract.vehicle.plate}",
        contract.ends_on,
        is_open=contract.starts_on <= today <= contract.ends_on,
    )


def claim_entries(claim: ClaimView) -> tuple[TimelineEntryView, ...]:
    """A claim at its registration, and the notes on it."""
    stages = " · ".join(f"{each.label} {each.stage_label}" for each in claim.exposures)
    place = next((fact.shown for fact in claim.facts if fact.slot == "place"), "")
    notes = (TimelineEntryView("claim_note", each.at, claim.id, each.text, by=each.by) for each in claim.notes)
    own = TimelineEntryView("claim", claim.registered_at, claim.id, stages, place, is_open=claim.open)
    return own, *notes


def conversation_entry(view: ConversationView, tags: tuple[str, ...], live: bool) -> TimelineEntryView:
    """A conversation at its beginning."""
    return TimelineEntryView(
        "conversation",
        view.opened_at,
        view.id,
        view.first_words,
        by=view.agent,
        queue=view.queue or view.topic,
        state=view.state,
        outcome=view.outcome,
        tags=tags,
        is_open=live,
    )


def note_entry(conversation: str, note: NoteView) -> TimelineEntryView:
    """A note on a conversation."""
    return TimelineEntryView("note", note.at, conversation, note.text, by=note.by)


def _midnight(day: str) -> int:
    """The beginning of an ISO day in Seoul, ms since 1970 UTC; 0 for anything else."""
    date = parse_iso_date(day)
    return int(datetime.combine(date, time(), SEOUL).timestamp() * 1000) if date else 0
