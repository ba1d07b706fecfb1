"""Feeds in DynamoDB: parts are written as `store` reads them; a contract's place has the item `owner` besides, a file
of a feed the item `progress`."""

from collections.abc import Iterable

import msgspec

from chalicelib.aws.table import Item, Table, number_value, string_value
from chalicelib.contracts.feed_progress import FileProgress
from chalicelib.contracts.owners import Owner
from chalicelib.contracts.parts import (
    OWNER,
    ModelPart,
    PartKey,
    contract_place,
    decode_rows,
    encode_rows,
    number_of_part,
)

_OF_PLACE = "pk = :pk"
_IS_NEW = "attribute_not_exists(pk)"
_IS_KNOWN = "n = :n"
_IS_FURTHER = "attribute_not_exists(pk) OR o < :o OR (o = :o AND done < :done)"


class DynamoFeedStore:
    """`ports.FeedStore` on DynamoDB."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def read(self, keys: Iterable[PartKey]) -> dict[PartKey, ModelPart]:
        found = (_part(item) for item in self._table.get_many(keys))
        return {part.key: part for part in found}

    def write(self, part: ModelPart) -> bool:
        return self._put(_item(part), part.writes)

    def remove(self, part: ModelPart) -> bool:
        return self._table.delete(*part.key, condition=_IS_KNOWN, values={":n": number_value(part.writes)})

    def parts_of(self, place: str, number: str) -> list[ModelPart]:
        items = self._table.query(_OF_PLACE, {":pk": string_value(place)})
        return [_part(item) for item in items if "rows" in item and number_of_part(item["sk"]["S"]) == number]

    def owners(self, numbers: Iterable[str]) -> dict[str, Owner]:
        places = {contract_place(number): number for number in numbers}
        return {places[item["pk"]["S"]]: _owner(item) for item in self._table.get_many((p, OWNER) for p in places)}

    def put_owner(self, number: str, owner: Owner) -> bool:
        item = {
            **_key(PartKey(contract_place(number), OWNER)),
            "place": string_value(owner.place),
            "version": number_value(owner.version),
            **({"moved": string_value(owner.moved_from)} if owner.moved_from else {}),
            "n": number_value(owner.writes + 1),
        }
        return self._put(item, owner.writes)

    def progress(self, file: str) -> FileProgress | None:
        item = self._table.get(f"feed#{file}", "progress")
        return msgspec.json.decode(item["progress"]["S"], type=FileProgress) if item else None

    def save_progress(self, file: str, progress: FileProgress) -> bool:
        values = {":o": number_value(progress.offset), ":done": number_value(int(progress.is_done))}
        item = {
            **_key(PartKey(f"feed#{file}", "progress")),
            "progress": string_value(msgspec.json.encode(progress).decode()),
            "o": values[":o"],
            "done": values[":done"],
        }
        return self._table.put(item, _IS_FURTHER, values)

    def _put(self, item: Item, writes: int) -> bool:
        if writes:
            return self._table.put(item, _IS_KNOWN, {":n": number_value(writes)})
        return self._table.put(item, _IS_NEW)


def _key(key: PartKey) -> Item:
    return {"pk": string_value(key.place), "sk": string_value(key.name)}


def _item(part: ModelPart) -> Item:
    return {**_key(part.key), "rows": string_value(encode_rows(part.rows)), "n": number_value(part.writes + 1)}


def _part(item: Item) -> ModelPart:
    key = PartKey(item["pk"]["S"], item["sk"]["S"])
    return ModelPart(key, decode_rows(item["rows"]["S"]), int(item["n"]["N"]))


def _owner(item: Item) -> Owner:
    version, writes = int(item["version"]["N"]), int(item["n"]["N"])
    return Owner(item["place"]["S"], version, item["moved"]["S"] if "moved" in item else "", writes)
