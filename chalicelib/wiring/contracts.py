"""Contracts: their read model, its feeds, and answers about them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.wiring import infrastructure

if TYPE_CHECKING:
    from chalicelib.contracts.ports import ContractAnswers, FeedPorts, PolicyholderStore, RoadsideUseStore

TABLE = "holders"


@cache
def contracts() -> PolicyholderStore:
    """Contracts, as the core system reported them."""
    from chalicelib.contracts.store import DynamoPolicyholderStore

    return DynamoPolicyholderStore(infrastructure.table(TABLE))


@cache
def roadside_uses() -> RoadsideUseStore:
    """Uses of roadside service, by contract."""
    from chalicelib.contracts.use_store import DynamoRoadsideUseStore

    return DynamoRoadsideUseStore(infrastructure.table(TABLE))


@cache
def contract_feeds() -> FeedPorts:
    """What the core system and plugs send about contracts and trips."""
    from chalicelib.aws.blobs import Bucket
    from chalicelib.aws.clients import client
    from chalicelib.contracts.feed_formats import feed_rules
    from chalicelib.contracts.feed_jobs import FeedQueue
    from chalicelib.contracts.feed_store import DynamoFeedStore
    from chalicelib.contracts.ports import FeedPorts
    from chalicelib.kernel.deadline import time_left_s
    from chalicelib.settings import settings

    run_parallel = infrastructure.run_parallel()
    return FeedPorts(
        store=DynamoFeedStore(infrastructure.table(TABLE, run_parallel)),
        objects=Bucket(client("s3"), settings().bucket("feeds")),
        rules=feed_rules(),
        run_parallel=run_parallel,
        request=FeedQueue(infrastructure.queue("contract-feeds").send),
        time_left_s=time_left_s,
    )


def contract_answers() -> ContractAnswers:
    """Answers to questions about contracts."""
    from chalicelib.contracts.answers import answer_contract_question

    return answer_contract_question
