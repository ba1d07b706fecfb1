"""When calls can be promised: within opening hours, without breaks and holidays, and not at night."""

from datetime import date, datetime

from chalicelib.calls.model import Window
from chalicelib.calls.rules import call_rules
from chalicelib.calls.windows import answer_window, bookable_windows
from chalicelib.content.hours import SEOUL, OpeningHours

RULES = call_rules()
DAYS = ("09:00-12:00", "13:00-15:30")
OFFICE = OpeningHours(mon=DAYS, tue=DAYS)
ALWAYS = OpeningHours(**dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun", "holiday"), ("00:00-24:00",)))
MONDAY = date(2026, 11, 30)


def ms(day: int, hour: int, minute: int = 0) -> int:
    month, day = (11, day) if day == 30 else (12, day)
    return int(datetime(2026, month, day, hour, minute, tzinfo=SEOUL).timestamp() * 1000)


def starts(windows: tuple[Window, ...]) -> list[str]:
    return [f"{datetime.fromtimestamp(window.starts_at / 1000, SEOUL):%d %H:%M}" for window in windows]


def test_windows_are_offered_from_the_lead_time_on_and_leave_breaks_out() -> None:
    offered = bookable_windows(OFFICE, ms(30, 10, 40), lambda _: False, RULES)
    assert starts(offered) == [f"30 {hour}:00" for hour in (13, 14)] + [
        "01 09:00", "01 10:00", "01 11:00", "01 13:00", "01 14:00", "07 09:00",
    ]  # fmt: skip
    assert all(window.ends_at - window.starts_at == RULES.window_minutes * 60_000 for window in offered)


def test_no_window_is_on_a_holiday_and_none_of_a_queue_that_is_always_open_at_night() -> None:
    assert starts(bookable_windows(OFFICE, ms(30, 8), lambda day: day == MONDAY, RULES))[0] == "01 09:00"
    assert starts(bookable_windows(ALWAYS, ms(30, 3), lambda _: False, RULES))[0] == f"30 {RULES.first_hour:02}:00"
    assert starts(bookable_windows(ALWAYS, ms(30, 22), lambda _: False, RULES))[0] == f"01 {RULES.first_hour:02}:00"
    assert bookable_windows(OpeningHours(), ms(30, 10), lambda _: False, RULES) == ()


def test_messages_are_answered_within_so_much_time_of_opening_hours() -> None:
    def due(now: int) -> str:
        window = answer_window(OFFICE, now, lambda _: False, RULES)
        assert window is not None
        return f"{datetime.fromtimestamp(window.starts_at / 1000, SEOUL):%d %H:%M}"

    assert due(ms(30, 9, 30)) == "30 11:30"
    assert due(ms(30, 11)) == "30 14:00", "the break doesn't count"
    assert due(ms(30, 14, 30)) == "01 10:00"
    assert due(ms(30, 20)) == "01 11:00"
    assert answer_window(OpeningHours(), ms(30, 10), lambda _: False, RULES) is None
