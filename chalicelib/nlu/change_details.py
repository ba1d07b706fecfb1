"""What a request for a change of a contract already tells: who will drive, which car, until when, how much. Whatever
can't be read surely is "", and is asked."""

import re
from collections.abc import Callable, Mapping

_RELATION = (
    r"(?:아내|남편|배우자|와이프|집사람|신랑|아들|큰아들|작은아들|딸|큰딸|작은딸|자녀|동생|남동생|여동생|형|누나|언니|오빠"
    r"|아버지|어머니|아빠|엄마|부친|모친|장인|장모|시아버지|시어머니|며느리|사위|친구|여자친구|남자친구|여친|남친|직원|동료)"
)
_SURNAME = (
    "[김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염"
    "여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용]"
)
_NO_NAME = (
    "이번 추가 주말 이제 원래 전부 하나 우리 지금 차량 변경 등록 오늘 내일 이상 이하 나이 성인 가족 면허 모두"
    " 주로 정말 진짜 조금 이름 신청 운전 연령 보험 명의 회사 어제 아직 함께 같이 여기 저희 제가 내가 도로 이사 현재"
)
_STOPS = frozenset(_NO_NAME.split())
_NO_NAME_WORD = re.compile(
    rf"(?:제|저희|우리|내|울)?{_RELATION}(?:이|인데|입니다|이에|예|를|을|가|도|만|랑|이랑|분|한테)*요?"
    r"|(?:추가|운전자?|등록|변경|신청)[가-힣]*|(?:해|넣어)\s?주[가-힣]*|주세요|할게요|싶어요|생년월일[은이]?|이름[은이]?|(?:년\s?)?생[가-힣]{0,3}|이[요고]|이에요|입니다|예요"
    r"|(?i:my|the|our|and|is|add|please|wife|husband|spouse|partner|son|daughter|brother|sister|mother|father|friend|born|on|in)"
)
_PARTICLES = "을를은는이가도로에요와과랑만의씨님"
_KOREAN_NAME = re.compile(
    rf"(?P<relation>{_RELATION}(?:인|이름은|는|은|분)?,?\s+)?(?P<name>{_SURNAME}[가-힣]{{1,3}})(?![가-힣])"
)
_ENGLISH_NAME = re.compile(
    r"\b(?P<relation>(?:wife|husband|spouse|partner|son|daughter|brother|sister|mother|father|friend)(?:\sis|\snamed)?,?\s+)?"
    r"(?P<name>[A-Z][a-z]+\s[A-Z][a-z]+)\b"
)
_MONTH_NAME = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_BORN = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d|\d\d)\s?년\s?\d{1,2}\s?월\s?\d{1,2}\s?일(?:\s?생)?"
    r"|(?<!\d)(?:19|20)\d\d\s?[-./]\s?\d{1,2}\s?[-./]\s?\d{1,2}(?!\d)"
    r"|(?<!\d)(?:(?:19|20)\d\d|\d\d)\s?년\s?생"
    r"|(?<![\d-])(?:(?:19|20)\d\d|\d\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?![\d-])(?:\s?생)?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH_NAME},?\s(?:19|20)\d\d|{_MONTH_NAME}\s\d{{1,2}},?\s(?:19|20)\d\d"
)
_CAR = re.compile(
    r"(?P<car>(?:[가-힣A-Za-z0-9()-]+\s){0,3}[가-힣A-Za-z0-9()-]+?)"
    r"(?:(?:으로|로)\s?(?:차를\s|차량을\s|차\s)?(?:바꿨|바꾸|바꿀|바뀌|교체|변경|갈아)|(?:을|를)?\s?(?:샀|사서|구입|구매|출고|뽑았|인수))"
)
_NO_CAR = re.compile(
    r"^(?:(?:차|차량|제|내|저|제가|이번에|오늘|어제|새|신|중고|다른|보험|자동차|새차|신차|중고차)(?:를|을|도|가)?\s)+"
)
_ENGLISH_CAR = re.compile(
    r"\b(?:to|bought|got|is)\s(?:an?\s|my\s)?(?:new\s)?(?P<car>[A-Z][\w-]*(?:\s[A-Z0-9][\w-]*){0,3})"
)
_END = re.compile(
    r"(?:(?:20\d\d\s?년|내년|올해)\s?)?\d{1,2}\s?월(?:\s?\d{1,2}\s?일|\s?말|\s?초)?\s?까지"
    r"|20\d\d\s?[-./]\s?\d{1,2}\s?[-./]\s?\d{1,2}|(?:내년\s?)?(?:연말|월말|말일)\s?까지|반년|일\s?년"
    r"|(?:\d+|한|두|세|여섯)\s?(?:개월|달|년|주일?|일)(?=\s?(?:더|간|동안|만|연장|정도|을|를|$))"
    rf"|\b(?:until|till|to)\s(?:\d{{1,2}}\s)?{_MONTH_NAME}(?:\s\d{{1,2}})?(?:,?\s20\d\d)?"
    r"|\b(?:by|for)\s(?:\d+|a|one|two|three|six)\s(?:more\s)?(?:month|year|week|day)s?"
)
_SUM = (
    r"\d[\d,.]*\s?(?:억|천만|백만|만)(?:\s?\d[\d,]*\s?(?:천만|백만|만))?\s?원?|\d[\d,]{5,}\s?원?|무한"
    r"|\d[\d,.]*\s(?:million|billion)(?:\swon)?|unlimited"
)
_AMOUNTS = re.compile(rf"(?P<sum>{_SUM})(?P<wanted>\s?(?:으로|로|까지))?", re.IGNORECASE)
_WANTED = re.compile(
    r"01[016789][-\s]?\d{3,4}[-\s]?\d{4}"
    r"|(?:[가-힣]{2,6}\s)?[가-힣]+(?:시|도|군|구)\s(?:[가-힣0-9]+\s){0,3}[가-힣0-9]+(?:동|로|길|읍|면|리)\s?\d[\d-]*(?:\s?(?:번지|호|층|\d+동))*"
    r"|자차|자기\s?차량\s?손해|대물(?:배상)?|대인(?:배상)?\s?(?:2|Ⅱ|II)?|자손|자동차\s?상해|자기\s?신체\s?(?:사고)?|무보험차?(?:\s?상해)?"
    r"|(?!보장|다른|새|어떤|무슨)[가-힣]{2,8}(?:\s[가-힣]{2,6})?\s?특약"
    r"|(?:자기\s?부담금|면책금)[을은]?(?:\s?\d[\d,]*\s?(?:만\s?)?(?:원|%|퍼센트)(?:으로|로)?)?"
    r"|\b(?:own damage|collision|uninsured|property damage|roadside|own injury)\b",
    re.IGNORECASE,
)


