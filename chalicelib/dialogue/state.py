"""What the bot remembers of a conversation."""

from msgspec import Struct

from chalicelib.content.message_bodies import Body


class ActiveFlow(Struct, frozen=True, omit_defaults=True):
    """A flow under way: `asking` is the slot asked for, "" while the summary waits for a yes; `path` the slots asked
    so far, for going back; `tries` failed answers to this question, `idle` what came between and was none; `at` when it
    last moved and `started` when it began (ms since 1970 UTC). `subject` is what it is about, where it books something:
    `<claim>:<coverage>`. `former` are the values that the last correction replaced, in case it is taken back. `key`
    names a form that was begun in another conversation; `edits` how many corrections by staff it contains."""

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

    @property
    def local_key(self) -> str:
        """Names the form within its conversation: when it began, in base 16. Clients send this back in button ids, and
        thirteen decimal digits may read as a resident number, which is blotted out there."""
        return f"{self.started_at or self.updated_at:x}"


class PendingMessage(Struct, frozen=True):
    """A sentence on its way: kept with the state before it is said, so that a crash can't swallow it."""

    number: int
    body: Body


class Handoff(Struct, frozen=True):
    """The bot gives the conversation to people."""

    queue: str
    is_emergency: bool = False


class CompletedFlow(Struct, frozen=True, omit_defaults=True):
    """A confirmed form on its way to becoming a claim, or a booking of the kind `books` about its `subject`: `key`
    names it, within the conversation or (with a colon) among all, so that a repeat makes no second one; `facts` are the
    slots that are known."""

    key: str
    facts: dict[str, str]
    booking: str = ""
    subject: str = ""


class Suggestion(Struct, frozen=True):
    """Facts read from a file, offered for the form: `key` names the file, `number` the bot's message that offers them
    (0 in memories from before it was kept)."""

    file_key: str
    facts: dict[str, str]
    message_number: int = 0


class ResumePrompt(Struct, frozen=True, omit_defaults=True):
    """The question whether to go on with an unfinished form is open. `text` and `slots` are what the customer said
    before it was asked; `asked` that it was asked because of that, not with the greeting."""

    text: str = ""
    slots: dict[str, str | bool] = {}
    after_message: bool = False


class BotState(Struct, frozen=True, omit_defaults=True):
    """One conversation's memory. `answered` is the last customer seq dealt with, `number` the bot's last message
    number, `version` rises with every save; `summary` is what the agent is shown, label → value;
    `asked_about` the words that were asked back about, until the next message answers. `recent` are the customer's
    messages dealt with last: of two devices' messages the later may come first. `registration` waits for its claim;
    `offer` waits for a yes, `offered` names the files whose facts, and the held amounts whose booking, were offered.
    `leaves`: the customer doesn't want to wait any more; `noted` is since when they waited as they were last told that
    the agent will read their words. `epoch` is the conversation's at the last turn: what that asked for is done in this
    epoch only. `shelved` is the accident form that was put aside last (memories of before have its values in `draft`);
    `dropped` are keys of forms that the customer discarded; `taken` is the key of a form that this turn continues here;
    `resuming` says that the bot has asked whether to go on with one. `locale` is the customer's
    language."""

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
    legacy_slots: dict[str, str] = {}
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
