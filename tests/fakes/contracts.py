"""The read model of contracts and its feeds in memory."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from msgspec.structs import replace

from chalicelib.contracts.assembly import assemble_holder
from chalicelib.contracts.feed_batches import load_rows
from chalicelib.contracts.feed_formats import FeedFormat, feed_rules
from chalicelib.contracts.feed_jobs import FeedJob
from chalicelib.contracts.feed_progress import FileProgress
from chalicelib.contracts.holder import Policyholder
from chalicelib.contracts.owners import Owner
from chalicelib.contracts.parts import ModelPart, PartKey, customer_place, encode_rows, number_of_part
from chalicelib.contracts.ports import FeedPorts
from chalicelib.kernel.parallel import run_in_order
from local.feed import holder_row


def load_into(ports: FeedPorts, *holders: Policyholder) -> None:
    """Loads customers into a read model."""
    load_rows(ports, FeedFormat("holders", "holder"), map(holder_row, holders), 0)


@dataclass
class FakeFeedStore:
    """`FeedStore`; `writes` counts what was written of the read model."""

    parts: dict[PartKey, ModelPart] = field(default_factory=dict)
    owned: dict[str, Owner] = field(default_factory=dict)
    files: dict[str, FileProgress] = field(default_factory=dict)
    writes: int = 0

    def read(self, keys: Iterable[PartKey]) -> dict[PartKey, ModelPart]:
        return {key: self.parts[key] for key in keys if key in self.parts}

    def write(self, part: ModelPart) -> bool:
        stored = self.parts.get(part.key)
        if (stored.writes if stored else 0) != part.writes:
            return False
        self.parts[part.key] = replace(part, writes=part.writes + 1)
        self.writes += 1
        return True

    def remove(self, part: ModelPart) -> bool:
        stored = self.parts.get(part.key)
        if stored is None or stored.writes != part.writes:
            return False
        del self.parts[part.key]
        return True

    def parts_of(self, place: str, number: str) -> list[ModelPart]:
        return [part for key, part in self.parts.items() if key.place == place and number_of_part(key.name) == number]

    def owners(self, numbers: Iterable[str]) -> dict[str, Owner]:
        return {number: self.owned[number] for number in numbers if number in self.owned}

    def put_owner(self, number: str, owner: Owner) -> bool:
        stored = self.owned.get(number)
        if (stored.writes if stored else 0) != owner.writes:
            return False
        self.owned[number] = replace(owner, writes=owner.writes + 1)
        self.writes += 1
        return True

    def progress(self, file: str) -> FileProgress | None:
        return self.files.get(file)

    def save_progress(self, file: str, progress: FileProgress) -> bool:
        stored = self.files.get(file)
        if stored is not None and (stored.offset, stored.is_done) >= (progress.offset, progress.is_done):
            return False
        self.files[file] = progress
        return True


@dataclass
class FakeFeedObjects:
    """`FeedObjects`: one version of each object, read in small blocks."""

    objects: dict[str, bytes] = field(default_factory=dict)
    block: int = 1000

    def blocks(self, key: str, version: str, offset: int) -> Iterator[bytes]:
        content = self.objects[key]
        return (content[start : start + self.block] for start in range(offset, len(content), self.block))

    def put(self, key: str, content: bytes, media_type: str) -> None:
        self.objects[key] = content


class FakeContracts:
    """`PolicyholderStore` over a feed's store, and `feeds`, what fills it; `jobs` are those that were requested."""

    def __init__(self, store: FakeFeedStore | None = None) -> None:
        self.store, self.objects = store or FakeFeedStore(), FakeFeedObjects()
        self._assembled: dict[str, tuple[int, Policyholder | None]] = {}
        self.jobs: list[tuple[FeedJob, int]] = []
        self.feeds = FeedPorts(
            self.store,
            self.objects,
            feed_rules(),
            run_in_order,
            lambda job, delay_s: self.jobs.append((job, delay_s)),
            lambda: 600.0,
        )

    def get(self, customer: str) -> Policyholder | None:
        writes, known = self._assembled.get(customer, (-1, None))
        if writes != self.store.writes:
            known = self._assemble(customer)
            self._assembled[customer] = (self.store.writes, known)
        return known

    def _assemble(self, customer: str) -> Policyholder | None:
        place = customer_place(customer)
        parts = sorted((key.name, part) for key, part in self.store.parts.items() if key.place == place)
        return assemble_holder(customer, ((name, encode_rows(part.rows)) for name, part in parts))

    def put(self, holder: Policyholder) -> None:
        """Stores a customer in place of an earlier one; others keep contracts of the same number."""
        for key in [key for key in self.store.parts if key.place == customer_place(holder.id)]:
            del self.store.parts[key]
        alone = FakeFeedStore()
        load_into(replace(self.feeds, store=alone), holder)
        self.store.parts |= alone.parts
        self.store.owned |= alone.owned
        self.store.writes += 1
        self.get(holder.id)
