"""Claims in one DynamoDB table.

| pk | sk | what |
|---|---|---|
| `claim#<number>` | `claim` | the claim as JSON, by version |
| `claim#<number>` | `followed#<subscriber>` | as `version`: the last event that a subscriber has followed |
| `day#<ISO day, UTC>` | `<ms>#<number>#<n>` | keys of the events of a day, in all claims |
| `registration#<key>` | `claim` | the claim registered under a key |
| `decision#<id>` | `claim` | a decision of the core system that was applied |
| `customer#<id>` | `claim#<number>` | a customer's claims |
| `customer#<id>` | `event#<number>#<n>` | the events of these claims: one query reads the history of all |
| `upload#<upload>` | `claim` | the claim to which a file is submitted as a document, `-` for none |
| `plate#<plate>` | number | accidents of a car |
| `work#<department>` | `<number>#<coverage>` | a department's work; kept for weeks when `done`, for repeats |
| `work#<department>` | `#<conversation>` | a customer in an emergency who waits in a queue; in each department |

Events also go into the outbox, in the same transaction.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any

import msgspec
from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, PutError, UpdateError
from pynamodb.transactions import TransactWrite

from chalicelib.aws.model import BaseModel, bind, commit, connection
from chalicelib.aws.outbox import DynamoOutbox
from chalicelib.aws.table import Table
from chalicelib.claims.events import claim_subject, published_event
from chalicelib.claims.fnol import IncidentRef
from chalicelib.claims.model import Claim, ClaimEvent, WorkItem
from chalicelib.kernel.parallel import RunParallel, gather, run_in_order

DAY_MS = 86_400_000
DONE_WORK_DAYS = 30
"""Days for which a row of done work is kept: longer than a delivery of an event may be late, which SQS keeps for 14."""
_CLAIM_KEY, _EVENT_KEY = "claim#", "event#"
"""Beginnings of sort keys in a customer's partition."""
_REGISTRATION_KEY = "registration#"
_NO_CLAIM = "-"
"""The claim of a file that was withdrawn."""


class _Item(BaseModel):
    """An item; `body` is a claim or an event as JSON."""

    class Meta:
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    body = UnicodeAttribute(null=True)
    version = NumberAttribute(null=True)
    done = BooleanAttribute(null=True)
    ttl = NumberAttribute(null=True)


