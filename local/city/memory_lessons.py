"""What finished jobs showed, in dictionaries."""

from chalicelib.dispatch.lessons import DayRecord, FinishedJob, Learned


class MemoryLessons:
    """`ports.LessonStore`."""

    def __init__(self) -> None:
        self._finished: dict[str, dict[str, FinishedJob]] = {}
        self._days: dict[str, DayRecord] = {}
        self._learned: Learned | None = None

    def add_finished(self, day: str, finished: FinishedJob, _until_s: int, /) -> None:
        self._finished.setdefault(day, {})[finished.job] = finished

    def finished(self, day: str) -> list[FinishedJob]:
        return [each for _, each in sorted(self._finished.get(day, {}).items())]

    def save_day(self, day: str, record: DayRecord, _until_s: int, /) -> None:
        self._days[day] = record

    def days(self, first: str) -> dict[str, DayRecord]:
        return {day: record for day, record in sorted(self._days.items()) if day >= first}

    def save_learned(self, learned: Learned) -> None:
        self._learned = learned

    def learned(self) -> Learned | None:
        return self._learned
