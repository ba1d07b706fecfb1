"""Extracts the time of the accident (`occurred_at`), relative to now."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import TypeVar

from chalicelib.nlu import word_patterns
from chalicelib.nlu.days import DayMention, extract_days
from chalicelib.nlu.time_context import blank_other_times
from chalicelib.nlu.time_of_day import EVENINGS, TimeAgo, TimeOfDay, extract_times_ago, extract_times_of_day

_NOW = re.compile(
    r"방금(?!\s?(?:[가-힣]{1,6}\s){0,2}?(?:전화|연락|통화|문자|카톡|합의))|지금\s?막|막\s?(?:사고|박|부딪|추돌|충돌|접촉|났|긁)|지금\s?(?:사고|박|추돌|충돌|접촉)|금방\s?(?:사고|박|추돌|접촉|난|났|뒤)|방굼|이제\s?막|(?i:just\snow)"
)
_CORRECTED = re.compile(
    r"\s?(?:쯤|경|정도|에|께)?(?:가|이|는|은)?\s?(?:말고|아이[고라구]|아니고|아니라|아니구|아니에요|아니예요|아녜요|아니야|아닌|아니,|아니\s)"
)
_PAST_IT = re.compile(r"\s?(?:을|이|도)?\s?(?:막\s?|조금\s?|좀\s?|살짝\s?)?(?:넘|지나)")
_EXACTLY = re.compile("정확[히하]|그러니까|다시")
_MORNING_WORDS = re.compile(r"출근|등교|아침|해\s?뜨|동\s?트|동틀")
_EVENING_WORDS = re.compile(r"퇴근|하교|저녁|회식|술")
_TO_CLOCK = re.compile(r"(?:에|은|는)?\s?")
_TO_OTHER = re.compile(
    r"\s?(?:쯤|경|정도)?\s?(?:에서|부터|[~∼-]|이나|나|아니면|또는|혹은|내지|하고|인가|인지|였나)\s?(?:한\s)?(?:새벽|아침|오전|오후|낮|저녁|밤)?\s?"
)
_SPAN_END = re.compile(r"\s?(?:쯤|경)?\s?(?:이후|이전|사이|까지|부터|전(?=에|쯤|이|\s|$))")
_BEGAN = re.compile(r"\s?(?:쯤|경|께)?\s?부터\s?(?:[가-힣]+\s){0,3}?(?:물|찼|차[오기올]|잠|들어|침수|불|연기|비)")
"""What began at a time happened then ("새벽 4시쯤부터 물이 찼대요")."""
_SPAN_START = re.compile(r"\d\s?시?\s?[~∼-]\s?$")
_PAST_MIDNIGHT = re.compile(r"자정\s?(?:을|이|도)?\s?(?:좀\s?|조금\s?|막\s?)?(?:지나|넘)[가-힣]*")
_LATE = ("저녁", "밤", "한밤", "한밤중", "밤늦게", *EVENINGS)
_DAWN = ("새벽", "이른새벽", "꼭두새벽")
_CLOSE_BY = 6
"""Letters between a day and its time of day."""
_SMALL_HOURS = 5
_TWELVE, _MIDNIGHT = 12, 24
_LOST_PART = re.compile(r"(새벽|아침|오전|오후|낮|점심|저녁|밤)(?:에|때|쯤|께|늦게)?\s?$")

_Said = TypeVar("_Said", DayMention, TimeOfDay, TimeAgo)


def extract_occurred_at(text: str, now: datetime) -> str | None:
    """ISO 8601 with offset, to the minute; a date alone if only the day is mentioned; None without a time.

    Times of other things than the event don't count ("3시에 전화했는데"), nor does a time of day whose day can't be
    resolved ("며칠 전 3시"), or a span of time. A future time ("내일 병원 가요") counts only if there is no other one:
    it is then an invalid answer.
    """
    if not (time_spans(text, now.date()) or _NOW.search(text)) or spans_night(text):
        return None
    return _extract(blank_other_times(text), now)


def spans_night(text: str) -> bool:
    """Whether the time is a span over a night, or from parking to finding the damage, which nobody knows better."""
    return word_patterns.pattern("time_spans_night").search(text) is not None


def _extract(text: str, now: datetime) -> str | None:
    said_days = _not_corrected(extract_days(text, now.date()), text)
    unplanned = _without_plans(text, said_days, now)
    if unplanned != text and (before := _extract(unplanned, now)) is not None:
        return before
    said_clocks = _not_corrected(extract_times_of_day(text), text)
    if _PAST_MIDNIGHT.search(text) and any(clock.hour != _MIDNIGHT for clock in said_clocks):
        said_clocks = [clock for clock in said_clocks if clock.hour != _MIDNIGHT]  # 자정 지나서 12시 반
    if clocks := _without_rounded(_without_spans(said_clocks, text), text):
        clock = _nearest(clocks, text)
        if _PAST_IT.match(text, clock.end) and _NOW.search(text):
            return _format_minute(now)
        day = next((d for d in reversed(said_days) if d.start <= clock.start), said_days[0] if said_days else None)
        if day is not None and day.day is None:
            return None
        return _format_minute(_resolve_moment(clock, day, text, now))
    said_agos = _not_corrected(extract_times_ago(text), text)
    if said_agos:
        return _format_minute(now - timedelta(minutes=_nearest(said_agos, text).minutes))
    if said_days:
        known = _nearest(said_days, text).day
        if known == now.date() and _NOW.search(text):
            return _format_minute(now)
        return known.isoformat() if known else None
    return _format_minute(now) if not said_clocks and _NOW.search(text) else None


def _without_spans(clocks: Sequence[TimeOfDay], text: str) -> list[TimeOfDay]:
    """The times of day that are neither ends of a span nor alternatives ("3시에서 4시 사이", "2시나 3시")."""
    spans = [
        (one, other) for one, other in pairwise(clocks) if _TO_OTHER.fullmatch(text[one.end : other.start]) is not None
    ]
    doubtful = {clock for pair in spans for clock in pair}
    return [
        clock
        for clock in clocks
        if clock not in doubtful
        and (not _SPAN_END.match(text, clock.end) or _BEGAN.match(text, clock.end))
        and not _SPAN_START.search(text[: clock.start])
    ]


def _without_rounded(clocks: list[TimeOfDay], text: str) -> list[TimeOfDay]:
    """The times without a full hour that the next one tells more exactly ("세시 조금 넘어서 3시 10분쯤", "4시요 오후
    4시 15분"), unless something happened in between."""
    exact = {
        one: other._replace(part=other.part or one.part)
        for one, other in pairwise(clocks)
        if one.minute == 0 < other.minute and one.hour % _TWELVE == other.hour % _TWELVE
        if _says_exactly(text[one.end : other.start])
    }
    replaced = {other.start: other for other in exact.values()}
    return [replaced.get(clock.start, clock) for clock in clocks if clock not in exact]


def _says_exactly(between: str) -> bool:
    """Whether words between two times leave the second to tell the first more exactly."""
    happened = word_patterns.pattern("time_event").search(between) is not None
    return not happened or _EXACTLY.search(between) is not None or _PAST_IT.match(between) is not None


def spans_hours(text: str) -> bool:
    """Whether the only times of day are a span ("3시에서 4시 사이")."""
    clocks = extract_times_of_day(text)
    return len(clocks) > 1 and not _without_spans(clocks, text)


def _without_plans(text: str, said: Sequence[DayMention], now: datetime) -> str:
    """`text` in the same length, with blanks in place of future days and the times of day that belong to them."""
    for day in (day for day in said if day.day and day.day > now.date()):
        start = _TO_CLOCK.match(text, day.end)
        end = next((c.end for c in extract_times_of_day(text) if start and c.start == start.end()), day.end)
        text = text[: day.start] + "\x00" * (end - day.start) + text[end:]
    return text


def without_denied_days(text: str, denied: str, today: date) -> str:
    """`text` in the same length, with blanks in place of the days that `denied`, cut from it, takes back ("어제 3시에 …
    어제가 아니라 그제예요"), if it names another day."""
    taken_back = {mention.day for mention in extract_days(denied, today)} - {None}
    said = extract_days(text, today) if taken_back else ()
    wrong = [mention for mention in said if mention.day in taken_back]
    for mention in wrong if len(wrong) < len(said) else ():
        text = text[: mention.start] + "\x00" * (mention.end - mention.start) + text[mention.end :]
    return text


def time_spans(text: str, today: date) -> list[tuple[int, int]]:
    """The spans of times, which the extraction of other slots ignores."""
    found: list[DayMention | TimeOfDay | TimeAgo] = [
        *extract_days(text, today),
        *extract_times_of_day(text),
        *extract_times_ago(text),
    ]
    return [(item.start, item.end) for item in found]


def _not_corrected(said: Sequence[_Said], text: str) -> list[_Said]:
    """The mentions without those that the text retracts ("7시 말고 8시")."""
    kept = [item for item in said if not _CORRECTED.match(text, item.end)]
    return kept or list(said)


def _nearest(said: Sequence[_Said], text: str) -> _Said:
    """Of several mentions the last one before the event, else the first."""
    event = re.search(r"사고|박았|박혔|부딪|추돌|충돌|접촉|긁|받혔|받았|치였|쾅|쿵|들이받", text)
    before = [item for item in said if event and item.end <= event.start()]
    return before[-1] if before else said[0]


def _resolve_moment(clock: TimeOfDay, day: DayMention | None, text: str, now: datetime) -> datetime:
    part = clock.part or _part_between(clock, day, text) or ("새벽" if _PAST_MIDNIGHT.search(text) else "")
    known = day.day if day and day.day else now.date()
    if day is not None and day.day and part in _DAWN and _is_of_the_night(clock, day, text):
        known += timedelta(days=1)
    hour, later, sure = _hour(clock.hour, part, night=bool(day and day.night))
    found = datetime.combine(known + timedelta(days=later), time(hour, clock.minute), now.tzinfo)
    if sure:
        tonight = day is not None and day.day == now.date() and now.hour < _SMALL_HOURS and part in _LATE
        if found > now and day is not None and day.weekly:
            return found - timedelta(days=7)
        if found > now and not part and clock.hour == _TWELVE and (day is None or day.day == now.date()):
            return found - timedelta(hours=_TWELVE)  # 12시 반 before noon is past midnight
        if found > now and (day is None or later or tonight):
            found -= timedelta(days=1)
        return found
    return _guess_half(found, clock, day, text, now)


def _is_of_the_night(clock: TimeOfDay, day: DayMention, text: str) -> bool:
    """Whether the small hours follow a night that begins on the day ("어젯밤 새벽 2시")."""
    between = _PAST_MIDNIGHT.sub("자정", text[day.end : clock.start])
    return day.end <= clock.start and len(between) <= _CLOSE_BY and (day.night or "밤" in between or "자정" in between)


def _guess_half(found: datetime, clock: TimeOfDay, day: DayMention | None, text: str, now: datetime) -> datetime:
    """The hour of a time below 12 without a part of the day: today the latest past one, otherwise by the words around
    it."""
    half = timedelta(hours=12)
    if day is None or day.day == now.date():
        options = [found, found + half] if day else [found - half, found, found + half]
        past = [option for option in options if option <= now]
        wanted = _wanted_half(text)
        fitting = [option for option in past if wanted is None or (option.hour >= 12) == wanted]
        return (fitting or past or [found])[-1]
    wanted = _wanted_half(text)
    if wanted is None:
        wanted = 1 <= clock.hour <= 6
    return found + half if wanted else found


def _wanted_half(text: str) -> bool | None:
    if _EVENING_WORDS.search(text):
        return True
    return False if _MORNING_WORDS.search(text) else None


def _part_between(clock: TimeOfDay, day: DayMention | None, text: str) -> str:
    between = text[day.end if day and day.end <= clock.start else 0 : clock.start]
    match = _LOST_PART.search(between)
    return match[1] if match else ""


def _hour(hour: int, part: str, *, night: bool) -> tuple[int, int, bool]:
    """(hour 0-23, days later, whether the words are unambiguous)."""
    if part == "자정" or hour == 24:
        return 0, 1 if part != "새벽" else 0, True
    if hour > 12 or hour == 0:
        return hour, 0, True
    if part in ("새벽", "이른새벽", "꼭두새벽", "오전", "am", "a.m.", "아침", "이른아침"):
        return hour % 12, 0, True
    if part in ("오후", "pm", "p.m."):
        return hour % 12 + 12, 0, True
    if part in ("낮", "한낮", "대낮", "점심"):
        return (hour if hour >= 10 else hour + 12), 0, True
    if part in _LATE or night:
        if hour == 12:
            return 0, 1, True
        return (hour, 1, True) if hour <= 4 else (hour + 12, 0, True)
    return (12, 0, True) if hour == 12 else (hour, 0, False)


def _format_minute(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
