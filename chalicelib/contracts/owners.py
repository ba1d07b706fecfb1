"""Whose contract it is: where the rows of each contract are, and how they move there.

Rows of a contract that isn't known yet wait in the contract's own place, and are moved when it comes. Every step may be
repeated, and stop anywhere: the next load of the same rows does the rest.
"""

from collections.abc import Iterable, Mapping
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from chalicelib.contracts.parts import Change, PartKey, contract_place, customer_place, merge_parts
from chalicelib.contracts.ports import FeedPorts
from chalicelib.kernel.errors import Conflict

MAX_ATTEMPTS = 8


def customer_of_place(place: str) -> str:
    """The customer of a place; "" where it is a contract's own."""
    prefix = customer_place("")
    return place.removeprefix(prefix) if place.startswith(prefix) else ""


class Owner(Struct, frozen=True):
    """Where the rows of a contract are: `place`, and the version of the contract that said so, -1 for none.
    `moved_from` is where older ones may still be; "" for nowhere. `writes` is for optimistic locking."""

    place: str
    version: int = -1
    moved_from: str = ""
    writes: int = 0


def settle_owners(ports: FeedPorts, changes: Iterable[Change]) -> dict[str, Owner]:
    """The owner of each contract, after what the changes say of it. Raises Conflict."""
    claims = _claims(changes)
    settled: dict[str, Owner] = {}
    for _ in range(MAX_ATTEMPTS):
        left = [number for number in claims if number not in settled]
        if not left:
            return settled
        stored = ports.store.owners(left)
        wanted = {number: _owner_after(stored.get(number), *claims[number]) for number in left}
        settled |= {number: owner for number, owner in wanted.items() if owner == stored.get(number)}
        settled |= _write_owners(ports, {number: each for number, each in wanted.items() if number not in settled})
    raise Conflict


def _claims(changes: Iterable[Change]) -> dict[str, tuple[Owner, bool]]:
    """The newest claim to each contract, and whether it has its file's version only."""
    claims: dict[str, tuple[Owner, bool]] = {}
    for change in changes:
        if change.number:
            claim = Owner(contract_place(change.number))
            if change.customer:
                claim = Owner(customer_place(change.customer), change.version)
            known = claims.get(change.number)
            if known is None or (claim.version, claim.place) > (known[0].version, known[0].place):
                claims[change.number] = (claim, change.is_dated)
    return claims


def _owner_after(stored: Owner | None, claim: Owner, is_dated: bool) -> Owner:
    if stored is None:
        return claim
    if stored.place == claim.place:
        return stored if is_dated or stored.version >= claim.version else replace(stored, version=claim.version)
    if (stored.version, stored.place) > (claim.version, claim.place):
        return stored
    return Owner(claim.place, claim.version, stored.place, stored.writes)


def _write_owners(ports: FeedPorts, owners: Mapping[str, Owner]) -> dict[str, Owner]:
    """Writes owners side by side; returns those that didn't lose a race."""
    written: dict[str, Owner] = {}

    def write(number: str, owner: Owner) -> None:
        if ports.store.put_owner(number, owner):
            written[number] = replace(owner, writes=owner.writes + 1)

    ports.run_parallel([partial(write, number, owner) for number, owner in owners.items()])
    return written


def bring_together(ports: FeedPorts, owners: Mapping[str, Owner], astray: Mapping[str, str]) -> None:
    """Moves what older loads have left in other places, and what this one has written to a place that others have
    changed meanwhile. `astray`: contract → a place where rows of it don't belong. Raises Conflict."""
    for number, place in astray.items():
        move_rows(ports, number, place, owners[number].place)
    for number, owner in owners.items():
        if owner.moved_from:
            move_rows(ports, number, owner.moved_from, owner.place)
            ports.store.put_owner(number, replace(owner, moved_from=""))  # who was quicker has moved them too
    places = {number: owner.place for number, owner in owners.items()}
    for _ in range(MAX_ATTEMPTS):
        now = ports.store.owners(places)
        changed = {number: owner.place for number, owner in now.items() if owner.place != places[number]}
        if not changed:
            return
        for number, place in changed.items():
            move_rows(ports, number, places[number], place)
        places = changed
    raise Conflict


def move_rows(ports: FeedPorts, number: str, source: str, target: str) -> None:
    """Merges the rows of a contract in one place into those of another, and removes them there. Raises Conflict."""
    if source == target:
        return
    for part in ports.store.parts_of(source, number):
        for _ in range(MAX_ATTEMPTS):
            key = PartKey(target, part.key.name)
            stored = ports.store.read([key]).get(key)
            if ports.store.write(merge_parts(stored, replace(part, key=key))):
                break
        else:
            raise Conflict
        ports.store.remove(part)
