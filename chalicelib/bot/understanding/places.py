"""Where it happened: the words that name the place, as the customer spaced them, without the particle.

Words are sorted into districts, heads (…역, …사거리, 휴게소), positions (앞, 방향, 근처) and plain nouns; a place is
the strongest run of them. Nothing is invented: a bare 교차로, 골목 or 1차로 names no place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache
from typing import NamedTuple

from chalicelib.bot.understanding import rules
from chalicelib.bot.understanding.gazetteer import is_district, is_landmark

_LOCATIVE = (
    r"(?:쪽)?(?:에서요|에서는?|에다가?|에|인데요?|인디|이구요|이고요?|입니[다더당]|임[니]다|임다|이에[여용]|예[여용]|이예요|이애요|이에요|예요|에요|이요|이야|이다|이여|이유|이우다|이우|이서|에서[유예라]|우다|"
    r"이오|이올시다|올시다|이라예|이데이|데이|이어유|이라|라예|마씸|입니더|임|이라서|까지|서(?=$)|이고|이고예|으로도|(?<=[가-힣]{2})[요여유야](?=$))|쪽"
)
_PARTICLE = r"의|을|를|은|는|이|가|도|쯤|께|과|와|랑|만|으로|로|다|소"
_NOT_NOUN = re.compile(
    r"(?:[은는을를에고며면다데게도한던된할죠네니야까라서해여어아음슴임됨함짐냄요지져러유워춰혀켜와과오소노심씨쇼]|하는|있는|없는|부터|까지|에게|한테|하고|처럼|보다|으로|"
    r"[가-힣]랑|[가-힣]께|[가-힣]{2}[이가]|터진|받힌|박힌|[가-힣]리[오소]|[가-힣]같소)$|라우|당께|[는은던]지|걸림|잠김|막힘|^[a-z]"
)
_PLAIN_ENDS = re.compile(r"[가-힣]{1,6}(?:(?<![는은던았었겠])지|리|대|도|호|재|포|역)$")
_LEADS = re.compile(
    r"^(?:제가|저는|저희|지금|방금|아까|여기는?|현재|금방|막|위치는?|장소는?|내가|나는|아니|사고|시방|여는|여그|여긴|저녁에?|새벽에?|아침에?|"
    r"오전에?|오후에?|밤에?|낮에?|점심때?에?|쯤에?)+(?=.{3})"
)
_CLAUSES = re.compile(r".+?(?:니다|(?<!필)(?<!중)(?<!주)요(?!금)|는데|인데|에서|라서|다가|했고|이고|거든요)(?=.)|.+$")
_LONG = 9
"""Words longer than this are run together by somebody who types no blanks."""
_SPLIT = re.compile(
    r"(?:[가-힣]{1,6}[로길]\s\d+번?길(?:\s\d+(?:-\d+)?(?!\d|\s?(?:시|분|킬로|키로|km|번)))?"
    r"|[A-Z][a-z]+\s(?i:station|airport|university|hospital|bridge|tunnel|park|mall|market)(?:\s(?i:exit)\s?\d+)?"
    r"|가는\s길|못\s?미쳐|못\s?미처|(?:\d+|[일이삼사오육칠팔구십]{1,2})\s?번\s출구|(?:지하|지상)\s?\d+\s?층|(?:버스|택시)\s정류장|\d+(?:\.\d+)?\s?(?:km|㎞|킬로|키로)\S*(?:\s지점)?)"
    r"[^\s,.!?~…\x00()\"':]*|[^\s,.!?~…\x00()\"':]+"
)
_TAKEN_BACK = re.compile(r"\s?(?:이|가)?\s?(?:말고|아니고|아니라|아니야|아니에요)")
_TIME_TAIL = re.compile(r"(?:쯤|경|께|정도|즈음|때|무렵)?(?:에|엔)?")
_LONGEST_NOUN = 9
_NAME_ENDS = re.compile(r"[가-힣]{1,3}[도로]$|[가-힣]{5,}이$")
"""What looks like a particle may be the end of a name (행담도, 동성로, 스카이웨이) where a head follows."""
_ELSEWHERE = re.compile(
    r"\s?(?:까지(?!\s?(?:겨우|왔|옴|와))|모[시셔]|갔다|가야|(?:에서?\s?)?(?:거주|사는|살고)|버스|데려다|데리러|다녀|내려가|올라가|가다가|차량|원아)"
)
"""After these the place is where somebody was going, or no place at all."""
_WEAK = re.compile(r"(?:안|뒤|밑|위|옆|사이|끝|변|앞)+")
_MOST_WORDS = 7


class _Kind(Enum):
    DISTRICT = "district"
    HEAD = "head"
    POSITION = "position"
    NOUN = "noun"


class _Word(NamedTuple):
    kind: _Kind
    start: int
    end: int
    core: str
    closes: bool
    """A particle or ending follows: no further word belongs to the place."""
    located: bool
    """That particle says where."""
    sure: bool = True
    """A noun by its form; one that could be a verb counts only after a district."""


def place(text: str, masked: Iterable[tuple[int, int]] = ()) -> str | None:
    """The place named in a clean text; spans in `masked` (times, plates, telephones) are left out."""
    blanked = text
    for start, end in masked:
        tail = _TIME_TAIL.match(text, end)
        end = tail.end() if tail else end
        blanked = blanked[:start] + "\x00" * (end - start) + blanked[end:]
    found = [span for run in _runs(blanked) if (span := _best(run, blanked))]
    found = [span for span in found if not _ELSEWHERE.match(text, span[2])]
    kept = [span for span in found if not _TAKEN_BACK.match(text, span[2])] or found
    if not kept:
        return None
    _, start, end = max(kept, key=lambda span: (span[0], -span[1]))
    return text[start:end]


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    head, position = rules.pattern("place_head").pattern, rules.pattern("place_position").pattern
    return (
        re.compile(
            rf"(?P<core>[가-힣A-Za-z0-9·&]*?(?:{head})(?:{head}|{position})*)(?:(?P<where>{_LOCATIVE}).*|(?P<end>{_PARTICLE})?)$"
        ),
        re.compile(rf"(?P<core>(?:{position})+)(?:(?P<where>{_LOCATIVE}).*|(?P<end>{_PARTICLE})?)$"),
        re.compile(
            rf"(?P<core>[가-힣A-Za-z0-9·]{{2,{_LONGEST_NOUN}}}?)(?:(?P<where>{_LOCATIVE})|(?P<end>{_PARTICLE}))?$"
        ),
    )


def _runs(text: str) -> list[list[_Word]]:
    """Words that may belong together, in order."""
    runs: list[list[_Word]] = []
    run: list[_Word] = []
    for said, start in _pieces(text):
        apart = bool(run) and not text[run[-1].end : start].isspace()
        word = _word(said, start)
        if word and not word.sure and not (run and _carries(run[-1], word)):
            word = None
        if run and (apart or word is None or word.start != start):
            runs.append(run)
            run = []
        if word:
            run.append(word)
            if word.closes:
                runs.append(run)
                run = []
    return [*runs, run] if run else runs


def _carries(before: _Word, word: _Word) -> bool:
    """Whether a word that could be something else belongs to the name that `before` begins."""
    if before.kind is _Kind.DISTRICT:
        return True
    return before.kind is _Kind.HEAD and _NAME_ENDS.fullmatch(word.core) is not None


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    for match in _SPLIT.finditer(text):
        if len(match.group()) <= _LONG:
            yield match.group(), match.start()
        else:
            yield from ((piece.group(), match.start() + piece.start()) for piece in _CLAUSES.finditer(match.group()))


def _word(said: str, start: int) -> _Word | None:
    lead = _LEADS.match(said)
    if lead and not is_district(said[:2]) and not is_district(said[:3]):
        said, start = said[lead.end() :], start + lead.end()
    if rules.pattern("place_never").fullmatch(said):
        return None
    head, position, noun = _patterns()
    found = position.match(said)
    if found:
        made = _made(_Kind.POSITION, start, found)
        return None if made.core == "안" and not made.located else made
    if said in _stops() or rules.pattern("place_never").fullmatch(said) or re.fullmatch(_LOCATIVE, said):
        return None
    found = head.match(said)
    if found and not rules.pattern("place_never").fullmatch(found["core"]):
        return _made(_Kind.HEAD, start, found)
    if is_district(said) or is_landmark(said):
        return _Word(_Kind.DISTRICT, start, start + len(said), said, closes=False, located=False)
    found = noun.match(said)
    if not found or found["core"] in _stops():
        return None
    if is_district(found["core"]) or is_landmark(found["core"]) or _joined_districts(found["core"]):
        return _made(_Kind.DISTRICT, start, found)
    if found["end"] and _NAME_ENDS.fullmatch(said):
        return _Word(_Kind.NOUN, start, start + len(said), said, closes=False, located=False, sure=len(said) > 5)
    sure = not found["end"] and (
        found["where"] is not None or not _NOT_NOUN.search(said) or _PLAIN_ENDS.fullmatch(said) is not None
    )
    return _made(_Kind.NOUN, start, found)._replace(sure=sure)


def _made(kind: _Kind, start: int, found: re.Match[str]) -> _Word:
    closes = found["where"] is not None or found["end"] is not None
    return _Word(kind, start, start + found.end("core"), found["core"], closes, found["where"] is not None)


def _joined_districts(core: str) -> bool:
    """Whether districts stand here without blanks: "송파구문정동"."""
    return any(is_district(core[:cut]) and is_district(core[cut:]) for cut in range(2, len(core) - 1))


@cache
def _stops() -> frozenset[str]:
    return frozenset(rules.words("place_stop"))


def _best(run: list[_Word], text: str) -> tuple[int, int, int] | None:
    """(strength, start, end) of the place in a run of words."""
    last = len(run) - 1
    ends = run[last].located or re.match(r"\s*(?:[,.!?\x00~…]|$)", text[run[last].end :]) is not None
    districts = [index for index, word in enumerate(run) if word.kind is _Kind.DISTRICT]
    while last >= 0 and run[last].kind is _Kind.NOUN and not (ends and districts and last == len(run) - 1):
        last -= 1
    if last < 0:
        return None
    first = _first(run, last, districts)
    words = run[first : last + 1]
    strength = _strength(words)
    return (strength, words[0].start, words[-1].end) if strength else None


def _first(run: list[_Word], last: int, districts: list[int]) -> int:
    """Where the place begins: a district if one opens it, else one name before the first head or position."""
    firm = next(index for index, word in enumerate(run) if word.kind is not _Kind.NOUN)
    if run[firm].kind is _Kind.POSITION and _WEAK.fullmatch(run[firm].core) and firm == last and not districts:
        before = run[firm - 1].core if firm else ""
        if not (is_landmark(before) or (len(before) > 2 and run[firm].core == "앞")):
            return firm
    opening = [index for index in districts if last - _MOST_WORDS < index <= firm]
    if opening:
        return opening[0]
    quarter = next((i for i in range(firm - 1, -1, -1) if is_district(f"{run[i].core}동")), None)
    if quarter is not None and all(word.sure for word in run[quarter:firm]):
        return quarter
    if firm > 1 and run[0].sure and run[1].sure and firm == 2 and run[firm].kind is _Kind.POSITION:
        return 0
    return firm - 1 if firm > 0 and run[firm - 1].sure and run[firm].kind is not _Kind.DISTRICT else firm


@cache
def _bare() -> re.Pattern[str]:
    """A plain noun, with or without a position run on to it: 터널안."""
    plain, position = rules.pattern("place_bare").pattern, rules.pattern("place_position").pattern
    return re.compile(rf"(?:{plain})(?:{position})*")


def _strength(words: list[_Word]) -> int:
    kinds = {word.kind for word in words}
    cores = "".join(word.core for word in words).replace(" ", "")
    generic = all(rules.pattern("place_generic").fullmatch(word.core) or word.kind is _Kind.POSITION for word in words)
    bare = all(_bare().fullmatch(word.core) or word.kind is _Kind.POSITION for word in words)
    if bare or (len(words) == 1 and generic):
        return 0
    if len(words) == 1:
        word = words[0]
        if word.kind is _Kind.DISTRICT:
            return 2 if word.located or is_landmark(word.core) or len(word.core) > 2 else 0
        return 3
    district = _Kind.DISTRICT in kinds or is_landmark(cores)
    return 2 + 2 * district + (_Kind.HEAD in kinds) + any(word.located for word in words)
