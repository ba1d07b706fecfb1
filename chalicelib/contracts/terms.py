"""The period of a contract: whether it is in force, when it ends, from when it can be renewed."""

from datetime import date, timedelta

from chalicelib.contracts.holder import InsuranceContract


def is_in_force(contract: InsuranceContract, today: date) -> bool:
    """Whether a contract covers a day; an unknown day doesn't exclude it. Its first and last day are covered."""
    started = contract.starts_on is None or contract.starts_on <= today
    return started and not is_over(contract, today)


def is_over(contract: InsuranceContract, today: date) -> bool:
    """Whether a contract covers neither a day nor any later one."""
    if contract.status in ("expired", "cancelled"):
        return True
    return contract.ends_on is not None and contract.ends_on < today


def answerable_contracts(contracts: tuple[InsuranceContract, ...], today: date) -> tuple[InsuranceContract, ...]:
    """The contracts that a question can be about: those in force, or else the one that ended or begins last."""
    in_force = tuple(each for each in contracts if is_in_force(each, today))
    if in_force or not contracts:
        return in_force
    kept = tuple(each for each in contracts if each.status != "cancelled") or contracts
    return (max(kept, key=lambda each: each.ends_on or date.min),)


def renewal_from(contract: InsuranceContract, days: int) -> date | None:
    """The first day on which a contract can be renewed; None where its end is unknown."""
    if contract.ends_on is None:
        return None
    return contract.ends_on - timedelta(days=min(days, (contract.ends_on - date.min).days))
