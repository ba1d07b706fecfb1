"""Extracts Korean registration numbers, written or dictated: also those of diplomats, soldiers, two-wheelers and new
cars, and the part of one that somebody remembers."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from chalicelib.content.forms import PARTIAL_PLATE
from chalicelib.nlu.number_corrections import is_taken_back, with_corrected_end
from chalicelib.nlu.numbers import parse_sino_korean

REGIONS = ("서울", "부산", "대구", "인천", "광주", "대전", "울산", "세종", "경기", "강원", "충북", "충남",
           "전북", "전남", "경북", "경남", "제주")  # fmt: skip
LETTERS = "가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주아바사자배하허호육해공국합"
"""The letters on plates: private, rental, taxi and bus, parcel, army."""

_WORD = "[공영령일이삼사오육륙칠팔구]"
_SPOKEN_FRONT = (
    rf"(?<![공영일이삼사오육칠팔구십백]){_WORD}\s?{_WORD}(?:\s?{_WORD})?"
    r"|[일이삼사오육칠팔구]?백?[일이삼사오육칠팔구]?십[일이삼사오육칠팔구]?"
)
_SPOKEN_BACK = (
    rf"{_WORD}\s?{_WORD}\s?{_WORD}\s?{_WORD}(?!\s?[공영삼사육칠팔]|\s?[일이오구](?:[공영일삼사육칠팔]))"
    r"|[일이삼사오육칠팔구]?천[일이삼사오육칠팔구십백]*"
)
_PLATE = re.compile(
    rf"(?:(?P<region>{'|'.join(REGIONS)})\s?)?"
    rf"(?P<front>(?<!\d)\d\s?\d(?:\s?\d)?|(?(region)\d(?!\d)|(?!))|{_SPOKEN_FRONT})"
    rf"\s?(?:[-.]|에(?=\s))?\s?(?P<letter>[{LETTERS}])(?:\s?자)?\s?(?:에|[-.,])?\s?"
    rf"(?P<back>\d\s?\d\s?[- ]?\d\s?\d(?!\d)|{_SPOKEN_BACK})"
)
PlateKind = Literal["car", "diplomatic", "temporary", "two_wheeler", "military", "partial"]
_OWN = re.compile(
    r"(?<![가-힣])(?:제|내|저희|우리|본인|나의|저의)\s?(?:차|꺼|거|쪽|번호|자동차|차량)|차주(?:인데|입니다|예요|고)|저는\s?$"
)
_APART = re.compile(r"[.!?~]|[박받쳤긁앞뒤옆]|부딪|추돌|스[쳤치]")
"""Found between the words for the customer's car and a number, it means that the number belongs to another car."""
_OTHER = re.compile(
    r"상대|가해|뒤차|뒷차|앞차|옆차|뒤\s?차|앞\s?차|옆\s?차|그\s?차|도망|뺑소니|택시|트럭|버스|저쪽|그쪽|박은|친\s?차"
)


_REGION = "|".join(REGIONS)
_NUMBER_AFTER = r"\d{4}(?!\d|\s?(?:년|월|일|시|분|원|명|km|키로|만\s?원))"
_SEEN = r"(?:봤|보[였이]|본|알|아는|기억|외[웠우]|찍|적|확인|생각)"
_DIPLOMATIC = r"(?P<name>준외|외교|영사|준영|대표|협정|국기)\s?(?P<front>\d{3})\s?[-. ]?\s?(?P<back>\d{3})(?!\d)"
_TEMPORARY = (
    rf"(?:(?P<region>{_REGION})\s?)?(?:[가-힣]{{2,3}}\s)?(?P<name>임시|(?<![가-힣])임(?=\s?\d))(?:\s?운행)?"
    rf"(?:\s?(?:허가\s?)?번호판?)?[은는이가도]?\s?(?:(?:{_REGION})\s?)?(?P<back>{_NUMBER_AFTER})"
)
_TWO_WHEELER = (
    rf"(?P<region>{_REGION})\s?(?P<name>[가-힣]{{1,4}}?)?\s?(?P<front>[가나다라마바사아자차카타파하])"
    rf"\s?(?P<back>{_NUMBER_AFTER})"
)
_MILITARY = (
    r"(?<![가-힣\d])(?P<name>육군?|해군?|공군?|국방?|합참?|해병)\s?(?P<front>\d{0,2})\s?[-.]?\s?(?P<back>\d{4})(?!\d)"
)
_PARTIAL = (
    rf"(?:뒤|뒷|끝|마지막)[에의]?\s?(?:네|4|넉)?\s?(?:자리|번호|숫자)?[가는은만이]?\s?"
    rf"(?:(?:알아|봤어|봤는데|기억나|외웠어)[가-힣]*[\s,.]*)?(?P<back>\d{{4}}|{_WORD}{{4}})(?!\d)"
    rf"|(?<!\d)(?P<seen>\d{{4}}|{_WORD}{{4}})\s?(?:만|밖에|까지만?)\s?(?:[가-힣]{{1,3}}\s)?{_SEEN}"
    rf"|(?:앞|앞자리|앞번호|앞에)[는은만이]?\s?(?P<front>\d{{2,3}}\s?[{LETTERS}])(?![가-힣]*\s?\d)"
    rf"|(?P<first>\d{{2,3}}\s?[{LETTERS}])\s?(?:까지만?|만|밖에)\s?(?:[가-힣]{{1,3}}\s)?{_SEEN}"
)
_OTHER_KINDS: dict[PlateKind, str] = {
    "diplomatic": _DIPLOMATIC,
    "temporary": _TEMPORARY,
    "two_wheeler": _TWO_WHEELER,
    "military": _MILITARY,
    "partial": _PARTIAL,
}
_ARMY = re.compile(r"군용|군\s?차|군대|부대|군인|번호")
_OTHER_NUMBER = re.compile(r"전화|연락처|폰|카드|계좌|주민|증권|접수\s?번호|인증")


