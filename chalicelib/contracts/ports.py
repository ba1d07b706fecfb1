"""The ports of the read model of contracts, of its feeds, and of answers from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

if TYPE_CHECKING:
    from chalicelib.content.configuration import Texts
    from chalicelib.content.contract_questions import ContractQuestion, ContractReply
    from chalicelib.contracts.feed_formats import FeedRules
    from chalicelib.contracts.feed_jobs import FeedJob
    from chalicelib.contracts.feed_progress import FileProgress
    from chalicelib.contracts.holder import Policyholder, RoadsideUse
    from chalicelib.contracts.owners import Owner
    from chalicelib.contracts.parts import ModelPart, PartKey
    from chalicelib.kernel.parallel import RunParallel


class PolicyholderStore(Protocol):
    """Policyholders by customer id."""

    def get(self, customer: str) -> Policyholder | None:
        """A customer; None if the core system hasn't sent them."""


class FeedStore(Protocol):
    """The parts of the read model, as feeds write them."""

    def read(self, keys: Iterable[PartKey]) -> dict[PartKey, ModelPart]:
        """The parts that are stored."""

    def write(self, part: ModelPart) -> bool:
        """Writes a part in place of the one that has been written `part.writes` times; False if others were quicker."""

    def remove(self, part: ModelPart) -> bool:
        """Removes a part; False if it was written meanwhile."""

    def parts_of(self, place: str, number: str) -> list[ModelPart]:
        """The parts of a contract in a place."""

    def owners(self, numbers: Iterable[str]) -> dict[str, Owner]:
        """The owners of the contracts that have one."""

    def put_owner(self, number: str, owner: Owner) -> bool:
        """Writes an owner in place of the one that has been written `owner.writes` times; False if others were
        quicker."""

    def progress(self, file: str) -> FileProgress | None:
        """How far a file is loaded; None if it was not begun."""

    def save_progress(self, file: str, progress: FileProgress) -> bool:
        """Saves how far a file is loaded; False if another load of it is further."""


class FeedObjects(Protocol):
    """The bucket of files and of reports about them."""

    def blocks(self, key: str, version: str, offset: int) -> Iterator[bytes]:
        """The bytes of a version of an object from an offset on, in blocks."""

    def put(self, key: str, content: bytes, media_type: str) -> None:
        """Writes an object."""


class FeedPorts(Struct, frozen=True):
    """What feeds need. `request` queues a job, to begin so many seconds later; `time_left_s` is what the invocation has
    left."""

    store: FeedStore
    objects: FeedObjects
    rules: FeedRules
    run_parallel: RunParallel
    request: Callable[[FeedJob, int], None]
    time_left_s: Callable[[], float]


class RoadsideUseStore(Protocol):
    """The uses of roadside service that count, by contract."""

    def uses_of(self, contract: str) -> tuple[RoadsideUse, ...]:
        """The uses of a contract, in any order. Strongly consistent."""

    def record_use(self, contract: str, use: RoadsideUse) -> None:
        """Counts a use; a job is counted once. One request."""


class ContractAnswers(Protocol):
    """Answers questions about a customer's contracts."""

    def __call__(
        self, holder: Policyholder | None, question: ContractQuestion, texts: Texts, now: datetime
    ) -> ContractReply:
        """The answer at a time, in the language of the texts."""
