"""Finds the words of `words.txt` in a text: who and what was there, what happened, what stood and what moved."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("words.txt")

ROLES = (
    ("SUBJECT", ("께서는", "께서", "들이", "님이", "이가", "이", "가", "은", "는", "도")),
    ("OBJECT", ("들을", "님을", "을", "를")),
    ("WITH", ("이랑", "이하고", "하고", "허고", "이캉", "이영", "영", "과", "와", "랑", "캉", "끼리")),
    ("AT", ("한테서", "님한테", "한테", "에게", "에다가", "에다", "에")),
    ("FROM", ("에서", "쪽에서")),
    ("TO", ("으로", "로")),
)
"""Particles by the role of the noun before them; the longest that fits counts."""

OWN_KINDS = frozenset({"own", "own_car", "driver"})
CARS = frozenset({"car", "front", "behind", "beside", "motor", "bicycle", "unplated"})
INANIMATE = frozenset({"thing", "loose"})
LIVING = frozenset({"person", "animal"})
OTHERS = CARS | INANIMATE | LIVING
NOUNS = OWN_KINDS | OTHERS | {"a_car", "somebody"}
VERBS = frozenset({"hit", "touch", "struck", "run_over"})
STATES = frozenset({"parked", "stopped", "moving"})

_PARTICLES = sorted(((particle, role) for role, group in ROLES for particle in group), key=lambda each: -len(each[0]))
_COUNTED = re.compile(r"(?:한|두|세|네|몇|여러|\d)(?:마리|명|분|대|개)")
_COPULA = ("이에요", "이예요", "예요", "입니다", "이라", "인데")
_RIDING = ("타고", "타시고", "타다", "몰고", "몰다", "끌고", "끌다")
_ON_IT = re.compile(r"(?:을|를)?(?:타고|타시고|몰고|끌고)[가-힣]{0,8}[던는온간]")
"""Between a vehicle and who came on it."""
_RUNS_INTO = re.compile("들이[받박밀]")
"""A verb that begins like a particle."""
_DRIVEN_BY = re.compile(r"(?:이|가|님이|분이)?(?:몰고[가오]?|운전하고?|타고[가오]?|몰|운전하|타)(?:던|는|있던|신)")
"""Between a driver and the car that they drove."""
_BESIDE = ("앞", "뒤", "옆", "앞쪽", "뒤쪽", "옆쪽")
"""Behind a thing, words for a place ("건물 뒤에 대놓은 차"); behind a car, its parts."""
_DRIVING = (
    "빼다",
    "빼는",
    "빼려",
    "빼면서",
    "후진하다",
    "후진시키",
    "대다가",
    "대려",
    "주차하다",
    "주차시키다",
    "돌리다",
)
_DRIVEN = frozenset({"car", "a_car"})
_AHEAD = re.compile(
    r"(?<!집)(?<!점)(?<!역)(?:바로|제|내)?앞에(?:서)?(?:(?!대[놓둔]|세워[놓둔]|주차해[놓둔])[가-힣]{1,8}[던는은한])?$"
)
"""Before a car: it was the one in front ("앞에 서 있던 차"), and not put there."""
_MAX_AHEAD = 14
_DESCRIBED = re.compile(r"[던는된둔논인진은온한선운]$")
_LANE = re.compile(r"로(?:로|에|를|가|쪽|변경)|선(?:으|을|에|이|변경)")
"""What makes 제 차 one's lane ("제 차로로")."""
_IS_ONE = re.compile(r"(?:이?고|인데|였|이었|라서)")
"""After 앞차, 뒤차: what one's own car was in a pile-up ("저는 앞차고")."""
_PARKED_BY_SOMEBODY = re.compile(r"(?:된|돼있는|되어있는|되있는|진|져있는|서있는|서있던)$")
_NEVER = re.compile(r"[가-힣]{0,2}[지진](?:는|도)?않")
_NOT = (".안", "은안", "는안", "도안", "가안", "이안", "랑안", "에안", "를안", "을안", "직접안", "서로안", "다행히안")
"""Words before a verb that deny it, without blanks."""
_PEDAL = re.compile(r"(?:브레이크|브레끼|악셀|엑셀|액셀|페달|풀)[가-힣]{0,5}$")
"""What a driver steps on."""
_SOME_CAR = re.compile(
    r"(?!(?:세|주|정|하|승|절|격|시|오|녹|홍|재|점|자|대|폐|열|기|마|장|박|매|순|점|일|이|삼|사|오|육|본|누|연|탈|배|우|여러|몇|[가-힣]?번|가속|전|유모)차)"
    r"[가-힣]{1,4}차(?=가|는|를|랑|에|이랑|하고|한테|도)(?!도|선|로)"
)
"""A vehicle that isn't in the list, by the end of its name ("제설차가")."""
_LONGEST_WRITTEN_WORD = 8
"""Words of a text with blanks are shorter on average, in syllables."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the file in a text without blanks: its kind, position, and a noun's role ("" without a particle)."""

    kind: str
    text: str
    start: int
    end: int
    role: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text without blanks and its words. `starts`: where a word of the written text begins; `places`: where each
    letter stands in it."""

    joined: str
    words: tuple[Word, ...]
    starts: frozenset[int]
    places: tuple[int, ...]

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of its words."""
        return frozenset(word.kind for word in self.words)

    def span(self, word: Word) -> tuple[int, int]:
        """Where a word stands in the written text."""
        return self.places[word.start], self.places[word.end - 1] + 1

    def written(self, word: Word) -> str:
        """A word with the blanks that the customer wrote."""
        spots = range(word.start, word.start + len(word.text))
        return "".join((" " if at in self.starts and at > word.start else "") + self.joined[at] for at in spots)


