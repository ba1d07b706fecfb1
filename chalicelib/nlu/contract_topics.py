"""What a question about a contract is about in particular: rules beside the classifier, which tells its intent."""

import re
from collections.abc import Iterable
from datetime import datetime

from chalicelib.nlu.months import extract_month
from chalicelib.nlu.text import repair_typos

_TOPICS: dict[str, tuple[tuple[str, str], ...]] = {
    "policy_summary": (
        (
            "certificate",
            r"증명서|증권(?!\s*(?:번호|내용|내역))|가입\s*확인|pdf|certificate|proof\s+of\s+insurance|polic\w*\s+(?:document|copy|papers?)|copy\s+of\s+(?:my|the)|proves?",
        ),
        ("expiry", r"만기|만료|언제까지|끝나|며칠\s*남|얼마나\s*남|종료일|expir|run\s*out|\bend|valid|how\s+long"),
        ("coverages", r"보장|담보|한도|가입금액|뭐뭐|어디까지|cover|limit"),
    ),
    "coverage": (
        (
            "coverages",
            r"뭐(?:가|가지|뭐|뭐가)?\s*보[장상]|보장\s*(?:내용|내역|범위)|어떤\s*(?:보장|것|게)|what(?:'s|\s+is|\s+am\s+i|\s+does\s+\w+\s+\w+)?\s+(?:all\s+)?cover|what(?:'s|\s+is)\s+my\s+cover|(?:which|what)\s+coverages?",
        ),
    ),
    "payments": (
        ("certificate", r"증명서|확인서|certificate|proof\s+of\s+payment"),
        ("receipt", r"영수증|pdf|출력|인쇄|프린트|receipt|print"),
        ("month", r"(?:이번|이|지난|저번|요번|다음|담)\s*달|\d+\s*월|this\s*month|last\s*month"),
    ),
    "driving": (),
    "savings": (
        ("apply", r"쿠폰.*(?:쓸|쓰|사용|적용|넣|등록)|(?:쓸|쓰|사용|적용).*쿠폰|(?:use|apply|redeem).*coupon"),
        ("coupons", r"쿠폰|coupon|voucher"),
        (
            "possible",
            r"더\s*(?:받|할인)|추가|가능|받을\s*수|또\s*(?:있|받)|more|could|can\s+i\s+get|available|eligible",
        ),
    ),
    "ending": (
        (
            "not_at_fault",
            r"(?:제|내|저희|본인)\s*(?:잘못|책임|탓|과실)(?:이|은|도)?\s*(?:아니|아닌|없)|(?:보험사|회사|그쪽|바로)\s*(?:잘못|책임|사정|탓|때문)|not\s+my\s+fault|insurer'?s\s+fault|your\s+fault|through\s+no\s+fault",
        ),
        ("unpaid", r"연체|미납|못\s*내|안\s*내|unpaid|didn'?t\s+pay"),
    ),
}
"""Topic → its parts with the pattern of their words, the most particular first."""

_PATTERNS = {
    topic: tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in parts)
    for topic, parts in _TOPICS.items()
}

