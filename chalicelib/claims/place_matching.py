"""Whether two reports may be about one place."""

import unicodedata

from chalicelib.claims.rules import ClaimRules
from chalicelib.content.places import metres_between, place_name, point_in


def may_be_same_place(one: str, other: str, rules: ClaimRules) -> bool:
    """Positions are compared by distance. If a report has no coordinates, the words are compared: two equal adjacent
    letters suffice, without common words. An unknown place matches every place."""
    here, there = point_in(one), point_in(other)
    if here is not None and there is not None:
        return metres_between(here, there) <= rules.duplicate_metres
    pairs, other_pairs = _pairs(one, rules), _pairs(other, rules)
    return not pairs or not other_pairs or bool(pairs & other_pairs)


def _pairs(place: str, rules: ClaimRules) -> frozenset[str]:
    """All pairs of adjacent letters or digits of the distinctive words."""
    bare = "".join(filter(str.isalnum, unicodedata.normalize("NFC", place_name(place)).casefold()))
    for shared in sorted(rules.common_place_words, key=len, reverse=True):
        bare = bare.replace(shared, " ")
    return frozenset(part[start : start + 2] for part in bare.split() for start in range(max(1, len(part) - 1)))
