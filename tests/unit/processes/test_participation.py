"""A warm transfer and a conference: the agent keeps the customer until a colleague accepts, and nothing is lost."""

from typing import Any

import pytest

from chalicelib.content.configuration import texts
from chalicelib.content.views import Named
from chalicelib.conversations.participation import begin_part
from chalicelib.conversations.states import Part, State
from chalicelib.identity.tickets import Identity
from chalicelib.kernel.actors import Role
from chalicelib.processes.housekeeping import run_job
from chalicelib.routing.jobs import CheckAgentPresence, CheckInvitation
from chalicelib.routing.rules import routing_rules
from tests.entry.centre import KIM, Centre, person
from tests.entry.conftest import centre as centre

HANEUL, SEOJUN, TAERIN = (person(f"agent-{name}", Role.AGENT, "general") for name in ("haneul", "seojun", "taerin"))
WITHIN_MS = routing_rules().assignment.invitation_seconds * 1000


@pytest.fixture
def talk(centre: Centre) -> str:
    """A conversation that Haneul serves; her colleagues are on duty."""
    for who in (KIM, HANEUL, SEOJUN, TAERIN):
        centre.courier.inboxes[f"connection-of-{who.id}"] = []
    conversation = centre.assigned(HANEUL)
    for colleague in (SEOJUN, TAERIN):
        centre.done(colleague, "availability", status="available")
    return conversation


def invite(centre: Centre, talk: str, to: str, colleague: Identity = SEOJUN) -> None:
    centre.done(HANEUL, "invite", conversation=talk, agent=colleague.id, to=to)
    centre.follow_events()


def answer(centre: Centre, talk: str, *, accept: bool, who: Identity = SEOJUN) -> None:
    centre.done(who, "answer_invitation", conversation=talk, accept=accept)
    centre.work()


def write(centre: Centre, who: Identity, talk: str, number: int, words: str = "네") -> dict[str, Any]:
    centre.now += 1_000
    device = who.id.replace("-", "")[-8:].rjust(8, "0")
    body = {"type": "text", "text": words}
    return centre.ask(who, "send", conversation=talk, client_id=f"{device}:{number}", body=body)


def notices(centre: Centre, talk: str) -> list[str]:
    messages = centre.done(KIM, "history", conversation=talk)["messages"]
    return [each["body"]["code"] for each in messages if each["body"]["type"] == "notice"]


def frames_of(centre: Centre, who: Identity) -> list[Any]:
    return list(centre.courier.inboxes[f"connection-of-{who.id}"])


def test_the_first_agent_serves_until_the_second_accepts(centre: Centre, talk: str) -> None:
    invite(centre, talk, "take_over")
    shown = centre.stored_conversation(talk).view()
    assert shown.agent is not None
    assert (shown.agent.id, [(each.id, each.part) for each in shown.participants]) == (
        HANEUL.id,
        [(SEOJUN.id, "offered")],
    )
    assert write(centre, HANEUL, talk, 1)["event"] == "ack"
    assert write(centre, SEOJUN, talk, 1)["code"] == "not_allowed", "they read it until they accept"
    answer(centre, talk, accept=True)
    after = centre.stored_conversation(talk)
    assert after.agent is not None
    assert (after.agent.id, after.participants) == (SEOJUN.id, {})
    assert centre.routing.entries[talk][1] == SEOJUN.id
    assert write(centre, SEOJUN, talk, 2)["event"] == "ack"
    assert write(centre, HANEUL, talk, 2)["code"] == "not_allowed"
    assert notices(centre, talk)[-2:] == ["colleague_offered", "agent_joined"]


