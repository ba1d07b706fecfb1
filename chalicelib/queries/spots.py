"""Where waiting customers are in their line: place, who is ahead, who will overtake them, and how many agents work."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from chalicelib.kernel.parallel import PendingCall
from chalicelib.routing.cards import Spot
from chalicelib.routing.history import Overtakers
from chalicelib.routing.model import QueueEntry
from chalicelib.routing.pools import SharedPlaces
from chalicelib.routing.priority import kind_of, overtakes_for_s
from chalicelib.routing.wait_store import SLOT_S, SLOTS
from chalicelib.routing.waits import QueuePlaces

if TYPE_CHECKING:
    from chalicelib.service_ports import WithMessaging, WithRouting, WithWaits

    class Needs(WithMessaging, WithRouting, WithWaits, Protocol): ...


def read_places(services: Needs, queue: str) -> QueuePlaces:
    """The places of a queue from all agents on duty."""
    shared = SharedPlaces(services.routing().staff())
    return QueuePlaces(shared.places(queue), shared.shares(queue) or {queue: 1.0})


def spots_of(
    services: Needs, queue: str, entries: Sequence[QueueEntry], places: QueuePlaces | None = None
) -> list[Spot]:
    """Where these entries of a queue are, which are in its order. Costs a read for each queue with common agents,
    however many entries there are; with `places`, none of the agents."""
    if not entries:
        return []
    places = places or services.waits().places(queue) or read_places(services, queue)
    shares, now = places.shares, services.messaging.clock()
    arrivals = PendingCall(partial(services.waits().arrivals, list(shares), now))
    last = entries[-1].sort_key
    lines = {each: PendingCall(partial(services.routing().keys_before, each, last)) for each in {queue, *shares}}
    services.messaging.run_parallel([arrivals, *lines.values()])
    keys = {name: line.result for name, line in lines.items()}

    def spot_of(entry: QueueEntry) -> Spot:
        before = {name: bisect_left(line, entry.sort_key) for name, line in keys.items()}
        ahead = sum(share * before[name] for name, share in shares.items())
        overtakers = (
            Overtakers(shares[name] * count / (SLOT_S * SLOTS), for_s)
            for (name, head_start), count in sorted(arrivals.result.items())
            if (for_s := overtakes_for_s(head_start, entry, now))
        )
        return Spot(before[queue] + 1, ahead, places.places, kind_of(entry), tuple(overtakers))

    return [spot_of(entry) for entry in entries]