class DynamoClaimStore:
    """`ClaimStore` on DynamoDB."""

    def __init__(self, client: Any, table: str, outbox: DynamoOutbox, run_parallel: RunParallel | None = None) -> None:
        bind(_Item, client, table)
        self._table = Table(client, table, run_parallel)
        self._run_parallel = run_parallel or run_in_order
        self._outbox = outbox
        self._connection = connection(client)

    def register(self, claim: Claim, key: str, events: tuple[ClaimEvent, ...], incidents: Iterable[IncidentRef]) -> str:
        def write(to: TransactWrite) -> None:
            fresh = _Item.pk.does_not_exist()
            to.save(_Item(f"{_REGISTRATION_KEY}{key}", "claim", body=claim.id), condition=fresh)
            to.save(_claim_item(claim), condition=fresh)
            to.save(_Item(f"customer#{claim.customer.id}", f"{_CLAIM_KEY}{claim.id}"))
            _save_incidents(to, incidents)
            self._save_events(to, claim, events)

        return claim.id if commit(self._connection, write) else self.number_for_key(key)

    def number_for_key(self, key: str) -> str:
        return self._body(f"{_REGISTRATION_KEY}{key}", "claim")

    def registered_keys(self, keys: Iterable[str]) -> frozenset[str]:
        items = self._table.get_many((f"{_REGISTRATION_KEY}{key}", "claim") for key in keys)
        return frozenset(item["pk"]["S"].removeprefix(_REGISTRATION_KEY) for item in items)

    def update(
        self,
        claim: Claim,
        events: tuple[ClaimEvent, ...],
        decision: str = "",
        incidents: Iterable[IncidentRef] = (),
        upload: str = "",
    ) -> bool:
        holder = self.claim_of_upload(upload) if upload else ""

        def write(to: TransactWrite) -> None:
            if decision:
                to.save(_Item(f"decision#{decision}", "claim", body=claim.id), condition=_Item.pk.does_not_exist())
            to.save(_claim_item(claim), condition=_Item.version == claim.version - 1)
            _save_incidents(to, incidents)
            self._save_events(to, claim, events)
            if upload and (claim.has_upload(upload) or holder == claim.id):
                same = (_Item.pk.does_not_exist()) | (_Item.body.is_in(_NO_CLAIM, claim.id))
                held = claim.id if claim.has_upload(upload) else _NO_CLAIM
                to.save(_Item(f"upload#{upload}", "claim", body=held), condition=same)

        return commit(self._connection, write)

    def claim_of_upload(self, upload: str) -> str:
        found = self._body(f"upload#{upload}", "claim")
        return "" if found == _NO_CLAIM else found

    def has_decision(self, decision: str) -> bool:
        return bool(self._body(f"decision#{decision}", "claim"))

    def get(self, number: str) -> Claim | None:
        body = self._body(f"claim#{number}", "claim")
        return msgspec.json.decode(body, type=Claim) if body else None

    def _get_many(self, numbers: Iterable[str]) -> tuple[Claim, ...]:
        items = self._table.get_many((f"claim#{number}", "claim") for number in numbers)
        return tuple(msgspec.json.decode(item["body"]["S"], type=Claim) for item in items)

    def history(self, claim: Claim) -> tuple[ClaimEvent, ...]:
        own = _Item.sk.startswith(f"{_EVENT_KEY}{claim.id}#")
        return tuple(map(_event, _Item.query(f"customer#{claim.customer.id}", own, consistent_read=True)))

    def events_between(self, since: int, until: int) -> Iterator[tuple[str, int]]:
        at = since
        while at < until:
            # The keys of a millisecond sort after the bare time.
            range_ = _Item.sk.between(f"{since:013d}", f"{until:013d}")
            for item in _Item.query(_day(at), range_, consistent_read=True):
                _, claim, event = item.sk.split("#")
                yield claim, int(event)
            at += DAY_MS - at % DAY_MS

    def of_customer(self, customer: str) -> tuple[Claim, ...]:
        keys = _Item.sk.startswith(_CLAIM_KEY)
        found = _Item.query(f"customer#{customer}", keys, consistent_read=True, scan_index_forward=False)
        return self._get_many(item.sk.removeprefix(_CLAIM_KEY) for item in found)

    def histories_of_customer(self, customer: str) -> tuple[tuple[Claim, tuple[ClaimEvent, ...]], ...]:
        numbers: list[str] = []
        events: dict[str, list[ClaimEvent]] = {}
        for item in _Item.query(f"customer#{customer}", consistent_read=True):
            kind, number, *_ = item.sk.split("#")
            if kind == "claim":
                numbers.append(number)
            else:
                events.setdefault(number, []).append(_event(item))
        claims = self._get_many(reversed(numbers))
        return tuple((claim, self._complete_history(claim, events.get(claim.id, []))) for claim in claims)

    def _complete_history(self, claim: Claim, events: list[ClaimEvent]) -> tuple[ClaimEvent, ...]:
        """The history of a claim that was read after these events: read again if the claim has more by now."""
        return tuple(events) if len(events) >= claim.events else self.history(claim)

    def incident_refs(self, plates: Iterable[str]) -> tuple[IncidentRef, ...]:
        found = gather(self._run_parallel, [partial(_incidents_of, plate) for plate in plates])
        return tuple(seen for refs in found for seen in refs)

    def last_followed(self, number: str, subscriber: str) -> int:
        try:
            return int(_Item.get(f"claim#{number}", f"followed#{subscriber}", consistent_read=True).version or 0)
        except DoesNotExist:
            return 0

    def mark_followed(self, number: str, subscriber: str, event: int) -> None:
        mark = _Item(f"claim#{number}", f"followed#{subscriber}")
        try:
            mark.update([_Item.version.set(event)], condition=_Item.pk.does_not_exist() | (_Item.version < event))
        except UpdateError as error:  # a later event was followed meanwhile
            if error.cause_response_code != "ConditionalCheckFailedException":
                raise

    def save_work(self, item: WorkItem, now: int) -> None:
        work = _Item(f"work#{item.department}", item.key, version=item.version, done=item.is_done)
        if item.is_done:
            work.ttl = (now + DONE_WORK_DAYS * DAY_MS) // 1000
        else:
            work.body = _json(item)
        try:
            work.save(condition=_Item.pk.does_not_exist() | (_Item.version < item.version))
        except PutError as error:  # a later version was saved meanwhile
            if error.cause_response_code != "ConditionalCheckFailedException":
                raise

    def open_work(self, department: str) -> tuple[WorkItem, ...]:
        found = _Item.query(f"work#{department}", consistent_read=True)
        return tuple(msgspec.json.decode(item.body or "", type=WorkItem) for item in found if not item.done)

    def _save_events(self, to: TransactWrite, claim: Claim, events: tuple[ClaimEvent, ...]) -> None:
        for event in events:
            key = _event_key(claim.id, event.number)
            to.save(_Item(f"customer#{claim.customer.id}", f"{_EVENT_KEY}{key}", body=_json(event)))
            self._outbox.add(to, claim_subject(claim.id), event.number, published_event(claim.id, event))
            to.save(_Item(_day(event.at), f"{event.at:013d}#{key}"))

    @staticmethod
    def _body(pk: str, sk: str) -> str:
        try:
            return _Item.get(pk, sk, consistent_read=True).body or ""
        except DoesNotExist:
            return ""


def _incidents_of(plate: str) -> list[IncidentRef]:
    found = _Item.query(f"plate#{plate}", consistent_read=True)
    return [msgspec.json.decode(item.body or "", type=IncidentRef) for item in found]


def _save_incidents(to: TransactWrite, seen: Iterable[IncidentRef]) -> None:
    for incident in seen:
        to.save(_Item(f"plate#{incident.plate}", incident.claim, body=_json(incident)))


def _event(item: _Item) -> ClaimEvent:
    return msgspec.json.decode(item.body or "", type=ClaimEvent)


def _day(at: int) -> str:
    return f"day#{datetime.fromtimestamp(at / 1000, UTC):%Y-%m-%d}"


def _event_key(number: str, event: int) -> str:
    return f"{number}#{event:06d}"


def _claim_item(claim: Claim) -> _Item:
    return _Item(f"claim#{claim.id}", "claim", version=claim.version, body=_json(claim))


def _json(noun: Claim | ClaimEvent | IncidentRef | WorkItem) -> str:
    return msgspec.json.encode(noun).decode()
