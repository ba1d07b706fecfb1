"""`python -m local.provider_schema` prints the JSON Schema of what external providers are sent and report
(docs/provider-messages.schema.json)."""

import json
from typing import Any

from msgspec.json import schema_components

from chalicelib.dispatch.provider_messages import AnyProviderMessage, AnyReport


def provider_schema() -> dict[str, Any]:
    """The schema of draft 2020-12, with the definitions `Message` and `Report`."""
    (message, report), types = schema_components([AnyProviderMessage, AnyReport], ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "External providers, version 1",
        "$defs": {"Message": message, "Report": report, **types},
    }


def main() -> None:
    """Prints it."""
    print(json.dumps(provider_schema(), ensure_ascii=False, indent=2, default=sorted))


if __name__ == "__main__":
    main()
