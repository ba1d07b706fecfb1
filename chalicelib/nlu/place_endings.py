"""Endings after a place, in polite, plain and dialect speech: 주차장이여라, 사거리라니까요."""

from __future__ import annotations

import re
from functools import cache

from chalicelib.nlu import word_patterns

_SEEMS = r"(?:것|거|건)\s?같[가-힣]*"
_PAST = (
    rf"(?:었|였)(?:던(?:\s?{_SEEMS})?|지\s?싶[가-힣]*|지\s?아마|습니[다더]|슴다|어[요유라예]?|음|다|네[요유]?|지[요라]?|죠|쥬"
    r"|고|는데[요예]?|거든요?|당께요?|구[먼만][유요]?|슈|심더)"
)
_LONG = (
    r"이?에[요여용유]|이?예[요여용]|이?애요|이?어[요유라예]|이?여[유라]|이?라(?:예|서[요예]?|니[까깐께][요예]?|카이|더라[고구]?요?)"
    r"|이?라[고구](?:요|예|했[가-힣]*|말했[가-힣]*)?|이?(?:드|더)?래[요유]|랍니다|이?[랑당][께게]요?|인데[요예여유]?|인디[요유라]?|인가[요봐벼]?[요]?"
    r"|입니[다더당]|임(?:다|니다|더)?|이?네[요여유]|이?[지죠]요|죠|쥬|이?거[든등]요?|이?[고구][요여예유]|이?구[먼만][유요]?|[우수]다"
    r"|마[씸씀]|이?올시다|이?데이|이?더라[고구]요?|이?던데[요예]?|이?지\s?싶[가-힣]*|이?지라|이?제라|인\s?듯[가-힣\s]*|아이가"
    rf"|이?라(?:네|카네|하네|데|카데|하데|카대|던데)[요유예]?|이?[시니심]더|마씨|이?라\s?(?:안\s)?(?:카|캐|캤|캅|캉|했|하)[가-힣]*|아입니[까꺼]|아잉교|인\s?{_SEEMS}|일\s?(?:거|것|걸)[예에]?요?"
)
_SHORT = r"요|이[요다우여야유오라래네지제고구]|이서|이우다|이마씸|이쥬"
_SYLLABLE = r"[요여야유예오라래네지제]"
"""Endings only after a word for places: many a name ends so, too (부여, 용인 수지)."""

PLACE_ENDING = rf"(?:이?{_PAST}|{_LONG}|{_SHORT})"
"""An ending after any noun; a regular expression without named groups."""

HEAD_ENDING = rf"(?:{PLACE_ENDING}|{_SYLLABLE})"
"""An ending after a word for places."""

ENDING_START = (
    r"이?(?:[었였]|[에예][요여용유]|애요|어[요유라예]|여[유라]|라[예서니고구카더]|래[요유]|랍|[랑당][께게]|네[요여유]|[지죠쥬][요라]?|거[든등]|[고구][요여예유]|구[먼만]|[우수]다"
    r"|마[씸씀씨]|[시니심]더|라\s|데이|더라|더래|드래|던데)|이[요에예여어라래네고구올유우다야오제서마]|[인입임]|일\s|아이가|아입|아잉"
)
"""How an ending after a word for places begins; quicker to compile than all of it."""

_ASKING = (
    r"\s?(?:좀\s?|빨리\s?|얼른\s?)?(?:(?:와|보내|불러|출동해|견인해|옮겨|가|끌어다)\s?(?:주[세시셨십]|줘|달라)|오[시세]|출동|견인)"
    r"[가-힣\s]*"
)
"""Words after a place that ask for somebody or something to be there: "3번 출구로 와주세요"."""

_TOWARDS = r"(?:\s?(?:쪽|근방|즈음)(?=이|에|입|임|인|예|라|요|였|었|$))?"
_AT = r"(?:에서|에|(?<!지나)서)?"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    places = "|".join(word_patterns.pattern(f"place_{part}").pattern for part in ("head", "position"))
    return (
        re.compile(rf"(?P<core>.*(?:{places})){_TOWARDS}{_AT}{HEAD_ENDING}$"),
        re.compile(rf"(?P<core>.*(?:{places})(?:쪽|까지)?)(?:으?로|에)?{_ASKING}$"),
        re.compile(rf"(?P<core>.{{2,}}?)(?:으로|까지|에|(?<=로)로){_ASKING}$"),
        re.compile(rf"(?P<core>.{{2,}}?){_TOWARDS}{_AT}{PLACE_ENDING}$"),
    )


def strip_place_ending(text: str) -> str:
    """`text` without the ending after the place: "길동사거리라니까요" → "길동사거리"."""
    tidy = text.rstrip(" .,!~^ㅠㅜㅋㅎ…")
    said = next((found for pattern in _patterns() if (found := pattern.match(tidy))), None)
    return said["core"].rstrip() if said else tidy
