"""What follows a turn of the bot: the claim or appointment of a confirmed form, the hand-over to agents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.conversations.states import BOT_SPEAKS
from chalicelib.dialogue.events import HandoffWanted, PublishedFormEvent

if TYPE_CHECKING:
    from chalicelib.processes.intake import Needs as IntakeNeeds


def complete_confirmed_form(services: IntakeNeeds, published: PublishedFormEvent) -> None:
    """Registers the claim of a form or makes its booking, if the turn that confirmed it hasn't, and sends what the bot
    has to say about it. The form's key makes a repeat the same claim."""
    from chalicelib.dialogue.service import send_unsent
    from chalicelib.processes.bot_ports import bot_ports
    from chalicelib.processes.form_completion import complete_flow

    state = services.dialogue_store().load(published.conversation)
    conversation = services.messaging.store.get(published.conversation)
    if conversation is None:
        return
    form = state.completed_flow
    ports = bot_ports(services, conversation, state.locale, verified=form is not None and form.verified)
    if form is not None and form.key == published.key:
        complete_flow(services, conversation, ports, form)
    else:
        send_unsent(ports, conversation.id)


def complete_handover(services: IntakeNeeds, published: HandoffWanted) -> None:
    """Hands a conversation over to agents, if the turn that wanted it hasn't, and sends what the bot has to say about
    it. Nothing once the conversation was handed over, or was closed."""
    from chalicelib.dialogue.concerns import concern_of
    from chalicelib.dialogue.service import send_unsent
    from chalicelib.processes.bot_ports import bot_ports
    from chalicelib.processes.entry_details import details_of_handoff
    from chalicelib.processes.handoff import hand_off_to_agents

    conversation = services.messaging.store.get(published.conversation)
    if (
        conversation is None
        or conversation.fencing_token != published.fencing_token
        or conversation.state not in BOT_SPEAKS
    ):
        return
    locale = services.locale_of(conversation.id)
    send_unsent(bot_ports(services, conversation, locale), conversation.id)
    concern = concern_of(services.dialogue_store().load(conversation.id))
    about = details_of_handoff(services, conversation, concern, None)
    hand_off_to_agents(services, conversation, published.queue, locale, emergency=published.is_emergency, about=about)
