"""Publishes events of claims: in the customer's conversation, to open pages, to work lists and to the core system.
An event leaves the outbox when all have it; each recipient handles repeats."""

from datetime import datetime
from functools import partial

from msgspec.structs import replace

from chalicelib.access.relations import Relation
from chalicelib.claims.denials import COLLEAGUES_ONLY
from chalicelib.claims.event_texts import event_text, label_data_by_locale
from chalicelib.claims.jobs import AddWorkJob
from chalicelib.claims.model import SEOUL, Claim, ClaimEvent
from chalicelib.claims.ports import WorkItem
from chalicelib.claims.rights import Party
from chalicelib.claims.sla import notify_delays
from chalicelib.content.configuration import texts
from chalicelib.content.message_bodies import Notice
from chalicelib.content.messages import By, Speaker
from chalicelib.content.server_frames import ClaimFrame
from chalicelib.conversations.messaging import post_to_connections, send_message
from chalicelib.conversations.model import LogEntry, OutgoingMessage
from chalicelib.kernel.parallel import gather, run_all
from chalicelib.processes.claim_queries import customer_view, view_for_party
from chalicelib.processes.services import Services

WORK_CREATING_EVENTS = frozenset({"registered", "exposure_added", "amended"})
"""Events that may put work on a department's list."""


def publish_claim_events(services: Services, number: str) -> None:
    """Publishes the unpublished events of a claim, in order. May be repeated."""
    store = services.claims().store
    claim = store.get(number)
    waiting = [event for _, event in store.unpublished(number)]
    if claim is None or not waiting:
        return
    history = {event.number: event for event in store.history(claim)}
    for event in (history[each] for each in waiting):
        _post_to_thread(services, claim, event)
        _update_work_lists(services, claim, event)
        services.core_system().send(claim, event)
        store.mark_published(number, event.number)
    if any(history[each].code not in COLLEAGUES_ONLY for each in waiting):
        _push_to_customer(services, claim)
    _push_to_staff(services, claim)


def add_department_work(services: Services, job: AddWorkJob) -> None:
    """Puts work on a department's list. May be repeated."""
    services.claims().store.add_work(WorkItem(job.department, job.claim, job.coverage, job.since))


def maintain_claims(services: Services) -> None:
    """Requests publication of events that a crash left in the outbox and, once an hour in business hours, delay
    notices."""
    run_all((lambda: _republish(services), lambda: _notify_all_delays(services)))


def _republish(services: Services) -> None:
    left = dict.fromkeys(number for number, _ in services.claims().store.unpublished())
    run_all([lambda number=number: services.claim_jobs().publish_events(number) for number in left])  # type: ignore[misc]


def _notify_all_delays(services: Services) -> None:
    rules, now = services.claims().rules, datetime.fromtimestamp(services.claims().clock() / 1000, SEOUL)
    at_work = (
        rules.calendar.is_business_day(now.date())
        and rules.delay_notices_from_hour <= now.hour < rules.delay_notices_until_hour
    )
    if now.minute == 0 and at_work:
        run_all([lambda number=number: _notify_claim_delays(services, number) for number in _open_claims(services)])  # type: ignore[misc]


def _notify_claim_delays(services: Services, number: str) -> None:
    if notify_delays(services.claims(), number) is not None:
        services.claim_jobs().publish_events(number)


def _open_claims(services: Services) -> list[str]:
    ports = services.claims()
    reads = [partial(ports.store.open_work, department) for department in ports.rules.departments]
    work = gather(services.messaging.run_parallel, reads)
    return list(dict.fromkeys(item.claim for items in work for item in items if item.coverage))


def claim_device(number: str) -> str:
    """The device id of a claim's messages: its last twelve digits."""
    return number.replace("-", "")[-12:]


def _post_to_thread(services: Services, claim: Claim, event: ClaimEvent) -> None:
    """Posts an event in the customer's conversation. The event's number is the number of the message, so that a repeat
    isn't posted twice."""
    if not event.notify_customer:
        return
    words = event_text(event, claim, texts(services.locale_of(claim.conversation)))
    data = {"claim": claim.id, "coverage": event.coverage, **event.data, "note": ""}  # claim notes are internal
    data |= label_data_by_locale(data)
    notice = Notice(f"claim.{event.code}", words, {key: value for key, value in data.items() if value})
    entry = LogEntry(event.at, By(Speaker.SYSTEM), notice)
    send_message(
        services.messaging, OutgoingMessage(claim.conversation, claim_device(claim.id), event.number, entry, "")
    )
    if event.code == "registered" and event.by is not None:
        _post_registration_card(services, claim, event)
    if event.code == "identity_hold":
        from chalicelib.processes.intake import suggest_booking_in_chat

        locale = services.locale_of(claim.conversation)
        view = customer_view(services, claim, locale)
        suggest_booking_in_chat(services, claim.conversation, f"{claim.id}:{event.number}", view, locale)


def _post_registration_card(services: Services, claim: Claim, event: ClaimEvent) -> None:
    """The card with the claim number, as the bot posts it. It has a device id of its own, so that a repeat isn't
    posted twice."""
    from chalicelib.dialogue.claim_answers import registration_card

    locale = services.locale_of(claim.conversation)
    card = registration_card(customer_view(services, claim, locale), texts(locale))
    entry = LogEntry(event.at, By(Speaker.SYSTEM), replace(card, buttons=()))
    send_message(
        services.messaging,
        OutgoingMessage(claim.conversation, f"card{claim_device(claim.id)[-8:]}", event.number, entry, ""),
    )


def _update_work_lists(services: Services, claim: Claim, event: ClaimEvent) -> None:
    if event.code in WORK_CREATING_EVENTS:
        for exposure in claim.exposures:
            services.claim_jobs().add_work(exposure.department, claim.id, exposure.coverage, claim.registered_at)
        for department in claim.notified_departments:
            services.claim_jobs().add_work(department, claim.id, "", claim.registered_at)
    if event.code == "helped":
        services.claims().store.end_work(event.data["helped"], claim.id, "")
    concerned = claim.exposure(event.coverage)
    if concerned is None:
        return
    if concerned.is_final:
        services.claims().store.end_work(concerned.department, claim.id, concerned.coverage)
    elif event.code in ("reopen", "appeal"):
        services.claims().store.resume_work(concerned.department, claim.id, concerned.coverage)


def _push_to_customer(services: Services, claim: Claim) -> None:
    """Sends the claim to the customer's devices. It isn't called for events that are only about a denial proposal."""
    conversation = services.messaging.store.get(claim.conversation)
    if conversation is not None:
        frame = ClaimFrame(customer_view(services, claim, services.locale_of(conversation.id)))
        post_to_connections(services.messaging, conversation.id, conversation.recipients("customer"), frame)


def _push_to_staff(services: Services, claim: Claim) -> None:
    conversation = services.messaging.store.get(claim.conversation)
    # The departments of these persons aren't known here: the view has only transitions that they may certainly apply,
    # and their page requests the complete view.
    serving = conversation.agent.id if conversation is not None and conversation.agent is not None else ""
    adjusters = {exposure.adjuster.id for exposure in claim.exposures if exposure.adjuster is not None}
    for person in sorted({serving, *adjusters} - {""}):
        party = Party(
            person, Relation.ADJUSTER if person in adjusters else Relation.SERVES_CUSTOMER, serves=person == serving
        )
        services.post_to_person(person, ClaimFrame(view_for_party(services, claim, party)))
