"""What clauses say for slots of the accident form (FNOL), and times and places in answers to its questions."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from chalicelib.nlu import dialogue_acts, times, word_patterns
from chalicelib.nlu.days import extract_days
from chalicelib.nlu.gazetteer import is_district, is_landmark
from chalicelib.nlu.jamo import without_loose_letters
from chalicelib.nlu.numbers import SINO, parse_number
from chalicelib.nlu.place_endings import strip_place_ending
from chalicelib.nlu.time_of_day import extract_times_ago, extract_times_of_day

_SEEN_BY_OTHERS = "counterparty_plate"
"""What others or a camera may have seen of somebody unknown who left."""
_NO_NOTE = r"(?:쪽지|메모|연락처|명함|번호)[도는은]?\s?(?:[가-힣]{1,4}\s)?없[가-힣]*"
_OTHERS_PHONE = re.compile(
    r"상대|그쪽|저쪽|가해|그\s?차|그\s?분|택시|기사|뒤차|앞차|옆차|차주|라이더|피해자|트럭|버스|사장님|관리소|관리사무소|주인|업체|점주|(?:연락처|번호|명함)[을를도은]?\s?(?:[가-힣]{1,3}\s)?(?:줬|주셨|받았|받아|남[겼기])"
)
_OWN_PHONE = re.compile(r"(?:제|내|저희|본인|저의|나의)\s?(?:번호|연락처|전화|폰|휴대폰|핸드폰|핸폰)")
_MORE_THAN_A_PLACE = re.compile(
    r"[,.!?]|아니|말고|(?:에서|다가|는데|하고|해서|인데|였는데|이고|지만|까지)(?:\s|$)|사고|겠고|[있됐었했]고\s|니까\s|라고\s|나와|나오네|나옵|(?<=[가-힣])\s있[어습]|같아|모르"
)
_MAX_PLACE_LENGTH = 40
HOSPITAL_CUE = re.compile("병원|의원|의료원|외과|세브란스|센터")
"""A text without one of these names no hospital."""
_CLAUSE_WITHIN = re.compile("거든요?|[아어해]서|는데|은데|다고|오늘|내일|어제|지금|이따")
"""Of a clause that was typed without blanks, and no name."""
_HOSPITAL_KEYS = ("hospital_told", "hospital_mention", "hospital_now")
_WORD_BEFORE = re.compile(r"(?<![가-힣])(?P<word>[가-힣]{2,4})\s$")
_JUST_NOW = re.compile(
    r"^(?:음\s?|아\s?)?(?:바로\s?)?(?:지금(?![은도])|방금|금방|조금\s?전|좀\s?전|막|[인이]자\s?막|시방)"
)
_ELAPSED = re.compile(r"(분|시간|시간\s?반)\s?(?:정도|쯤|가량)?\s?(?:됐|되었|된|지났)[가-힣]*")
_MINUTES_ALONE = re.compile(
    rf"(?:아\s|아니\s|정확히는?\s)*(?P<minutes>\d{{1,2}}|{SINO})\s?분(?:쯤|정도)?(?:이?요|이에요|예요|입니다|이야|이었[가-힣]+)?"
)
_LAST_MINUTE = 59
_DATE = len("2026-11-22")


def says_phone_is_own(before: str) -> bool:
    """Whether the words `before` a telephone number say that it is the customer's."""
    return _OWN_PHONE.search(before[-14:]) is not None


def says_phone_is_others(before: str) -> bool:
    """Whether the words `before` a telephone number say that it is the other party's."""
    return _OTHERS_PHONE.search(before) is not None


def stated_driver(text: str) -> str | None:
    """Who a clause says drove."""
    return next((name for name, pattern in word_patterns.pattern_group("driver_mention") if pattern.search(text)), None)


def stated_hospital(text: str) -> str | None:
    """The hospital that a clause says somebody went to, or is in."""
    span = hospital_span(text) if HOSPITAL_CUE.search(text) else None
    return text[span[0] : span[1]] if span else None


def hospital_span(text: str) -> tuple[int, int] | None:
    """Where a text names the hospital that somebody went to, or is in, with the districts before its name."""
    found = next((match for key in _HOSPITAL_KEYS if (match := word_patterns.pattern(key).search(text))), None)
    if found is None or _CLAUSE_WITHIN.search(found["name"]):
        return None
    start = found.start("name")
    while (before := _WORD_BEFORE.search(text, 0, start)) and (
        is_district(before["word"]) or is_landmark(before["word"])
    ):
        start = before.start("word")
    return start, start + len(text[start : found.end("name")].rstrip())


