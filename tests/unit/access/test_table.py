"""The table of rights is complete, and roles follow from it."""

from typing import get_args, get_type_hints

import pytest

from chalicelib.access.decisions import is_allowed, require_allowed, require_role, roles_for
from chalicelib.access.relations import ROLES, Relation, relation_of_outsider
from chalicelib.access.table import OFF_THE_WIRE, RIGHTS, SUBJECTS, TABLE, Grant
from chalicelib.claims.workflow import TRANSITIONS
from chalicelib.content.configuration import texts
from chalicelib.entry.messages_actions import SendCommand
from chalicelib.entry.protocol.commands import all_commands
from chalicelib.kernel.actors import Role
from chalicelib.kernel.errors import IdentityCheckNeeded, NotAllowed

PARTS = {
    "search:result",
    "send:buttons", "send:upload", "viewing:waiting", "work_list:department", "get_file:original", "claim:internal",
    "claim:proposal",
}  # fmt: skip
"""Parts of actions besides transitions and message bodies."""


def parts_of(action: str) -> set[str]:
    return {name for name in TABLE if name.startswith(f"{action}:")}


def test_every_action_has_a_row_and_every_row_an_action() -> None:
    on_the_wire = {str(command.__struct_config__.tag) for command in all_commands()}
    assert {name for name in SUBJECTS if ":" not in name} == on_the_wire
    assert set(TABLE) == set(SUBJECTS) | set(OFF_THE_WIRE)


def test_every_transition_and_every_message_body_has_a_row() -> None:
    bodies = {f"send:{body.__struct_config__.tag}" for body in get_args(get_type_hints(SendCommand)["body"])}
    assert parts_of("apply_transition") == {f"apply_transition:{name}" for name in TRANSITIONS}
    assert parts_of("send") == bodies | {name for name in PARTS if name.startswith("send:")}
    assert {name for name in TABLE if ":" in name} == parts_of("apply_transition") | parts_of("send") | PARTS


def test_every_action_is_somebodys_and_none_is_nobodys() -> None:
    assert all(grant.relations for grant in TABLE.values())
    assert not any(is_allowed(action, Relation.NOBODY) for action in TABLE)


def test_the_core_system_takes_no_part_in_conversations() -> None:
    assert {action for action in TABLE if Role.CORE in roles_for(action)} == {"core_decision"} | {
        f"apply_transition:{name}" for name in TRANSITIONS
    } | {"claim:proposal"}


def test_responders_may_do_what_their_own_job_takes_and_nothing_else() -> None:
    assert {action for action in TABLE if Role.RESPONDER in roles_for(action)} == {
        *RIGHTS["responder"], "ticket", "hello", "ping", "upload", "upload_parts", "uploaded", "discard", "send:upload",
        "provider_report",
    }  # fmt: skip


def test_one_of_several_relations_is_enough() -> None:
    assert is_allowed("apply_transition:approve", Relation.COLLEAGUE, Relation.SECOND_PERSON)
    assert not is_allowed("apply_transition:approve", Relation.COLLEAGUE)
    assert not is_allowed("apply_transition:approve")
    require_allowed("resolve", Relation.OTHER_STAFF, Relation.SERVES_CONVERSATION)
    with pytest.raises(NotAllowed):
        require_allowed("resolve", Relation.OTHER_STAFF, Relation.SUPERVISOR)


def test_an_action_without_a_row_is_an_error() -> None:
    with pytest.raises(KeyError):
        is_allowed("fly", Relation.OWNER)


def test_roles_follow_from_relations() -> None:
    assert set(ROLES) == set(Relation)
    assert roles_for("account") == {Role.CUSTOMER}
    assert roles_for("resolve") == {Role.AGENT, Role.SUPERVISOR}
    assert roles_for("hello") == {Role.CUSTOMER, Role.AGENT, Role.SUPERVISOR, Role.RESPONDER}
    require_role("core_decision", Role.CORE)
    with pytest.raises(NotAllowed):
        require_role("core_decision", Role.SUPERVISOR)
    for role in Role:
        assert role in ROLES[relation_of_outsider(role)]


def test_money_and_changes_ask_for_a_second_identity_check_of_ten_minutes() -> None:
    assert {action: grant.fresh for action, grant in TABLE.items() if grant.fresh is not None} == {
        "account": 10,
        "sign_change": 10,
        "apply_coupon": 10,
    }


@pytest.mark.parametrize("age_ms, is_fresh", [(None, False), (-1, False), (0, True), (599_999, True), (600_000, False)])
def test_an_action_may_ask_for_a_second_identity_check_that_is_fresh(
    age_ms: int | None, is_fresh: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TABLE, "account", Grant(TABLE["account"].relations, fresh=10))
    assert is_allowed("account", Relation.OWNER, check_age_ms=age_ms) is is_fresh
    assert not is_allowed("account", Relation.NOBODY, check_age_ms=age_ms)
    with pytest.raises(NotAllowed):
        require_allowed("account", Relation.NOBODY, check_age_ms=age_ms)
    if is_fresh:
        require_allowed("account", Relation.OWNER, check_age_ms=age_ms)
        return
    with pytest.raises(IdentityCheckNeeded) as refused:
        require_allowed("account", Relation.OWNER, check_age_ms=age_ms)
    assert "10 minutes" in texts("en").render("errors", refused.value.code, **refused.value.details)
