"""Provinces by their names and codes, those of before and after the reforms of 2023 and 2024 as one.

강원도 became 강원특별자치도 on 2023-06-11 (code 42, now 51), 전라북도 became 전북특별자치도 on 2024-01-18 (45, now 52),
군위군 went from 경상북도 to 대구 on 2023-07-01 (47720, now 27720).
"""

import re

_ROWS = (
    ("서울", ("11",), ("서울특별시", "서울시")),
    ("부산", ("26",), ("부산광역시", "부산시")),
    ("대구", ("27",), ("대구광역시", "대구시")),
    ("인천", ("28",), ("인천광역시", "인천시")),
    ("광주", ("29",), ("광주광역시",)),
    ("대전", ("30",), ("대전광역시", "대전시")),
    ("울산", ("31",), ("울산광역시", "울산시")),
    ("세종", ("36",), ("세종특별자치시", "세종시")),
    ("경기", ("41",), ("경기도",)),
    ("강원", ("42", "51"), ("강원도", "강원특별자치도")),
    ("충북", ("43",), ("충청북도", "충북도")),
    ("충남", ("44",), ("충청남도", "충남도")),
    ("전북", ("45", "52"), ("전라북도", "전북도", "전북특별자치도")),
    ("전남", ("46",), ("전라남도", "전남도")),
    ("경북", ("47",), ("경상북도", "경북도")),
    ("경남", ("48",), ("경상남도", "경남도")),
    ("제주", ("50",), ("제주도", "제주특별자치도")),
)
_BY_NAME = {name: short for short, _, names in _ROWS for name in (short, *names)}
_BY_CODE = {code: short for short, codes, _ in _ROWS for code in codes}
_MOVED = {"47720": "대구"}
"""Districts that belong to another province than their old code says."""
_CODE = re.compile(r"\d{2}(?:\d{3}(?:\d{3}(?:\d{2})?)?)?", re.ASCII)


def province_of(name_or_code: str) -> str:
    """The short name of a province, by any of its names or by a code of it or of a district in it (2, 5, 8 or 10
    digits); "" for none."""
    if _CODE.fullmatch(name_or_code):
        return _MOVED.get(name_or_code[:5], _BY_CODE.get(name_or_code[:2], ""))
    return _BY_NAME.get(name_or_code, "")