_INTENTS = (
    (
        "coverage_question",
        r"^(?!.*\b(?:what|when)\b).*\b(?:does|do|will|would|can)\s+(?:it|you|(?:my|the|this|your)\s+(?:car\s+)?(?:policy|insurance|contract|cover))"
        r"\s+(?:also\s+|still\s+)?(?:cover|pay|insure)\b",
    ),
    (
        "policy_change",
        r"\b(?:bought|got|have)\s+(?:an?\s+)?(?:new|another|different)\s+car\b|\bchange\s+(?:my\s+)?car\b",
    ),
    (
        "cancellation",
        r"해[지약].*(?:환급|돌려|얼마|받)|환급금"
        r"|(?:cancel|terminat)\w*.*(?:refund|back|policy|insurance|contract)|\bend\s+(?:my|the)\s+(?:policy|insurance|contract)",
    ),
    (
        "new_insurance",
        r"(?:보험사|화재|손보|손해보험|해상|타사|(?:다른|딴)\s*(?:회사|곳|데)|다이렉트).*(?:비교|싸|저렴|비싸)"
        r"|비교.*(?:보험사|화재|손보|타사|다른\s*회사)|(?:가격|견적|보험료)\s*(?:좀\s*)?비교|더\s*싼\s*(?:보험|데|곳|회사)"
        r"|compar\w+.*(?:insur|compan|other|quote)|(?:another|other|compan\w*|insurer\w*|elsewhere|are\s+you)\b.*\bcheaper|cheaper\s+(?:than|insur|compan|elsewhere)"
        r"|(?:quote|advice)\b.*\binsur",
    ),
    (
        "surcharge",
        r"할증|(?:자비|내\s*돈|제\s*돈|현금|사비).*(?:나은|나을|나아|낫|이득|유리|좋을|고칠까|할까)|(?:내년|다음\s*해).*보험료.*(?:오르|올라|오를|인상)"
        r"|premium.*(?:rise|go(?:es)?\s+up|increase)|rais\w*\s+my\s+premium|surcharge"
        r"|(?:claim|insurance).*pay.*(?:myself|out\s+of\s+(?:my\s+)?pocket)|pay.*(?:myself|out\s+of\s+(?:my\s+)?pocket).*(?:claim|insurance)",
    ),
    (
        "discount",
        r"할인|쿠폰|보험료.*(?:깎|줄이|줄일|아끼|낮추)|discount|coupon|voucher"
        r"|(?:lower|reduce|save\s+on|save\s+money|cut|bring\s+down).*(?:premium|insurance|bill)",
    ),
    (
        "mileage",
        r"주행\s*거리|(?:몇|얼마나)\s*(?:키로|킬로|km)|(?:kilomet|\bkms?\b|mileage|how\s+far|my\s+driving).*(?:month|driv|drove|so\s+far)"
        r"|my\s+mileage|how\s+many\s+(?:kilomet|kms?\b)",
    ),
    (
        "policy_summary",
        r"polic\w*\s+(?:documents?|pdf|copy|papers?)\b|copy\s+of\s+(?:my|the)\s+(?:polic|insur)|proves?\b.*insured|proof\s+of\s+insurance|certificate\s+of\s+insurance|insurance\s+certificate",
    ),
    (
        "payment_history",
        r"납입|영수증|receipt|(?:certificate|proof)\s+of\s+payment|payment\s+certificate"
        r"|(?:pay|premium|payment|instal|bill|cost|charge).*(?:this\s+month|next|due|so\s+far|this\s+year)"
        r"|this\s+month'?s?.*(?:pay|premium|bill|cost|charge)|(?:next|due).*(?:payment|premium|instal)|payments?\s+(?:history|have\s+i|did\s+i|i\s+made)|my\s+payments",
    ),
    ("renewal", r"갱신|재가입|\brenew"),
    (
        "policy_summary",
        r"만기|만료일|종료일|가입\s*(?:내역|내용)|보험\s*(?:들은|든|들어\s*놓은)|들어\s*놓은\s*(?:거|것|보험)|(?:보험\s*)?증권|보[장상]\s*(?:내용|내역)|보험.*(?:며칠|얼마나)\s*남|보험.*(?:끝나|언제까지)"
        r"|what\s+am\s+i\s+insured|am\s+i\s+insured\s+for|my\s+(?:policy|contract)\b(?!.*\bcover)|(?:insurance|policy|cover)\s+(?:end|expire|run)|(?:insurance|policy|contract).*(?:valid|expir)"
        r"|\bwhen\b.*\b(?:it|that|this)\s+(?:expires?|ends?|runs?\s*out)\b",
    ),
    (
        "coverage_question",
        r"(?:friend|somebody|someone|wife|husband|son|daughter|brother|sister|parents?)\b.*\b(?:driv|drove)"
        r"|\bwhat\s+(?:if|happens\s+(?:if|when))\b|\b(?:free|how\s+far|how\s+many)\b.*\btow(?:ing|ed)?\b|\btow(?:ing|ed)?\b.*\bfree\b"
        r"|\b(?:covered|coverages?)\b|(?:보상|보장)(?:으?로|이|도|은|는)?\s*(?:되|돼|됩|될|됨|받|해|가능)"
        r"|(?:자차|보험|수리비|치료비)(?:으?로|에서|이|도|은|는)?\s*(?:처리(?:가|도)?\s*)?(?:가능|되|돼|됩|될|됨|주나|주는|줘요?\?|줍니까|나오|나와|물어|적용|포함|고칠\s*수)"
        r"|보험에\s*(?:포함|들었|들어)",
    ),
)
"""Intent → words of questions about contracts that name it, for those that the classifier leaves open."""

_INTENT_PATTERNS = tuple((intent, re.compile(pattern, re.IGNORECASE)) for intent, pattern in _INTENTS)

CONTRACT_WORDS = re.compile(
    r"보험|수리비|치료비|병원비|무료|영수증|증명서|할인|쿠폰|할증|보상|보장|해지|환급|갱신|만기|납입|주행|키로|킬로|특약|담보|한도|자차|대물|대인|계약"
    r"|insur|receipt|certificate|polic|premium|discount|coupon|cover|renew|refund|mileage|\bkm|kilomet|payment",
    re.IGNORECASE,
)
"""Words of contracts and money. Whether a text has one is cheap to see, and may be wrong."""

MIN_NAME_CHARS = 3
"""Characters of a number, plate or car that name a contract anywhere in a text; one less at the beginning of a word."""

PLATE_END = 4
"""The digits at the end of a plate, by which people name a car."""

