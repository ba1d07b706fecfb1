"""Every action, tried by a person of every relation over their WebSocket, against the printed and the written table of
rights."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import pytest

from chalicelib.access.decisions import roles_for
from chalicelib.access.relations import Relation
from chalicelib.access.table import STAFF, TABLE, Grant
from chalicelib.claims.rights import _transitions_of
from chalicelib.identity.tickets import Identity
from chalicelib.identity.tokens import TokenVerifier
from chalicelib.kernel.actors import Role
from chalicelib.wiring import authentication
from local.map import main
from tests.entry.action_table import expected_rights
from tests.entry.rights_trials import OWN, REFUSALS, TRIALS, Trial
from tests.entry.rights_world import CORE, PEOPLE, SIGNING, things_of
from tests.entry.test_sign_in import verifier
from tests.entry.wire import Gateway, WireCentre, running_gateway

__all__ = ["verifier"]

EXPECTED = expected_rights()


@pytest.fixture(scope="module")
def gateway() -> Iterator[Gateway]:
    with running_gateway() as running:
        yield running


@pytest.fixture
def wired(verifier: TokenVerifier, monkeypatch: pytest.MonkeyPatch) -> Iterator[WireCentre]:
    """A centre that knows the insurer's keys."""
    monkeypatch.setattr(authentication, "verifier", lambda: verifier)
    with WireCentre().open() as centre:
        yield centre


def printed(name: str) -> list[dict[str, str]]:
    """The rows of a list of `local.map`."""
    out = StringIO()
    main([name], out)
    return list(csv.DictReader(StringIO(out.getvalue())))


ROLES = {row["action"]: row["roles"] for row in printed("actions")}
"""Wire action → the roles that may send it, separated by spaces."""


def test_the_printed_rights_are_the_written_ones() -> None:
    written = {(who, action): allowed for action, cells in EXPECTED.items() for who, allowed in cells.items()}
    rows = printed("rights")
    assert {(row["relation"], row["action"]): row["allowed"] == "yes" for row in rows} == written


def test_every_right_and_every_action_is_tried() -> None:
    tried = set().union(*(trial.actions for trial in TRIALS))
    assert tried == set(EXPECTED)
    assert set(ROLES) <= tried
    assert {person.role for person, _ in PEOPLE.values()} == set(Role)


def allowed_people(trial: Trial) -> dict[str, bool]:
    """Who → whether the table allows them everything that the attempt needs."""
    found = {}
    for who, (person, known) in PEOPLE.items():
        relations = {"owner"} if known == {"nobody"} and trial.actions <= OWN else set(known)
        relations |= {SIGNING[trial.signer][person.id]} if person.id in SIGNING.get(trial.signer, {}) else set()
        actions = trial.core_actions if person is CORE else trial.actions
        found[who] = all(any(EXPECTED[action][relation] for relation in relations) for action in actions)
    return found


@contextmanager
def withdrawn(action: str, relation: Relation) -> Iterator[None]:
    """Takes a right out of the table."""
    row = TABLE[action]
    try:
        TABLE[action] = Grant(row.relations - {relation})
        roles_for.cache_clear()
        _transitions_of.cache_clear()
        yield
    finally:
        TABLE[action] = row
        roles_for.cache_clear()
        _transitions_of.cache_clear()


def may_send(trial: Trial, person: Identity) -> bool:
    """Whether the printed roles of the wire actions that the attempt needs are the person's; routes have none."""
    if person is CORE and trial.core_actions != trial.actions:
        return True  # by the core system's own route
    return all(person.role.value in ROLES[action].split() for action in trial.actions & set(ROLES))


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.name)
def test_who_may(wired: WireCentre, gateway: Gateway, trial: Trial) -> None:
    expected = allowed_people(trial)
    things = things_of(wired)
    wired.gateway = gateway
    found = {}
    for who in sorted(PEOPLE, key=lambda who: expected[who]):  # the refused first: their attempts change nothing
        found[who] = trial.attempt(things, PEOPLE[who][0])
    without_role = {who for who, (person, _) in PEOPLE.items() if not may_send(trial, person)}
    assert {found[who] for who in without_role} <= {"not_allowed"}
    assert not {"invalid_frame", "internal", "unavailable"} & set(found.values()), found
    assert {who: code not in REFUSALS for who, code in found.items()} == expected, found


OF_ALL_STAFF = {action for action, row in TABLE.items() if row.relations >= STAFF}
"""Actions without an object, or that anybody of the staff may do to it: nobody's relation is computed."""


@pytest.mark.parametrize(
    "trial, relation",
    [
        pytest.param(trial, relation, id=f"{trial.name} {relation}")
        for trial in TRIALS
        if trial.name in TABLE.keys() - OF_ALL_STAFF
        for relation in sorted(TABLE[trial.name].relations - {Relation.CORE})
    ],
)
def test_a_right_that_is_taken_out_of_the_table_is_refused(
    wired: WireCentre, gateway: Gateway, trial: Trial, relation: Relation, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = allowed_people(trial)
    monkeypatch.setitem(EXPECTED, trial.name, {**EXPECTED[trial.name], relation.value: False})
    losing = [who for who, allowed in allowed_people(trial).items() if before[who] and not allowed]
    things = things_of(wired)
    wired.gateway = gateway
    with withdrawn(trial.name, relation):
        found = {who: trial.attempt(things, PEOPLE[who][0]) for who in losing}
    assert set(found.values()) <= REFUSALS, found
