"""A customer, and the forms that they have begun, as agents see them."""

from msgspec import Struct

from chalicelib.content.contract_views import ContractView
from chalicelib.content.views import NoteView


class FactView(Struct, frozen=True):
    """A field of the accident form: its `slot`, the stored `value`, and `shown`, the value as displayed text."""

    slot: str
    label: str
    value: str
    shown: str


class DraftView(Struct, frozen=True, omit_defaults=True):
    """An accident form that isn't registered yet. `key` names it, and the claim it becomes; `version` rises with every
    change. `conversation` is where it is filled in; `changed_at` in ms since 1970 UTC. `missing` are the questions that
    were not answered, `corrected` the fields that staff changed."""

    key: str
    version: int
    conversation: str
    changed_at: int
    facts: tuple[FactView, ...] = ()
    missing: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()


class CustomerView(Struct, frozen=True, omit_defaults=True):
    """What agents see of a customer: person, contracts, the bot's summary, colleagues' notes, and `drafts` (accident
    forms that are not registered yet, of all conversations, latest first; the command `drafts` returns those that don't
    fit), `tags` of the conversation, and the customer's `concern` in a few words. `locale`: the language in which they
    are spoken to."""

    id: str
    name: str
    phone: str = ""
    contracts: tuple[ContractView, ...] = ()
    summary: tuple[tuple[str, str], ...] = ()
    notes: tuple[NoteView, ...] = ()
    drafts: tuple[DraftView, ...] = ()
    tags: tuple[str, ...] = ()
    concern: str = ""
    locale: str = "ko"
