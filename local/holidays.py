"""`make holidays`: writes the public holidays, from last year to three years ahead, to `config/holidays.toml`.

They come from the package `holidays`, which isn't deployed. A new law, an election or a temporary holiday (임시공휴일)
is contained in a later version of the package; until then add it to `company_days.toml`.
"""

import sys
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from typing import Any

import holidays as package

from chalicelib.content.business_days import COMPANY_DAYS, HOLIDAYS
from chalicelib.content.config_files import CONFIG

YEARS_BACK = 1
"""Customers report accidents on days of the last year."""
YEARS_AHEAD = 3

_HEAD = """\
# The public holidays of the Republic of Korea, with substitutes and election days.
# `make holidays` writes this file (from the Python package holidays {version}): change {company_days} instead.
from = {first}
until = {last}

[holidays]
"""


def document(first_year: int, last_year: int) -> str:
    """The content of the file for these years, both included."""
    years = range(first_year, last_year + 1)
    names = {language: _holidays(years, language) for language in ("ko", "en_US")}
    first, last = date(first_year, 1, 1), date(last_year, 12, 31)
    head = _HEAD.format(version=version("holidays"), company_days=COMPANY_DAYS, first=first, last=last)
    return head + "".join(_lines(names["ko"], names["en_US"]))


def _holidays(years: range, language: str) -> dict[date, str]:
    found: Any = package.country_holidays("KR", years=years, language=language, categories=package.PUBLIC)
    return {day: ", ".join(found.get_list(day)) for day in sorted(found)}


def _lines(korean: dict[date, str], english: dict[date, str]) -> Iterator[str]:
    for day, name in korean.items():
        yield f'{day} = {{ ko = "{name}", en = "{english[day]}" }}\n'


def main() -> int:
    """Writes the file for the years around today."""
    year = date.today().year  # noqa: DTZ011 - which years are written doesn't hang on the hour
    target = CONFIG / HOLIDAYS
    target.write_text(document(year - YEARS_BACK, year + YEARS_AHEAD), "utf-8")
    print(f"✓ {target}: until {year + YEARS_AHEAD}-12-31. Look at the difference, then deploy.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
