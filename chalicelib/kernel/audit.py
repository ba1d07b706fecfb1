"""Who looked at what of whom: a JSON object a line on a logger of its own, kept as long as the operator decides.

Ids only: the trail itself must not be a second place where people's words and numbers lie.
"""

import json
import logging

_trail = logging.getLogger("baro.audit")
_trail.setLevel(logging.INFO)


def audit(what: str, actor: str, **ids: str | int | bool) -> None:
    """Writes one line: what was done (or refused), by whom, to which things."""
    _trail.info(json.dumps({"audit": what, "actor": actor, **ids}, ensure_ascii=False))
