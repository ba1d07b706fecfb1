"""What a page needs to begin, beside the conversations of its person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from chalicelib.access.decisions import is_role_allowed
from chalicelib.content.accident_form import AccidentForm, accident_form
from chalicelib.content.claim_labels import ClaimLabels, bank_options, claim_labels
from chalicelib.content.configuration import bot_rules
from chalicelib.content.desk_rules import DeskRules, desk_rules
from chalicelib.content.message_bodies import Option
from chalicelib.content.queue_views import AgentStateView, ServiceLevelView
from chalicelib.content.wrap_up import WrapUpView, wrap_up_view
from chalicelib.files.rules import file_rules
from chalicelib.kernel.actors import Actor
from chalicelib.queries.queue_board import kept_desk_view
from chalicelib.queries.service_levels import service_level_views
from chalicelib.routing.model import AgentState

if TYPE_CHECKING:
    from chalicelib.queries.queue_board import Needs as QueueBoardNeeds


class PageData(Struct, frozen=True):
    """The fields of the same names in `protocol.conversations.Welcome`."""

    file_suffixes: tuple[str, ...]
    desk: AgentStateView | None = None
    desk_rules: DeskRules | None = None
    accident_form: AccidentForm | None = None
    claim_labels: ClaimLabels | None = None
    service_levels: tuple[ServiceLevelView, ...] = ()
    wrap_up: WrapUpView | None = None
    renewal_days: int = 0
    banks: tuple[Option, ...] = ()
    slow_check_seconds: int = 0
    typing_preview: bool = False

    @property
    def desk_bytes(self) -> int:
        """Size of desk and accident form, in bytes of JSON; 0 without a desk."""
        return len(msgspec.json.encode((self.desk, self.accident_form))) if self.desk else 0


def page_data(services: QueueBoardNeeds, actor: Actor, own: AgentState | None) -> PageData:
    """What the page of an agent or a customer needs; `own` is the agent's state."""
    if is_role_allowed("desk", actor.role):
        return PageData(
            file_suffixes=file_rules().accepted_suffixes,
            desk=kept_desk_view(services, actor.id, own),
            desk_rules=desk_rules(),
            accident_form=accident_form(actor.locale),
            claim_labels=claim_labels(actor.locale),
            service_levels=service_level_views(services.messaging.clock()),
            wrap_up=wrap_up_view(),
            renewal_days=bot_rules().renewal_days,
        )
    return PageData(
        file_suffixes=file_rules().accepted_suffixes,
        banks=bank_options(actor.locale),
        slow_check_seconds=file_rules().slow_check_seconds,
        typing_preview=desk_rules().typing_preview,
    )
