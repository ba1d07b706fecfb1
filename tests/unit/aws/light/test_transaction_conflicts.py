"""A write that meets a transaction on its item is retried by both clients.

The service is a server of the test. On Amazon's DynamoDB Local, none of 650 puts beside 500 transactions on the same
item was refused.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError
from pynamodb.exceptions import PynamoDBException

from chalicelib.aws.clients import config_of, retry_transaction_conflicts, session
from chalicelib.aws.light.errors import ServiceError
from chalicelib.aws.light.retries import MAX_ATTEMPTS
from chalicelib.aws.outbox import DynamoOutbox
from chalicelib.aws.table import Table
from chalicelib.content.views import Named
from chalicelib.files.model import Upload
from chalicelib.files.store import DynamoUploadStore
from chalicelib.kernel.parallel import run_in_order
from tests.unit.aws.light.peer import Peer, refuses

CONFLICT = refuses(400, "TransactionConflictException")
CONDITION_FAILED = refuses(400, "ConditionalCheckFailedException")
UPLOAD = Upload("u", "c", "cust", Named("cust", "김서연"), "a.jpg", "photo", 1, "image/jpeg", 1, version=2)

MakePeer = Callable[..., Peer]
MakeClient = Callable[[Peer], Any]


@pytest.fixture(params=["light", "botocore"])
def connect(request: pytest.FixtureRequest, client: MakeClient) -> MakeClient:
    """Makes a client of a peer."""
    return client if request.param == "light" else _botocore_client


def _uploads(peer: Peer) -> DynamoUploadStore:
    client = _botocore_client(peer)
    return DynamoUploadStore(client, "t", DynamoOutbox(client, "t", run_in_order))


def _botocore_client(peer: Peer) -> Any:
    made = session().create_client(
        "dynamodb",
        region_name="ap-northeast-2",
        endpoint_url=peer.endpoint,
        aws_access_key_id="AKIDEXAMPLE",
        aws_secret_access_key="secret",
        config=config_of("dynamodb"),
    )
    retry_transaction_conflicts(made, random=lambda: 0.0)
    return made


WRITES: list[Callable[[Table], object]] = [
    lambda table: table.put({"pk": {"S": "x"}}, "attribute_not_exists(pk)"),
    lambda table: table.update("x", "", "SET a = :a", {":a": {"N": "1"}}, "a < :a"),
    lambda table: table.delete("x", condition="attribute_exists(pk)"),
]


@pytest.mark.parametrize("write", WRITES, ids=["put", "update", "delete"])
def test_a_write_that_meets_a_transaction_is_sent_again(
    write: Callable[[Table], object], connect: MakeClient, peer: MakePeer
) -> None:
    one = peer(CONFLICT, CONDITION_FAILED)
    assert not write(Table(connect(one), "t")), "the condition decides, after the transaction"
    assert len(one.seen) == 2
    assert json.loads(one.seen[0]) == json.loads(one.seen[1])


def test_a_write_that_meets_transactions_in_every_attempt_fails(connect: MakeClient, peer: MakePeer) -> None:
    one = peer(*[CONFLICT] * MAX_ATTEMPTS)
    with pytest.raises((ClientError, ServiceError), match="TransactionConflictException"):
        Table(connect(one), "t").put({"pk": {"S": "x"}})
    assert len(one.seen) == MAX_ATTEMPTS


def test_the_models_writes_are_sent_again(peer: MakePeer) -> None:
    one = peer(CONFLICT, CONDITION_FAILED)
    assert not _uploads(one).update(UPLOAD)
    assert len(one.seen) == 2


def test_a_models_write_fails_after_the_last_attempt(peer: MakePeer) -> None:
    one = peer(*[CONFLICT] * MAX_ATTEMPTS)
    with pytest.raises(PynamoDBException):
        _uploads(one).mark_check_pending("u", 1)
    assert len(one.seen) == MAX_ATTEMPTS


def test_other_refusals_are_not_sent_again(connect: MakeClient, peer: MakePeer) -> None:
    one = peer(CONDITION_FAILED)
    assert not Table(connect(one), "t").put({"pk": {"S": "x"}}, "attribute_not_exists(pk)")
    assert len(one.seen) == 1
