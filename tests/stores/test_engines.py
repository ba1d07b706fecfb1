"""moto, made faster, answers as Amazon's engine does."""

from typing import Any

from botocore.exceptions import ClientError

TABLE = "engines"
PAGE = {"TableName": TABLE, "KeyConditionExpression": "pk = :pk", "ExpressionAttributeValues": {":pk": {"S": "p1"}}}


def item(part: str, name: str, **more: Any) -> dict[str, Any]:
    return {"pk": {"S": part}, "sk": {"S": name}, **more}


def answers(client: Any) -> list[Any]:
    """What an engine says of two partitions: pages, an index, and a transaction that fails after three writes."""
    client.create_table(
        TableName=TABLE,
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk", "owner")],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "by_owner",
                "KeySchema": [
                    {"AttributeName": "owner", "KeyType": "HASH"},
                    {"AttributeName": "sk", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    nested = {"M": {"list": {"L": [{"N": "1"}, {"NULL": True}]}, "empty": {"M": {}}, "set": {"SS": ["a"]}}}
    for part, name in (("p2", "a"), ("p1", "c"), ("p1", "a"), ("p1", "b"), ("p10", "a")):
        client.put_item(TableName=TABLE, Item=item(part, name, owner={"S": "kim"}, body=nested, raw={"B": b"\x00\xff"}))

    def stored() -> list[Any]:
        listed: list[Any] = client.query(**PAGE)["Items"]
        return listed

    first = client.query(**PAGE, Limit=2)
    rest = client.query(**PAGE, ExclusiveStartKey=first["LastEvaluatedKey"])
    last = client.query(**PAGE, ScanIndexForward=False, Limit=1)
    owned = client.query(
        TableName=TABLE,
        IndexName="by_owner",
        KeyConditionExpression="#o = :o",
        ExpressionAttributeNames={"#o": "owner"},
        ExpressionAttributeValues={":o": {"S": "kim"}},
    )
    key = {"TableName": TABLE, "Key": item("p1", "b")}
    said = {"ExpressionAttributeNames": {"#b": "body"}, "ExpressionAttributeValues": {":b": {"S": "new"}}}
    writes = [
        {"Put": {"TableName": TABLE, "Item": item("p1", "d")}},
        {"Update": {**key, "UpdateExpression": "SET #b = :b", **said}},
        {"Delete": {"TableName": TABLE, "Key": item("p1", "a")}},
        {"Put": {"TableName": TABLE, "Item": item("p1", "c"), "ConditionExpression": "attribute_not_exists(pk)"}},
    ]
    refused = []
    try:
        client.transact_write_items(TransactItems=writes)
    except ClientError as error:
        refused = [reason["Code"] for reason in error.response["CancellationReasons"]]
    after_refusal = stored()
    client.transact_write_items(TransactItems=writes[:3])
    names = sorted(each["pk"]["S"] for each in owned["Items"])
    return [first["Items"], rest["Items"], last["Items"], names, refused, after_refusal, stored()]


def test_both_engines_read_a_partition_and_undo_a_transaction_alike(moto_client: Any, amazon_client: Any) -> None:
    assert answers(moto_client) == answers(amazon_client)
