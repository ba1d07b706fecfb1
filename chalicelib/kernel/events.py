"""Domain events: a context emits them, `processes` handles them in other contexts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DomainEvent:
    """A change that has been stored."""