def find_words(text: str) -> Sentence:
    """The words of a clean text in order, the longest at each place."""
    joined, starts, places = _join(text)
    kinds, longest = _dictionary()
    found: list[Word] = []
    place = 0
    while place < len(joined):
        for size in range(min(longest, len(joined) - place), 0, -1):
            kind = kinds.get(joined[place : place + size])
            if kind is not None and (word := _word(kind, joined, place, place + size, starts, found)) is not None:
                found.append(word)
                place = word.end
                break
        else:
            some = _some_car(joined, place, starts) if place in starts and "차" in joined[place:] else ()
            found.extend(some)
            place = some[0].end if some else place + 1
    return Sentence(joined, tuple(_chained(found, joined)), starts, places)


def _word(kind: str, joined: str, start: int, end: int, starts: frozenset[int], before: list[Word]) -> Word | None:
    role = role_after(joined, end) if kind in NOUNS or kind == "part" else ""
    if kind == "own":
        role = role_after(joined, start + 1) if end - start > 1 else ""
    if kind == "halt" and joined[start:end] == "서서" and joined[:start].endswith(("면", "에")):
        return None  # "후진하면서 서 있는", "골목에서 서 있는"
    if kind == "animal" and joined.startswith("말이", start):
        return Word(kind, "말", start, start + 1, "SUBJECT")  # a horse, by what it does
    if kind == "loose" and joined.startswith("때문", end):
        role = "AT"
    in_one_word = kind == "skip" or (kind == "moving" and end - start == 2)
    if in_one_word and any(at in starts for at in range(start + 1, end)):
        return None
    if kind in NOUNS and end - start == 1 and not _is_short_noun(kind, joined, start, starts, before, role):
        return None
    if kind == "own_car" and _PARKED_BY_SOMEBODY.search(joined[:start]) and joined[start] not in "제내저우본나":
        kind = "car"  # "주차된 법인차"
    if _means_other(kind, joined, end) or _is_no_event(kind, joined, start, end):
        return None
    if kind == "front" and joined.startswith("도", end):
        role = "OBJECT"  # one more car that was driven into ("그 앞차도 박았어요")
    return Word(kind, joined[start:end], start, end, role)


def _some_car(joined: str, start: int, starts: frozenset[int]) -> tuple[Word, ...]:
    """The word at `start`, if it is a vehicle by the end of its name."""
    named = _SOME_CAR.match(joined, start)
    if named is None or any(at in starts for at in range(start + 1, named.end())):
        return ()
    return (Word("car", named[0], start, named.end(), role_after(joined, named.end())),)


