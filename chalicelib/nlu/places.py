"""Extracts the place: the words that name it, spaced as the customer wrote them, without the particle.

The place is the run of words with the highest strength. Generic words alone (교차로, 골목, 1차로) are no place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import takewhile

from chalicelib.nlu import word_patterns
from chalicelib.nlu.gazetteer import is_district, is_landmark, is_province
from chalicelib.nlu.jamo import without_loose_letters
from chalicelib.nlu.place_ways import LEAD_GAP, end_of_way, goes_on, is_here_now, is_on_a_road
from chalicelib.nlu.place_words import NAME_ENDS, PlaceWord, PlaceWordKind, generic_noun_pattern, parse_place_word
from chalicelib.nlu.stranded_vehicle import is_fast_road

_CLAUSES = re.compile(r".+?(?:니다|(?<!필)(?<!중)(?<!주)요(?!금)|는데|인데|에서|라서|다가|했고|이고|거든요)(?=.)|.+$")
_LONG = 9
"""A longer word, in characters, is text typed without blanks."""
_SPLIT = re.compile(
    r"(?:[가-힣]{2,8}(?<![차도으])[로길]\s\d{1,4}(?:-\d+)?"
    r"(?=(?:번지)?(?:에서|에|앞|옆|\s(?:앞|옆|맞은편|건너편|근처|부근|인근|에서))|[,.]|$)|[가-힣]{1,6}[로길]\s\d+번?길(?:\s\d+(?:-\d+)?(?!\d|\s?(?:시|분|킬로|키로|km|번)))?"
    r"|[A-Z][a-z]+\s(?i:station|airport|university|hospital|bridge|tunnel|park|mall|market)(?:\s(?i:exit)\s?\d+)?"
    r"|(?!(?:그|제|멋|맘|마음|말|뜻)대로|실제로|스스로|억지로|차례로|진짜로|정말로|[가-힣]*[차도으]로)[가-힣]{2,6}로\s[가-힣]{2,6}\s?방[향면]"
    r"|(?:넘어|올라|내려|들어|빠져|나)?[가오]는\s?(?:길목|길|쪽|방향|방면|고개|고갯길|언덕|입구|출구)"
    r"|못\s?미쳐|못\s?미처|(?:\d+|[일이삼사오육칠팔구십]{1,2})\s?번\s출구|(?:지하|지상)\s?\d+\s?층|(?:버스|택시)\s정류장|(?:화물차|대형차|버스|택시|승용차|소형차)\s(?:전용\s)?(?:주차장|주차구역|승강장|차고지)|[가-힣]{1,6}[동리가]\s\d{1,4}(?:-\d+|(?=번지))|(?:\d+(?:\.\d+)?|[일이삼사오육칠팔구십백]+)\s?(?:[kK][mM]?(?![A-Za-z0-9])|㎞|킬로|키로)\S*(?:\s지점)?)"
    r"[^\s,.!?~…\x00()\"':ㄱ-ㅣ]*|[^\s,.!?~…\x00()\"':ㄱ-ㅣ]+"
)
_TAKEN_BACK = re.compile(r"\s?(?:이|가)?\s?(?:말고|아니고|아니라|아니야|아니에요)")
_TIME_TAIL = re.compile(r"(?:쯤|경|께|정도|즈음|때|무렵|\s?사이|\s?정각)?(?:에|엔)?")
_ELSEWHERE = re.compile(
    r"\s?(?:까지(?!\s?(?:겨우|왔|옴|와))|모[시셔]|갔다|가야|(?:에서?\s?)?(?:거주|사는|살고)|데려다|데리러|다녀|내려가|올라가|가다가)"
)
"""Words after a destination, or after something that is no place."""
_AT_IT = re.compile(
    r"\s(?:앞|옆|뒤|뒤편|맞은편|건너편|정문|후문|입구|근처|부근|사거리|삼거리|주차장)(?:에서|에|이[가-힣]|서|요|[,.]|\s|$)"
)
_NEW_TOWN = re.compile(r"[가-힣]+(?:신도시|혁신도시|기업도시|택지지구)")
_LINE = re.compile(r"[가-힣]{2,7}선")
"""A motorway by its short name, before a direction: "서해안선 목포 방향"."""
_DIRECTIONS = ("방향", "방면")
_SAYS = re.compile(
    r"에서\s(?:(?!사고|박|부딪|접촉|추돌|긁)[가-힣]{1,5}\s){0,2}?(?:[달하]래[요유]?|[달하]라[고네는]|연락[이을]|전화[가를]|그러[네더]|청구|물어내|요구)"
)
"""Somebody there wants or says something ("관리사무소에서 수리비 달래요")."""
_ITS_CAR = re.compile(r"\s?(?:버스|차량|원아)")
_AT_A_SPOT = re.compile(r"(?:앞|옆|뒤|근처|부근|입구|출구|맞은편|건너편|방향|거리|교차로|정류장|로터리)$")
"""A spot, which a bus or car after it doesn't belong to ("어린이집 버스", but "역 앞 버스가")."""
_OWNED = re.compile(
    r"(?:(?<![가-힣])(?P<district>[가-힣]{2,6})\s)?(?<![가-힣])(?P<whose>저희|우리|제|내)\s?"
    r"(?P<place>(?:집|회사|아파트|가게|사무실|매장|공장|식당|빌라|동네|건물|학원)[^,.!?]*)$"
)
"""A place that is named by whose it is: "저희 집 앞", "상도동 저희 빌라"."""
_OURS = re.compile(r"(?:저희|우리|울|제|내|본인)\s?$")
_WHOSE = re.compile(r"^(?:저희|우리|울|제|내|본인)\s?")
"""Whose a place is says nothing of where it is."""
_PASSED = re.compile(r"\s?(?:쪽\s?)?(?:[을를]\s)?(?:지나|넘어|통과|(?:들어|내려|올라)[가오]|[가오]는데|[가오]다)")
"""Words after a place that somebody passed."""
_QUARTER = re.compile(r"[가-힣]{1,5}(?:[리동면읍]|고개|마을|골)")
_TOWARDS = re.compile(r"[가-힣]{2,6}\s?(?:방향|방면|쪽)")
"""A direction on a road, at the beginning of a spot."""
_GAP = re.compile(r"[ㄱ-ㅣ]*\s+")
"""Between words of one place: a blank, after letters that slipped in."""
_LIGHTS = "신호등"
_SMALL_DISTRICTS = "면읍동리"
_TOWN_ROAD = re.compile(r"(?!.*(?:국도|지방도|고속|순환|간선|외곽|일주|해안))[가-힣]{2,}(?:도?로)")
_SPENT = re.compile(r"(?:짬|틈|시간|돈|휴가|용기|보험료|벌금|소리|속도|힘|큰맘)[을를]?\s?(?:좀\s)?내[서어](?![가-힣])")
"""What people make or pay; 내서 is also a town."""
_STATION = re.compile(r"(?!(?:지하철|전철|기차|전동차|가까운)역)[가-힣]{2,}역(?![가-힣])")
_WEAK = re.compile(r"(?:안|뒤|밑|위|옆|사이|끝|변|앞)+")
_MAX_WORDS = 7
_NOWHERE = (
    r"길|도로|찻길|차도|차|저기|거기|여기|어디|안|밖|한가운데|한복판|가운데|중간|위|앞|뒤|옆|밑|쪽"
    r"|(?:[일이삼사]|\d)차[로선]"
)


