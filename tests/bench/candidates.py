"""What it costs to find the responders near a customer, with few and with many of them over the country, and what a
position costs; counted on Amazon's DynamoDB Local.

Responders are written directly to the table, in the form of the store.
"""

from collections.abc import Iterator
from dataclasses import replace as with_port
from pathlib import Path
from random import Random
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.aws.table import Item, Table, number_value, string_value
from chalicelib.content.places import Point
from chalicelib.dispatch.cells import cell_of, path_of
from chalicelib.dispatch.duty import report_position
from chalicelib.dispatch.model import RoadsideService
from chalicelib.dispatch.responder_store import DynamoResponderStore, brief_of
from chalicelib.dispatch.responders import Position, Responder, ResponderCard
from chalicelib.dispatch.rules import dispatch_rules
from chalicelib.kernel.parallel import run_in_order
from tests.bench.deployment import EngineName, deployment
from tests.bench.figures import Figure, Run, Target
from tests.bench.handlers import ROOT, STAGE
from tests.bench.search import Units
from tests.bench.site import write_items
from tests.fakes.dispatch import FakeDispatch
from tests.fakes.events import FakeOutbox

TABLE = f"baro-{STAGE}-dispatch"
FEW, MANY = 1_000, 100_000
CUSTOMERS = 50
T0, HOUR_MS = 1_800_000_000_000, 3_600_000
SPREAD_DEGREES = 0.04
"""How far from the middle of a town somebody is: the towns lie everywhere in the country."""

GAZETTEER = ROOT / "chalicelib" / "nlu" / "gazetteer.txt"


class Counter(Units):
    """The requests of a client, too."""

    def __init__(self, client: Any) -> None:
        super().__init__(client)
        self.requests = 0
        client.meta.events.register("before-call.dynamodb", self._count)

    def _count(self, **_: Any) -> None:
        self.requests += 1


def candidate_figures(run: Run, engine: EngineName = "amazon", many: int = MANY) -> list[Figure]:
    """The growth of a search from few responders to many, and the requests of a position."""
    run.say(f"the responders near {CUSTOMERS} customers, among {FEW:,} and among {many:,}")
    with deployment(engine) as centre:
        write_items(centre.dynamodb, TABLE, map(item_of, responders_over_the_country(FEW)))
        few_requests, few_units = measure_search(centre.dynamodb)
    with deployment(engine) as centre:
        write_items(centre.dynamodb, TABLE, map(item_of, responders_over_the_country(many)))
        requests, units = measure_search(centre.dynamodb)
        stays, changes = measure_positions(centre.dynamodb)
    about = f"of a search for the responders near a customer: {FEW:,} → {many:,} over the country"
    return [
        Figure("candidate_requests_growth", requests / few_requests, "×", f"requests {about}", Target(1.2)),
        Figure("candidate_units_growth", units / few_units, "×", f"read units {about}", Target(1.2)),
        Figure("candidate_requests", requests, "", f"requests of a search among {many:,}; queries run side by side"),
        Figure("candidate_units", units, "", f"read units of a search among {many:,}"),
        Figure("position_requests_same_cell", stays, "", "requests of a position in the same cell", Target(1)),
        Figure("position_requests_other_cell", changes, "", "requests of a position in another cell", Target(2)),
    ]


def responders_over_the_country(number: int) -> Iterator[Responder]:
    """Responders who are idle, everywhere in the country."""
    chance, towns = Random(0), list(town_centres(GAZETTEER))
    for each in range(number):
        north, east = chance.choice(towns)
        place = north + chance.uniform(-1, 1) * SPREAD_DEGREES, east + chance.uniform(-1, 1) * SPREAD_DEGREES
        services = frozenset(chance.sample(list(RoadsideService), 4))
        card = ResponderCard(f"R{each:06}", "박기사", "5톤 렉카", f"80가{each % 10_000:04}", "0505-123-4567")
        yield Responder(card, services, T0 + HOUR_MS, True, position=Position(place, T0, 15), version=3)


def town_centres(gazetteer: Path) -> Iterator[Point]:
    """The middles of the towns of a gazetteer."""
    for line in gazetteer.read_text("utf-8").splitlines():
        name, *where = line.split("\t")
        if not line.startswith("#") and len(name.split()) == 3:
            yield float(where[0]), float(where[1])


def item_of(responder: Responder) -> Item:
    """A responder as the store keeps them."""
    if responder.position is None:
        raise ValueError("nobody knows where they are")
    cell = cell_of(responder.position.place)
    path = path_of(cell)
    texts = {
        "pk": f"responder#{responder.id}",
        "sk": "responder",
        "body": msgspec.json.encode(replace(responder, position=None)).decode(),
        "brief": brief_of(responder),
        "cell": cell,
        "area": path.area,
        "way": path.way,
        "spot": msgspec.json.encode(responder.position).decode(),
    }
    numbers = {"version": responder.version, "spot_at": responder.position.at}
    return {
        **{name: string_value(text) for name, text in texts.items()},
        **{name: number_value(number) for name, number in numbers.items()},
    }


def measure_search(client: Any) -> tuple[float, float]:
    """The mean requests and read units of a search."""
    store, counter = DynamoResponderStore(Table(client, TABLE), "", run_in_order), Counter(client)
    wanted, chance = 2 * dispatch_rules().matching.candidates, Random(1)
    places = chance.sample(list(town_centres(GAZETTEER)), CUSTOMERS)
    for place in places:
        found = store.near(place, wanted, lambda each: RoadsideService.TOW in each.services)
        if not found:
            raise AssertionError("everywhere somebody is near")
    return counter.requests / len(places), counter.used["read"] / len(places)


def measure_positions(client: Any) -> tuple[int, int]:
    """The requests of a position in the same cell, and in another one."""
    ports = FakeDispatch(FakeOutbox(), lambda: T0, lambda _: None).ports
    ports = with_port(ports, responders=DynamoResponderStore(Table(client, TABLE), "", run_in_order))
    stored = ports.responders.get("R000000")
    if stored is None or stored.position is None:
        raise AssertionError("the items aren't in the form of the store")
    (north, east), counter, requests = stored.position.place, Counter(client), []
    for number, place in enumerate(((north, east), (north + 0.01, east)), start=1):
        before = counter.requests
        report_position(ports, stored.id, place, T0 + number)
        requests.append(counter.requests - before)
    return requests[0], requests[1]
