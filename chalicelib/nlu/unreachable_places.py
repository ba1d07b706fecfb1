"""Answers to where a car stands that name no place: a position that isn't shared, another country."""

from chalicelib.nlu import word_patterns


def shares_no_place(text: str) -> bool:
    """Whether the customer doesn't want to send their position, or can't."""
    return word_patterns.pattern("shares_no_place").search(text) is not None


def is_abroad(text: str) -> bool:
    """Whether the customer says that they are in another country."""
    return word_patterns.pattern("abroad").search(text) is not None
