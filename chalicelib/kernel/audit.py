"""Who looked at what of whom: a JSON object a line on a logger of its own, kept as long as the operator decides.

Ids only: the trail itself must not be a second place where people's words and numbers lie.
"""

import json
import logging

from chalicelib.kernel.masking import mask_resident_numbers

_trail = logging.getLogger("baro.audit")
_trail.setLevel(logging.INFO)


def audit(action: str, actor: str, **ids: str | int | bool) -> None:
    """Writes one line: what was done (or refused), by whom, to which things. Ids come from clients: of what was refused
    they may be anything."""
    ids = {name: mask_resident_numbers(value) if isinstance(value, str) else value for name, value in ids.items()}
    _trail.info(json.dumps({"audit": action, "actor": actor, **ids}, ensure_ascii=False))
