"""Starting and stopping, and Amazon's DynamoDB Local as an engine."""

import json
import os
from pathlib import Path

import pytest
from chalice.app import Chalice

from local.aws import Options, StandinError, StandinThread
from local.aws.engines import ROOT, find_jar
from local.setup.dynamodb import fetch
from tests.local.conftest import RESOURCES
from tests.local.toy import Toy

TABLE = "toy-dev-rooms"


def test_an_undefined_queue_fails_the_start_and_leaves_nothing_behind(
    tmp_path: Path,
) -> None:
    app = Chalice("lost")
    app.on_sqs_message(queue="nowhere", name="lost")(print)
    empty = tmp_path / "resources.json"
    empty.write_text(json.dumps({"Resources": {}}))
    before = dict(os.environ)
    standin = StandinThread(app, empty)
    with pytest.raises(StandinError, match="nowhere"), standin:
        pytest.fail("started")
    assert {**before, "AWS_EXECUTION_ENV": ""} == {**os.environ, "AWS_EXECUTION_ENV": ""}
    assert all(engine.process.returncode is not None for engine in standin.standin.engines)


def test_an_unsupported_event_source_fails_the_start(tmp_path: Path) -> None:
    app = Chalice("lost")
    app.on_sns_message(topic="news", name="lost")(print)
    empty = tmp_path / "resources.json"
    empty.write_text(json.dumps({"Resources": {}}))
    with pytest.raises(StandinError, match="lost"), StandinThread(app, empty):
        pytest.fail("started")


def test_dynamodb_local_keeps_its_files_over_a_restart(tmp_path: Path) -> None:
    jar = find_jar(ROOT) or fetch(ROOT / "build" / "dynamodb-local")
    options = Options(dynamodb="amazon", dynamodb_jar=jar, data=tmp_path / "data")
    with StandinThread(Toy().app, RESOURCES, options=options) as standin:
        assert standin.environment()["AWS_ENDPOINT_URL_DYNAMODB"] != standin.aws_endpoint
        dynamodb = standin.client("dynamodb")
        dynamodb.put_item(TableName=TABLE, Item={"pk": {"S": "kept"}, "owner": {"S": "kim"}})
        index = dynamodb.describe_table(TableName=TABLE)["Table"]["GlobalSecondaryIndexes"]
        assert index[0]["IndexName"] == "by-owner"
    with StandinThread(Toy().app, RESOURCES, options=options) as standin:
        found = standin.client("dynamodb").get_item(TableName=TABLE, Key={"pk": {"S": "kept"}})
        assert found["Item"]["owner"] == {"S": "kim"}