def extract_place(text: str, excluded: Iterable[tuple[int, int]] = ()) -> str | None:
    """The place in a clean text; the spans `excluded` (times, plates, telephone numbers) are ignored."""
    blanked = _SPENT.sub(lambda match: "\x00" * len(match.group()), text)
    for start, end in excluded:
        tail = _TIME_TAIL.match(text, end)
        end = tail.end() if tail else end
        blanked = blanked[:start] + "\x00" * (end - start) + blanked[end:]
    found = [span for run in _runs(blanked) if (span := _best(run, blanked))]
    found = [span for span in found if is_on_a_road(text, span) or not _is_elsewhere_or_its_car(text, span)]
    kept = [span for span in found if not _TAKEN_BACK.match(text, span[2])] or found
    if not kept:
        return None
    there = [span for span in kept if not is_here_now(text, span)] or kept
    if len(there) > 1:
        named = (
            span for span in there if _is_ours(text, span[1]) or not is_vague(text[span[1] : span[2]], areas=False)
        )
        there = list(named) or there
    _, start, end = max(there, key=lambda span: (span[0], -span[1]))
    end = end_of_way(text, end)
    owned = _OWNED.search(text, 0, end)
    if owned and owned.start("place") == start:
        start = owned.start() if is_district(owned["district"] or "") else owned.start("whose")
    return without_loose_letters(text[start:end])


