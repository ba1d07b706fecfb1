"""What customers ask for in the chat as the values of an agent's form: the slots of the flow `policy_change`."""

from collections.abc import Iterator, Mapping
from datetime import date

from chalicelib.content.configuration import flows, texts
from chalicelib.content.contract_views import ChangeKind, WantedChange
from chalicelib.contracts.changes import change_fields
from chalicelib.contracts.holder import InsuranceContract
from chalicelib.nlu.change_details import is_removal
from chalicelib.nlu.change_values import read_birthday, read_end, read_name, read_sum
from chalicelib.nlu.entry_words import has_word

KINDS: Mapping[str, ChangeKind] = {
    "drivers": "drivers",
    "car": "vehicle",
    "term": "extension",
    "amounts": "amounts",
    "coverage": "cover",
}
"""The slot `subject` → the kind of change; an address is no change of a contract's terms."""


def read_request(contract: InsuranceContract, said: Mapping[str, str], today: date) -> WantedChange:
    """The change that the slots of a form ask for, with the values that the agent's form has and that can be read."""
    if is_removal(said.get("requested_change", "")) or said.get("driver_change") == "removal":
        return WantedChange()  # none of the kinds: the agent reads what is to go
    kind = KINDS.get(said.get("subject", ""))
    return WantedChange(kind, _values_of(contract, kind, said, today)) if kind else WantedChange()


def _values_of(contract: InsuranceContract, kind: ChangeKind, said: Mapping[str, str], today: date) -> dict[str, str]:
    known = {field.name: field for field in change_fields(contract, kind, texts("ko"))}
    found = dict(_VALUES[kind](contract, said, today))
    return {
        name: value
        for name, value in found.items()
        if value
        and name in known
        and (not known[name].options or value in {each.value for each in known[name].options})
    }


def _drivers(_contract: InsuranceContract, said: Mapping[str, str], today: date) -> Iterator[tuple[str, str]]:
    person = said.get("new_driver", "")
    yield "scope", said.get("driver_scope", "")
    yield "driver_name", read_name(person) or ""
    yield "driver_born", _iso(read_birthday(said.get("driver_born", ""), today) or read_birthday(person, today))


def _vehicle(_contract: InsuranceContract, said: Mapping[str, str], _today: date) -> Iterator[tuple[str, str]]:
    yield "plate", said.get("new_plate", "")
    yield "car", said.get("new_car", "")


def _extension(contract: InsuranceContract, said: Mapping[str, str], _today: date) -> Iterator[tuple[str, str]]:
    yield "ends_on", _iso(read_end(said.get("new_end", ""), contract.ends_on) if contract.ends_on else None)


def _amounts(_contract: InsuranceContract, said: Mapping[str, str], _today: date) -> Iterator[tuple[str, str]]:
    won = read_sum(said.get("new_limit", ""))
    yield said.get("limit_coverage", ""), str(won) if won else ""


def _cover(_contract: InsuranceContract, said: Mapping[str, str], _today: date) -> Iterator[tuple[str, str]]:
    asked = said.get("requested_change", "")
    step = next(step for step in flows()["policy_change"].steps if step.slot == "limit_coverage")
    yield "coverage", next((code for code, words in step.option_synonyms.items() if has_word(asked, words)), "")


_VALUES = {"drivers": _drivers, "vehicle": _vehicle, "extension": _extension, "amounts": _amounts, "cover": _cover}


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
