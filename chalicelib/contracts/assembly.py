"""A customer from the parts of the read model."""

import logging
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from chalicelib.contracts.holder import Instalment, InsuranceContract, OdometerReading, Policyholder, Trip
from chalicelib.contracts.parts import HOLDER, decode_rows, number_of_part
from chalicelib.contracts.trips import plausible_readings

log = logging.getLogger("baro")

TripContent = tuple[datetime, datetime, int]
"""Start, end and metres of a trip."""


class HolderContent(Struct, frozen=True):
    """A customer without contracts, and the numbers of all of them in order; None where the row didn't name them."""

    holder: Policyholder
    numbers: tuple[str, ...] | None = None


class _Contract:
    """What the parts know of one contract."""

    def __init__(self) -> None:
        self.version = -1
        self.contract: InsuranceContract | None = None
        self.payments: dict[str, tuple[int, Instalment | None]] = {}
        self.readings: dict[str, tuple[int, int | None]] = {}
        self.trips: dict[str, tuple[int, TripContent | None]] = {}

    def add(self, kind: str, stored: str) -> None:
        match kind:
            case "contract":
                ((self.version, self.contract),) = _decoded(InsuranceContract, stored).values()
            case "payments":
                self.payments |= _decoded(Instalment, stored)
            case "odometer":
                self.readings |= _decoder(int)(stored)
            case "trips":
                for key, row in _decoder(TripContent)(stored).items():
                    known = self.trips.get(key)
                    if known is None or (row[0], row[1] or ()) > (known[0], known[1] or ()):
                        self.trips[key] = row

    def assembled(self) -> InsuranceContract:
        contract = self.contract
        assert contract is not None  # noqa: S101 - asked only where there is one
        trips = [Trip(key, *content) for key, (_, content) in self.trips.items() if content is not None]
        return replace(
            contract,
            trips=tuple(sorted(trips, key=_by_time)) if trips or contract.trips is not None else None,
            instalments=self._instalments(contract.instalments),
            odometer=self._odometer(contract.odometer),
        )

    def _instalments(self, known: tuple[Instalment, ...] | None) -> tuple[Instalment, ...] | None:
        """Those of the contract, with the payments that came alone."""
        if not self.payments:
            return known
        found = {(each.due, each.won): each for each in known or ()}
        for _, payment in self.payments.values():
            if payment is not None:
                key = (payment.due, payment.won)
                before = found.get(key, payment)
                found[key] = replace(before, paid_on=payment.paid_on or before.paid_on)
        return tuple(sorted(found.values(), key=lambda each: each.due))

    def _odometer(self, known: tuple[OdometerReading, ...] | None) -> tuple[OdometerReading, ...] | None:
        if known is None and not self.readings:
            return None
        found = {each.on: each.km for each in known or ()}
        for day, (_, km) in self.readings.items():
            if km is not None:
                found[date.fromisoformat(day)] = km
        return plausible_readings(OdometerReading(on, km) for on, km in found.items())


def _by_time(trip: Trip) -> tuple[datetime, str]:
    return trip.start, trip.id


def assemble_holder(customer: str, stored: Iterable[tuple[str, str]]) -> Policyholder | None:
    """The customer of parts, given as name and rows; None where there are none."""
    contracts: dict[str, _Contract] = {}
    version = -1
    content: HolderContent | None = None
    for name, rows in stored:
        if name == HOLDER:
            ((version, content),) = _decoded(HolderContent, rows).values()
        else:
            contracts.setdefault(number_of_part(name), _Contract()).add(name.partition("#")[0], rows)
    known = {number: each for number, each in contracts.items() if each.contract is not None}
    if content is None:
        return Policyholder(customer, contracts=_in_order(known, None, -1)) if known and version < 0 else None
    return replace(content.holder, contracts=_in_order(known, content.numbers, version))


def _in_order(
    known: dict[str, _Contract], numbers: tuple[str, ...] | None, version: int
) -> tuple[InsuranceContract, ...]:
    """The contracts in the order of the customer's row; without those that it has no more, and with newer ones."""
    listed = [number for number in numbers or () if number in known]
    others = sorted(number for number in known if number not in listed)
    newer = [number for number in others if numbers is None or known[number].version > version]
    return tuple(known[number].assembled() for number in (*listed, *newer))


@cache
def _decoder(kind: Any) -> Any:
    return msgspec.json.Decoder(dict[str, tuple[int, kind | None]]).decode


def _decoded(kind: Any, stored: str) -> dict[str, tuple[int, Any]]:
    """The rows of a part. Those of an earlier schema are read as far as they can be."""
    try:
        found: dict[str, tuple[int, Any]] = _decoder(kind)(stored)
    except msgspec.ValidationError as error:
        log.warning("a row of another schema: %s", error)
        from chalicelib.contracts.decoding import decode_struct, read_json

        return {
            key: (version, decode_struct(kind, read_json(row))[0])
            for key, (version, row) in decode_rows(stored).items()
        }
    return found
