"""Contracts as pages, the bot and claims see them, with the labels of a language."""

from datetime import date
from functools import lru_cache

from chalicelib.content.configuration import Texts
from chalicelib.content.contract_views import ContractView, VehicleView
from chalicelib.contracts.amounts import plain_number
from chalicelib.contracts.holder import InsuranceContract, InsuredCoverage, Policyholder

TEN_THOUSAND, HUNDRED_MILLION = 10**4, 10**8


def contract_views(holder: Policyholder | None, texts: Texts) -> tuple[ContractView, ...]:
    """The contracts of a customer, in the order in which they were sent; () for one that isn't known."""
    return tuple(_contract_view(contract, texts) for contract in holder.contracts) if holder else ()


@lru_cache(maxsize=16)
def _contract_view(contract: InsuranceContract, texts: Texts) -> ContractView:
    """Cached: registering a claim asks for the same contract several times."""
    scopes = dict.fromkeys(each.scope for each in contract.drivers or () if each.scope)
    return ContractView(
        contract.number,
        texts.label("products", contract.product) if contract.product else "",
        _iso(contract.starts_on),
        _iso(contract.ends_on),
        VehicleView(contract.plate, contract.car, 0),
        tuple(
            (texts.label("insured_coverages", each.code), limit_text(each, texts)) for each in contract.coverages or ()
        ),
        " · ".join(texts.labels("driver_scopes", scopes)),
    )


def limit_text(coverage: InsuredCoverage, texts: Texts) -> str:
    """The limit of a coverage and its deductible: "2,000만원 · 자기부담금 20% (최소 20만원, 최대 50만원)"."""
    parts = [limit_alone(coverage, texts), deductible_text(coverage, texts)]
    return " · ".join(part for part in parts if part)


def limit_alone(coverage: InsuredCoverage, texts: Texts) -> str:
    """The limit of a coverage; without one, the words for its kind."""
    if coverage.limit_won is None:
        own = f"unlimited_{coverage.code}"
        return texts.render("contract_terms", own if own in texts.sections["contract_terms"] else "unlimited")
    return won_in_words(coverage.limit_won, texts)


def deductible_text(coverage: InsuredCoverage, texts: Texts) -> str:
    """The customer's own part of a damage; "" where none is known."""
    say, percent = texts.render, coverage.deductible_percent
    bounds = ", ".join(
        say("contract_terms", key, won=won_in_words(won, texts))
        for key, won in (
            ("at_least", coverage.deductible_min_won),
            ("at_most", coverage.deductible_max_won),
        )
        if won is not None
    )
    if percent is None:
        return say("contract_terms", "deductible_bounds", bounds=bounds) if bounds else ""
    share = say("contract_terms", "deductible", percent=plain_number(percent))
    return f"{share} ({bounds})" if bounds else share


def won_in_words(won: int, texts: Texts) -> str:
    """An amount as people say it: "10억원", "2,000만원", "605,000원"; in English always in digits."""
    if texts.locale == "ko" and won and won % TEN_THOUSAND == 0:
        large, rest = divmod(won, HUNDRED_MILLION)
        parts = (f"{large:,}억" if large else "", f"{rest // TEN_THOUSAND:,}만" if rest else "")
        return texts.render("contract_terms", "won_words", amount=" ".join(part for part in parts if part))
    return texts.render("contract_terms", "won", amount=won)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