def _is_elsewhere_or_its_car(text: str, span: tuple[int, int, int]) -> bool:
    """Whether the words after a place say that somebody goes there, or that a car belongs to it."""
    _, start, end = span
    its_car = _ITS_CAR.match(text, end) and not _AT_A_SPOT.search(text[start:end])
    return bool(its_car or _SAYS.match(text, end) or _ELSEWHERE.match(text, end))


def names_no_place(words: str) -> bool:
    """Whether the words name no place by themselves: 길, 도로 한가운데, 차 안."""
    generic = word_patterns.pattern("place_generic_noun").pattern
    return re.fullmatch(rf"(?:(?:{generic}|{_NOWHERE})\s?)+", words) is not None


def is_vague(place: str, *, areas: bool = True) -> bool:
    """Whether a place could be anywhere (마트 주차장, 학원 앞), or, with `areas`, anywhere on a road or in a district
    (서부간선도로, 울릉도). It is worth asking where exactly."""
    if areas and is_whole_area(place) and not _STATION.fullmatch(place):
        return True
    place = _WHOSE.sub("", place)
    kinds = ("place_chain", "place_vague", "place_generic", "place_generic_noun", "place_position")
    vague = "|".join(word_patterns.pattern(kind).pattern for kind in kinds)
    return _STATION.match(place) is None and re.fullmatch(rf"(?:(?:{vague})\s?)+", place) is not None


def is_whole_area(place: str) -> bool:
    """Whether a place is a whole road, district, island or station: 강변북로, 제주 한림읍, 강남역. A road within a
    small district is none, nor a town's road within a city: 정선 여량면 42번 국도, 하남 미사강변도로."""
    words = place.split()
    near, within = False, len(words)
    while words and (is_district(words[0]) or _is_island(words[0])):
        near = words.pop(0)[-1] in _SMALL_DISTRICTS
    rest = "".join(words)
    if near and rest:
        return False
    if len(words) < within and rest and _TOWN_ROAD.fullmatch(rest) and not is_fast_road(rest):
        return False
    return place != "" and (not rest or any(kind.fullmatch(rest) for kind in (_road(), _STATION)))


def within_area(area: str, spot: str) -> str:
    """The name of a spot in a whole area that was named before: "서부간선도로" and "신정교 부근"."""
    first = spot.split()[0] if spot else ""
    named = "".join(area.split()) in spot.replace(" ", "") or _road().fullmatch(first) is not None
    if not is_whole_area(area) or named or (_TOWARDS.match(spot) is None and _is_elsewhere(area, first)):
        return spot
    return f"{area} {spot}"


def in_same_district(area: str, spot: str) -> str:
    """The name of a spot that could be anywhere, in the district of the place that it puts right: "천안 신부동 터미널
    앞", which is "터미널 뒤 주유소 앞"."""
    districts = takewhile(is_district, area.split())
    return " ".join((*districts, spot)) if is_vague(spot) and not is_district(spot.split()[0]) else spot


def _is_ours(text: str, start: int) -> bool:
    return _OURS.search(text, max(0, start - 4), start) is not None


def _is_elsewhere(area: str, first: str) -> bool:
    """Whether the first word of a spot names an area that doesn't lie in `area`."""
    return is_whole_area(first) and (is_province(first) or not is_district(area.split()[-1]))


def _is_island(word: str) -> bool:
    return word.endswith("도") and (is_landmark(word) or is_district(word[:-1]))


@cache
def _road() -> re.Pattern[str]:
    return re.compile(rf"(?:{word_patterns.pattern('road_name').pattern})")


def _runs(text: str) -> list[list[PlaceWord]]:
    """Runs of words that may belong to one place, in order."""
    runs: list[list[PlaceWord]] = []
    run: list[PlaceWord] = []
    for said, start in _pieces(text):
        gap = LEAD_GAP if run and run[-1].closes else _GAP
        apart = bool(run) and gap.fullmatch(text, run[-1].end, start) is None
        word = parse_place_word(said, start)
        if word and not word.sure and not (run and (_continues_name(run[-1], word) or _stands_at(text, run, word))):
            word = None
        if run and (apart or word is None or word.start != start):
            runs.append(run)
            run = []
        if word:
            run.append(word)
            if word.closes and not goes_on(text, start + len(said), said):
                runs.append(run)
                run = []
    return [*runs, run] if run else runs


