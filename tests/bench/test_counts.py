"""Request and unit counts of a message, on DynamoDB Local where it is installed, else on moto (which counts no
units)."""

from collections.abc import Iterator
from itertools import product

import pytest

from local.aws.engines import find_jar
from tests.bench.counts import SMALL, BothWays, bot_turn_figure, both_ways, contract_answer_figure
from tests.bench.deployment import Deployment, EngineName, deployment
from tests.bench.handlers import ROOT
from tests.bench.lists import list_figures
from tests.bench.people import Talk, assigned_talk
from tests.bench.proxy import Traffic
from tests.bench.site import conversation_item_bytes

BUSY = (102, 1_000)
"""Connections, messages of history: enough to show growth, little enough to be quick."""

ENGINE: EngineName = "amazon" if find_jar(ROOT) else "moto"


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[Deployment, Talk]]:
    with deployment(ENGINE) as centre:
        yield centre, assigned_talk(centre)


@pytest.fixture(scope="module")
def measured(served: tuple[Deployment, Talk]) -> tuple[BothWays, BothWays]:
    centre, talk = served
    return both_ways(centre, talk, SMALL), both_ways(centre, talk, BUSY)


def _ours(measured: tuple[BothWays, BothWays]) -> list[Traffic]:
    return [traffic for size in measured for traffic in size.each]


def _units(traffic: Traffic) -> tuple[float, float]:
    """Write and read units; on moto, which doesn't reckon them by size, a unit for each request."""
    if ENGINE == "amazon":
        return traffic.write_units, traffic.read_units
    writes = sum(request.is_write for request in traffic.database)
    return writes, len(traffic.database) - writes


def test_one_request_precedes_the_delivery_to_the_other_side(measured: tuple[BothWays, BothWays]) -> None:
    assert [traffic.round_trips_before_post for traffic in _ours(measured)] == [1, 1, 1, 1]


def test_a_message_is_two_writes_and_no_read(measured: tuple[BothWays, BothWays]) -> None:
    for traffic in _ours(measured):
        assert sorted(request.operation for request in traffic.requests) == ["PutItem", "UpdateItem"]


def test_a_message_costs_two_write_units_for_any_number_of_people(measured: tuple[BothWays, BothWays]) -> None:
    assert [_units(traffic) for traffic in _ours(measured)] == [(2, 0)] * 4


def test_a_conversation_with_one_device_entry_a_side_fits_a_write_unit(served: tuple[Deployment, Talk]) -> None:
    """With the ends of both tokens, a pressed button, and what both said last, whatever their names and its length."""
    centre, talk = served
    sizes = [conversation_item_bytes(centre, talk.conversation)]
    for name, length in product(("김서연", "알렉산드라 페트로브나 이바노바"), (45, 65, 80, 90)):
        for line in (*talk.customer, *talk.agent):
            line.name = name
            line.send(talk.conversation, "가" * length)
        sizes.append(conversation_item_bytes(centre, talk.conversation))
    assert 500 < min(sizes) < max(sizes) <= 1_024


def test_a_message_costs_two_write_units_with_two_device_entries_a_side(
    served: tuple[Deployment, Talk],
) -> None:
    centre, _ = served
    talk = assigned_talk(centre, 2, devices=2, speaking=2)
    assert _units(talk.customer[0].measure_send(talk.conversation)) == (2, 0)
    assert conversation_item_bytes(centre, talk.conversation) <= 1_024


def test_each_connection_is_posted_to_once(measured: tuple[BothWays, BothWays]) -> None:
    for traffic in _ours(measured):
        assert len({post.connection for post in traffic.posts}) == len(traffic.posts) == 1


def test_lists_are_read_in_batches(served: tuple[Deployment, Talk]) -> None:
    centre, _ = served
    assert {figure.name: figure.value for figure in list_figures(centre)} == {
        "file_list_requests_30": 4,
        "work_list_requests_page": 1,
        "claims_list_requests_50": 2,
    }


def test_a_turn_of_the_bot_waits_for_four_round_trips(served: tuple[Deployment, Talk]) -> None:
    assert bot_turn_figure(served[0]).value == 4


def test_an_answer_about_a_contract_waits_for_four_round_trips(served: tuple[Deployment, Talk]) -> None:
    assert contract_answer_figure(served[0]).value <= 4
