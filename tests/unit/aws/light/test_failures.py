"""Every kind of failure of a call has one outcome, and calls are repeated only as the table of operations allows."""

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.aws.light.errors import (
    CallFailed,
    IncompleteResponse,
    NoResponse,
    NotSent,
    OutOfTime,
    ServiceError,
)
from chalicelib.aws.light.retries import MAX_ATTEMPTS, Failure, failure_of, is_retried, pause_s
from tests.unit.aws.light import peer as peers
from tests.unit.aws.light.peer import Behaviour, Peer

MakePeer = Callable[..., Peer]
MakeClient = Callable[..., Any]

_FAILURES = [
    pytest.param(peers.drops, NoResponse, id="carried out, then dropped"),
    pytest.param(peers.resets, NoResponse, id="reset"),
    pytest.param(peers.cut_off, IncompleteResponse, id="body cut off"),
    pytest.param(peers.half_a_chunk, IncompleteResponse, id="chunk cut off"),
    pytest.param(peers.half_compressed, IncompleteResponse, id="compressed body cut off"),
    pytest.param(peers.no_http, IncompleteResponse, id="no HTTP"),
    pytest.param(peers.wrong_checksum, IncompleteResponse, id="wrong checksum"),
    pytest.param(peers.refuses(429), ServiceError, id="429"),
    pytest.param(peers.refuses(400, "ProvisionedThroughputExceededException"), ServiceError, id="throttled"),
    pytest.param(peers.refuses(400, "TransactionConflictException"), ServiceError, id="transaction"),
    pytest.param(peers.refuses(500), ServiceError, id="500"),
    pytest.param(peers.refuses(503), ServiceError, id="503"),
]


@pytest.mark.parametrize("behaviour,error", _FAILURES)
def test_a_dynamodb_call_is_retried(
    behaviour: Behaviour, error: type[CallFailed], peer: MakePeer, client: MakeClient, pauses: list[float]
) -> None:
    one = peer(behaviour)
    assert client(one).get_item(TableName="t")["Item"] == {"pk": {"S": "x"}}
    assert len(one.seen) == 2
    assert len(pauses) == 1


@pytest.mark.parametrize("behaviour,error", _FAILURES)
def test_a_call_that_fails_every_time_ends_with_its_own_error(
    behaviour: Behaviour, error: type[CallFailed], peer: MakePeer, client: MakeClient
) -> None:
    one = peer(*[behaviour] * MAX_ATTEMPTS)
    with pytest.raises(error):
        client(one).update_item(TableName="t")
    assert len(one.seen) == MAX_ATTEMPTS


@pytest.mark.parametrize("behaviour,error", _FAILURES)
def test_a_frame_is_never_posted_twice(
    behaviour: Behaviour, error: type[CallFailed], peer: MakePeer, client: MakeClient
) -> None:
    one = peer(behaviour)
    if behaviour is peers.wrong_checksum:
        pytest.skip("API Gateway sends no checksum")
    with pytest.raises(error):
        client(one, posts=True).post_to_connection(ConnectionId="abc=", Data=b"{}")
    assert len(one.seen) == 1


@pytest.mark.parametrize("status,code", [(400, "ConditionalCheckFailedException"), (413, "TooLarge"), (410, "Gone")])
def test_a_refusal_is_raised_at_once(status: int, code: str, peer: MakePeer, client: MakeClient) -> None:
    one = peer(peers.refuses(status, code))
    with pytest.raises(ServiceError) as refused:
        client(one).put_item(TableName="t")
    assert refused.value.response["Error"] == {"Code": code, "Message": "no"}
    assert refused.value.response["ResponseMetadata"] == {"HTTPStatusCode": status}
    assert len(one.seen) == 1


def test_an_error_without_json_is_named_by_its_status(peer: MakePeer, client: MakeClient) -> None:
    with pytest.raises(ServiceError) as refused:
        client(peer(peers.says(peers.answer(404, b"<html>")))).get_item(TableName="t")
    assert refused.value.code == "404"


def test_api_gateway_names_its_errors_in_a_header(peer: MakePeer, client: MakeClient) -> None:
    gone = peers.says(b"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\nx-amzn-ErrorType: GoneException:http\r\n\r\n")
    with pytest.raises(ServiceError) as refused:
        client(peer(gone), posts=True).post_to_connection(ConnectionId="abc=", Data=b"{}")
    assert (refused.value.status, refused.value.code) == (410, "GoneException")


