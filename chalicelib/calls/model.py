"""A call that is due, and what changes it: pure rules."""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.calls.rules import CallRules
from chalicelib.content.views import Named

Source = Literal["claim", "waiting", "referral"]
"""Who asked for it: a claim's appointment, a customer instead of waiting on, an agent who refers a customer."""

Channel = Literal["call", "message", "mail"]
"""By telephone, as an answer in the conversation, or by e-mail."""

CallChange = Literal["booked", "late", "no_answer", "unreached", ""]
"""What the customer is notified of: the window; another one, because the call wasn't made or they didn't answer; that
they weren't reached at all."""


class Window(Struct, frozen=True):
    """When a call is promised, ms since 1970 UTC."""

    starts_at: int
    ends_at: int


class Call(Struct, frozen=True, omit_defaults=True):
    """A call due at a `desk` (a queue or a department). `phone` is empty for a message. `agent` makes it since
    `taken_at`. `key` names the request that it was booked by, `version` rises with every change; `change` is what the
    customer was or is to be notified of, made by the version `change_version`. `moves` counts new windows after the
    call wasn't made in time. A referral is for a `department`, with the customer's consent of `consent_at`. Times in
    ms since 1970 UTC."""

    id: str
    key: str
    desk: str
    source: Source
    channel: Channel
    customer: Named
    conversation: str
    starts_at: int
    ends_at: int
    booked_at: int
    version: int = 1
    phone: str = ""
    about: str = ""
    claim: str = ""
    agent: Named | None = None
    taken_at: int = 0
    attempts: int = 0
    moves: int = 0
    outcome: str = ""
    note: str = ""
    done_at: int = 0
    done_by: Named | None = None
    change: CallChange = ""
    change_version: int = 0
    department: str = ""
    email: str = ""
    consent_at: int = 0

    @property
    def is_open(self) -> bool:
        return not self.done_at

    @property
    def is_untouched(self) -> bool:
        """Whether nobody has begun to make it."""
        return self.is_open and self.agent is None


def booked_again(before: Call | None, call: Call) -> Call:
    """A call that is booked in place of the one with its id, if there is one."""
    version = before.version + 1 if before else 1
    change: CallChange = "" if call.source == "claim" else "booked"  # the claim's own notice says so
    return replace(call, version=version, change=change, change_version=version)


def taken(call: Call, agent: Named, now: int) -> Call:
    """The call while an agent makes it."""
    return replace(call, version=call.version + 1, agent=agent, taken_at=now)


def moved(call: Call, window: Window, change: CallChange) -> Call:
    """The call with another window, of which the customer is notified."""
    return replace(
        call,
        version=call.version + 1,
        starts_at=window.starts_at,
        ends_at=window.ends_at,
        agent=None,
        taken_at=0,
        moves=call.moves + (change == "late"),
        change=change,
        change_version=call.version + 1,
    )


def finished(call: Call, outcome: str, note: str, by: Named, now: int, following: Window, rules: CallRules) -> Call:
    """The call with its outcome; after one that is repeated, in the `following` window, until it was tried often
    enough."""
    attempts = call.attempts + 1
    if outcome in rules.repeated and attempts < rules.attempts:
        return replace(moved(call, following, "no_answer"), attempts=attempts, note=note)
    done = replace(
        call, version=call.version + 1, attempts=attempts, outcome=outcome, note=note, done_at=now, done_by=by
    )
    if outcome in rules.repeated:
        return replace(done, change="unreached", change_version=done.version)
    return done


def late_at(call: Call, rules: CallRules) -> int:
    """From when a call that nobody makes is late."""
    return call.starts_at + rules.late_after_minutes * 60_000
