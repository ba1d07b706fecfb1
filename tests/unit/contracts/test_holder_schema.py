"""The documented schema is that of the types."""

import json
from pathlib import Path

from local.feed_schema import feed_schema
from local.holder_schema import holder_schema

PAGE = Path(__file__).parents[3] / "docs" / "holder.schema.json"


def test_the_documented_schema_is_that_of_the_types() -> None:
    assert json.loads(PAGE.read_text("utf-8")) == json.loads(json.dumps(holder_schema()))


def test_the_documented_schema_of_feeds_is_that_of_the_types() -> None:
    page = PAGE.with_name("feed.schema.json")
    assert json.loads(page.read_text("utf-8")) == json.loads(json.dumps(feed_schema()))
