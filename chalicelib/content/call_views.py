"""Calls due and referrals, as pages see them."""

from msgspec import Struct

from chalicelib.content.views import Named


class CallView(Struct, frozen=True, omit_defaults=True):
    """A call that is due at a desk, or the answer to a message. `source`: claim, waiting, referral; `channel`: call,
    message, mail. `late`: it wasn't made in time, or had another window for that. `agent` makes it now. Times in
    ms since 1970 UTC."""

    id: str
    desk: str
    desk_label: str
    source: str
    channel: str
    customer: Named
    conversation: str
    starts_at: int
    ends_at: int
    phone: str = ""
    about: str = ""
    claim: str = ""
    agent: Named | None = None
    attempts: int = 0
    late: bool = False
    note: str = ""
    email: str = ""


class ReferralView(Struct, frozen=True, omit_defaults=True):
    """A call, referral or promised answer, as its customer sees it: `label` of the department, `channel` (call,
    message, mail), `status`: open, taken (somebody is at it), done, unreached. Times in ms since 1970 UTC."""

    id: str
    label: str
    channel: str
    starts_at: int
    ends_at: int
    status: str
    about: str = ""
