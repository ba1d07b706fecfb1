"""Places that words for a way extend: "횡성에서 둔내 가는 길", "여주IC 지나서", "독일마을 들어가는 입구"."""

from __future__ import annotations

import re

_ONWARD = re.compile(
    r"\s(?:(?:들어|올라|내려|넘어|건너|나|빠져나)?[가오]는|빠지는|진입하는|합류하는|나와서\s첫\s?번째)\s"
    r"(?:램프|사거리|삼거리|교차로|신호등|입구|출구|길목|고갯?길|언덕|다리(?:\s위)?|쪽|방향|길)"
    r"(?=에서|이[가-힣]|입니|인데|예요|에요|요|[.,!?~]|$)"
)
"""What follows a place that somebody is on the way to: 독일마을 들어가는 입구."""
_AFTER_A_ROAD = "|".join(rf"(?<={end}\s)" for end in ("터널", "IC", "ic", "JC", "jc", "나들목", "톨게이트", "휴게소"))
_PAST = re.compile(
    r"\s?(?:을\s|를\s)?(?:막\s|조금\s|좀\s|살짝\s|바로\s)?"
    rf"(?:지나서|(?:지나|건너)자마자|(?:{_AFTER_A_ROAD})(?:빠져)?\s?나[와오](?:서|자마자)"
    r"|못\s?(?:미쳐서?|미처서?|가서)|나오는\s(?:길|곳|데|쪽))(?=에?서?\s|[,.]|$|입니|이[가-힣]|요)"
)
"""What follows a place that the spot lies behind or before: "여주IC 지나서"."""
_KM = r"\d+(?:\.\d+)?\s?(?:[kK][mM]?(?![A-Za-z0-9])|㎞|킬로미터|킬로|키로미터|키로)(?:\s?지점)?"
_MARK = re.compile(rf"(?:\s?(?:지나서?|못\s?미[쳐처]서?)|서)?\s{_KM}|\s이정표\s?\d+(?:\.\d+)?")
"""The kilometre of a road, also behind a place that somebody passed: "양양 지나 15km 지점"."""
_LANE = re.compile(
    r"(?<=지점|[kK][mM]|킬로|키로)\s(?:\d|[일이삼사오])\s?차[로선](?=에서|에|이|입|인|예|요|[\s,.!?~]|$)"
)
"""The lane, behind the kilometre of a road."""
_OF_SPAN = re.compile(
    r"(?<=[교널])\s?(?:상판|하판|상층|하층|상부\s?도로|하부\s?도로|한가운데|가운데|중간|위|안)(?=쯤|에|이|예|입|인|요|[\s,.!?~]|$)"
)
"""A part of a bridge or tunnel."""
_SPOT_IN_AREA = re.compile(
    r"\s?쪽\s(?:[가-힣]{1,4}\s?)?(?:지하차도|사거리|삼거리|오거리|교차로|로터리|주차장|골목길?|터널|고가|육교|다리(?:\s위)?|국도|도로|길"
    r"|정류장|휴게소|나들목|램프|입구|출구)(?=에서|에|이[가-힣]|입니|인데|예요|요|[.,!?~]|\s|$)"
)
"""A spot in an area that is named before: "오송 쪽 지하차도"."""
_LEADS_ON = re.compile(
    r"\s(?:[가-힣A-Za-z0-9]{2,8}\s?(?:쪽\s?)?(?:[가-힣]{0,2}[가오]는|방향|방면|쪽|넘어)|[가오]는\s?(?:길|쪽|방향))"
)
"""What follows the place where a way begins: "횡성에서 둔내 가는 길"."""
_NAMED_WITH_AT = re.compile(
    r"(?<=[가-힣]에)\s(?:지하\s?|공영\s?|옥외\s?)?"
    r"(?:주차장|주차타워|앞|옆|뒤|입구|정문|후문|사거리|근처|건너편|맞은편)(?:에서|에|이|입|요|$)"
)
"""What follows a name that ends like a place with a particle ("라미띠에 주차장에서")."""
LEAD_GAP = re.compile(r"(?:에서|에|으로|로)?[ㄱ-ㅣ]*\s+")
_NOW_AT = re.compile(r"(?:지금은?|현재는?|이제는?)\s[^.!?]{0,8}$")
_IS_AT = re.compile(r"(?:에|으로)\s?(?:와\s?있|있[어는습]|도착|돌아[왔와]|왔)")


def end_of_way(text: str, end: int) -> int:
    """Where a place ends that words for a way follow."""
    ways = (_MARK, _ONWARD, _PAST, _OF_SPAN, _SPOT_IN_AREA)
    onward = next(filter(None, (way.match(text, end) for way in ways)), None)
    reached = onward.end() if onward else end
    lane = _LANE.match(text, reached)
    return lane.end() if lane else reached


def goes_on(text: str, end: int, said: str) -> bool:
    """Whether a place goes on after a particle: the beginning of a way, or a name that ends like one."""
    leads = said.endswith(("에서", "방면으로", "방향으로", "쪽으로")) and _LEADS_ON.match(text, end)
    return bool(leads or (not said.endswith("역에") and _NAMED_WITH_AT.match(text, end)))


def is_on_a_road(text: str, span: tuple[int, int, int]) -> bool:
    """Whether a place is a direction on a road ("올림픽대로 잠실 방향 가다가")."""
    return text[span[1] : span[2]].endswith(("방향", "방면"))


def is_here_now(text: str, span: tuple[int, int, int]) -> bool:
    """Whether the customer is at a place now ("지금은 원주 집에 와 있습니다")."""
    return _NOW_AT.search(text, max(0, span[1] - 14), span[1]) is not None and _IS_AT.match(text, span[2]) is not None
