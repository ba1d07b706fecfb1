"""Which subscribers follow which event. docs/events.md describes what they may rely on, and shows this table."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar, Union

import msgspec
from msgspec import Struct

from chalicelib.amendments import events as amendments
from chalicelib.calls import events as calls
from chalicelib.claims import events as claims
from chalicelib.conversations import events as conversations
from chalicelib.dialogue import events as dialogue
from chalicelib.dispatch import events as dispatch
from chalicelib.files import events as files
from chalicelib.notifications import events as notifications
from chalicelib.processes.amendment_subscribers import order_change, show_change_in_thread
from chalicelib.processes.call_reminders import remind_of_call
from chalicelib.processes.calls_due import notify_of_call
from chalicelib.processes.claim_calls import list_claim_calls
from chalicelib.processes.claim_help import follow_claim_help
from chalicelib.processes.claim_reminders import remind_of_documents
from chalicelib.processes.claim_subscribers import (
    post_to_thread,
    send_to_core_system,
    update_customer_pages,
    update_staff_pages,
    update_work_lists,
)
from chalicelib.processes.conversation_subscribers import (
    end_queue_and_assignment,
    page_for_emergency,
    welcome_customer,
)
from chalicelib.processes.dispatch_lessons import record_finished
from chalicelib.processes.dispatching import await_job, seek_responder
from chalicelib.processes.emergency_subscribers import update_emergencies_on_work_lists
from chalicelib.processes.figure_subscribers import count_service
from chalicelib.processes.file_subscribers import (
    post_quarantine_notice,
    record_location_read,
    suggest_facts_of_photo,
    update_file_on_pages,
    withdraw_from_claims,
)
from chalicelib.processes.job_cards import show_job_card, tell_of_job
from chalicelib.processes.job_posts import update_dispatchers, update_responder
from chalicelib.processes.mentions import notify_mentioned
from chalicelib.processes.participation import await_acceptance, follow_participants
from chalicelib.processes.provider_exchange import send_to_provider
from chalicelib.processes.push_subscribers import forget_endpoint, record_push
from chalicelib.processes.ratings import count_rating
from chalicelib.processes.referrals import mail_department
from chalicelib.processes.response_delays import await_delay
from chalicelib.processes.roadside_uses import count_use
from chalicelib.processes.routing_subscribers import (
    assign_from_queue,
    follow_in_conversation,
    return_to_queue,
    show_queue,
)
from chalicelib.processes.search_indexing import (
    index_ended_conversation,
    merge_search_segments,
    schedule_indexing,
)
from chalicelib.processes.turn_subscribers import complete_confirmed_form, complete_handover
from chalicelib.processes.unanswered import await_answer
from chalicelib.processes.wait_records import follow_wait, record_service
from chalicelib.processes.waiting_cards import show_places
from chalicelib.routing import events as routing
from chalicelib.search import events as search
from chalicelib.services import Services

EventT = TypeVar("EventT", bound=Struct)
Subscriber = Callable[[Services, Any], None]
Subscription = tuple[type[Struct], tuple[Subscriber, ...]]


def _subscription(event: type[EventT], *subscribers: Callable[[Services, EventT], None]) -> Subscription:
    return event, subscribers


_PAGES = (update_customer_pages, update_staff_pages)
_LISTS = (update_work_lists, *_PAGES)
_JOB_PAGES = (tell_of_job, show_job_card, update_responder, update_dispatchers)
_QUEUES = (show_queue, show_places, follow_wait, update_emergencies_on_work_lists)

SUBSCRIPTIONS: dict[type[Struct], tuple[Subscriber, ...]] = dict(
    (
        _subscription(claims.ClaimRegistered, post_to_thread, *_LISTS, send_to_core_system),
        _subscription(claims.ExposureAdded, post_to_thread, *_LISTS, send_to_core_system),
        _subscription(claims.ClaimAmended, *_LISTS, send_to_core_system),
        _subscription(claims.ClaimLinked, *_LISTS, send_to_core_system),
        _subscription(claims.TransitionApplied, post_to_thread, *_LISTS, remind_of_documents, send_to_core_system),
        _subscription(claims.InternalTransitionApplied, *_LISTS, send_to_core_system),
        _subscription(claims.DenialProposalChanged, update_work_lists, update_staff_pages, send_to_core_system),
        _subscription(claims.IdentityHoldPlaced, post_to_thread, *_LISTS, send_to_core_system),
        _subscription(claims.ClaimClosed, post_to_thread, *_LISTS, send_to_core_system),
        _subscription(claims.DelayExpected, post_to_thread, *_LISTS, send_to_core_system),
        _subscription(claims.AppointmentBooked, post_to_thread, *_LISTS, list_claim_calls, send_to_core_system),
        _subscription(claims.DocumentsChanged, post_to_thread, *_LISTS, remind_of_documents, send_to_core_system),
        _subscription(claims.DocumentRemoved, *_LISTS, send_to_core_system),
        _subscription(claims.HelpTaken, post_to_thread, *_LISTS, send_to_core_system),
        _subscription(claims.HelpDone, *_LISTS, send_to_core_system),
        _subscription(claims.HelpLost, *_LISTS, send_to_core_system),
        _subscription(claims.ClaimNoteAdded, *_PAGES, send_to_core_system),
        _subscription(claims.AccountSet, post_to_thread, *_PAGES, send_to_core_system),
        _subscription(conversations.OpeningEvent, welcome_customer, schedule_indexing),
        _subscription(conversations.HandoverEvent, page_for_emergency, follow_participants, schedule_indexing),
        _subscription(conversations.MentionEvent, notify_mentioned),
        _subscription(
            conversations.ResolutionEvent,
            end_queue_and_assignment,
            record_service,
            follow_participants,
            count_service,
            index_ended_conversation,
        ),
        _subscription(
            conversations.ClosingEvent,
            end_queue_and_assignment,
            record_service,
            follow_participants,
            count_service,
            index_ended_conversation,
        ),
        _subscription(conversations.ParticipationEvent, follow_participants, await_acceptance),
        _subscription(conversations.RatingEvent, count_rating),
        _subscription(conversations.QueueExitEvent, count_service),
        _subscription(routing.ConversationQueued, assign_from_queue, await_delay, *_QUEUES),
        _subscription(routing.ConversationAssigned, follow_in_conversation, await_answer, *_QUEUES),
        _subscription(routing.ConversationGivenBack, return_to_queue, await_delay, *_QUEUES),
        _subscription(routing.QueueLeft, follow_in_conversation, *_QUEUES),
        _subscription(files.FileReady, update_file_on_pages, record_location_read, suggest_facts_of_photo),
        _subscription(
            files.FileQuarantined,
            withdraw_from_claims,
            post_quarantine_notice,
            update_file_on_pages,
        ),
        _subscription(files.FileDiscarded, withdraw_from_claims),
        _subscription(dialogue.RegistrationWanted, complete_confirmed_form),
        _subscription(dialogue.BookingWanted, complete_confirmed_form),
        _subscription(dialogue.JobWanted, complete_confirmed_form),
        _subscription(dialogue.HandoffWanted, complete_handover),
        _subscription(notifications.NotificationDelivered, record_push),
        _subscription(notifications.NotificationFailed, record_push, forget_endpoint),
        _subscription(amendments.AmendmentPrepared, show_change_in_thread),
        _subscription(amendments.AmendmentWithdrawn, show_change_in_thread),
        _subscription(amendments.AmendmentOrdered, show_change_in_thread, order_change),
        _subscription(amendments.AmendmentSettled, show_change_in_thread),
        _subscription(calls.CallPlanned, notify_of_call, remind_of_call, mail_department),
        _subscription(calls.CallFinished, notify_of_call),
        _subscription(dispatch.JobRequested, seek_responder, await_job, *_JOB_PAGES),
        _subscription(dispatch.JobOffered, await_job, send_to_provider, *_JOB_PAGES),
        _subscription(dispatch.JobRefused, seek_responder, await_job, follow_claim_help, send_to_provider, *_JOB_PAGES),
        _subscription(dispatch.JobAccepted, await_job, follow_claim_help, send_to_provider, *_JOB_PAGES),
        _subscription(dispatch.JobStepTaken, await_job, *_JOB_PAGES),
        _subscription(dispatch.JobChanged, await_job, send_to_provider, *_JOB_PAGES),
        _subscription(
            dispatch.JobEnded,
            seek_responder,
            send_to_provider,
            count_use,
            follow_claim_help,
            record_finished,
            *_JOB_PAGES,
        ),
        _subscription(dispatch.ResponderFreed, seek_responder),
        _subscription(search.SegmentWritten, merge_search_segments),
    )
)
"""Event type → its subscribers. A subscriber's name is its function's name: it stands in deliveries under way."""

_ANY_EVENT: Any = Union[tuple(SUBSCRIPTIONS)]  # noqa: UP007 - made from the table

SUBSCRIBERS = {subscriber.__name__: subscriber for subscribers in SUBSCRIPTIONS.values() for subscriber in subscribers}

_NAMES = {
    str(event.__struct_config__.tag): tuple(subscriber.__name__ for subscriber in subscribers)
    for event, subscribers in SUBSCRIPTIONS.items()
}

event_from_builtins: Callable[[dict[str, Any]], Any] = partial(msgspec.convert, type=_ANY_EVENT)
"""The typed event of a delivery. Raises msgspec.ValidationError."""


def subscribers_of(tag: str) -> tuple[str, ...]:
    """The names of the subscribers of the events with this tag. Raises LookupError."""
    return _NAMES[tag]


def subscriber_named(name: str) -> Subscriber:
    """The subscriber with this name. Raises LookupError."""
    return SUBSCRIBERS[name]
