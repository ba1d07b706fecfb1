"""Where a car is to be towed, without the words around it: "목적지는 블루핸즈 서초점으로 해주세요"."""

import re

from chalicelib.nlu.place_endings import strip_place_ending

_LED_BY = re.compile(r"^(?:그럼\s|그냥\s)?(?:목적지|도착지|옮길\s?곳|갈\s?곳)(?:[은는을를이가]|로는)?\s+")
_WANTED = re.compile(
    r"(?:(?:으로|로|까지|에)\s?)(?:좀\s?)?(?:"
    r"(?:가|옮겨|보내|데려다|끌어다|끌고\s?가|견인해?|실어다|모셔다|변경해|바꿔|해)\s?(?:주|달|줘)[가-힣]*"
    r"|(?:부탁|갈게|가야|가고|갑니다|갈래|바꿀|변경할|하겠|할게|할래|하고|요)[가-힣\s]*)?$"
)


def destination_of(text: str) -> str:
    """The place that is named as a destination; `text` where nothing else is said."""
    said = _LED_BY.sub("", text.strip().rstrip(".!~ "))
    led = _WANTED.search(said)
    bare = led is not None and led[0].strip() == "로"  # 테헤란로, 올림픽로
    return said if bare else strip_place_ending(said[: led.start()] if led else said) or said


_ASKS = ("견인", "옮겨", "옮기", "끌", "실어", "데려", "바꿔", "바꿀", "변경", "가 주", "가주", "갈게", "tow")
_GARAGE = (
    r"(?:정비소|공업사|카센터|카센타|서비스\s?센터|센터|블루핸즈|오토큐|스피드메이트|오토오아시스|모터스|공장|대리점|영업소"
    r"|매장|집|아파트|충전소|폐차장|주차장|타이어|[가-힣]+점)"
)
_STATED = re.compile(
    rf"(?P<place>(?:[가-힣A-Za-z0-9]+(?<![요다고서데니를을은는이더예유슈])(?<!차가)(?<!이라)\s){{0,3}}?[가-힣A-Za-z0-9]*{_GARAGE})(?:으로|로|까지)\s?(?:좀\s?|차를?\s?)?"
    r"(?:견인|옮[겨기]|끌|실어|데려|바[꿔꿀꾸]|변경|가\s?[주줘달]|갈게)[가-힣\s]*?(?:[주줘달]|부탁|싶|할게|갈게|꿀게|요청|해\s?야|되나|될까|합니다|요$|$)"
)
_CLAUSE_BEFORE = re.compile(r".*(?:인데요?|는데요?|이고|하고|아니라|말고|에서|여기|니까|해서|어서|아서|라서|[.,!?])\s")


def stated_destination(text: str) -> str | None:
    """A garage or another place to which a message asks to have the car towed; None for none."""
    if not any(word in text for word in _ASKS):
        return None
    found = _STATED.search(text)
    return _CLAUSE_BEFORE.sub("", found["place"]).strip() or None if found else None
