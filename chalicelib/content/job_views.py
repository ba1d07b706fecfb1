"""What the bot is told of roadside jobs: the price of one before it is requested, and the customer's open one."""

from msgspec import Struct

from chalicelib.content.message_bodies import CardRow


class JobQuote(Struct, frozen=True, omit_defaults=True):
    """What a job costs: `rows` for the summary, `note` below it, the price in `won` that the customer agrees to, and
    the label of the button that does. `service` is what is sent, `why` says why it is another than was asked for. With
    a `refusal` nobody drives there: the text says what the customer gets."""

    rows: tuple[CardRow, ...] = ()
    note: str = ""
    won: int = 0
    confirm: str = ""
    service: str = ""
    why: str = ""
    refusal: str = ""


class OpenJobView(Struct, frozen=True, kw_only=True):
    """A customer's open job: its number, where it stands and what it costs in words, whether it can still be cancelled,
    and the `services` that it is for. `contact` says how to reach the responder, `number` is their safe number ("" for
    none), `is_assigned` whether there is one; `where` is where their truck was seen last."""

    id: str
    status: str
    cost: str
    can_cancel: bool
    services: frozenset[str]
    contact: str
    number: str
    is_assigned: bool
    where: str
