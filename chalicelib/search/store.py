"""`SearchStore` on one DynamoDB table.

| pk | sk | content |
|---|---|---|
| `text#<conversation>` | `text` | the words of a conversation, compressed |
| `unsegmented` | time and conversation | an entry that is in no segment |
| `segments` | segment | level, number and times of its entries; when it was merged |
| `segment#<id>` | `t#<term>` | a block of postings, by its first term |
| `segment#<id>` | `c#<number>` | a chunk of its entries |
| `due` | time and conversation | an open conversation to be looked at |
"""

import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

import msgspec
from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DeleteError, DoesNotExist
from pynamodb.transactions import TransactWrite

from chalicelib.aws.model import BaseModel, bind, commit, connection
from chalicelib.aws.outbox import DynamoOutbox
from chalicelib.search.events import SUBJECT, SegmentWritten
from chalicelib.search.model import Entry, IndexedConversation, Segment

_TERM, _CHUNK = "t#", "c#"
_decode_text = msgspec.msgpack.Decoder(IndexedConversation).decode
_decode_segment = msgspec.json.Decoder(Segment).decode


class _Item(BaseModel):
    """`body` is a segment as JSON, `data` what is compressed."""

    class Meta:
        pass

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    body = UnicodeAttribute(null=True)
    data = BinaryAttribute(legacy_encoding=False, null=True)
    retired_at = NumberAttribute(null=True)


class DynamoSearchStore:
    """`ports.SearchStore` on DynamoDB."""

    def __init__(self, client: Any, table: str, outbox: DynamoOutbox) -> None:
        bind(_Item, client, table)
        self._outbox = outbox
        self._connection = connection(client)

    def put(self, indexed: IndexedConversation) -> None:
        # listed first: a crash between the two leaves an entry without words, which a repetition replaces
        _Item("unsegmented", _key(indexed.indexed_at, indexed.conversation)).save()
        data = zlib.compress(msgspec.msgpack.encode(indexed))
        _Item(f"text#{indexed.conversation}", "text", data=data).save()

    def get(self, conversation: str) -> IndexedConversation | None:
        item = _get(f"text#{conversation}", "text")
        return _text(item) if item is not None else None

    def get_many(self, conversations: Collection[str]) -> dict[str, IndexedConversation]:
        keys = [(f"text#{conversation}", "text") for conversation in dict.fromkeys(conversations)]
        found = map(_text, _Item.batch_get(keys, consistent_read=True))
        return {indexed.conversation: indexed for indexed in found}

    def unsegmented(self, limit: int) -> tuple[Entry, ...]:
        found = _Item.query("unsegmented", limit=limit, consistent_read=True)
        return tuple(Entry(name, at) for name, at in map(_read_key, found))

    def segments(self) -> tuple[Segment, ...]:
        items = _Item.query("segments", consistent_read=True)
        found = [_decode_segment(item.body or "") for item in items if not item.retired_at]
        return tuple(sorted(found, key=lambda segment: (segment.newest, segment.id), reverse=True))

    def write_segment(self, segment: Segment, blocks: Iterable[tuple[str, bytes]], chunks: Iterable[bytes]) -> None:
        pk = f"segment#{segment.id}"
        with _Item.batch_write() as batch:
            for term, block in blocks:
                batch.save(_Item(pk, _TERM + term, data=block))
            for number, chunk in enumerate(chunks):
                batch.save(_Item(pk, _chunk_key(number), data=chunk))

    def add_segment(self, segment: Segment, entries: Sequence[Entry]) -> None:
        _Item("segments", segment.id, body=msgspec.json.encode(segment).decode()).save()
        self._outbox.publish(SUBJECT, segment.newest, SegmentWritten(segment.id, segment.newest))
        # last: what a crash left is then written again, with the same event
        with _Item.batch_write() as batch:
            for entry in entries:
                batch.delete(_Item("unsegmented", _key(entry.indexed_at, entry.conversation)))

    def replace_segments(self, merged: Segment, parts: Sequence[Segment], now: int) -> bool:
        def write(to: TransactWrite) -> None:
            to.save(_Item("segments", merged.id, body=msgspec.json.encode(merged).decode()))
            for part in parts:
                listed = _Item.pk.exists() & _Item.retired_at.does_not_exist()
                to.update(_Item("segments", part.id), [_Item.retired_at.set(now)], condition=listed)

        return commit(self._connection, write)

    def block(self, segment: str, term: str) -> bytes | None:
        range_ = _Item.sk.between(_TERM, _TERM + term)
        items = _Item.query(f"segment#{segment}", range_, scan_index_forward=False, limit=1)
        return next((item.data for item in items), None)

    def blocks(self, segment: str) -> Iterator[bytes]:
        for item in _Item.query(f"segment#{segment}", _Item.sk.startswith(_TERM)):
            yield item.data or b""

    def chunk(self, segment: str, number: int) -> bytes | None:
        item = _get(f"segment#{segment}", _chunk_key(number))
        return item.data if item is not None else None

    def retired(self, before: int) -> tuple[str, ...]:
        items = _Item.query("segments", consistent_read=True)
        return tuple(item.sk for item in items if 0 < (item.retired_at or 0) < before)

    def delete_segment(self, segment: str) -> None:
        with _Item.batch_write() as batch:
            for item in _Item.query(f"segment#{segment}", attributes_to_get=["pk", "sk"]):
                batch.delete(item)
        try:
            _Item("segments", segment).delete(condition=_Item.retired_at.exists())
        except DeleteError as error:  # it was never listed, or is deleted already
            if error.cause_response_code != "ConditionalCheckFailedException":
                raise

    def schedule(self, conversation: str, at: int) -> None:
        _Item("due", _key(at, conversation)).save()

    def scheduled(self, before: int, limit: int) -> tuple[tuple[str, int], ...]:
        due = _Item.query("due", _Item.sk < _key(before, ""), limit=limit, consistent_read=True)
        return tuple(map(_read_key, due))

    def unschedule(self, conversation: str, at: int) -> None:
        _Item("due", _key(at, conversation)).delete()


def _key(at: int, name: str) -> str:
    """A key in the order of time."""
    return f"{at:015}#{name}"


def _read_key(item: _Item) -> tuple[str, int]:
    at, _, name = item.sk.partition("#")
    return name, int(at)


def _chunk_key(number: int) -> str:
    return f"{_CHUNK}{number:05}"


def _text(item: _Item) -> IndexedConversation:
    return _decode_text(zlib.decompress(item.data or b""))


def _get(pk: str, sk: str) -> _Item | None:
    try:
        return _Item.get(pk, sk, consistent_read=True)
    except DoesNotExist:
        return None