def _is_no_event(kind: str, joined: str, start: int, end: int) -> bool:
    """Whether the words around it say that it is neither somebody who was met nor what happened."""
    if joined[start:end] == "사람" and start and joined.startswith(_COPULA, end):
        return True  # what somebody is ("베트남 사람이에요")
    if kind in VERBS and (joined.startswith("면", end) or _NEVER.match(joined, end) or joined[:start].endswith(_NOT)):
        return True  # a condition, or denied
    if kind == "run_over" and joined[start] == "밟":
        return _PEDAL.search(joined[:start]) is not None
    before = joined[: start - 1] if start and joined[start - 1] in "도은는을를만" else joined[:start]
    return (
        kind == "hit"
        and joined[start] in "받찍"
        and (before.endswith(_received()) or joined[:start].endswith(_received()))
    )


def _is_short_noun(kind: str, joined: str, start: int, starts: frozenset[int], before: list[Word], role: str) -> bool:
    """Whether a noun of one letter is one here, and not a letter of another word."""
    end = start + 1
    unspaced = len(joined) > _LONGEST_WRITTEN_WORD * len(starts)
    free = unspaced or start in starts or (before and before[-1].end >= start - 1)
    alone = kind == "thing" or _is_a_cars_part(joined, start, end) or _is_met(joined, start, end)
    bare = (kind == "loose" and _falls(joined, end)) or (end + joined.startswith("의", end) in starts and alone)
    return bool(free and (role or bare))


def _means_other(kind: str, joined: str, end: int) -> bool:
    """Whether a car's name means one's lane, or one's own place in a pile-up."""
    if kind == "own_car":
        if joined[end - 1] in "앞뒤옆" and joined.startswith("차", end):
            return True  # "제 뒤차가"
        return joined[end - 1] == "차" and _LANE.match(joined, end) is not None
    return kind in ("front", "behind") and _IS_ONE.match(joined, end) is not None


def _is_a_cars_part(joined: str, start: int, end: int) -> bool:
    """Whether a described 차 has its part behind it ("주차된 차 범퍼를")."""
    kinds, longest = _dictionary()
    end += joined.startswith("의", end)
    parts = (joined[end:until] for until in range(end + 1, min(end + longest, len(joined)) + 1))
    return _DESCRIBED.search(joined[:start]) is not None and any(kinds.get(part) == "part" for part in parts)


def _is_met(joined: str, start: int, end: int) -> bool:
    """Whether a verb of hitting follows a described 차 ("주차된 차 박았어요", "신호 기다리던 차 받음")."""
    kinds, longest = _dictionary()
    verbs = (joined[end:until] for until in range(end + 1, min(end + longest, len(joined)) + 1))
    return _DESCRIBED.search(joined[:start]) is not None and any(kinds.get(verb) in VERBS for verb in verbs)


def _falls(joined: str, end: int) -> bool:
    """Whether a verb of falling or flying follows at once ("돌튀어서")."""
    kinds, longest = _dictionary()
    return any(kinds.get(joined[end:until]) == "fall" for until in range(end + 1, min(end + longest, len(joined)) + 1))


def role_after(joined: str, end: int) -> str:
    """The role that the particle at `end`, or after a number there ("두 마리가"), gives to the noun before it; "" for
    none."""
    if counted := _COUNTED.match(joined, end):
        end = counted.end()
    if joined.startswith("와서", end):
        return ""  # "뒤에 차 와서"
    if _RUNS_INTO.match(joined, end):
        return ""  # "서 있는 차 들이받았어요"
    return next((role for particle, role in _PARTICLES if joined.startswith(particle, end)), "")


