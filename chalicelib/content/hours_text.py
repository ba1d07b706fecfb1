"""Opening hours as text."""

from datetime import datetime
from itertools import groupby

from chalicelib.content.configuration import Texts
from chalicelib.content.hours import MINUTES_PER_DAY, WEEKDAYS, OpeningHours, Span


def hours_text(hours: OpeningHours, texts: Texts) -> str:
    """The opening hours of a week: "월~금 09:00~18:00, 토 09:00~13:00, 공휴일 휴무"; equal weekdays are grouped."""
    if all(hours.spans(name) == ((0, MINUTES_PER_DAY),) for name in (*WEEKDAYS, "holiday")):
        return texts.render("hours", "always")
    names = texts.sections["dates"]["weekdays"].split("|")
    to = texts.render("hours", "to")
    groups = [list(days) for _, days in groupby(range(7), key=lambda day: hours.spans(WEEKDAYS[day]))]
    parts = [
        f"{names[days[0]]}{f'{to}{names[days[-1]]}' if len(days) > 1 else ''} {_spans(spans, to)}"
        for days in groups
        if (spans := hours.spans(WEEKDAYS[days[0]]))
    ]
    holiday = hours.spans("holiday")
    parts.append(
        texts.render("hours", "holidays", hours=_spans(holiday, to))
        if holiday
        else texts.render("hours", "holidays_closed")
    )
    return ", ".join(parts)


def opening_text(opens: datetime, now: datetime, texts: Texts) -> str:
    """A time of opening: "오늘 13:00", "11월 30일(월) 09:00"."""
    today = opens.date() == now.date()
    day = texts.render("hours", "today") if today else texts.render("hours", "day", day=opens.date().isoformat())
    return f"{day} {opens:%H:%M}"


def _spans(spans: tuple[Span, ...], to: str) -> str:
    return "·".join(f"{_clock(start)}{to}{_clock(end)}" for start, end in spans)


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
