"""The audit trail: who accessed which records of whom, as one JSON object per line on a logger of its own.

It contains ids only, so that it is no second store of personal data.
"""

import json
import logging

from chalicelib.kernel.masking import mask_resident_numbers

_trail = logging.getLogger("baro.audit")
_trail.setLevel(logging.INFO)


def audit(action: str, actor: str, **ids: str | int | bool) -> None:
    """Writes one line: what was done or refused, by whom, to which records. Ids of refused requests come from clients
    and may be any text, so they are masked."""
    ids = {name: mask_resident_numbers(value) if isinstance(value, str) else value for name, value in ids.items()}
    _trail.info(json.dumps({"audit": action, "actor": actor, **ids}, ensure_ascii=False))
