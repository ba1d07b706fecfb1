"""A province is the same before and after the reforms of 2023 and 2024."""

import pytest

from chalicelib.content.provinces import province_of
from chalicelib.nlu.gazetteer import find_coordinates


@pytest.mark.parametrize(
    "before, after, short",
    [
        ("강원도", "강원특별자치도", "강원"),
        ("전라북도", "전북특별자치도", "전북"),
        ("42", "51", "강원"),
        ("45", "52", "전북"),
        ("42150", "51150", "강원"),
        ("4513025021", "5213025021", "전북"),
        ("47720", "27720", "대구"),
    ],
)
def test_names_and_codes_of_both_sides_of_a_reform_are_one(before: str, after: str, short: str) -> None:
    assert province_of(before) == province_of(after) == short


@pytest.mark.parametrize("other", ["", "99", "421", "강릉시", "47721234567", "전북대"])
def test_anything_else_is_no_province(other: str) -> None:
    assert province_of(other) == ""


@pytest.mark.parametrize(
    "before, after",
    [
        ("강원도 고성군", "강원특별자치도 고성군"),
        ("전라북도 고창군 고창읍", "전북특별자치도 고창군 고창읍"),
        ("전라북도 전주시 완산구", "전북 전주시 완산구"),
        ("경상북도 군위군 군위읍", "대구광역시 군위군 군위읍"),
        ("경상남도 고성군", "경남 고성군"),
    ],
)
def test_an_address_is_found_by_either_name(before: str, after: str) -> None:
    assert find_coordinates(before) == find_coordinates(after) is not None
