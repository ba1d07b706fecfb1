"""Runs the whole centre in this process for stories, with a clock that each story sets."""

import logging
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from chalicelib.claims.rules import claim_rules
from chalicelib.content.configuration import queues
from chalicelib.contracts.holder import InsuranceContract, InsuredDriver, Policyholder
from chalicelib.kernel.actors import Role
from chalicelib.kernel.clock import system_clock
from chalicelib.wiring import infrastructure
from chalicelib.wiring.dialogue import draft_store
from local.aws import Options, Standin
from local.client import Client
from local.demo.contracts import BASIC, FULL
from local.demo.people import DemoPerson
from local.demo.sign_in import IdentityProvider
from local.demo.start import run_centre
from local.feed import load_holders
from local.stories.story import SEOUL, Story

TOKEN_LIFETIME_S = 100 * 366 * 24 * 3600
"""Tokens don't expire during stories."""

AGENT = DemoPerson("agent-stories", Role.AGENT, "김하늘", "", tuple(queues()), 20, tuple(claim_rules().departments))


DAY_MS = 24 * 3600 * 1000


class StoryClock:
    """The centre's clock while stories are played: only stories advance it."""

    def __init__(self) -> None:
        self.now = system_clock()

    def __call__(self) -> int:
        return self.now


class Stage:
    """The running centre and its customers."""

    def __init__(self, standin: Standin, provider: IdentityProvider, clock: StoryClock) -> None:
        self.clock = clock
        self._standin, self._provider = standin, provider
        self._numbers, self._devices = count(1), count(1)
        self._people: dict[str, DemoPerson] = {}

    def customer(self, story: Story) -> DemoPerson:
        """The story's customer: a new one, or that of an earlier story."""
        known = self._people.get(story.same_customer_as)
        if known is None:
            number = next(self._numbers)
            known = DemoPerson(f"story-{number}", Role.CUSTOMER, "김서연", "")
            load_holders(_holder(known, story, number))
        self._people[story.id] = known
        return known

    def kept_form(self, person: DemoPerson, conversation: str) -> dict[str, str]:
        """The answers of the form that is kept of a conversation; empty if none is."""
        record = draft_store().load(person.id)
        return next((dict(draft.slots) for draft in record.drafts if draft.conversation_id == conversation), {})

    @asynccontextmanager
    async def connect(self, person: DemoPerson) -> AsyncIterator[Client]:
        """A connection from a device of its own after `hello`."""
        token = self._provider.token(person, TOKEN_LIFETIME_S)
        device = f"story{next(self._devices):05}"
        async with Client.connect(self._standin.rest_url, self._standin.ws_url, token, device) as client:
            await client.hello()
            yield client

    @asynccontextmanager
    async def desk(self) -> AsyncIterator[Client]:
        """A connection of an agent with the skills for every queue."""
        async with self.connect(AGENT) as client:
            await client.request("availability", status="available")
            yield client


def _holder(person: DemoPerson, story: Story, number: int) -> Policyholder:
    terms = story.contract
    if terms.cover == "none":
        return Policyholder(person.id, person.name, "01000001234", ())
    day: date = story.moment.astimezone(SEOUL).date()
    contract = InsuranceContract(
        f"{day.year}-0101-{number:05}",
        "standard",
        terms.plate or f"{number % 900 + 100}버{number:04}",
        "현대 아반떼 (CN7)",
        starts_on=date.fromisoformat(terms.starts_on) if terms.starts_on else day - timedelta(days=120),
        ends_on=date.fromisoformat(terms.ends_on) if terms.ends_on else day + timedelta(days=245),
        drivers=(InsuredDriver(scope="anyone"),),
        coverages=BASIC if terms.cover == "basic" else FULL,
    )
    return Policyholder(person.id, person.name, "01000001234", (contract,))


def keep_logs_out_of_output() -> None:
    """Keeps log lines of the centre out of the output."""
    for handler in logging.getLogger("baro").handlers:
        handler.setLevel(logging.ERROR)
        if isinstance(handler, logging.StreamHandler):
            handler.setStream(sys.stderr)


@asynccontextmanager
async def open_stage(state: Path = Path("build/stories")) -> AsyncIterator[Stage]:
    """Runs the centre until the block ends."""
    clock = StoryClock()
    infrastructure.clock = clock
    os.environ.setdefault("AWS_EC2_METADATA_DISABLED", "true")
    async with run_centre(Options(schedules=False, sqs_wait_s=1), state) as (standin, provider):
        yield Stage(standin, provider, clock)
