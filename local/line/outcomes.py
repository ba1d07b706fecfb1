"""What became of the customers of a day."""

from dataclasses import dataclass, field

from local.day_files import rounded
from local.line.days import Customer

Notified = tuple[float, int, float | None, float | None]
"""At which second a customer was shown which place, and the seconds still to wait: from, to."""


@dataclass(slots=True)
class Chat:
    """An agent's conversation with a customer; it ended at `done_s`, or with the agent's connection at `lost_s`."""

    agent: str
    answered_s: float
    done_s: float | None = None
    lost_s: float | None = None


@dataclass(slots=True)
class Outcome:
    """A customer of a day. `left_s` is when they stopped waiting."""

    customer: Customer
    estimated_s: float | None = None
    notified: list[Notified] = field(default_factory=list)
    chats: list[Chat] = field(default_factory=list)
    left_s: float | None = None

    @property
    def final(self) -> Chat | None:
        """The conversation that ended, or goes on."""
        return self.chats[-1] if self.chats and self.chats[-1].lost_s is None else None

    @property
    def state(self) -> str:
        """answered, abandoned or waiting."""
        if self.left_s is not None:
            return "abandoned"
        return "answered" if self.final else "waiting"

    @property
    def waited_s(self) -> float | None:
        """From asking to the answer; None without one."""
        return self.final.answered_s - self.customer.at_s if self.final and self.left_s is None else None

    def line(self, policy: str) -> dict[str, object]:
        """As it is printed."""
        final = self.final if self.left_s is None else None
        return {
            "policy": policy,
            "id": self.customer.id,
            "outcome": self.state,
            "estimated_s": rounded(self.estimated_s),
            "told": [[rounded(at), place, rounded(low), rounded(high)] for at, place, low, high in self.notified],
            "answered_s": rounded(final.answered_s) if final else None,
            "agent": final.agent if final else None,
            "done_s": rounded(final.done_s) if final else None,
        }
