"""What follows a confirmed form: its claim or its appointment."""

from chalicelib.dialogue.events import PublishedFormEvent
from chalicelib.services import Services


def complete_confirmed_form(services: Services, published: PublishedFormEvent) -> None:
    """Registers the claim of a form or makes its booking, if the turn that confirmed it hasn't, and sends what the bot
    has to say about it. The form's key makes a repeat the same claim."""
    from chalicelib.dialogue.service import send_unsent
    from chalicelib.processes.form_completion import complete_flow
    from chalicelib.processes.intake import bot_ports

    state = services.dialogue_store().load(published.conversation)
    conversation = services.messaging.store.get(published.conversation)
    if conversation is None:
        return
    ports, form = bot_ports(services, conversation, state.locale), state.completed_flow
    if form is not None and form.key == published.key:
        complete_flow(services, conversation, ports, form)
    else:
        send_unsent(ports, conversation.id)
