#!/usr/bin/env bash
# moto 5.2.5, DynamoDB `Query` and `TransactWriteItems`.
#
# Expected: a query of one partition looks at that partition, and a transaction of two writes at two items, however many
# others the table has: partitions are what keys are for, and moto keeps its items in a dictionary by partition.
# What happens: each query sorts all items of the table before it chooses those of the partition (one query of a
# partition of one among 2,000 items compares keys 1,999 times, though they are in order already), and each write of a transaction copies the whole table
# first, once for each write (two puts copy 4,000 items). A local environment on one long-lived moto slows down with all
# that was ever stored in it.
#
# Needs Python 3.11 and a package index. Exits with 0 while it is so, with 1 if it changes.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "moto[dynamodb]==5.2.5" 2>"$folder/pip.log" || { cat "$folder/pip.log"; exit 2; }

AWS_ACCESS_KEY_ID=x AWS_SECRET_ACCESS_KEY=x "$folder/venv/bin/python" - <<'PYTHON'
import sys
from collections import Counter

import boto3
from moto import mock_aws


def key(number: int) -> dict:
    return {"pk": {"S": f"customer{number:05}"}, "sk": {"S": "profile"}}


def calls(action) -> Counter:
    """How often moto compared keys and copied items meanwhile."""
    counted = Counter()

    def count(frame, event, _):
        name, file = frame.f_code.co_name, frame.f_code.co_filename
        if event == "call" and file.endswith("dynamo_type.py") and name in ("__lt__", "__deepcopy__"):
            if name == "__lt__" or type(frame.f_locals["self"]).__name__ == "Item":
                counted[name] += 1

    sys.setprofile(count)
    try:
        action()
    finally:
        sys.setprofile(None)
    return counted


def costs(items: int) -> tuple[int, int]:
    """Comparisons of a query of one item, and copies of items for a transaction of two puts."""
    with mock_aws():
        dynamodb = boto3.client("dynamodb", "ap-northeast-2")
        dynamodb.create_table(
            TableName="t",
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk")],
            BillingMode="PAY_PER_REQUEST",
        )
        for number in range(items):
            dynamodb.put_item(TableName="t", Item=key(number))

        def query() -> None:
            found = dynamodb.query(
                TableName="t",
                KeyConditionExpression="pk = :pk",
                ExpressionAttributeValues={":pk": key(1)["pk"]},
            )
            assert found["Count"] == 1, found

        def write_two() -> None:
            puts = [{"Put": {"TableName": "t", "Item": key(items + more)}} for more in (1, 2)]
            dynamodb.transact_write_items(TransactItems=puts)

        return calls(query)["__lt__"], calls(write_two)["__deepcopy__"]


(few_compared, few_copied), (compared, copied) = costs(20), costs(2_000)
print(f"a query of one item: {few_compared} comparisons among 20 items, {compared} among 2,000")
print(f"a transaction of two puts: {few_copied} items copied among 20, {copied} among 2,000")
sys.exit(0 if compared >= 1_999 and copied >= 4_000 else 1)
PYTHON
