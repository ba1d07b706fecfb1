"""Every store test runs three times: on the fake, on moto, and on Amazon's DynamoDB Local."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest

from chalicelib.amendments.ports import AmendmentStore
from chalicelib.amendments.store import DynamoAmendmentStore
from chalicelib.calls import ports as call_ports
from chalicelib.calls.store import DynamoCallStore
from chalicelib.certificates import ports as certificate_ports
from chalicelib.certificates.store import DynamoCertificateStore
from chalicelib.claims import ports as claim_ports
from chalicelib.claims.store import DynamoClaimStore
from chalicelib.contracts import ports as contract_ports
from chalicelib.contracts.feed_store import DynamoFeedStore
from chalicelib.contracts.holder import Policyholder
from chalicelib.contracts.store import DynamoPolicyholderStore
from chalicelib.contracts.use_store import DynamoRoadsideUseStore
from chalicelib.conversations import ports as conversation_ports
from chalicelib.conversations.store import DynamoConversationStore
from chalicelib.dialogue import ports as bot_ports
from chalicelib.dialogue.store import DynamoBotStateStore, DynamoDraftStore
from chalicelib.dispatch import ports as dispatch_ports
from chalicelib.dispatch.lesson_store import DynamoLessonStore
from chalicelib.dispatch.responder_store import DynamoResponderStore
from chalicelib.dispatch.store import DynamoJobStore
from chalicelib.files import ports as upload_ports
from chalicelib.files.store import DynamoUploadStore
from chalicelib.identity.fresh_check_store import DynamoFreshCheckStore
from chalicelib.identity.fresh_checks import FreshCheckStore
from chalicelib.kernel.parallel import run_in_order
from chalicelib.notifications import ports as notification_ports
from chalicelib.notifications.store import DynamoPushStore
from chalicelib.presence import ports as presence_ports
from chalicelib.presence.store import DynamoPresenceStore
from chalicelib.reminders import ports as reminder_ports
from chalicelib.reminders.store import DynamoReminderStore
from chalicelib.reporting import ports as reporting_ports
from chalicelib.reporting.store import DynamoFigureStore
from chalicelib.routing import ports as routing_ports
from chalicelib.routing.store import DynamoRoutingStore
from chalicelib.routing.wait_store import DynamoWaitStore
from chalicelib.search import ports as search_ports
from chalicelib.search.store import DynamoSearchStore
from chalicelib.teamwork import ports as teamwork_ports
from chalicelib.teamwork.store import DynamoTeamworkStore
from local.aws.engines import start_dynamodb_local, start_moto
from local.city.memory_dispatch import MemoryJobStore, MemoryResponders
from local.city.memory_lessons import MemoryLessons
from tests.fakes.amendments import FakeAmendments
from tests.fakes.calls import FakeCalls
from tests.fakes.certificates import FakeCertificates
from tests.fakes.claims import FakeClaims
from tests.fakes.contracts import FakeContracts, FakeFeedStore
from tests.fakes.conversations import FakeConversations
from tests.fakes.dialogue import FakeBotStates, FakeDrafts
from tests.fakes.events import FakeOutbox
from tests.fakes.files import FakeUploads
from tests.fakes.identity import FakeFreshChecks
from tests.fakes.notifications import FakeNotifications
from tests.fakes.presence import FakePresence
from tests.fakes.reminders import FakeReminders
from tests.fakes.reporting import FakeFigures
from tests.fakes.roadside_uses import FakeRoadsideUses
from tests.fakes.routing import FakeRouting
from tests.fakes.search import FakeSearch
from tests.fakes.teamwork import FakeTeamwork
from tests.fakes.waits import FakeWaits
from tests.stores.engines import (
    LightForModels,
    dynamo_outbox,
    empty,
    light,
    outbox_table,
    table_name,
    table_of,
    with_tables,
)


@pytest.fixture(scope="session")
def moto_client() -> Iterator[Any]:
    yield from with_tables(start_moto())


@pytest.fixture(scope="session")
def amazon_client() -> Iterator[Any]:
    yield from with_tables(start_dynamodb_local())


@pytest.fixture(params=["fake", "moto", "amazon"])
def engine(request: pytest.FixtureRequest) -> Any:
    """None for the fake, else a client."""
    return None if request.param == "fake" else request.getfixturevalue(f"{request.param}_client")


@pytest.fixture(params=["fake", "moto", "amazon", "moto, light", "amazon, light"])
def models_engine(request: pytest.FixtureRequest) -> Any:
    """None for the fake, else a client for pynamodb: botocore's, as deployed, and the light one, which it judges."""
    if request.param == "fake":
        return None
    name, _, light = request.param.partition(", ")
    client = request.getfixturevalue(f"{name}_client")
    return LightForModels(client) if light else client


