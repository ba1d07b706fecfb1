"""How many people an answer names, and how many injured ones a sentence states."""

from __future__ import annotations

import re

from chalicelib.nlu.numbers import NATIVE, parse_number

_MINUTES = r"만|\s?(?:전|쯤|정도|후|뒤)"
_PEOPLE = rf"(?P<count>\d{{1,2}}|{NATIVE}|[일이삼사오육칠팔구십])\s?(?:명|사람|분(?!{_MINUTES})|인(?!데|지|가))"
_COUNTED = re.compile(_PEOPLE)
_NONE_HURT = r"(?!\s?(?:데|곳|사람|분|디|덴|자)[는은이가도]{0,2}\s?(?:전혀\s?)?(?:없|읎|안))"
_DEGREES = r"(?:좀\s?|많이\s?|조금\s?|크게\s?|살짝\s?|가볍게\s?)?"
_BODY = (
    r"(?:[뒷앞]?목|허리|어깨|무[릎릅]|팔꿈치|팔|다리|발목|손목|발|손|손가락|이마|얼굴|가슴|갈비뼈?|머리|등|코|턱"
    r"|정강이|골반)"
)
_HURT = (
    r"(?:다[쳤친쳐침]|다치(?!지)|부상|아[프파픈픔픕]|통증|뻐근|삐끗|[까깨찢부]{1,2}[졌져짐진]|부러|골절|넘어져|코피)"
)
_HURT_COUNT = re.compile(
    rf"{_PEOPLE}\s?(?:이|정도|쯤|모두|다|가|은|께서)?\s?(?:만\s?)?{_DEGREES}(?:{_BODY}[이가을를도은]?\s?)*{_DEGREES}"
    rf"(?:{_HURT}{_NONE_HURT}|병원|입원|실려)"
)
_HURT_BEFORE = re.compile(
    rf"(?:다친|다치신|아픈|부상당한|다쳐서\s?병원\s?간)\s?(?:사람|분|건|것은|이)[은는이가도]?\s?(?:총\s?|모두\s?|그\s?)?(?:[가-힣]{{1,6}}\s){{0,3}}?{_PEOPLE}(?!도)"
    rf"|부상자?[는은가]?\s?(?:총\s?|모두\s?)?(?P<sum>\d{{1,2}}|{NATIVE})\s?(?:명|인|분)"
)
_ONLY_HURT = re.compile(
    rf"(?<!누구\s)(?:하나|혼자)만?\s?{_DEGREES}(?:{_BODY}[이가을를도은]?\s?)?{_HURT}|(?:다친|다치신|아픈)\s?(?:사람|분|건|것은)[은는이]?\s?(?:[가-힣]{{1,6}}\s){{0,3}}?(?:하나|혼자)(?:만|뿐|예|이|요|입|라|$)"
)
"""One person: "다친 사람은 그 학생 하나예요"."""
_COUNT_ALONE = re.compile(
    rf"(?:[가-힣]{{1,6}}\s){{0,2}}?{_PEOPLE}(?:만|뿐)?(?:이?요|예요|이에요|입니다|이유|이여|예)?[.!~\s]*"
)
"""A person or several, and nothing said of them: "친구 한 명"."""
_NUMBER_ALONE = re.compile(r"^\D{0,4}?(?<!\d)(\d{1,2})(?![\d시분])\s?(?:명|인|이요|요|입니다|쯤|정도|예요)*$")
_NONE_OF_THEM = re.compile(r"(?:명|사람|분)도\s?없|아무도")
_WORDS = {"하나": 1, "혼자": 1, "둘": 2, "셋": 3, "넷": 4, "다섯": 5, "여섯": 6}
_WORD_ALONE = re.compile(
    rf"({'|'.join(_WORDS)})(?:\s?다)?(?:\s?(?:만|뿐))?\s?(?:요|이요|이에요|예요|입니다|다[쳤치친쳐침][가-힣]*|아[프파][가-힣]*)?$"
)
_PERSON = (
    r"(?:저|나|제|내|본인|아내|와이프|남편|집사람|신랑|아들|딸|아이|애기|애|아기|친구|동승자|엄마|어머니|아빠|아버지|동생|형|누나"
    r"|언니|오빠|상대방?|상대\s?운전자|뒤차\s?운전자|앞차\s?운전자|기사님|동료|할머니|할아버지|여자친구|남자친구|보행자|운전자|조수석|뒷자리)"
)
_SEATED = r"(?:조수석|뒷?자리|뒷?좌석|뒤|옆|앞|같이)[에]?\s?(?:탄|타던|앉은|있던|탔던)\s"
_LISTED = re.compile(rf"{_PERSON}(?:\s?(?:랑|이랑|하고|와|과|,|및)\s?(?:제\s?|저희\s?|우리\s?|{_SEATED})?{_PERSON})+")
_SUMMED = re.compile(
    rf"{_PERSON}.*?(?:랑|하고|허고|와|과|해서|합쳐|포함)\s.*?(둘|셋|넷|다섯)(?:이?(?:요|여[라유]?|라예|이요|입니다|제|지[요라]?|다|네요?|라))?$"
)
"""People and how many they are together ("저허고 기사허고 둘이제")."""
_SIDE = (
    r"(?:우리|저희|이|저|그|상대|제|내)\s?(?:쪽|편|차|방)?[은는이에서]{0,2}\s?"
    rf"(하나|둘|셋|넷|(?:\d|{NATIVE})(?=\s?[명분사]))(?:\s?(?:명|분|사람))?"
)
_SIDES = re.compile(rf"{_SIDE}(?:[이요고]*[,\s]+|하고\s|에\s){_SIDE}")
"""The hurt of both sides ("우리 쪽 둘 저쪽 하나")."""
_ONLY_ONE = re.compile(
    r"^(?:네\s|음\s|아\s)?(?:[가-힣]{1,6}\s){0,2}?(?:[가-힣]{1,6})\s?(?:하나|혼자)(?:만|뿐)?(?:요|여[라유요]?|유|이?라예|이?요|입니다|제|지[요라]?|다)?(?=$|[\s,.])"
)
"""One person, whatever they are called ("할멈 하나여라")."""
_DEGREE = r"(?:\s?(?:살짝|조금|좀|약간|쪼매|많이))?"
_ONE_PERSON = re.compile(
    rf"^(?:네\s?|음\s?|아\s?)?{_PERSON}(?:님|분)?(?:\s?(?:만|혼자|뿐|하나){_DEGREE}(?:요|유|예|여|이?라예|이?여|이?다|이?우다|입니더|임[다더]|이?네[요예]?|이?제|이?지[요라]?|이요|예요|이에요|입니다)?|요|이요|예요|이에요|입니다)[\s.!~]*$"
    rf"|^(?:네\s?|음\s?|아\s?)?{_PERSON}\s?(?:만|이|가|도)\s.{{0,10}}(?:다[쳤치친쳐침]|아[프파픈]|[뻐결욱])"
)


