"""Errors of the search."""

from chalicelib.kernel.errors import BaroError


class SearchTooShort(BaroError):
    """The query has no word of `letters` letters or digits."""

    code = "search_too_short"
