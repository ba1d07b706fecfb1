"""Every action, tried by a person of every relation through the real entry, against the written table of rights."""

import csv
from io import StringIO

import pytest

from local.map import main
from tests.entry.centre import Centre
from tests.entry.rights_table import expected_rights
from tests.entry.rights_trials import OWN, REFUSALS, TRIALS, Trial
from tests.entry.rights_world import CORE, PEOPLE, SIGNING, things_of
from tests.entry.test_sign_in import signing, verifier

__all__ = ["signing", "verifier"]

EXPECTED = expected_rights()


def test_the_printed_rights_are_the_written_ones() -> None:
    printed = StringIO()
    main(["rights"], printed)
    _, *rows = csv.reader(StringIO(printed.getvalue()))
    written = {(who, action): allowed for action, cells in EXPECTED.items() for who, allowed in cells.items()}
    assert {(who, action): allowed == "yes" for who, action, allowed in rows} == written


def test_every_row_is_tried() -> None:
    assert set().union(*(trial.actions for trial in TRIALS)) == set(EXPECTED)


def allowed_people(trial: Trial) -> dict[str, bool]:
    """Who → whether the table allows them everything that the attempt needs."""
    found = {}
    for who, (person, known) in PEOPLE.items():
        relations = {"owner"} if known == {"nobody"} and trial.actions <= OWN else set(known)
        relations |= {SIGNING[trial.signer][person.id]} if person.id in SIGNING.get(trial.signer, {}) else set()
        actions = trial.core_actions if person is CORE else trial.actions
        found[who] = all(any(EXPECTED[action][relation] for relation in relations) for action in actions)
    return found


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.name)
def test_who_may(signing: Centre, trial: Trial) -> None:
    expected = allowed_people(trial)
    things = things_of(signing)
    found = {}
    for who in sorted(PEOPLE, key=lambda who: expected[who]):  # the refused first: their attempts change nothing
        found[who] = trial.attempt(things, PEOPLE[who][0])
    assert not {"invalid_frame", "internal", "unavailable"} & set(found.values()), found
    assert {who: code not in REFUSALS for who, code in found.items()} == expected, found
