"""The JSON schemas of all frame types, in the dialect of AsyncAPI."""

import inspect
from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any, get_args

import msgspec

from chalicelib.content.message_bodies import Body
from chalicelib.entry.actions import all_actions
from chalicelib.entry.protocol.all_frames import AnyFrame
from chalicelib.entry.protocol.base import Result
from chalicelib.entry.protocol.commands import all_commands, union_of
from chalicelib.entry.protocol.replies import AckFrame

Schema = dict[str, Any]

REF = "#/components/schemas/"


def all_results() -> tuple[type[Result], ...]:
    """The results of all registered actions."""
    return tuple(dict.fromkeys(action.result for action in all_actions().values()))


def components() -> Schema:
    """All schemas by name, in AsyncAPI's dialect."""
    any_result: Any = reduce(or_, all_results())
    types = {"Command": union_of(all_commands()), "AnyResult": any_result, "ServerFrame": AnyFrame, "AnyBody": Body}
    unions, schemas = msgspec.json.schema_components(types.values(), ref_template=REF + "{name}")
    all_schemas = schemas | dict(zip(types, unions, strict=True))
    del all_schemas[Result.__name__]  # the base class; an `ack` has one of the results
    all_schemas[AckFrame.__name__]["properties"]["result"] = {"$ref": f"{REF}AnyResult"}
    complete = _types_sent_complete(any_result)
    for name, schema in all_schemas.items():
        if name in complete:
            schema["required"] = list(schema["properties"])
    result: Schema = _to_dialect(all_schemas)
    return result


def _types_sent_complete(any_result: Any) -> set[str]:
    """Types that only the server sends and whose encoder writes default values too: all their fields are required."""
    inbound = {t.__name__ for t in _structs(union_of(all_commands()))}
    outbound = {t.__name__: t for t in _structs(AnyFrame | any_result)}
    return {name for name, t in outbound.items() if name not in inbound and not t.__struct_config__.omit_defaults}


def _structs(root: Any) -> Iterator[type[msgspec.Struct]]:
    """All struct types that can be reached from a type."""
    seen: set[Any] = set()
    pending = [root]
    while pending:
        current = pending.pop()
        if isinstance(current, type) and issubclass(current, msgspec.Struct):
            if current in seen:
                continue
            seen.add(current)
            yield current
            pending += [field.type for field in msgspec.structs.fields(current)]
        else:
            pending += get_args(current)


def _to_dialect(node: Any) -> Any:
    """Converts JSON Schema 2020-12 to draft 7, which AsyncAPI uses: tuples become `items`, `discriminator` a property
    name."""
    if isinstance(node, list):
        return [_to_dialect(item) for item in node]
    if not isinstance(node, dict):
        return node
    out = {key: _to_dialect(value) for key, value in node.items()}
    if isinstance(out.get("discriminator"), dict):
        out["discriminator"] = out["discriminator"]["propertyName"]
        out["oneOf"] = out.pop("anyOf")
    if "prefixItems" in out:
        out["items"] = out.pop("prefixItems")
        out["additionalItems"] = False
    if isinstance(out.get("description"), str):
        out["description"] = inspect.cleandoc(out["description"])
    return out
