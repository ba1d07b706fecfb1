"""A cheap filter before the emergency rules: the fragments that every emergency message contains.

The rules take long to load, and most messages between a customer and an agent contain no fragment."""

import re

_FRAGMENTS = re.compile(
    r"불|연기|피|다[쳤치친쳣침]|부상|의식|숨|호흡|죽|살려|도와|[갇갖]|[끼낀껴꼈]|119|112|구급|응급|쓰러|기절|경련|속도|[갓갇]|터널|차로|차선|도로|대로"
    r"|대교|다리|거리|교차|국도|신호|하이웨이|ic|jc|[멈머][췄춰춤추]|[섰섯]|서\s?[있잇버부]|한가운|한복판|움직|시동|꺼[졌져짐]|퍼|고장|펑|터졌|방전|침수|물|절벽|브레|칼|흉기"
    r"|쫓|임신|배가|골절|뼈|머리|가슴|허리|[못몬]|안\s?[가나]|뒤집|매달|떨어|위급|위험|사람|견인|쌩|추돌|치[었였일]|스톱|스탑"
    r"|help|hurt|fire|smoke|way|road|blood|bleed|trap|tunnel|uncons|injur|ambul|sos|lane|bridge|shoulder|stuck|stall|broke"
    r"|dead|stop|flood|burn|breath|chest|911",
    re.IGNORECASE,
)


def may_be_emergency(text: str) -> bool:
    """Whether the emergency rules must read this message."""
    return _FRAGMENTS.search(text) is not None