@pytest.mark.parametrize("how", ["declines", "is silent", "is withdrawn", "goes offline"])
def test_without_an_acceptance_it_stays_with_the_first(centre: Centre, talk: str, how: str) -> None:
    invite(centre, talk, "take_over")
    (check,) = (job for job in centre.jobs.waiting if isinstance(job, CheckInvitation))
    run_job(centre.services, check)
    assert SEOJUN.id in centre.stored_conversation(talk).participants, "there is time yet"
    match how:
        case "declines":
            answer(centre, talk, accept=False)
        case "is silent":
            centre.now += WITHIN_MS
            for _ in range(2):
                run_job(centre.services, check)
        case "is withdrawn":
            centre.done(HANEUL, "end_part", conversation=talk, agent=SEOJUN.id)
        case "goes offline":
            centre.done(SEOJUN, "availability", status="offline")
    centre.follow_events()
    after = centre.stored_conversation(talk)
    assert after.agent is not None
    assert (after.agent.id, after.participants) == (HANEUL.id, {})
    assert notices(centre, talk)[-2:] == ["colleague_offered", "colleague_declined"]
    late = centre.ask(SEOJUN, "answer_invitation", conversation=talk, accept=True)
    assert late["code"] in ("not_allowed", "invitation_over")


def test_an_earlier_invitations_check_leaves_a_later_one(centre: Centre, talk: str) -> None:
    invite(centre, talk, "take_over")
    (early,) = (job for job in centre.jobs.waiting if isinstance(job, CheckInvitation))
    answer(centre, talk, accept=False)
    invite(centre, talk, "take_over")
    centre.now += WITHIN_MS
    run_job(centre.services, early)
    assert centre.stored_conversation(talk).participants[SEOJUN.id].part is Part.OFFERED


def test_a_colleague_without_a_place_is_refused_and_the_first_keeps_it(centre: Centre, talk: str) -> None:
    invite(centre, talk, "take_over")
    centre.done(SEOJUN, "availability", status="paused")
    refused = centre.ask(SEOJUN, "answer_invitation", conversation=talk, accept=True)
    assert refused["code"] == "agent_unavailable"
    assert centre.routing.entries[talk][1] == HANEUL.id


def test_both_write_in_a_conference_and_the_customer_sees_who(centre: Centre, talk: str) -> None:
    invite(centre, talk, "join")
    assert "colleague_joined" not in notices(centre, talk), "nobody has joined yet"
    assert not centre.stored_conversation(talk).view().participants
    answer(centre, talk, accept=True)
    for who, number in ((HANEUL, 1), (SEOJUN, 1), (HANEUL, 2), (SEOJUN, 2)):
        assert write(centre, who, talk, number)["event"] == "ack"
    repeat = write(centre, SEOJUN, talk, 2)
    messages = centre.done(KIM, "history", conversation=talk)["messages"]
    by = [each["by"]["id"] for each in messages if each["by"]["role"] == "agent"]
    assert by == [HANEUL.id, SEOJUN.id, HANEUL.id, SEOJUN.id], "each once, also the repeated one"
    assert repeat["result"]["seq"] == messages[-1]["seq"]


def test_who_leaves_a_conference_no_longer_reads_it(centre: Centre, talk: str) -> None:
    invite(centre, talk, "join")
    answer(centre, talk, accept=True)
    centre.done(SEOJUN, "end_part", conversation=talk)
    centre.follow_events()
    assert len(frames_of(centre, SEOJUN)) > 2, "they got it while they were in it"
    before = len(frames_of(centre, SEOJUN))
    assert write(centre, KIM, talk, 7, "계세요?")["event"] == "ack"
    assert len(frames_of(centre, SEOJUN)) == before
    assert centre.ask(SEOJUN, "history", conversation=talk)["code"] == "not_allowed"
    assert notices(centre, talk)[-2:] == ["colleague_joined", "colleague_left"]


def test_the_first_agent_leaves_a_conference_to_the_second(centre: Centre, talk: str) -> None:
    for colleague in (SEOJUN, TAERIN):
        invite(centre, talk, "join", colleague)
        answer(centre, talk, accept=True, who=colleague)
    centre.done(HANEUL, "transfer", conversation=talk, agent=SEOJUN.id)
    centre.work()
    after = centre.stored_conversation(talk)
    assert after.agent is not None
    assert (after.agent.id, list(after.participants)) == (SEOJUN.id, [TAERIN.id])
    assert write(centre, TAERIN, talk, 1)["event"] == "ack"
    before = len(frames_of(centre, TAERIN))
    assert write(centre, KIM, talk, 7, "감사합니다")["event"] == "ack"
    assert len(frames_of(centre, TAERIN)) == before + 1, "the change of agent kept their connection"


