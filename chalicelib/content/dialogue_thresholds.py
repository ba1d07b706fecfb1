"""The bot's thresholds, limits and time windows: the tables `confidence`, `questions` and `time_windows` of
`config/dialogue.toml`."""

from datetime import timedelta

from msgspec import Struct

from chalicelib.content.config_files import require_between


class ConfidenceThresholds(Struct, frozen=True, forbid_unknown_fields=True):
    """Minimum confidence of the intent classifier, as probabilities.

    `act`: answer a question inside a form, or answer while an agent is awaited. `certain`: raise an alarm that the
    fixed rules don't raise, leave a form, hand off from within a form. `likely`: below it, words that report an
    accident outweigh the classifier. `possible`: of an accident report as an alternative, where other signs support it.
    `off_topic`: from it on, a message counts as small talk even where its words resemble an accident.
    """

    act: float
    certain: float
    likely: float
    possible: float
    off_topic: float


class QuestionLimits(Struct, frozen=True, forbid_unknown_fields=True):
    """Limits of one question of a form: failed answers until the bot goes on without one, courtesies and questions in
    between that don't count as failed, the pause in minutes after which the bot asks whether to go on, the number of
    insurers offered as buttons, the messages that may leave some of a card of questions open, and the number of
    questions in a row with failed answers from which on an agent is offered."""

    max_failed_answers: int
    max_idle_turns: int
    resume_after_minutes: int
    max_insurer_buttons: int
    max_card_turns: int
    offer_agent_after: int

    @property
    def resume_after_ms(self) -> int:
        return self.resume_after_minutes * 60_000


class TimeWindows(Struct, frozen=True, forbid_unknown_fields=True):
    """`past_event_hours`: an accident at least this old is no emergency. `just_happened_minutes`: an accident at most
    this old may still block its road. `untowed_minutes`: its car can't have been towed yet. `recent_message_minutes`:
    messages this recent are read together."""

    past_event_hours: int
    just_happened_minutes: int
    untowed_minutes: int
    recent_message_minutes: int

    @property
    def past_event_after(self) -> timedelta:
        return timedelta(hours=self.past_event_hours)

    @property
    def just_happened_within(self) -> timedelta:
        return timedelta(minutes=self.just_happened_minutes)

    @property
    def untowed_within(self) -> timedelta:
        return timedelta(minutes=self.untowed_minutes)

    @property
    def recent_message_ms(self) -> int:
        return self.recent_message_minutes * 60_000


RANGES = {
    "max_failed_answers": (1, 10),
    "max_idle_turns": (0, 50),
    "resume_after_minutes": (1, 24 * 60),
    "max_insurer_buttons": (1, 20),
    "max_card_turns": (1, 5),
    "offer_agent_after": (1, 10),
    "past_event_hours": (1, 48),
    "just_happened_minutes": (1, 24 * 60),
    "untowed_minutes": (1, 24 * 60),
    "recent_message_minutes": (1, 24 * 60),
}
"""Smallest and largest value of each limit and time window."""


def validate_thresholds(confidence: ConfidenceThresholds, questions: QuestionLimits, windows: TimeWindows) -> None:
    """Raises ValueError that names the first value out of range, and the range."""
    for name in confidence.__struct_fields__:
        value = getattr(confidence, name)
        if not 0 < value <= 1:
            raise ValueError(f"dialogue.toml: confidence.{name} is {value}: set it above 0 and at most to 1")
    if not confidence.possible < confidence.likely < confidence.certain:
        raise ValueError("dialogue.toml: set confidence.possible below likely, and likely below certain")
    for table, rules in (("questions", questions), ("time_windows", windows)):
        for name in rules.__struct_fields__:
            require_between("dialogue.toml", f"{table}.{name}", getattr(rules, name), *RANGES[name])
    if windows.just_happened_minutes > windows.past_event_hours * 60:
        raise ValueError("dialogue.toml: set time_windows.just_happened_minutes to past_event_hours at most")
