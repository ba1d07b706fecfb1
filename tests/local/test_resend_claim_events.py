"""Events resent to the core system with the same ids, by claim or period, against moto."""

import json
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from moto import mock_aws

from chalicelib.aws import clients
from chalicelib.aws.outbox import DynamoOutbox
from chalicelib.claims.model import Claim, ClaimEvent
from chalicelib.claims.ports import ClaimPorts
from chalicelib.claims.registration import register_claim
from chalicelib.claims.service import add_claim_note
from chalicelib.claims.store import DynamoClaimStore
from chalicelib.kernel.parallel import run_in_order
from local.aws.options import REGION
from local.aws.provision import create_tables
from local.aws.template import Template
from local.demo.start import RESOURCES
from local.resend_claim_events import events_between, format_moment, main, parse_moment, resend
from tests.fakes.claims import FakeClaims
from tests.unit.claims.people import DAY, DOYUN, NOW, RULES, form

PARAMETERS = {"Stage": "test", "JwtIssuer": "x", "JwtAudience": "x", "Jwks": "https://x", "PageOrigins": "*"}


def sqs() -> Any:
    return clients.client("sqs")


class Deployed:
    """Claims' table and the core system's queue."""

    def __init__(self) -> None:
        create_tables(Template.read(RESOURCES, PARAMETERS, "http://moto"), clients.client("dynamodb"))
        self.sqs = sqs()
        self.url = self.sqs.create_queue(QueueName="baro-test-core-events")["QueueUrl"]
        dynamodb = clients.client("dynamodb")
        outbox = DynamoOutbox(dynamodb, "baro-test-outbox", run_in_order)
        self.store = DynamoClaimStore(dynamodb, "baro-test-claims", outbox)
        self.digits = count(100_000)

    def ports(self, now: int) -> ClaimPorts:
        return ClaimPorts(self.store, RULES, lambda: now, lambda _: str(next(self.digits)))

    def received_events(self) -> list[str]:
        """The ids that lie in the queue."""
        ids = []
        while messages := self.sqs.receive_message(QueueUrl=self.url, MaxNumberOfMessages=10).get("Messages"):
            ids += [json.loads(message["Body"])["id"] for message in messages]
        return sorted(ids)


@pytest.fixture(scope="module")
def deployed() -> Iterator[Deployed]:
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        for name in ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL_SQS"):
            patch.delenv(name, raising=False)
        for name, value in (("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "test")):
            patch.setenv(name, value)
        patch.setenv("AWS_DEFAULT_REGION", REGION)
        clients.client.cache_clear()
        clients.session.cache_clear()
        yield Deployed()
    clients.client.cache_clear()
    clients.session.cache_clear()


def test_events_of_a_claim_or_period_are_resent_with_their_ids(deployed: Deployed) -> None:
    claim = register_claim(deployed.ports(NOW), form(key="a"))[0]
    first = claim.id
    second = register_claim(deployed.ports(NOW + 1), form(key="b"))[0].id
    add_claim_note(deployed.ports(NOW + DAY), first, DOYUN, "메모")
    said: list[str] = []

    def run(*arguments: str) -> list[str]:
        assert main(["--stage", "test", *arguments], NOW + 2 * DAY, said.append) == 0
        return deployed.received_events()

    linked = [event.number for event in deployed.store.history(claim)]
    assert run("--claim", first) == [f"{first}-{number}" for number in linked]
    assert run("--claim", first) == [f"{first}-{number}" for number in linked], "as often as one likes"
    assert run("--from", format_moment(NOW + 1), "--to", format_moment(NOW + DAY)) == [f"{first}-2", f"{second}-1"]
    assert run("--from", format_moment(NOW + DAY)) == [f"{first}-3"]
    assert said[-1] == "1 sent to baro-test-core-events"
    assert run("--from", format_moment(NOW), "--dry-run") == []
    assert said[-1] == "4 would be sent"


def test_a_missing_claim_is_reported(deployed: Deployed) -> None:
    said: list[str] = []
    assert main(["--stage", "test", "--claim", "20260101-000000"], NOW, said.append) == 1
    assert said == ["stopped before the first", "no claim 20260101-000000"]


def test_a_missing_stage_is_reported(deployed: Deployed) -> None:
    said: list[str] = []
    assert main(["--stage", "nowhere", "--from", "2026-11-20"], NOW, said.append) == 2
    assert "see to region, credentials, stage" in said[-1]


def test_an_interrupted_resend_reports_where_to_continue() -> None:
    store, said = FakeClaims(), list[str]()
    ports = ClaimPorts(store, RULES, lambda: NOW, lambda _: "100000")
    number = register_claim(ports, form())[0].id
    for _ in range(150):
        add_claim_note(ports, number, DOYUN, "메모")

    class Broken:
        sent = 0

        def send(self, _claim: Claim, _event: ClaimEvent) -> None:
            self.sent += 1
            if self.sent > 120:
                raise ConnectionError

    with pytest.raises(ConnectionError):
        resend(events_between(store, NOW, NOW + 1), Broken(), said.append)
    assert said == [
        f"100 … {format_moment(NOW)}",
        f"stopped after 120; go on with --from {format_moment(NOW)}",
    ]


@pytest.mark.parametrize(
    "text, at",
    [
        ("2026-11-23T11:00", NOW),
        ("2026-11-23T02:00Z", NOW),
        ("2026-11-23T11:00+09:00", NOW),
        ("2026-11-23", NOW - 11 * 3_600_000),
        ("2026-12-31T23:59:59.9999999", parse_moment("2027-01-01") - 1),
        ("2026-11-23T11:00:00.0019999", NOW + 1),
    ],
)
def test_a_time_without_a_zone_is_in_seoul_and_truncated(text: str, at: int) -> None:
    assert parse_moment(text) == at
    assert parse_moment(format_moment(at)) == at