class PlateNumber(NamedTuple):
    """A registration number at `start:end`; `own`: the words before it say that it is the customer's car."""

    number: str
    start: int
    end: int
    own: bool
    kind: PlateKind = "car"

    @property
    def is_complete(self) -> bool:
        """Whether the whole number is known."""
        return self.kind != "partial"


def extract_plates(text: str) -> list[PlateNumber]:
    """All registration numbers of a clean text, in order."""
    found = _car_plates(text)
    for kind, pattern in _OTHER_KINDS.items():
        for match in re.finditer(pattern, text):
            start, end = match.span()
            number = _number_of(kind, match)
            before = text[max(0, start - 12) : start]
            taken = any(start < car.end and car.start < end for car in found)
            if number and not taken and not _is_other_number(kind, match, before):
                found.append(PlateNumber(number, start, end, _is_own(text, start, end), kind))
    whole = any(car.is_complete and not car.own for car in found)
    return sorted((car for car in found if car.is_complete or not whole), key=lambda car: car.start)


def _is_other_number(kind: PlateKind, match: re.Match[str], before: str) -> bool:
    """Whether the digits are no plate: the end of a telephone number, or digits after a syllable that is a unit of the
    army only beside words for it."""
    if kind == "partial":
        return _OTHER_NUMBER.search(before) is not None
    return kind == "military" and len(match["name"]) == 1 and _ARMY.search(match.string) is None


def _number_of(kind: PlateKind, match: re.Match[str]) -> str:
    said = {name: value or "" for name, value in match.groupdict().items()}
    match kind:
        case "diplomatic":
            return f"{said['name']}{said['front']}-{said['back']}"
        case "temporary":
            return f"{said['region']}임시{said['back']}"
        case "partial":
            beginning = (said["front"] or said["first"]).replace(" ", "")
            return PARTIAL_PLATE + (_figures(said["back"] or said["seen"]) or beginning)
        case _:
            return "".join(said.get(part, "") for part in ("region", "name", "front", "back"))


def partial_plate(answer: str) -> str:
    """The number of an answer of four digits, or of a beginning (12가); "" for another one."""
    return PARTIAL_PLATE + answer if re.fullmatch(rf"\d{{4}}|\d{{2,3}}[{LETTERS}]", answer) else ""


def _car_plates(text: str) -> list[PlateNumber]:
    found: list[PlateNumber] = []
    for match in _PLATE.finditer(text):
        front, back = _figures(match["front"]), _figures(match["back"])
        if front.startswith("0") and len(front) == 3:
            continue  # the beginning of a telephone number
        if len(front) in ((1, 2, 3) if match["region"] else (2, 3)) and len(back) == 4:
            if found and is_taken_back(text[found[-1].end : match.start()]):
                found.pop()
            said = f"{match['region'] or ''}{front}{match['letter']}{back}"
            number, end = with_corrected_end(said, text, match.end())
            found.append(PlateNumber(number, match.start(), end, _is_own(text, match.start(), match.end())))
    return found


def _figures(said: str) -> str:
    said = re.sub(r"[\s\-]", "", said)
    if said.isdigit():
        return said
    value = parse_sino_korean(said)
    if value is None:
        return ""
    if not any(unit in said for unit in "십백천"):
        return str(value).zfill(len(said))
    return str(value) if value < 1000 and "천" not in said else str(value).zfill(4)


def _is_own(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 16) : start]
    own = [m.end() for m in _OWN.finditer(before) if not _APART.search(before, m.end())]
    other = [m.end() for m in _OTHER.finditer(before)]
    if own:
        return not other or own[-1] > other[-1]
    return (
        not other
        and re.match(r"\s?(?:차량\s?)?(?:차주|(?:제|내|본인)\s?차(?:예요|입니다|인데|고))", text[end:]) is not None
    )