def _chained(found: list[Word], joined: str) -> list[Word]:
    """Nouns with what belongs to them: a car's part or driver ("앞차 범퍼를", "택시 기사님이", "자전거 탄 학생이")."""
    chained: list[Word] = []
    for word in found:
        last = chained[-1] if chained else None
        near = (
            last is not None and last.end <= word.start <= last.end + 1 and joined[last.end : word.start] in ("", "의")
        )
        owns = (
            last is not None and last.role == "" and last.kind in NOUNS | {"rider"} and not last.text.endswith("누가")
        )
        where = last is not None and last.kind in INANIMATE and word.text in _BESIDE
        if word.kind in _DRIVEN and (driver := _driving(word, chained, joined)) is not None:
            del chained[chained.index(driver) :]
            chained.append(Word("car", word.text, word.start, word.end, word.role))
        elif last and near and owns and not where and word.kind in ("part", "a_car"):
            kind = "car" if last.kind == "person" and word.kind == "a_car" else last.kind
            chained[-1] = Word(kind, last.text, last.start, word.end, word.role)
        elif word.kind in CARS and joined.startswith(_RIDING, word.end + (word.role == "OBJECT")):
            chained.append(Word(word.kind, word.text, word.start, word.end, "SUBJECT"))
        elif word.kind in _DRIVEN and _is_driven_by_oneself(word, chained, joined):
            chained.append(Word("own_car", word.text, word.start, word.end))
        elif word.kind in LIVING and (ridden := _ridden_by(word, chained, joined)) is not None:
            chained.remove(ridden)
            chained.append(Word(ridden.kind, ridden.text, ridden.start, word.end, word.role))
        elif last and near and last.kind in CARS and word.kind in ("rider", "person", "driver"):
            role = word.role or role_after(joined, word.end)
            chained[-1] = Word(last.kind, last.text, last.start, word.end, role)
        elif word.kind in _DRIVEN and _AHEAD.search(joined, max(0, word.start - _MAX_AHEAD), word.start):
            chained.append(Word("front", word.text, word.start, word.end, word.role))
        else:
            chained.append(word)
    return chained


def _ridden_by(person: Word, before: list[Word], joined: str) -> Word | None:
    """The vehicle that describes a person who came on it ("자전거 타고 지나가던 학생")."""
    vehicle = next((word for word in reversed(before[-3:]) if word.kind in CARS), None)
    if vehicle is None or not _ON_IT.fullmatch(joined, vehicle.end, person.start):
        return None
    return vehicle


def _driving(car: Word, before: list[Word], joined: str) -> Word | None:
    """Who drove a car, and describes it ("술 마신 사람이 몰던 차가")."""
    person = next((word for word in reversed(before[-3:]) if word.kind in LIVING), None)
    return person if person is not None and _DRIVEN_BY.fullmatch(joined, person.end, car.start) else None


def _is_driven_by_oneself(word: Word, before: list[Word], joined: str) -> bool:
    """Whether a car is the one that the customer drives: no other subject does ("탑차를 빼다가")."""
    driven = word.role in ("OBJECT", "") and joined.startswith(_DRIVING, word.end + (word.role == "OBJECT"))
    return driven and not any(each.role == "SUBJECT" and each.kind in CARS | LIVING | {"somebody"} for each in before)


def _join(text: str) -> tuple[str, frozenset[int], tuple[int, ...]]:
    letters = [(place, letter) for place, letter in enumerate(text) if letter not in " \x00()"]
    places = tuple(place for place, _ in letters)
    starts = frozenset(at for at, place in enumerate(places) if at == 0 or places[at - 1] != place - 1)
    return "".join(letter for _, letter in letters), starts, places


@cache
def _lines() -> tuple[tuple[str, tuple[str, ...]], ...]:
    lines = (line.split() for line in _FILE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#")
    return tuple((kind, tuple(words)) for kind, *words in lines)


@cache
def _received() -> tuple[str, ...]:
    return tuple(word for kind, words in _lines() if kind == "received" for word in words)


@cache
def _dictionary() -> tuple[dict[str, str], int]:
    """Word → kind, and the length of the longest word. Of a word in two lines, the first counts."""
    named: dict[str, list[str]] = {}
    for kind, words in _lines():
        named.setdefault(kind, []).extend(words)
    found: dict[str, str] = {}
    parts = named.pop("part")  # 차 is one only after a noun
    for owner in named.pop("own_of"):
        found |= {owner + part: "own_car" for part in (*parts, *named["car"], *named["motor"])}
    endings = named.pop("endings")
    del named["received"]
    named["part"] = parts
    for kind, stems in named.items():
        for word in stems:
            wholes = (word[:-1] + ending for ending in endings) if word.endswith("~") else (word,)
            found.update({whole: kind for whole in wholes if whole not in found})
    return found, max(map(len, found))