@pytest.mark.parametrize("how", ["loses the connection", "goes offline"])
def test_a_conference_whose_agent_is_gone_goes_on_with_the_colleague_in_it(centre: Centre, talk: str, how: str) -> None:
    invite(centre, talk, "join")
    answer(centre, talk, accept=True)
    invite(centre, talk, "join", TAERIN)
    is_gone(centre, HANEUL, how)
    after = centre.stored_conversation(talk)
    assert after.agent is not None
    assert (after.state, after.agent.id, after.participants) == (State.ASSIGNED, SEOJUN.id, {})
    assert centre.routing.entries[talk][1] == SEOJUN.id
    assert notices(centre, talk)[-2:] == ["colleague_joined", "agent_joined"], "nobody waits in between"
    assert write(centre, SEOJUN, talk, 1)["event"] == "ack"


@pytest.mark.parametrize("how", ["loses the connection", "goes offline"])
def test_a_warm_transfer_whose_agent_is_gone_goes_to_the_colleague_who_was_asked(
    centre: Centre, talk: str, how: str
) -> None:
    invite(centre, talk, "join")
    invite(centre, talk, "take_over", TAERIN)
    is_gone(centre, HANEUL, how)
    after = centre.stored_conversation(talk)
    assert after.agent is not None
    assert (after.agent.id, after.participants) == (TAERIN.id, {})


def test_without_a_place_at_the_colleague_it_goes_to_the_queue(centre: Centre, talk: str) -> None:
    invite(centre, talk, "join")
    answer(centre, talk, accept=True)
    for colleague in (SEOJUN, TAERIN):
        centre.done(colleague, "availability", status="paused")
    is_gone(centre, HANEUL, "goes offline")
    after = centre.stored_conversation(talk)
    assert (after.state, after.agent, after.participants) == (State.WAITING, None, {})


def is_gone(centre: Centre, agent: Identity, how: str) -> None:
    if how == "goes offline":
        centre.done(agent, "availability", status="offline")
    else:
        centre.now += 61_000
        del centre.courier.inboxes[f"connection-of-{agent.id}"]
        for other in (SEOJUN, TAERIN):
            centre.done(other, "ping")
        run_job(centre.services, CheckAgentPresence(agent.id))
    centre.work()


def test_when_nobody_serves_it_any_more_all_parts_end(centre: Centre, talk: str) -> None:
    invite(centre, talk, "join")
    answer(centre, talk, accept=True)
    invite(centre, talk, "take_over", TAERIN)
    centre.done(HANEUL, "resolve", conversation=talk, outcome="answered")
    centre.follow_events()
    after = centre.stored_conversation(talk)
    assert (after.state, after.participants) == (State.RESOLVED, {})
    for colleague in (SEOJUN, TAERIN):
        state = centre.routing.agent(colleague.id)
        assert state is not None
        assert state.joined == {}
        assert centre.ask(colleague, "history", conversation=talk)["code"] == "not_allowed"


def test_the_customer_gets_no_frame_about_who_reads_along_or_was_only_asked(centre: Centre, talk: str) -> None:
    before = len(frames_of(centre, KIM))
    invite(centre, talk, "join")
    begin_part(
        centre.services.messaging,
        texts("ko").notice,
        talk,
        Named("sup-yujin", "한유진"),
        Part.MONITORING,
        lambda _: frozenset(),
        may=lambda _: None,
    )
    centre.follow_events()
    assert len(frames_of(centre, KIM)) == before
    assert centre.done(KIM, "hello", device="phone009")["conversations"][0]["conversation"].get("participants") is None


def test_a_reload_brings_the_conversation_back_to_who_is_in_it(centre: Centre, talk: str) -> None:
    invite(centre, talk, "join")
    hello = centre.done(SEOJUN, "hello", device="desk0002", cursors={})
    (update,) = hello["conversations"]
    assert update["conversation"]["participants"] == [{"id": SEOJUN.id, "name": SEOJUN.name, "part": "invited"}]
