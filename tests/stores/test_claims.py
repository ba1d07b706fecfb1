"""Contract of stores for claims: changes are atomic and idempotent."""

from itertools import count

import pytest
from msgspec.structs import replace

from chalicelib.claims import documents
from chalicelib.claims.document_filing import submit_document
from chalicelib.claims.document_needs import document_needs, documents_due
from chalicelib.claims.errors import DocumentOnOtherClaim
from chalicelib.claims.events import ClaimNoteAdded, ClaimRegistered, claim_subject
from chalicelib.claims.fnol import AccidentReport, IncidentRef
from chalicelib.claims.model import Claim, WorkItem
from chalicelib.claims.ports import ClaimPorts, ClaimStore
from chalicelib.claims.registration import register_claim
from chalicelib.claims.requests import EventDraft
from chalicelib.claims.service import add_claim_note, apply_transition_to, review_document
from chalicelib.claims.sla import notify_delays
from chalicelib.claims.transitions import with_events
from chalicelib.content.views import Named
from chalicelib.kernel.ids import time_sorted_ids
from chalicelib.services import EventOutbox
from tests.fakes.backoff import NO_WAIT
from tests.fakes.events import event_of
from tests.unit.claims.people import DAY, DOYUN, NOW, REAR_END, RULES, contract, party, request_for

_ids = time_sorted_ids(lambda: NOW)
_numbers = count(100_000)


def ports(store: ClaimStore, *numbers: str, now: int = NOW) -> ClaimPorts:
    given = iter(numbers)
    return ClaimPorts(store, RULES, lambda: now, lambda _: next(given, None) or f"{next(_numbers)}", backoff=NO_WAIT)


def form(key: str = "", **facts: str) -> AccidentReport:
    """A form with a customer and cars of its own."""
    number = next(_numbers)
    facts_of_report = {**REAR_END, "counterparty_plate": f"{number % 90 + 10}가{number % 9000 + 1000}", **facts}
    plate = f"{number % 90 + 10}나{number % 9000 + 1000}"
    return AccidentReport(key or _ids(), Named(_ids(), "김서연"), "c1", facts_of_report, (contract(plate=plate),))


def registered(store: ClaimStore, **facts: str) -> Claim:
    return register_claim(ports(store), form(**facts))[0]


def test_a_form_registered_twice_is_one_claim(claims: ClaimStore, outbox: EventOutbox) -> None:
    one = form()
    first, new = register_claim(ports(claims), one)
    again, new_again = register_claim(ports(claims), one)
    assert (new, new_again) == (True, False)
    assert again == first == claims.get(first.id)
    assert claims.of_customer(one.customer.id) == (first,)
    assert [event.code for event in claims.history(first)] == ["registered"]
    assert [entry.number for entry in outbox.entries(claim_subject(first.id))] == [1]


def test_the_registered_ones_of_several_keys_are_found(claims: ClaimStore) -> None:
    one, other = form(), form()
    register_claim(ports(claims), one)
    register_claim(ports(claims), other)
    assert claims.registered_keys([one.key, "nothing", other.key]) == {one.key, other.key}
    assert claims.registered_keys([]) == frozenset()


def test_a_customers_claims_come_with_the_events_of_each(claims: ClaimStore) -> None:
    customer = Named(_ids(), "김서연")
    made = [register_claim(ports(claims), replace(form(), customer=customer))[0] for _ in range(3)]
    with_note = add_claim_note(ports(claims), made[1].id, DOYUN, "메모")
    newest = sorted((made[0], with_note, made[2]), key=lambda claim: claim.id, reverse=True)
    assert claims.of_customer(customer.id) == tuple(newest)
    assert claims.histories_of_customer(customer.id) == tuple((claim, claims.history(claim)) for claim in newest)
    assert [event.code for event in claims.history(with_note)] == ["registered", "note"]
    assert claims.of_customer(_ids()) == ()
    assert claims.histories_of_customer(_ids()) == ()