@pytest.mark.parametrize("behaviour", [peers.stalls, peers.drips])
def test_a_slow_service_gets_at_most_the_functions_remaining_time(
    behaviour: Behaviour, peer: MakePeer, client: MakeClient
) -> None:
    one = peer(behaviour)
    with pytest.raises(OutOfTime):
        client(one, time_left_s=lambda: 0.2, random=lambda: 1.0, sleep=lambda _: None).get_item(TableName="t")


def test_a_frame_with_a_late_response_is_not_posted_again(peer: MakePeer, client: MakeClient) -> None:
    one = peer(peers.stalls)
    with pytest.raises(NoResponse):
        client(one, posts=True, time_left_s=lambda: 0.2).post_to_connection(ConnectionId="a", Data=b"{}")
    assert len(one.seen) == 1


def test_a_refused_connection_is_retried_for_frames_too(
    peer: MakePeer, client: MakeClient, pauses: list[float]
) -> None:
    one = peer()
    one.stop()
    with pytest.raises(NotSent):
        client(one, posts=True).post_to_connection(ConnectionId="a", Data=b"{}")
    assert len(pauses) == MAX_ATTEMPTS - 1


@pytest.mark.parametrize(
    "behaviour", [peers.chunked, peers.compressed, peers.to_the_end, peers.closing, peers.continued]
)
def test_every_form_of_a_response_is_read(behaviour: Behaviour, peer: MakePeer, client: MakeClient) -> None:
    one = peer(behaviour)
    calling = client(one)
    assert calling.get_item(TableName="t")["Item"] == {"pk": {"S": "x"}}
    assert calling.get_item(TableName="t")["Item"] == {"pk": {"S": "x"}}
    assert len(one.seen) == 2


def test_a_connection_is_reused(peer: MakePeer, client: MakeClient) -> None:
    one = peer()
    calling = client(one)
    for _ in range(3):
        calling.get_item(TableName="t")
    assert one.handshakes == 1


def test_a_dropped_idle_connection_costs_one_handshake_and_no_second_effect(
    peer: MakePeer, client: MakeClient, pauses: list[float]
) -> None:
    one = peer()
    calling = client(one, posts=True)
    calling.post_to_connection(ConnectionId="a", Data=b"1")
    one.drop_connections()
    calling.post_to_connection(ConnectionId="a", Data=b"2")
    assert (one.seen, one.handshakes, pauses) == ([b"1", b"2"], 2, [])


def test_a_transaction_keeps_its_token_over_retries(peer: MakePeer, client: MakeClient) -> None:
    one = peer(peers.drops)
    client(one).transact_write_items(TransactItems=[])
    assert one.seen[0] == one.seen[1]
    assert b'"ClientRequestToken":"token-' in one.seen[0]


def test_the_trace_header_is_sent_unsigned(peer: MakePeer, client: MakeClient) -> None:
    one = peer()
    client(one, trace=lambda: "Root=1-5759e988-bd862e3fe1be46a994272793").get_item(TableName="t")
    assert b"x-amzn-trace-id: Root=1-5759e988-bd862e3fe1be46a994272793" in one.heads[0]
    assert b"trace" not in one.heads[0].split(b"SignedHeaders=")[1].split(b",")[0]


def test_every_operation_has_a_retry_rule_and_a_post_is_only_repeated_unsent() -> None:
    assert [failure for failure in Failure if is_retried("PostToConnection", failure)] == [Failure.BEFORE_SENDING]
    for operation in ("GetItem", "Query", "UpdateItem", "TransactWriteItems", "SendMessage"):
        assert {failure for failure in Failure if not is_retried(operation, failure)} == {Failure.FINAL}


def test_retry_delays_double_up_to_a_second() -> None:
    assert [pause_s(attempt, 1.0) for attempt in (1, 2, 3, 9)] == [0.05, 0.1, 0.2, 1.0]
    assert pause_s(3, 0.0) == 0


def test_an_error_without_a_cause_is_final() -> None:
    assert failure_of(ServiceError("GetItem", 400, "X", "", {})) is Failure.FINAL
