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
