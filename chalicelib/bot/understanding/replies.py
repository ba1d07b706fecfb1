"""Answers to a question that was asked: yes or no, not known, how many, and what is left without the courtesy."""

from __future__ import annotations

import re

from chalicelib.bot.understanding import rules
from chalicelib.bot.understanding.numbers import NATIVE, number

_PEOPLE = rf"(?P<count>\d{{1,2}}|{NATIVE}|[일이삼사오육칠팔구십])\s?(?:명|사람|분|인(?!데|지|가))"
_COUNTED = re.compile(_PEOPLE)
_HURT_COUNT = re.compile(
    rf"{_PEOPLE}\s?(?:이|정도|쯤|모두|다|가|은|도)?\s?(?:좀\s?|많이\s?|조금\s?|크게\s?|살짝\s?)?(?:다[쳤치친쳐침]|부상|아[프파픈]|병원|입원|실려)"
)
_HURT_BEFORE = re.compile(rf"(?:다친|아픈|부상당한)\s?(?:사람|분)[은는이가도]?\s?(?:총\s?|모두\s?)?{_PEOPLE}")
_NUMBER_ALONE = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
_WORDS = (
    ("하나", 1),
    ("혼자", 1),
    ("둘", 2),
    ("셋", 3),
    ("넷", 4),
    ("다섯", 5),
    ("여섯", 6),
)
_PERSON = (
    r"(?:저|나|제|내|본인|아내|와이프|남편|집사람|신랑|아들|딸|아이|애기|애|아기|친구|동승자|엄마|어머니|아빠|아버지|동생|형|누나"
    r"|언니|오빠|상대방?|상대\s?운전자|뒤차\s?운전자|앞차\s?운전자|기사님|동료|할머니|할아버지|여자친구|남자친구|보행자|운전자)"
)
_LISTED = re.compile(rf"{_PERSON}(?:\s?(?:랑|이랑|하고|와|과|,|및)\s?(?:제\s?|저희\s?|우리\s?)?{_PERSON})+")
_ONE_PERSON = re.compile(
    rf"^(?:네\s?|음\s?|아\s?)?{_PERSON}\s?(?:만|혼자|뿐|요|이요|예요|이에요|입니다|가요|이가|가|이)"
)


_SLIPS = str.maketrans({"햇": "했", "잇": "있", "됏": "됐", "몬": "못", "겟": "겠", "앗": "았", "엇": "었"})


def spelled(text: str) -> str:
    """Slips that turn an answer round or hide it, put right: 안햇어여, 업어요."""
    return rules.pattern("reply_none_misspelled").sub("없", text.strip().translate(_SLIPS))


def agrees(text: str) -> bool | None:
    """True for yes (있어요, 했어요, 네), False for no (없어요, 안 했어요, 아니요), None for neither."""
    bare = spelled(text)
    if rules.pattern("reply_surely").search(bare):
        return True
    if rules.pattern("reply_no").search(bare):
        return False
    return True if rules.pattern("reply_yes").search(bare) else None


def unknown(text: str) -> bool:
    """Whether somebody says that he doesn't know."""
    return rules.pattern("reply_unknown").search(spelled(text)) is not None


def plainly(text: str) -> bool:
    """Whether an answer begins with its yes or no."""
    return rules.pattern("reply_plainly").match(spelled(text)) is not None


def amends(text: str) -> bool:
    """Whether something said before is being put right."""
    return rules.pattern("reply_amends").search(text) is not None


def asks(text: str) -> bool:
    """Whether it is a question."""
    return rules.pattern("reply_asks").search(text.strip()) is not None


def people(text: str) -> int | None:
    """How many people an answer to "how many" names."""
    counted = _COUNTED.search(text)
    if counted:
        return number(counted["count"].replace(" ", ""))
    if listed := _LISTED.search(text):
        return len(re.findall(_PERSON, listed.group()))
    if alone := _NUMBER_ALONE.search(text):
        return int(alone[1])
    found = next((value for word, value in _WORDS if word in text), None)
    return 1 if found is None and _ONE_PERSON.search(text.strip()) else found


def hurt_people(text: str) -> int | None:
    """How many are said to be hurt, in a sentence that wasn't asked for it."""
    match = _HURT_COUNT.search(text) or _HURT_BEFORE.search(text)
    return number(match["count"].replace(" ", "")) if match else None


def bare(text: str) -> str:
    """An answer without the words around it: "음 회사 앞 골목이요" → "회사 앞 골목"."""
    stripped = rules.pattern("reply_opening").sub("", text.strip())
    return rules.pattern("reply_ending").sub("", stripped.rstrip(" .!~^ㅠㅜㅋㅎ…")).strip()


def only_amends(text: str) -> bool:
    """Whether nothing is said but that something was wrong ("틀렸어요", "고쳐 주세요")."""
    return rules.pattern("reply_only_amends").fullmatch(text.strip(" .!~")) is not None
