"""A write that meets a transaction on its item is written again: a single one by both clients, a transaction by its
store.

The service is a server of the test. On Amazon's DynamoDB Local, none of 650 puts beside 500 transactions on the same
item was refused.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError
from pynamodb.exceptions import PynamoDBException

from chalicelib.aws import transactions
from chalicelib.aws.clients import config_of, retry_transaction_conflicts, session
from chalicelib.aws.light.errors import ServiceError
from chalicelib.aws.light.retries import MAX_ATTEMPTS
from chalicelib.aws.outbox import DynamoOutbox
from chalicelib.aws.table import Table
from chalicelib.content.views import Named
from chalicelib.files.events import FileReady
from chalicelib.files.model import Upload
from chalicelib.files.store import DynamoUploadStore
from chalicelib.kernel.errors import Conflict
from chalicelib.kernel.optimistic_update import Backoff
from chalicelib.kernel.parallel import run_in_order
from tests.unit.aws.light.peer import Behaviour, Peer, answer, refuses, says

CONFLICT = refuses(400, "TransactionConflictException")
CONDITION_FAILED = refuses(400, "ConditionalCheckFailedException")
WRITTEN = says(answer(200, b"{}"))
UPLOAD = Upload("u", "c", "cust", Named("cust", "김서연"), "a.jpg", "photo", 1, "image/jpeg", 1, version=2)


def cancelled(*codes: str) -> Behaviour:
    """A cancelled transaction, with a reason an item."""
    reasons = [{"Code": code} for code in codes]
    error = {"__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException", "CancellationReasons": reasons}
    return says(answer(400, json.dumps(error).encode()))


MET_ANOTHER = cancelled("None", "TransactionConflict")

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


def _by_table(client: Any) -> bool:
    return Table(client, "t").put_together({"pk": {"S": "x"}}, "attribute_not_exists(pk)", None, {"o": {}})


def _by_model(client: Any) -> bool:
    store = DynamoUploadStore(client, "t", DynamoOutbox(client, "t", run_in_order))
    return store.update(UPLOAD, FileReady("u", 2))


@pytest.mark.parametrize("outcome, is_done", [(WRITTEN, True), (cancelled("ConditionalCheckFailed", "None"), False)])
@pytest.mark.parametrize(
    "write, kind",
    [(_by_table, "light"), (_by_table, "botocore"), (_by_model, "botocore")],
)
def test_a_transaction_that_meets_another_is_written_again(
    write: Callable[[Any], bool],
    kind: str,
    outcome: Behaviour,
    is_done: bool,
    client: MakeClient,
    peer: MakePeer,
) -> None:
    one = peer(MET_ANOTHER, outcome)
    assert write(client(one) if kind == "light" else _botocore_client(one)) is is_done
    assert len(one.seen) == 2
    tokens = {json.loads(body)["ClientRequestToken"] for body in one.seen}
    assert len(tokens) == 2, "a token stands for one attempt"


def test_a_transaction_whose_condition_failed_beside_another_is_not_written_again(peer: MakePeer) -> None:
    one = peer(cancelled("ConditionalCheckFailed", "TransactionConflict"))
    assert not _by_model(_botocore_client(one))
    assert len(one.seen) == 1


def test_a_transaction_that_meets_others_in_every_attempt_is_a_conflict() -> None:
    codes = frozenset({"TransactionConflict"})
    attempts, pauses = iter([codes] * transactions.MAX_ATTEMPTS), list[float]()
    with pytest.raises(Conflict):
        transactions.is_written(lambda: next(attempts), Backoff(pauses.append, lambda: 1.0))
    assert next(attempts, None) is None
    assert len(pauses) == transactions.MAX_ATTEMPTS - 1
