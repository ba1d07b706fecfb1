"""The bot's stored state of one conversation."""

from typing import Literal

from msgspec import Struct

from chalicelib.content.contract_questions import ContractQuestion
from chalicelib.content.message_bodies import Body, CardRow


class ActiveFlow(Struct, frozen=True, omit_defaults=True):
    """A flow in progress.

    `requested_slot` is the slot asked for, "" while the summary awaits confirmation; `asked_slots` are those asked so
    far, for going back. `failed_attempts` counts failed answers to the open question, `idle_turns` messages in between
    that answered nothing. `updated_at` and `started_at` are in ms since 1970 UTC. `subject` is what a booking is about,
    as `<claim>:<coverage>`. `previous_values` are those that the last correction replaced, for undoing it. `draft_key`
    names a form that was started in another conversation; `staff_edits` counts the corrections by staff it contains.
    `unanswered` says of slots without a value which act closed their question. `asked_to_stop`: the bot has asked
    whether to stop; `put_off`: the customer goes on with the form later.

    `requested_card` names the card of questions that is asked, `card_turns` counts the messages that left some of it
    open. `missed_words` are the failed answers to the open question, `missed_questions` counts the questions in a row
    that had some. `notes` wait for the narrative. `sympathised`: the sentence of sympathy was said.
    `quoted_won` is the price that the summary told, in `quoted_rows`.
    """

    flow: str
    updated_at: int
    slots: dict[str, str] = {}
    requested_slot: str = ""
    asked_slots: tuple[str, ...] = ()
    failed_attempts: int = 0
    paused: bool = False
    started_at: int = 0
    subject: str = ""
    previous_values: dict[str, str] = {}
    idle_turns: int = 0
    draft_key: str = ""
    staff_edits: int = 0
    unanswered: dict[str, str] = {}
    asked_to_stop: bool = False
    put_off: bool = False
    requested_card: str = ""
    card_turns: int = 0
    missed_words: tuple[str, ...] = ()
    missed_questions: int = 0
    notes: tuple[str, ...] = ()
    sympathised: bool = False
    quoted_won: int = 0
    quoted_rows: tuple[CardRow, ...] = ()

    @property
    def local_key(self) -> str:
        """Names the form within its conversation: its start time in base 16. Clients return it in button ids; thirteen
        decimal digits could look like a resident registration number, which is masked there."""
        return f"{self.started_at or self.updated_at:x}"


class PendingMessage(Struct, frozen=True):
    """A bot message with its number. Saved with the state before it is sent, so that a crash doesn't lose it."""

    number: int
    body: Body


class Handoff(Struct, frozen=True):
    """A request to hand the conversation off to the agents of a queue."""

    queue: str
    is_emergency: bool = False


class CompletedFlow(Struct, frozen=True, omit_defaults=True):
    """A confirmed form that is to become a claim, or a booking of the kind `booking` about its `subject`, or that
    requests, places or cancels a `job`, or adds a problem to it; then `subject` is the claim, `agreed_won` the price
    that the customer agreed to, `verified` whether it is by their contract. `key` names it, within the conversation or
    (with a colon) globally, so that a repeat creates no second one; `facts` are the known slots."""

    key: str
    facts: dict[str, str]
    booking: str = ""
    subject: str = ""
    job: Literal["", "request", "place", "problem", "cancel"] = ""
    agreed_won: int = 0
    verified: bool = False


class Suggestion(Struct, frozen=True):
    """Facts read from a file, suggested for the form: `file_key` names the file, `message_number` the bot's message
    that suggests them (0 in states stored before it was kept)."""

    file_key: str
    facts: dict[str, str]
    message_number: int = 0


class ResumePrompt(Struct, frozen=True, omit_defaults=True):
    """The open question whether to continue an unfinished form. `text` and `slots` are what the customer said before
    it was asked; `after_message`: it was asked because of that message, not with the greeting."""

    text: str = ""
    slots: dict[str, str | bool] = {}
    after_message: bool = False


class ParkedIntent(Struct, frozen=True, omit_defaults=True):
    """What a customer asked beside the request that was done first: its intent, "" where none is recognised, and its
    words."""

    intent: str
    words: str = ""


class BotState(Struct, frozen=True, omit_defaults=True):
    """The state of one conversation; `version` rises with every save.

    - `last_answered_seq`: the last customer message handled; `recent_seqs`: those handled last. Of two devices'
      messages the later one may be handled first.
    - `last_message_number`: of the bot's messages; `outbox`: the messages of the last turn.
    - `failures`: messages in a row that were not understood; `clarification_text`: the message that the bot asked back
      about, until the next message.
    - `active_flow`; `suspended_flow`: the accident form put aside last; `resume_prompt`: the bot has asked whether
      to continue a form.
    - `handoff`, `completed_flow`: to be carried out after this turn; `leaves_queue`: the customer stops waiting.
    - `summary`: what was noted for agents, label → value; they are also shown the values of the active form.
    - `suggestion`: awaits an answer; `suggested_keys`: files whose facts, and held amounts whose booking, were
      suggested.
    - `notified_wait_since`: start of the wait (ms since 1970 UTC) in which the customer was last notified that the
      agent will read their words.
    - `accompanied_wait_since`: start of the wait (ms since 1970 UTC) during which the customer goes on with the bot.
    - `fencing_token`: the conversation's at the last turn. What the turn requested is carried out under this token
      only.
    - `discarded_keys`: drafts that the customer discarded; `resumed_key`: the draft that this turn continues here.
    - `locale`: the customer's language; `emergency_asked`: the bot has asked whether people are in danger;
      `crash_asked`: it has asked whether the customer is well after a signal of the plug;
      `parked`: what the customer also asked, to be answered after the form; `contract_question`: the question about
      one of several contracts, until the customer says which; `said_once`: the reply that was said last and isn't
      repeated; `requested_change`: the values of the last form that was handed to an agent.
    """

    version: int = 0
    last_answered_seq: int = 0
    last_message_number: int = 0
    failures: int = 0
    active_flow: ActiveFlow | None = None
    outbox: tuple[PendingMessage, ...] = ()
    handoff: Handoff | None = None
    summary: dict[str, str] = {}
    clarification_text: str = ""
    recent_seqs: tuple[int, ...] = ()
    completed_flow: CompletedFlow | None = None
    suggestion: Suggestion | None = None
    suggested_keys: tuple[str, ...] = ()
    leaves_queue: bool = False
    notified_wait_since: int = 0
    fencing_token: int = 0
    suspended_flow: ActiveFlow | None = None
    discarded_keys: tuple[str, ...] = ()
    resumed_key: str = ""
    resume_prompt: ResumePrompt | None = None
    locale: str = "ko"
    parked: tuple[ParkedIntent, ...] = ()
    emergency_asked: bool = False
    crash_asked: bool = False
    contract_question: ContractQuestion | None = None
    said_once: str = ""
    accompanied_wait_since: int = 0
    requested_change: dict[str, str] = {}