_AMOUNT = re.compile(
    r"(?:(?P<eok>\d+(?:\.\d+)?)\s*억)?\s*(?:(?P<man>\d[\d,]*(?:\.\d+)?|\d*천|\d*백|[일이삼사오육칠팔구]?[천백십])\s*만)?\s*(?:(?P<thousand>\d)\s*천)?\s*(?P<won>\d[\d,]*)?\s*(?:원|won|krw)",
    re.IGNORECASE,
)
_HUNDREDS = {"십": 10, "백": 100, "천": 1000}
_DIGITS = {word: number for number, word in enumerate("일이삼사오육칠팔구", start=1)}


_ALL = re.compile(
    r"(?:둘|셋|두\s*(?:개|대)|세\s*(?:개|대))\s*(?:다|모두|전부)|모두|전부|^다\b|다\s*(?:요|보여|알려|궁금)|\b(?:both|all)\b",
    re.IGNORECASE,
)
_ORDINALS = (
    re.compile(r"첫|1\s*번|일번|위에?\s*(?:거|것|차)|\b(?:first|1st|former)\b", re.IGNORECASE),
    re.compile(r"둘째|두\s*번째|2\s*번|이번\s*거|\b(?:second|2nd|latter)\b", re.IGNORECASE),
    re.compile(r"셋째|세\s*번째|3\s*번|\b(?:third|3rd)\b", re.IGNORECASE),
)


def names_contract(text: str, number: str, plate: str, car: str) -> bool:
    """Whether a text names a contract: by its number, its plate or the digits at its end, or its car."""
    words = text.lower()
    compact = words.replace(" ", "")
    names = [name.replace(" ", "").lower() for name in (number, plate, *car.split())]
    if any(len(name) >= MIN_NAME_CHARS and name in compact for name in names):
        return True
    end = plate[-PLATE_END:]
    if len(end) == PLATE_END and re.search(
        rf"(?<!\d){re.escape(end)}(?!\s*(?:\d|원|만(?!기)|천|km|키로|킬로|won|krw))", words
    ):
        return True
    return any(len(name) == MIN_NAME_CHARS - 1 and re.search(rf"(?<!\w){re.escape(name)}", words) for name in names)


def only_chooses(text: str, names: Iterable[str]) -> bool:
    """Whether a text says nothing but which of several things it means, some of which have these names."""
    rest = text.lower()
    for name in sorted({part for each in names for part in (each, *each.split())} - {""}, key=len, reverse=True):
        rest = rest.replace(name.lower(), " ")
    return _CHOICE.sub("", rest).strip() == ""


def chosen_places(text: str, count: int) -> tuple[int, ...]:
    """Which of `count` things in a list a text chooses by their place, or all of them; () where it chooses none so."""
    if _ALL.search(text):
        return tuple(range(count))
    return tuple(place for place, pattern in enumerate(_ORDINALS[:count]) if pattern.search(text))


_CHOICE = re.compile(
    r"[\W\d]+|둘|셋|두|세|개|대|다|모두|전부|첫|번째|째|번|일번|위에?|아래|그|거|것|꺼|걸로|차량?|계약|이에요|예요|이요|이고요?|이야|요|으?로|은|는|을|를|도|만|이|가|에|의|쪽|해|봐|볼게|할게|주세요|줘|주이소|알려|보여|궁금해?|네|응|어|음"
    r"|\b(?:both|all|of|them|the|one|first|second|third|1st|2nd|3rd|former|latter|please|my|car|for|it|is|that|this|and)\b",
    re.IGNORECASE,
)
"""Words of an answer that only chooses."""


def contract_intent(text: str) -> str:
    """The intent that the words of a question about a contract name; "" for none."""
    words = repair_typos(text)
    return next((intent for intent, pattern in _INTENT_PATTERNS if pattern.search(words)), "")


def question_part(topic: str, text: str) -> str:
    """The part of a topic that a question is about; "" for the whole."""
    words = repair_typos(text)
    return next((name for name, pattern in _PATTERNS.get(topic, ()) if pattern.search(words)), "")


def question_month(text: str, now: datetime) -> str:
    """The month that a question is about, as "YYYY-MM"; "" if none is said."""
    return extract_month(text, now) or ""


def amount_won(text: str) -> int | None:
    """An amount in won: "100만원", "백만 원", "1,200,000원", "1억 2천만원"; None if none is said."""
    for found in _AMOUNT.finditer(text):
        total = 0.0
        if found["eok"]:
            total += float(found["eok"]) * 10**8
        if found["man"]:
            total += _ten_thousands(found["man"]) * 10**4
        if found["thousand"]:
            total += int(found["thousand"]) * 1000
        if found["won"]:
            total += int(found["won"].replace(",", ""))
        if total:
            return round(total)
    return None


def _ten_thousands(words: str) -> float:
    unit = _HUNDREDS.get(words[-1])
    if unit is None:
        return float(words.replace(",", ""))
    count = words[:-1]
    return unit * (_DIGITS.get(count) or int(count or 1))
