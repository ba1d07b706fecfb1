"""docs/provider-messages.schema.json is what providers are sent and report."""

import json
from pathlib import Path

from local.provider_schema import provider_schema

PAGE = Path(__file__).parents[3] / "docs" / "provider-messages.schema.json"


def test_the_documented_schema_is_made_of_the_types() -> None:
    assert json.loads(PAGE.read_text("utf-8")) == json.loads(json.dumps(provider_schema(), default=sorted))