@pytest.fixture
def threads(request: pytest.FixtureRequest) -> int:
    """How many writers at once an engine bears: moto's tables and the fake aren't made for threads."""
    return 4 if "amazon" in request.node.name else 1


@pytest.fixture
def conversations(engine: Any) -> Iterator[conversation_ports.ConversationStore]:
    if not engine:
        yield FakeConversations(FakeOutbox())
        return
    yield DynamoConversationStore(table_of(engine, "conversations"), table_name("outbox"))
    empty(engine, table_name("outbox"))


@pytest.fixture
def presence(engine: Any) -> presence_ports.PresenceStore:
    return DynamoPresenceStore(table_of(engine, "presence")) if engine else FakePresence(limits_actions=True)


@pytest.fixture
def figure_store(engine: Any) -> Iterator[reporting_ports.FigureStore]:
    if not engine:
        yield FakeFigures()
        return
    yield DynamoFigureStore(table_of(engine, "reporting"), 400)
    empty(engine, table_of(engine, "reporting").name)


@pytest.fixture
def routing(models_engine: Any, outbox: Any) -> Iterator[routing_ports.RoutingStore]:
    if not models_engine:
        yield FakeRouting(outbox)
        return
    yield DynamoRoutingStore(models_engine, table_name("routing", models_engine), outbox, run_in_order)
    empty(models_engine, table_name("routing", models_engine))


@pytest.fixture
def waits(engine: Any) -> routing_ports.WaitStore:
    return DynamoWaitStore(table_of(engine, "routing")) if engine else FakeWaits()


@pytest.fixture
def teamwork(engine: Any) -> teamwork_ports.TeamworkStore:
    return DynamoTeamworkStore(table_of(engine, "teamwork"), run_in_order) if engine else FakeTeamwork()


@pytest.fixture
def certificates(engine: Any) -> certificate_ports.CertificateStore:
    return DynamoCertificateStore(table_of(engine, "certificates")) if engine else FakeCertificates()


@pytest.fixture
def reminders(engine: Any) -> Iterator[reminder_ports.ReminderStore]:
    if not engine:
        yield FakeReminders()
        return
    yield DynamoReminderStore(table_of(engine, "reminders"))
    empty(engine, table_name("reminders"))


@pytest.fixture
def bot_states(engine: Any) -> bot_ports.BotStateStore:
    return DynamoBotStateStore(table_of(engine, "bot"), outbox_table(engine)) if engine else FakeBotStates()


@pytest.fixture
def drafts(engine: Any) -> bot_ports.DraftStore:
    return DynamoDraftStore(table_of(engine, "bot")) if engine else FakeDrafts()


@pytest.fixture
def memory_outbox() -> FakeOutbox:
    return FakeOutbox()


@pytest.fixture
def dispatch_outbox(engine: Any, memory_outbox: FakeOutbox) -> Callable[[str], list[int]]:
    """The numbers of a subject's events."""
    outbox = dynamo_outbox(engine) if engine else memory_outbox
    return lambda subject: [entry.number for entry in outbox.entries(subject)]