def extract_people_count(text: str) -> int | None:
    """The number of people in an answer to "how many"."""
    tidy = text.strip(" .!~ㅠㅜㅋㅎ")
    if _NONE_OF_THEM.search(tidy):
        return None
    if sides := _SIDES.match(tidy):
        return sum(_WORDS.get(side) or parse_number(side) or 0 for side in sides.groups())
    counted = _COUNTED.search(tidy)
    if counted:
        return parse_number(counted["count"].replace(" ", ""))
    if summed := _SUMMED.search(tidy):
        return _WORDS[summed[1]]
    if listed := _LISTED.search(tidy):
        return len(re.findall(_PERSON, listed.group()))
    if alone := _NUMBER_ALONE.search(tidy):
        return int(alone[1])
    if _ONE_PERSON.search(tidy) or _ONLY_ONE.search(tidy):
        return 1
    named = _WORD_ALONE.search(tidy)
    return _WORDS[named[1]] if named else None


def extract_stated_injured_count(text: str) -> int | None:
    """The number of injured people that a sentence states without being asked."""
    match = _HURT_COUNT.search(text) or _HURT_BEFORE.search(text)
    if match:
        said = next(group for group in match.groups() if group)
        return parse_number(said.replace(" ", ""))
    return 1 if _ONLY_HURT.search(text) else None


def count_alone(clause: str) -> int | None:
    """The number of people that a clause names without saying anything of them."""
    match = _COUNT_ALONE.fullmatch(clause)
    return parse_number(match["count"].replace(" ", "")) if match else None
