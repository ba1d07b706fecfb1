"""botocore's descriptions of AWS: 400 services, of which a handful is called.

What stays is stored as plain JSON without its documentation: parsed faster at a cold start, and smaller.
"""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

SERVICES = frozenset({"apigatewaymanagementapi", "dynamodb", "s3", "sns", "sqs", "sts"})
_DROPPED = frozenset({"examples-1", "service-2.sdk-extras"})


def slim_model(path: PurePosixPath, file: Path) -> Iterator[tuple[str, bytes]]:
    """The file `path` of `botocore/data` as it ships; nothing for services that aren't called."""
    inside = path.parts[2:]
    if len(inside) > 1 and inside[0] not in SERVICES:
        return
    name = path.name.removesuffix(".gz")
    if not name.endswith(".json"):
        yield str(path), file.read_bytes()
        return
    if name.removesuffix(".json") in _DROPPED:
        return
    raw = gzip.decompress(file.read_bytes()) if path.suffix == ".gz" else file.read_bytes()
    document = _without_documentation(json.loads(raw))
    if name == "endpoints.json":
        document = _of_called_services(document)
    yield str(path.with_name(name)), json.dumps(document, separators=(",", ":")).encode()


def _of_called_services(endpoints: dict[str, Any]) -> dict[str, Any]:
    """The table of endpoints, of which every first client parses all, with the rows that can be asked for."""
    for partition in endpoints["partitions"]:
        rows = partition["services"]
        partition["services"] = {name: row for name, row in rows.items() if name in SERVICES}
    return endpoints


def _without_documentation(value: Any) -> Any:
    """`value` without texts named `documentation` (a member of that name is an object and stays; botocore asks for
    those of a client's parameters, and gets empty ones)."""
    if isinstance(value, list):
        return [_without_documentation(one) for one in value]
    if not isinstance(value, dict):
        return value
    slim = {
        key: _without_documentation(one)
        for key, one in value.items()
        if not (key == "documentation" and isinstance(one, str))
    }
    for parameter in slim.get("clientContextParams", {}).values():
        parameter["documentation"] = ""
    return slim
