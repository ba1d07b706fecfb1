"""Whether two reports may be about one place."""

import unicodedata

from chalicelib.claims.rules import ClaimRules
from chalicelib.content.places import metres_between, place_name, point_in


def may_be_same_place(one: str, other: str, rules: ClaimRules) -> bool:
    """Two positions are compared by their distance. Where a report lacks degrees, words are: two letters in a row in
    common are enough, without words that many places share. A place that isn't known is no other place."""
    here, there = point_in(one), point_in(other)
    if here is not None and there is not None:
        return metres_between(here, there) <= rules.duplicate_metres
    pairs, other_pairs = _pairs(one, rules), _pairs(other, rules)
    return not pairs or not other_pairs or bool(pairs & other_pairs)


def _pairs(place: str, rules: ClaimRules) -> frozenset[str]:
    """Each two letters or figures in a row of the words that tell a place from others."""
    bare = "".join(filter(str.isalnum, unicodedata.normalize("NFC", place_name(place)).casefold()))
    for shared in sorted(rules.common_place_words, key=len, reverse=True):
        bare = bare.replace(shared, " ")
    return frozenset(part[start : start + 2] for part in bare.split() for start in range(max(1, len(part) - 1)))
