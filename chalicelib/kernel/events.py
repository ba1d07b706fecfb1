"""Facts that one context tells and others may follow; who follows what stands in `processes`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DomainEvent:
    """Something that has happened and is stored."""