def unknown_slots(text: str, *, hit_other: bool = False) -> list[str]:
    """Slots that are said to be unknown, or that are unknown because nobody was present. `hit_other`: one's own car
    drove into the other, whose plate can be read though nobody sits in it."""
    found = word_patterns.pattern
    seen = found("left_a_number").search(re.sub(_NO_NOTE, "", text))
    nobody = found("nobody_present").search(text) or (found("unknown_who").search(text) and not seen)
    culprit = found("unknown_culprit").search(text) and not seen
    return [
        slot
        for slot, pattern in word_patterns.pattern_group("unknown_slot")
        if (nobody and not (hit_other and slot == "counterparty_plate"))
        or (culprit and slot != _SEEN_BY_OTHERS)
        or pattern.search(text)
    ]


def says_yes_or_no(slot: str, text: str) -> bool | None:
    """What the words for yes and no about a slot say; None where they say neither, or the slot has no such words."""
    said = dialogue_acts.correct_spelling(text)
    for way, value in (("no", False), ("yes", True)):
        key = f"{slot}_{way}"
        if word_patterns.has_pattern(key) and word_patterns.pattern(key).search(said):
            return value
    return None


def resolve_place_answer(text: str, read: str, *, with_time: bool) -> str:
    """The place in an answer: all of its words if they are only a place, else `read`, the place extracted from them.
    `with_time`: it mentions a time, too."""
    rest = dialogue_acts.strip_answer(strip_place_ending(without_loose_letters(text)))
    whole = read in rest and not with_time and not _MORE_THAN_A_PLACE.search(rest)
    return rest if whole and len(rest) <= _MAX_PLACE_LENGTH else read


def elapsed_time(tidy: str, now: datetime) -> str | None:
    """The time in an answer that says how long ago it was, or that it was just now, in words that mean something else
    unless they answer the question."""
    if _ELAPSED.search(tidy):
        return times.extract_occurred_at(_ELAPSED.sub(r"\1 전", tidy), now)
    return now.isoformat(timespec="minutes") if _JUST_NOW.search(tidy) else None


def correct_minutes(text: str, known: str) -> str | None:
    """The time `known` with other minutes, where a correction tells nothing else ("15분이 아니라 45분이에요"). None for
    no such text."""
    found = _MINUTES_ALONE.fullmatch(text.strip(" .!~"))
    minutes = parse_number(found["minutes"].replace(" ", "")) if found else None
    if minutes is None or minutes > _LAST_MINUTE or len(known) <= _DATE:
        return None
    return datetime.fromisoformat(known).replace(minute=minutes).isoformat(timespec="minutes")


def says_elapsed(text: str) -> bool:
    """Whether an answer says how long ago it was ("삼십분쯤 됐어요")."""
    return _ELAPSED.search(text) is not None


def relate_time(said: str, tidy: str, now: datetime, known: str) -> str:
    """The time `said` in a text, beside the one `known` before (ISO 8601, or a date): a time of day without a date
    belongs to that date."""
    if not known:
        return said
    before = datetime.fromisoformat(known)
    days = extract_days(tidy, now.date())
    if len(days) == 1 and days[0].weekly:
        said = _in_the_week_of(before.date(), said, now)
    if len(said) == _DATE and len(known) > _DATE:
        return datetime.combine(datetime.fromisoformat(said).date(), before.timetz()).isoformat(timespec="minutes")
    if days or extract_times_ago(tidy) or not extract_times_of_day(tidy):
        return said
    end = datetime.combine(before.date(), time(23, 59), now.tzinfo)
    on_that_day = times.extract_occurred_at(tidy, min(now, end) if end.date() == now.date() else end)
    found = datetime.fromisoformat(str(on_that_day))
    if len(known) > _DATE and found.date() == before.date() and not any(c.part for c in extract_times_of_day(tidy)):
        other = found.replace(hour=(found.hour + 12) % 24)
        said_hour = {clock.hour for clock in extract_times_of_day(tidy)}
        nearer = min((found, other), key=lambda option: abs(option - before.replace(tzinfo=found.tzinfo)))
        found = nearer if max(said_hour) <= 12 and nearer <= now else found
    return found.isoformat(timespec="minutes")


def _in_the_week_of(known: date, said: str, now: datetime) -> str:
    """The weekday of `said` in the week that was told before ("지난주 수요일", then "화요일이었어요")."""
    day = date.fromisoformat(said[:_DATE])
    same_week = known - timedelta(days=known.weekday() - day.weekday())
    return same_week.isoformat() + said[_DATE:] if same_week <= now.date() else said
