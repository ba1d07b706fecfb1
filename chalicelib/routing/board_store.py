"""What boards show, in the table of routing: counts of a queue, the board that was shown last, and who may show it."""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence

from msgspec import structs
from pynamodb.exceptions import UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.routing.items import RoutingItem
from chalicelib.routing.tallies import Tally


class DynamoBoards:
    """The part of `RoutingStore` that boards use."""

    def save_tally(self, queue: str, tally: Tally) -> None:
        counts: list[Action] = [getattr(RoutingItem, name).set(count) for name, count in structs.asdict(tally).items()]
        later = RoutingItem.at.does_not_exist() | (RoutingItem.at <= tally.at)
        is_updated(RoutingItem(f"board#{queue}", "tally"), counts, later)

    def tallies(self, queues: Iterable[str]) -> dict[str, Tally]:
        found = {queue: Tally() for queue in queues}
        for item in RoutingItem.batch_get([(f"board#{queue}", "tally") for queue in found]):
            counts = (int(getattr(item, name)) for name in Tally.__struct_fields__)
            found[str(item.pk).removeprefix("board#")] = Tally(*counts)
        return found

    def keep_board(self, queue: str, board: bytes) -> None:
        RoutingItem(f"shown#board:{queue}", "kept", board=b64encode(board).decode()).save()

    def kept_boards(self, queues: Sequence[str]) -> dict[str, bytes]:
        keys = [(f"shown#board:{queue}", "kept") for queue in queues]
        found = {str(item.pk): b64decode(item.board) for item in RoutingItem.batch_get(keys)}
        return {queue: found[pk] for queue, (pk, _) in zip(queues, keys, strict=True) if pk in found}

    def claim_showing(self, what: str, claimant: str, now: int, until: int) -> bool:
        free = RoutingItem.until.does_not_exist() | (RoutingItem.until <= now) | (RoutingItem.claimant == claimant)
        claim: list[Action] = [RoutingItem.claimant.set(claimant), RoutingItem.until.set(until)]
        return is_updated(RoutingItem(f"shown#{what}", "claim"), claim, free)

    def release_showing(self, what: str) -> None:
        RoutingItem(f"shown#{what}", "claim").delete()


def is_updated(item: RoutingItem, actions: list[Action], condition: Condition) -> bool:
    """Whether an item was updated; False if the condition failed."""
    try:
        item.update(actions, condition=condition)
    except UpdateError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            return False
        raise
    return True
