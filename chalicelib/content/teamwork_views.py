"""Staff, mentions and tasks for later, as desks see them."""

from msgspec import Struct

from chalicelib.content.views import Named


class StaffView(Struct, frozen=True):
    """Somebody who has a desk, on duty or not."""

    id: str
    name: str
    queues: tuple[str, ...] = ()


class MentionView(Struct, frozen=True):
    """A note that mentions the receiver: when it was written (ms since 1970 UTC), by whom, on which conversation, about
    which customer; `words` are its beginning."""

    at: int
    by: Named
    conversation: str
    customer: Named
    words: str


class FollowUpView(Struct, frozen=True, omit_defaults=True):
    """A task of the receiver for later: what to do, when it is due, on which conversation and customer. `key` names it
    among theirs. `done_at` is 0 while it is open. Times in ms since 1970 UTC."""

    key: str
    text: str
    due_at: int
    at: int
    conversation: str
    customer: Named
    done_at: int = 0
