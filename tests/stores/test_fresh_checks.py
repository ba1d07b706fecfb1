"""Contract of stores for second identity checks."""

from collections.abc import Callable

from chalicelib.identity.fresh_checks import FreshCheck, FreshCheckStore, PendingCheck

T0 = 1_800_000_000
Fresh = Callable[[str], str]


def test_each_try_is_counted_and_a_check_is_removed_once(fresh_checks: FreshCheckStore, fresh: Fresh) -> None:
    check, pending = fresh("check"), PendingCheck("cust-kim", "ref1", T0)
    assert fresh_checks.take_try(check) is None
    fresh_checks.add(check, pending)
    assert fresh_checks.take_try(check) == PendingCheck("cust-kim", "ref1", T0, 1)
    assert fresh_checks.take_try(check) == PendingCheck("cust-kim", "ref1", T0, 2)
    assert fresh_checks.remove(check)
    assert not fresh_checks.remove(check)
    assert fresh_checks.take_try(check) is None


def test_a_confirmed_check_is_found_by_its_proof_alone(fresh_checks: FreshCheckStore, fresh: Fresh) -> None:
    proof, other = fresh("proof"), fresh("proof")
    fresh_checks.add_proof(proof, FreshCheck("cust-kim", T0 * 1000), T0 + 60)
    assert fresh_checks.find_proof(proof) == FreshCheck("cust-kim", T0 * 1000)
    assert fresh_checks.find_proof(other) is None
