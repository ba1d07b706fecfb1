"""Who may drive: whether the person of a question is within the drivers of a contract."""

from typing import get_args

from chalicelib.contracts.coverage_rules import Relation, coverage_rules
from chalicelib.contracts.holder import DriverScope, InsuranceContract
from chalicelib.nlu.entry_words import has_word

COVERED_BY: dict[DriverScope, frozenset[Relation]] = {
    "anyone": frozenset(get_args(Relation)),
    "family": frozenset(("spouse", "relative")),
    "couple": frozenset(("spouse",)),
    "named": frozenset(),
}


def may_drive(words: str, contract: InsuranceContract) -> bool | None:
    """Whether the contract covers the driver of whom a question speaks; None where that isn't known."""
    scopes = [each.scope for each in contract.drivers or () if each.scope]
    relations = [relation for relation, names in coverage_rules().people.items() if has_word(words, names)]
    if not scopes or len(relations) != 1:
        return None
    names = [each.name for each in contract.drivers or () if each.name and each.scope == "named"]
    if any(name in words for name in names):
        return True
    if any(relations[0] in COVERED_BY[scope] for scope in scopes):
        return True
    # Somebody who is named may be this relative.
    return None if len(names) > 1 and relations[0] != "other" else False
