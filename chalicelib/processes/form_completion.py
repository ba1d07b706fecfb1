"""Completes a confirmed form: registers its claim, makes its booking, requests or cancels its job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.conversations.model import Conversation
from chalicelib.dialogue import service as bot
from chalicelib.dialogue.ports import BotPorts
from chalicelib.dialogue.state import CompletedFlow
from chalicelib.processes import claim_commands, draft_records
from chalicelib.queries.registrations import registration_for_customer

if TYPE_CHECKING:
    from chalicelib.processes.claim_commands import Needs as ClaimCommandsNeeds
    from chalicelib.queries.registrations import Needs as RegistrationsNeeds
    from chalicelib.service_ports import (
        WithBackoff,
        WithDialogueStore,
        WithDispatch,
        WithDraftStore,
        WithRoadsideUses,
    )

    class Needs(
        ClaimCommandsNeeds,
        RegistrationsNeeds,
        WithBackoff,
        WithDialogueStore,
        WithDispatch,
        WithDraftStore,
        WithRoadsideUses,
        Protocol,
    ): ...


def complete_flow(services: Needs, conversation: Conversation, ports: BotPorts, form: CompletedFlow) -> None:
    """Carries out a confirmed form: registers its claim, makes its booking, requests, places or cancels its job."""
    if form.job:
        _carry_out_job(services, conversation, ports, form)
    elif form.booking:
        _make_booking(services, conversation, ports, form)
    else:
        _register_claim(services, conversation, ports, form)


def _carry_out_job(services: Needs, conversation: Conversation, ports: BotPorts, form: CompletedFlow) -> None:
    from chalicelib.processes import roadside_requests  # loaded where somebody needs help at the roadside

    if form.job == "cancel":
        outcome = roadside_requests.cancel_for_customer(services, conversation.customer, ports.locale)
    elif form.job == "place":
        location = form.facts["location"]
        outcome = roadside_requests.place_for_customer(services, conversation.customer, location, ports.locale)
    elif form.job == "problem":
        faults = form.facts["faults"]
        outcome = roadside_requests.faults_for_customer(services, conversation.customer, faults, ports.locale)
    else:
        wanted = roadside_requests.RequestedJob(
            f"{conversation.id}:{form.key}",
            conversation.id,
            form.facts,
            form.agreed_won,
            form.subject,
            conversation.emergency,
            form.verified,
        )
        outcome = roadside_requests.request_for_customer(services, conversation.customer, wanted, ports.locale)
    bot.confirm_job(ports, conversation.id, form.key, outcome.messages, asks_again=outcome.asks_again)


def _make_booking(services: Needs, conversation: Conversation, ports: BotPorts, form: CompletedFlow) -> None:
    number, _, coverage = form.subject.partition(":")
    booking = claim_commands.booking_request(f"{conversation.id}:{form.key}", form)
    claim = claim_commands.book_for_customer(services, conversation.customer, number, coverage, booking, ports.locale)
    bot.confirm_booking(ports, conversation.id, form.key, claim)


def _register_claim(services: Needs, conversation: Conversation, ports: BotPorts, form: CompletedFlow) -> None:
    """Registers the claim of a confirmed form and sends its number. The form stays in the bot's state until then: after
    a crash the repeat, the customer's next message or the form's event completes it without a second claim."""
    key = form.key if ":" in form.key else f"{conversation.id}:{form.key}"
    claim = claim_commands.register_report(services, conversation.customer, conversation.id, key, form.facts)
    draft_records.close_customer_drafts(services, conversation.customer.id, (key,))
    registered = registration_for_customer(services, claim, ports.locale)
    bot.confirm_registration(ports, conversation.id, form.key, registered)
