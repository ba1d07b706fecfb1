"""The resources file: parsed like CloudFormation, and created in the engines."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from local.aws import Template, TemplateError
from tests.local.conftest import RESOURCES, World


def document() -> dict[str, Any]:
    return dict(json.loads(RESOURCES.read_text()))


def test_table_has_its_keys_index_and_time_to_live(world: World) -> None:
    dynamodb = world.standin.client("dynamodb")
    table = dynamodb.describe_table(TableName="toy-test-rooms")["Table"]
    assert table["KeySchema"] == [{"AttributeName": "pk", "KeyType": "HASH"}]
    assert [index["IndexName"] for index in table["GlobalSecondaryIndexes"]] == ["by-owner"]
    ttl = dynamodb.describe_time_to_live(TableName="toy-test-rooms")["TimeToLiveDescription"]
    assert (ttl["TimeToLiveStatus"], ttl["AttributeName"]) == ("ENABLED", "ttl")


def test_queues_have_their_attributes(world: World) -> None:
    attributes = world.sqs.get_queue_attributes(QueueUrl=world.queue("toy-work"), AttributeNames=["All"])["Attributes"]
    assert attributes["VisibilityTimeout"] == "60"
    assert json.loads(attributes["RedrivePolicy"])["maxReceiveCount"] == 3
    idle = world.sqs.get_queue_attributes(QueueUrl=world.queue("toy-idle.fifo"), AttributeNames=["All"])["Attributes"]
    assert (idle["FifoQueue"], idle["DelaySeconds"]) == ("true", "5")


def test_bucket_has_its_cors_rules(world: World) -> None:
    (rule,) = world.standin.client("s3").get_bucket_cors(Bucket="toy-test-uploads")["CORSRules"]
    assert rule["AllowedOrigins"] == ["https://chat.example"]
    assert rule["MaxAgeSeconds"] == 300


def test_one_of_many_concurrent_conditional_writes_succeeds(world: World) -> None:
    dynamodb = world.standin.client("dynamodb")

    def claim(claimant: int) -> bool:
        try:
            dynamodb.put_item(
                TableName="toy-test-rooms",
                Item={"pk": {"S": "room"}, "owner": {"S": str(claimant)}},
                ConditionExpression="attribute_not_exists(pk)",
            )
        except dynamodb.exceptions.ConditionalCheckFailedException:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(claim, range(40))) == 1


@pytest.mark.parametrize(
    "value, expected",
    [
        ({"Ref": "Stage"}, "t"),
        ({"Ref": "AWS::Region"}, "ap-northeast-2"),
        ({"Ref": "Rooms"}, "toy-t-rooms"),
        ({"Ref": "WorkQueue"}, "http://aws/123456789012/toy-work"),
        ({"Fn::GetAtt": ["WorkQueue", "Arn"]}, "arn:aws:sqs:ap-northeast-2:123456789012:toy-work"),
        ({"Fn::GetAtt": "Uploads.Arn"}, "arn:aws:s3:::toy-t-uploads"),
        ({"Fn::Sub": ["${x}-${Stage}-${!literal}", {"x": {"Ref": "Stage"}}]}, "t-t-${literal}"),
        (
            {"Fn::Sub": "${Rooms.Arn}/index/*"},
            "arn:aws:dynamodb:ap-northeast-2:123456789012:table/toy-t-rooms/index/*",
        ),
        ({"Fn::Select": [1, {"Fn::Split": [",", "a,b"]}]}, "b"),
        ({"Fn::If": ["IsT", "yes", "no"]}, "yes"),
        ({"Fn::FindInMap": ["Sizes", {"Ref": "Stage"}, "small"]}, 3),
        ([{"Ref": "AWS::NoValue"}, {"a": {"Ref": "AWS::NoValue"}, "b": 1}], [{"b": 1}]),
    ],
)
def test_intrinsic_functions(value: Any, expected: Any) -> None:
    more = {
        **document(),
        "Conditions": {"IsT": {"Fn::Equals": [{"Ref": "Stage"}, "t"]}},
        "Mappings": {"Sizes": {"t": {"small": 3}}},
    }
    assert Template(more, {"Stage": "t"}, "http://aws").resolve(value) == expected


@pytest.mark.parametrize(
    "value", [{"Fn::Base64": "x"}, {"Fn::GetAtt": ["Rooms", "Colour"]}, {"Fn::If": ["Nope", 1, 2]}]
)
def test_an_unknown_resource_or_function_is_an_error(value: Any) -> None:
    with pytest.raises(TemplateError):
        Template(document()).resolve(value)


def test_a_resource_whose_condition_fails_is_left_out() -> None:
    more = document()
    more["Conditions"] = {"Never": {"Fn::Equals": ["a", "b"]}}
    more["Resources"]["Rooms"]["Condition"] = "Never"
    assert list(Template(more).of_type("AWS::DynamoDB::Table")) == []


def test_replies_need_the_route_response_and_the_selection_expression() -> None:
    assert Template(document()).replies()
    for missing in ("WebsocketMessageRoute", "WebsocketMessageRouteResponse"):
        less = document()
        del less["Resources"][missing]
        assert not Template(less).replies()


def test_a_file_that_is_not_json_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "resources.json"
    broken.write_text("{")
    with pytest.raises(TemplateError, match=r"resources\.json"):
        Template.read(broken)
