"""All contexts together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chalicelib.content.message_bodies import Notice
from chalicelib.content.server_frames import Frame
from chalicelib.content.views import CustomerView
from chalicelib.conversations.history import fitting

if TYPE_CHECKING:  # what a message between people needs of these is nothing
    from chalicelib.claims.ports import Core
    from chalicelib.claims.ports import Jobs as ClaimJobs
    from chalicelib.claims.ports import Ports as Claims
    from chalicelib.contracts.ports import Store as Contracts
    from chalicelib.conversations.model import Head
    from chalicelib.conversations.ports import Ports as Talk
    from chalicelib.dialogue.ports import DraftStore, Understand
    from chalicelib.dialogue.ports import Store as Memory
    from chalicelib.files.ports import Ports as Uploads
    from chalicelib.kernel.throttle import Gate
    from chalicelib.notifications.ports import Ports as Notifications
    from chalicelib.presence.ports import Store as Presence
    from chalicelib.routing.ports import Jobs, OnCall
    from chalicelib.routing.ports import Store as Routing


FORMS_BYTES = 10_000
"""Maximum size of unfinished forms that come with a customer, in bytes of JSON, but at least one form; `drafts` brings
all."""

NOTES_BYTES = 24_000
"""So much of colleagues' notes, the newest, comes with a customer: he is shown together with what was said."""


@dataclass(frozen=True, slots=True)
class House:
    """Every context's ports. Factories, not values, where a Lambda may never need the thing."""

    talk: Talk
    presence: Callable[[], Presence]
    routing: Callable[[], Routing]
    memory: Callable[[], Memory]
    drafts: Callable[[], DraftStore]
    contracts: Callable[[], Contracts]
    jobs: Callable[[], Jobs]
    on_call: Callable[[], OnCall]
    claims: Callable[[], Claims]
    claim_jobs: Callable[[], ClaimJobs]
    core: Callable[[], Core]
    uploads: Callable[[], Uploads]
    notifications: Callable[[], Notifications]
    understand: Understand
    typing: Gate

    def tell(self, person: str, frame: Frame) -> None:
        """Posts to all devices of a person; who isn't there reads it with the next hello."""
        now = self.talk.clock()
        devices = frozenset(device.connection for device in self.presence().of(person) if device.hears(now))
        self.talk.courier.post(devices, frame)

    def language(self, conversation: str) -> str:
        """The language that the customer of a conversation reads, as their last words to the bot told it; Korean where
        the bot hasn't met them. One read."""
        return self.memory().load(conversation).locale

    def customer(self, head: Head) -> CustomerView:
        """The customer of a conversation, as an agent must know him."""
        from chalicelib.processes.draft_commands import seen

        holder = self.contracts().get(head.customer.id)
        known = self.memory().load(head.id)
        return CustomerView(
            id=head.customer.id,
            name=holder.name if holder else head.customer.name,
            phone=holder.phone if holder else "",
            contracts=holder.contracts if holder else (),
            summary=tuple(known.summary.items()),
            notes=fitting(self.talk.store.notes(head.id)[::-1], NOTES_BYTES)[::-1],
            drafts=fitting(seen(self, head, known), FORMS_BYTES),
        )


def wording(locale: str) -> Callable[..., Notice]:
    """Notices in a language. Pages in another one make their own words of code and data."""
    from chalicelib.content.configuration import texts

    return texts(locale).notice