def test_a_used_claim_number_is_not_used_again(claims: ClaimStore) -> None:
    taken = registered(claims)
    other, _ = register_claim(ports(claims, taken.id[-6:]), form())
    assert other.id != taken.id
    assert claims.get(taken.id) == taken


def test_two_forms_about_one_accident_are_linked_both_ways(claims: ClaimStore) -> None:
    first = registered(claims)
    second, _ = register_claim(ports(claims), form(counterparty_plate=first.facts["counterparty_plate"]))
    assert second.linked == (first.id,)
    assert "possible_duplicate" in second.flags
    linked = claims.get(first.id)
    assert linked is not None
    assert (linked.linked, linked.flags) == ((second.id,), ("possible_duplicate",))
    register_claim(ports(claims), form(counterparty_plate=first.facts["counterparty_plate"]))
    assert [event.code for event in claims.history(first)] == ["registered", "linked", "linked"]


def test_an_incident_follows_a_correction_of_its_claim(claims: ClaimStore) -> None:
    claim = registered(claims)
    plate = claim.facts["counterparty_plate"]
    before = claims.incident_refs([plate])
    moved = IncidentRef(claim.id, plate, "2026-11-01T08:00+09:00", "부산역")
    after, events = with_events(claim, (EventDraft("amended", {}),), NOW, DOYUN)
    assert claims.update(after, events, incidents=(moved,))
    assert (len(before), claims.incident_refs([plate])) == (1, (moved,))
    assert not claims.update(after, events, incidents=before)
    assert claims.incident_refs([plate]) == (moved,)


def test_of_two_changes_of_one_version_one_is_stored(claims: ClaimStore) -> None:
    claim = registered(claims)
    one, events = with_events(claim, (EventDraft("note", {"text": "하나"}),), NOW, DOYUN)
    other, lost = with_events(replace(claim, flags=("x",)), (EventDraft("note", {"text": "둘"}),), NOW, DOYUN)
    assert claims.update(one, events)
    assert not claims.update(other, lost)
    assert claims.get(claim.id) == one
    assert [event.data for event in claims.history(claim)][1:] == [{"text": "하나"}]


def test_events_are_in_the_outbox_as_subscribers_get_them(claims: ClaimStore, outbox: EventOutbox) -> None:
    claim = registered(claims)
    add_claim_note(ports(claims), claim.id, DOYUN, "가")
    entries = outbox.entries(claim_subject(claim.id))
    assert [event_of(entry) for entry in entries] == [
        ClaimRegistered(claim.id, 1, "registered"),
        ClaimNoteAdded(claim.id, 2, "note"),
    ]


def test_a_refused_change_leaves_nothing_in_the_outbox(claims: ClaimStore, outbox: EventOutbox) -> None:
    claim = registered(claims)
    one, events = with_events(claim, (EventDraft("note", {"text": "하나"}),), NOW, DOYUN)
    assert claims.update(one, events)
    other, lost = with_events(claim, (EventDraft("account", {}), EventDraft("note", {})), NOW, DOYUN)
    assert not claims.update(other, lost)
    entries = outbox.entries(claim_subject(claim.id))
    assert [event_of(entry) for entry in entries] == [
        ClaimRegistered(claim.id, 1, "registered"),
        ClaimNoteAdded(claim.id, 2, "note"),
    ]


def test_the_last_event_that_a_subscriber_followed_never_falls(claims: ClaimStore) -> None:
    claim = registered(claims)
    assert claims.last_followed(claim.id, "thread") == 0
    for event, last in ((1, 1), (3, 3), (2, 3), (3, 3)):
        claims.mark_followed(claim.id, "thread", event)
        assert claims.last_followed(claim.id, "thread") == last
    assert claims.last_followed(claim.id, "core_system") == 0
    assert [event.number for event in claims.history(claim)] == [1]