_REMOVED = re.compile(r"[은는을를]?\s?(?:특약|담보|보장)?[은는을를]?\s?(?:빼|해지|제외|삭제|없애|취소)[가-힣]*")


def is_removal(words: str) -> bool:
    """Whether something is to be taken out of the contract ("자차 빼주세요")."""
    return _REMOVED.search(words) is not None


def _person(text: str) -> str:
    for pattern in (_KOREAN_NAME, _ENGLISH_NAME):
        for found in pattern.finditer(text):
            name = found["name"] if pattern is _ENGLISH_NAME else _as_name(found["name"], text[found.end() :])
            if name and (found["relation"] or _BORN.match(text[found.end() :].lstrip(" ,("))):
                return f"{(found['relation'] or '').strip(' ,')} {name}".strip()
    return ""


def _as_name(word: str, rest: str) -> str:
    """A surname with its given name, without a particle; "" for other words that begin like one."""
    name = word[:-1] if len(word) == 4 and word[-1] in _PARTICLES else word
    if name in _STOPS or (name[-1] in _PARTICLES and name[:-1] in _STOPS):
        return ""
    return name if len(name) == 3 or (len(name) == 2 and _BORN.match(rest.lstrip(" ,("))) else ""


def names_somebody(text: str) -> bool:
    """Whether an answer to who will drive has more than a relation and a date of birth ("아내요")."""
    return any(
        len(word) > 1 and word not in _STOPS and not _NO_NAME_WORD.fullmatch(word)
        for word in re.findall(r"[가-힣A-Za-z]+", _BORN.sub(" ", text))
    )


def _born(text: str) -> str:
    found = _BORN.search(text)
    return found[0] if found else ""


def _car(text: str) -> str:
    english = _ENGLISH_CAR.search(text)
    found = english or _CAR.search(text)
    return (found["car"] if english else _NO_CAR.sub("", found["car"] + " ")).strip() if found else ""


def _end(text: str) -> str:
    found = _END.search(text)
    return found[0] if found else ""


def _amount(text: str) -> str:
    """The amount that is wanted ("2억인데 10억으로"), else the last one."""
    found = list(_AMOUNTS.finditer(text))
    wanted = [each for each in found if each["wanted"]] or found
    return wanted[-1]["sum"].strip() if wanted else ""


def _addition(text: str) -> str:
    found = _WANTED.search(text)
    if found is None:
        return ""
    removed = _REMOVED.match(text[found.end() :])
    return found[0] + (removed[0] if removed else "")


_NAMES_TIME = re.compile(
    r"\d|(?:한|두|세|네|반|[일이삼사오육칠팔구십]|몇)\s?(?:년|해|개월|달|주)|[가-힣]월|내년|올해|연말|연초|월말|말일|다음\s?(?:달|주|해|번)"
    r"|이번\s?(?:달|주)|내일|모레|하루|일주일|추석|설날|최대|최장|가능|길게|오래|계속"
    rf"|(?i:\b(?:{_MONTH_NAME}|(?:day|week|month|year)s?\b|tomorrow|next|end\sof|long|max))"
)
_NAMES_BIRTH = re.compile(rf"\d|[일이삼사오육칠팔구영공]\s?[년월일]|살|띠|동갑|(?i:\b(?:{_MONTH_NAME}|years?|born))")
_NAMES_SUM = re.compile(
    r"\d|억|[백천]만|만\s?원|무한|무제한|배로|최대|최고|최소|제일|가장|많이|높|늘|올|낮|줄|내려"
    r"|(?i:\b(?:unlimited|no\slimit|max|min|high|low|more|less|double|million|billion|raise|as\smuch))"
)
MAY_ANSWER: Mapping[str, Callable[[str], object]] = {
    "person": names_somebody,
    "born": _NAMES_BIRTH.search,
    "end": _NAMES_TIME.search,
    "amount": _NAMES_SUM.search,
}
"""Name of a reader (`detail`) → whether words may answer its question; details that aren't named take any words."""

CHANGE_DETAILS: Mapping[str, Callable[[str], str]] = {
    "person": _person,
    "born": _born,
    "car": _car,
    "end": _end,
    "amount": _amount,
    "addition": _addition,
}
"""Name of a reader (`detail` of a step in `flows.toml`) → the words of a message that answer; "" for none."""
