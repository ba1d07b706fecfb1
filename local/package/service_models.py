"""Reduces botocore's models of 400 AWS services to those that are called.

They are stored as plain JSON without documentation, which is smaller and faster to parse at a cold start.
"""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

SERVICES = frozenset({"apigatewaymanagementapi", "dynamodb", "s3", "ses", "sns", "sqs", "sts"})
_DROPPED = frozenset({"examples-1", "service-2.sdk-extras"})


def slim_model(path: PurePosixPath, file: Path) -> Iterator[tuple[str, bytes]]:
    """The packaged version of the file `path` of `botocore/data`; none for services that aren't called."""
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
    """The table of endpoints, which every first client parses, reduced to the called services."""
    for partition in endpoints["partitions"]:
        rows = partition["services"]
        partition["services"] = {name: row for name, row in rows.items() if name in SERVICES}
    return endpoints


def _without_documentation(value: Any) -> Any:
    """`value` without texts named `documentation`. Objects of that name stay; botocore reads the documentation of a
    client's parameters and gets empty texts."""
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