def _stands_at(text: str, run: list[PlaceWord], word: PlaceWord) -> bool:
    """Whether a word without a particle names what somebody was at, in a district ("비전동 소사벌 롯데리아 앞")."""
    in_district = any(each.kind is PlaceWordKind.DISTRICT for each in run) and not run[-1].closes
    return in_district and not word.closes and len(word.core) > 2 and _AT_IT.match(text, word.end) is not None


def _continues_name(before: PlaceWord, word: PlaceWord) -> bool:
    """Whether a word with another possible meaning belongs to the name that begins with `before`."""
    if before.kind is PlaceWordKind.DISTRICT:
        return True
    return before.kind is PlaceWordKind.HEAD and NAME_ENDS.fullmatch(word.core) is not None


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    for match in _SPLIT.finditer(text):
        if len(match.group()) <= _LONG:
            yield match.group(), match.start()
        else:
            yield from ((piece.group(), match.start() + piece.start()) for piece in _CLAUSES.finditer(match.group()))


def _best(run: list[PlaceWord], text: str) -> tuple[int, int, int] | None:
    """(strength, start, end) of the place in a run of words."""
    last = len(run) - 1
    after = text[run[last].end :]
    ends = run[last].located or re.match(r"\s*(?:[,.!?\x00~…]|$)", after) is not None
    ends = ends or (_QUARTER.fullmatch(run[last].core) is not None and _PASSED.match(after) is not None)
    districts = [index for index, word in enumerate(run) if word.kind is PlaceWordKind.DISTRICT]
    while last >= 0 and run[last].kind is PlaceWordKind.NOUN and not (ends and districts and last == len(run) - 1):
        last -= 1
    if last < 0:
        return None
    if last and run[last].core == _LIGHTS and _WEAK.fullmatch(run[last - 1].core):
        last -= 1  # 마트 앞 신호등
    first = _first(run, last, districts)
    words = run[first : last + 1]
    strength = _strength(words)
    return (strength, words[0].start, words[-1].end) if strength else None


def _first(run: list[PlaceWord], last: int, districts: list[int]) -> int:
    """The index of the first word of the place: a district at the beginning, else one name before the first head or
    position."""
    firm = next(index for index, word in enumerate(run) if word.kind is not PlaceWordKind.NOUN)
    if run[firm].kind is PlaceWordKind.POSITION and _WEAK.fullmatch(run[firm].core) and firm == last and not districts:
        before = run[firm - 1].core if firm else ""
        if not (is_landmark(before) or (len(before) > 2 and run[firm].core == "앞")):
            return firm
    opening = [index for index in districts if last - _MAX_WORDS < index <= firm]
    if opening:
        before = run[opening[0] - 1].core if opening[0] else ""
        on_line = _LINE.fullmatch(before) and any(word.core in _DIRECTIONS for word in run[opening[0] + 1 :][:1])
        return opening[0] - bool(on_line or _NEW_TOWN.fullmatch(before))
    quarter = next((i for i in range(firm - 1, -1, -1) if is_district(f"{run[i].core}동")), None)
    if quarter is not None and all(word.sure for word in run[quarter:firm]):
        return quarter
    if firm > 1 and run[0].sure and run[1].sure and firm == 2 and run[firm].kind is PlaceWordKind.POSITION:
        return 0
    return firm - 1 if firm > 0 and run[firm - 1].sure and run[firm].kind is not PlaceWordKind.DISTRICT else firm


def _strength(words: list[PlaceWord]) -> int:
    kinds = {word.kind for word in words}
    cores = "".join(word.core for word in words).replace(" ", "")
    generic = all(
        word_patterns.pattern("place_generic").fullmatch(word.core) or word.kind is PlaceWordKind.POSITION
        for word in words
    )
    bare = all(generic_noun_pattern().fullmatch(word.core) or word.kind is PlaceWordKind.POSITION for word in words)
    if bare or (len(words) == 1 and generic):
        return 0
    if len(words) == 1:
        word = words[0]
        if word.kind is PlaceWordKind.DISTRICT:
            return 2 if word.located or is_landmark(word.core) or len(word.core) > 2 else 0
        return 3
    district = PlaceWordKind.DISTRICT in kinds or is_landmark(cores)
    return 2 + 2 * district + (PlaceWordKind.HEAD in kinds) + any(word.located for word in words)
