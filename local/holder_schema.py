"""`python -m local.holder_schema` prints the JSON Schema of a customer in the core system (docs/holder.schema.json)."""

import json
from typing import Any

import msgspec

from chalicelib.contracts.holder import Policyholder


def holder_schema() -> dict[str, Any]:
    """The schema of draft 2020-12. Values that it doesn't allow are left out and reported; the rest is loaded."""
    schema = msgspec.json.schema(Policyholder)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Policyholder, version 1", **schema}


def main() -> None:
    """Prints it."""
    print(json.dumps(holder_schema(), ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
