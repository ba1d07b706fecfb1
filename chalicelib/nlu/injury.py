"""The number of injured people that a sentence states without being asked."""

from __future__ import annotations

import re

from chalicelib.nlu import accident_entities, people_counts, word_patterns
from chalicelib.nlu.numbers import NATIVE, parse_number

_CLAUSE = re.compile(r"[.!?\n]+|(?<=[가-힣])(?:는데|은데|지만|다가|고)\s")
_PART = r"(?:목|허리|어깨|무릎|팔|다리|머리|이마|손|발|가슴|갈비|등|턱|코|얼굴)"
_ALL = re.compile(rf"(?P<count>{NATIVE})\s?(?:명|사람|분)?(?:\s?(?:다|모두|전부)|이서?|이?\s?다)(?![가-힣])")
_WITH = r"(?:이?랑|하고|와|과|,)\s?(?:제\s|저희\s|우리\s)?"
_SEVERAL = re.compile(
    r"(?:(?<![가-힣])(?:두|세|네|다섯|여러)|[2-9])\s?(?:명|분|사람)|[둘셋넷](?:이|\s|$)|(?:(?<![가-힣])[저나]|[가-힣]{2}|님|분)(?:이?랑|하고|와|과)\s"
)
_AT_HOSPITAL = re.compile(r"(?:병원|응급실|한의원)에\s?(?:[가-힣]+\s)?(?:있|입원|누워)|입원")
_ELSE = re.compile(r"타고|탔|있|동승|운전|몰|부[딪딛]|박|사고|충돌|추돌|접촉")


def extract_injured_count(text: str) -> int | None:
    """The number stated ("두 명 다쳤어요"), or the number of people listed ("저랑 엄마가 목이 아파요")."""
    counted = people_counts.extract_stated_injured_count(text)
    if counted:
        return counted
    found = (_count_injured(clause) for clause in _CLAUSE.split(text) if accident_entities.extract_injured(clause))
    return next((count for count in found if count), None) or _count_by_clauses(text)


def _count_by_clauses(text: str) -> int | None:
    """The number of people of whom clauses say one by one that they are hurt, if others are said to be, or to be well
    ("저는 팔이 아프고 상대방은 괜찮대요" → 1)."""
    clauses = [(clause, accident_entities.extract_injured(clause)) for clause in _CLAUSE.split(text)]
    hurt = [clause for clause, injured in clauses if injured]
    apart = len([injured for _, injured in clauses if injured is not None]) > 1
    return len(hurt) if hurt and apart and all(map(names_one_hurt, hurt)) else None


def _count_injured(clause: str) -> int | None:
    person = rf"(?<![가-힣])(?:저|나|제|본인|상대방?|{word_patterns.pattern('person').pattern})"
    every = _ALL.search(clause)
    if every:
        return parse_number(every["count"].replace(" ", ""))
    if re.search(rf"{person}\s?(?:만|혼자|하나만?)(?![가-힣])", clause):
        return 1
    listed = re.search(rf"{person}(?:\s?{_WITH}{person})+", clause)
    if listed is None or (_ELSE.search(clause, listed.end()) and not _AT_HOSPITAL.search(clause, listed.end())):
        return None
    return len(re.findall(person, listed.group()))


def names_one_hurt(clause: str) -> bool:
    """Whether the hurt person of a clause is one, by name of who it is: "집사람이 갈비뼈에 금이 갔습니다"."""
    person = word_patterns.pattern("person").pattern
    names = (
        rf"저|나|제|내|본인|상대방?|(?:저|그|이)[짝쪽]\s?양반|라이더|보행자|행인|손님|동료|(?:여자|남자)(?=분)|{person}"
    )
    ends = rf"[이가은는만](?![가-힣])|이?(?:요|예요|에요|입니다)(?![가-힣])|\s(?={_PART})"
    named = re.findall(rf"(?<![가-힣])(?:{names})(?:님|분)?(?:{ends})", clause)
    several = _ALL.search(clause) or _SEVERAL.search(clause)
    return len(named) == 1 and not several