def test_events_of_a_period_are_found_in_order(claims: ClaimStore) -> None:
    day = NOW + next(_numbers) % 10_000 * DAY + 40 * DAY  # nobody else's
    midnight = day - day % DAY + DAY
    one, _ = register_claim(ports(claims, now=midnight - 1), form())
    other, _ = register_claim(ports(claims, now=midnight), form())
    add_claim_note(ports(claims, now=midnight + DAY), one.id, DOYUN, "가")
    add_claim_note(ports(claims, now=midnight + 3 * DAY), other.id, DOYUN, "나")
    everything = [(one.id, 1), (other.id, 1), (one.id, 2), (other.id, 2)]
    assert list(claims.events_between(midnight - 1, midnight + 3 * DAY + 1)) == everything
    assert list(claims.events_between(midnight, midnight + 3 * DAY)) == everything[1:3]
    assert list(claims.events_between(midnight + 1, midnight + DAY)) == []
    assert list(claims.events_between(midnight, midnight)) == []


def test_transitions_documents_and_reviews_are_stored(claims: ClaimStore) -> None:
    claim = registered(claims)
    claim = apply_transition_to(ports(claims), claim.id, "own_damage", claim.version, request_for("assign"))
    due = documents_due(claim, document_needs(claim, RULES))
    for item in due:
        claim = submit_document(ports(claims), claim.id, claim.customer, f"upload{item}", item, allow_accepted=False)
        claim = submit_document(ports(claims), claim.id, claim.customer, f"upload{item}", item, allow_accepted=False)
        claim = review_document(
            ports(claims), claim.id, claim.version, DOYUN, party(), item, f"upload{item}", accept=True, reason=""
        )
    kept = claims.get(claim.id)
    assert kept == claim
    assert documents_due(claim, document_needs(claim, RULES)) == ()
    codes = [event.code for event in claims.history(claim)]
    assert (codes[-1], codes.count("document_submitted")) == ("documents_complete", len(due))


def test_a_file_belongs_to_one_claim_under_concurrency(claims: ClaimStore) -> None:
    one, other = registered(claims), registered(claims)
    upload = _ids()

    def is_submitted(claim: Claim, item: str) -> bool:
        seen = claims.get(claim.id)
        assert seen is not None
        after = documents.with_submission(seen, item, upload)
        return claims.update(replace(after, version=seen.version + 1), (), upload=upload)

    item = documents_due(one, document_needs(one, RULES))[0]
    assert claims.claim_of_upload(upload) == ""
    assert [is_submitted(one, item), is_submitted(one, item), is_submitted(other, item)] == [True, True, False]
    assert claims.claim_of_upload(upload) == one.id
    assert not claims.get(other.id).has_upload(upload)  # type: ignore[union-attr]
    assert [is_submitted(other, ""), claims.claim_of_upload(upload)] == [True, one.id], (
        "what it never held it needn't give up"
    )
    assert [is_submitted(one, ""), claims.claim_of_upload(upload)] == [True, ""]
    assert [is_submitted(other, item), claims.claim_of_upload(upload)] == [True, other.id]
    with pytest.raises(DocumentOnOtherClaim):
        submit_document(ports(claims), one.id, None, upload, item, allow_accepted=True)


def test_a_delay_is_notified_once(claims: ClaimStore) -> None:
    claim = registered(claims)
    assert notify_delays(ports(claims, now=NOW - DAY), claim.id) is None
    assert notify_delays(ports(claims, now=NOW + DAY), claim.id) is not None
    assert notify_delays(ports(claims, now=NOW + DAY), claim.id) is None
    assert [event.code for event in claims.history(claim)].count("late") == 2


def test_work_is_as_of_the_latest_version_of_its_claim_in_whatever_order_it_is_saved(claims: ClaimStore) -> None:
    department = f"d{next(_numbers)}"
    one = WorkItem(department, "20261123-1", "own_damage", 1, "received", Named("C1", "김서연"), NOW)
    other = replace(one, claim="20261123-2", coverage="", flags=("uninsured",))
    for item in (one, other, one):
        claims.save_work(item, NOW)
    assert claims.open_work(department) == (one, other)
    claims.save_work(replace(one, version=3, is_done=True), NOW)
    claims.save_work(replace(one, version=2), NOW)
    assert claims.open_work(department) == (other,)
    claims.save_work(again := replace(one, version=4, stage="investigating"), NOW)
    assert claims.open_work(department) == (again, other)