@pytest.fixture
def responders(engine: Any, memory_outbox: FakeOutbox) -> Iterator[dispatch_ports.ResponderStore]:
    if not engine:
        yield MemoryResponders(memory_outbox)
        return
    yield DynamoResponderStore(table_of(engine, "dispatch"), table_name("outbox"), run_in_order)
    empty(engine, table_name("outbox"))
    empty(engine, table_name("dispatch"))


@pytest.fixture
def roadside_jobs(engine: Any, responders: Any, memory_outbox: FakeOutbox) -> dispatch_ports.JobStore:
    if not engine:
        return MemoryJobStore(responders, memory_outbox)
    return DynamoJobStore(table_of(engine, "dispatch"), table_name("outbox"))


@pytest.fixture
def feed_store(engine: Any) -> contract_ports.FeedStore:
    return DynamoFeedStore(table_of(engine, "holders")) if engine else FakeFeedStore()


@pytest.fixture
def dispatch_lessons(engine: Any) -> dispatch_ports.LessonStore:
    return MemoryLessons() if engine is None else DynamoLessonStore(table_of(engine, "dispatch"), run_in_order)


@pytest.fixture
def roadside_uses(engine: Any) -> contract_ports.RoadsideUseStore:
    return DynamoRoadsideUseStore(table_of(engine, "holders")) if engine else FakeRoadsideUses()


@pytest.fixture
def read_holder(engine: Any, feed_store: Any) -> Callable[[str], Policyholder | None]:
    """Reads a customer from what the feed's store has written."""
    return DynamoPolicyholderStore(table_of(engine, "holders")).get if engine else FakeContracts(feed_store).get


@pytest.fixture
def fresh() -> Callable[[str], str]:
    """Unused names: the tables are shared by all tests."""
    return lambda prefix: f"{prefix}{next(_NUMBERS)}"


_NUMBERS = count(1)


@pytest.fixture
def outbox(models_engine: Any) -> Iterator[Any]:
    if not models_engine:
        yield FakeOutbox()
        return
    yield dynamo_outbox(models_engine)
    empty(models_engine, outbox_table(models_engine))


@pytest.fixture
def claims(models_engine: Any, outbox: Any) -> claim_ports.ClaimStore:
    name = table_name("claims", models_engine)
    return DynamoClaimStore(models_engine, name, outbox) if models_engine else FakeClaims(outbox)


@pytest.fixture
def uploads(models_engine: Any, outbox: Any) -> upload_ports.UploadStore:
    name = table_name("uploads", models_engine)
    return DynamoUploadStore(models_engine, name, outbox) if models_engine else FakeUploads(outbox)


@pytest.fixture
def calls(models_engine: Any, outbox: Any) -> call_ports.CallStore:
    name = table_name("calls", models_engine)
    return DynamoCallStore(models_engine, name, outbox) if models_engine else FakeCalls(outbox)


@pytest.fixture
def amendments(models_engine: Any, outbox: Any) -> AmendmentStore:
    name = table_name("amendments", models_engine)
    return DynamoAmendmentStore(models_engine, name, outbox) if models_engine else FakeAmendments(outbox)


@pytest.fixture
def fresh_checks(engine: Any) -> FreshCheckStore:
    return DynamoFreshCheckStore(light(engine), table_name("identity")) if engine else FakeFreshChecks()


@pytest.fixture
def notifications(models_engine: Any, outbox: Any) -> notification_ports.PushStore:
    name = table_name("notifications", models_engine)
    return DynamoPushStore(models_engine, name, outbox) if models_engine else FakeNotifications(outbox)


@pytest.fixture
def search(engine: Any) -> Iterator[search_ports.SearchStore]:
    if not engine:
        yield FakeSearch()
        return
    yield DynamoSearchStore(engine, table_name("search"), dynamo_outbox(engine))
    empty(engine, table_name("search"))
    empty(engine, table_name("outbox"))
