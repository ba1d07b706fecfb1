"""`python -m local.feed_schema` prints the JSON Schema of the rows of feeds (docs/feed.schema.json)."""

import json
from typing import Any

import msgspec

from chalicelib.contracts.feed_formats import REQUIRED, RowKind
from chalicelib.contracts.feed_rows import SCHEMA, CrashSignal, OdometerRow, PaymentRow, TrackRow, TripRow
from chalicelib.contracts.holder import InsuranceContract, Policyholder

ROWS: dict[RowKind, type] = {
    "holder": Policyholder,
    "contract": InsuranceContract,
    "payment": PaymentRow,
    "odometer": OdometerRow,
    "trip": TripRow,
    "track": TrackRow,
    "signal": CrashSignal,
}

EVERY_ROW = {
    "schema": {"const": SCHEMA, "description": "The version of this schema; rows of another are refused."},
    "version": {
        "type": ["integer", "string"],
        "description": "Of two rows the one with the greater version holds: a whole number, or a time. Without one, "
        "the time of the row's file or message.",
    },
    "deleted": {"type": "boolean", "description": "The row is gone. What identifies it must be there."},
}
BESIDES: dict[str, dict[str, Any]] = {
    "contract": {"customer": {"type": "string", "minLength": 1, "description": "The customer's id."}},
    "track": {
        "positions": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "at": {"type": "string", "format": "date-time"},
                    "longitude": {"type": "number"},
                    "latitude": {"type": "number"},
                },
                "required": ["at", "longitude", "latitude"],
            },
        }
    },
}


def feed_schema() -> dict[str, Any]:
    """The schema of draft 2020-12: a definition for each kind of row."""
    _, parts = msgspec.json.schema_components(ROWS.values())
    rows = {}
    for kind, of in ROWS.items():
        known = parts[of.__name__]
        rows[kind] = {
            **known,
            "title": kind,
            "properties": {**EVERY_ROW, **BESIDES.get(kind, {}), **known["properties"]},
            "required": sorted({*known.get("required", ()), *(REQUIRED[kind] & set(BESIDES.get(kind, ())))}),
        }
    others = {name: part for name, part in parts.items() if name not in {of.__name__ for of in ROWS.values()}}
    others["InsuranceContract"] = parts["InsuranceContract"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Rows of feeds, version {SCHEMA}",
        "anyOf": [{"$ref": f"#/$defs/{kind}"} for kind in rows],
        "$defs": {**rows, **others},
    }


def main() -> None:
    """Prints it."""
    print(json.dumps(feed_schema(), ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
