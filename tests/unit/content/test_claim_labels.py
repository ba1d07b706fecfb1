"""The agents' page gets every coverage and department of the configuration."""

import pytest

from chalicelib.claims.rules import claim_rules
from chalicelib.content.claim_labels import bank_options, claim_labels


@pytest.mark.parametrize("locale", ["ko", "en"])
def test_they_are_those_of_claims_toml_in_its_order(locale: str) -> None:
    labels, rules = claim_labels(locale), claim_rules()
    assert [coverage.value for coverage in labels.coverages] == [*rules.coverages]
    assert [department.value for department in labels.departments] == [*rules.departments]


def test_they_are_in_the_language() -> None:
    assert [claim_labels(locale).coverages[-1].label for locale in ("ko", "en")] == ["무보험차상해", "Uninsured driver"]


def test_banks_are_in_one_order_and_in_the_language() -> None:
    korean, english = bank_options("ko"), bank_options("en")
    assert [bank.value for bank in korean] == [bank.value for bank in english]
    assert (korean[0].label, english[0].label) == ("KB국민", "KB Kookmin")
