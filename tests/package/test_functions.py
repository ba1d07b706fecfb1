"""The zip in a bare interpreter: every handler, called with the events that AWS sends."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from boto3.session import Session

from chalicelib.content.hours import SEOUL
from chalicelib.dispatch import answers, duty, service, work
from chalicelib.dispatch.model import RoadsideService
from chalicelib.dispatch.responders import ResponderCard
from chalicelib.kernel.clock import system_clock
from local.aws.options import REGION
from tests.fakes.dispatch import job_request
from tests.package.centre import FCM_APPLICATION, Centre, Insurer, Person
from tests.package.conftest import Deployed
from tests.package.functions import Fleet, event
from tests.package.loaded import EVERY_FUNCTION, LOADED
from tests.package.policies import Policies
from tests.package.recorder import Call, Recorder
from tests.unit.files import sample_files

CUSTOMER = Person("C-1001")
PLACE = (37.5, 127.0)
SUPERVISOR = Person("S-1", "supervisor", "정유진", ("general", "compensation"))
AGENT = Person("A-7", "agent", "박상담", ("general", "compensation"))


@pytest.fixture(scope="module")
def functions(deployed: Deployed) -> Iterator[tuple[Fleet, Recorder, Insurer]]:
    running = Fleet(deployed.process)
    yield running, deployed.recorder, deployed.insurer
    running.close()


@pytest.fixture(scope="module")
def centre(functions: tuple[Fleet, Recorder, Insurer], template: dict[str, Any]) -> Centre:
    running, recorder, insurer = functions
    return Centre(running, recorder, Policies(template), insurer)


def test_health_and_the_protocol_are_public(centre: Centre) -> None:
    health = centre.call("app", event("health"))
    assert (health["statusCode"], json.loads(health["body"])["status"]) == (200, "ok")
    protocol = centre.call("app", event("asyncapi"))
    assert json.loads(protocol["body"])["asyncapi"].startswith("3.")


def test_a_ticket_needs_a_token_of_the_insurer(centre: Centre, tmp_path: Path) -> None:
    forged = Insurer(tmp_path).token(CUSTOMER)
    assert centre.request_ticket(forged)["statusCode"] == 401
    assert centre.request_ticket(centre.insurer.token(CUSTOMER))["statusCode"] == 201


def test_a_ticket_opens_one_connection(centre: Centre) -> None:
    ticket = json.loads(centre.request_ticket(centre.insurer.token(CUSTOMER))["body"])["ticket"]
    effects = [
        centre.call("authorize", event("authorize", ticket=one))["policyDocument"]["Statement"][0]["Effect"]
        for one in (ticket, ticket, "made-up")
    ]
    assert effects == ["Allow", "Deny", "Deny"]


def test_an_invalid_frame_is_answered_with_an_error(centre: Centre) -> None:
    connection = centre.connect(CUSTOMER, "c-garbage=")
    for body in ("", "{", "[]", '{"action":"fly","ref":"1"}', '{"action":"ping"}'):
        assert connection.send_frame(body)["event"] == "error"


def test_from_the_bot_to_an_agent_and_back_to_the_queue(centre: Centre) -> None:
    customer, agent = centre.connect(CUSTOMER, "c-talk="), centre.connect(AGENT, "a-talk=")
    customer.request("hello", device="phone001")
    conversation = customer.request("open", device="phone001")["conversation"]["id"]
    request = {"type": "text", "text": "상담원 연결해 주세요"}
    customer.request("send", conversation=conversation, client_id="phone001:1", body=request)
    assert customer.received_frames("message"), "the bot says something"

    agent.request("hello", device="desk0001")
    agent.request("availability", status="available")
    _work(centre, {"job": "match", "queue": "general"})
    assert [frame["conversation"]["id"] for frame in agent.received_frames("assigned")] == [conversation]

    reply = {"type": "text", "text": "안녕하세요, 무엇을 도와드릴까요?"}
    agent.request("send", conversation=conversation, client_id="desk0001:1", body=reply)
    assert customer.received_frames("message")[-1]["message"]["body"] == reply
    agent.request("customer", conversation=conversation)
    assert [one["id"] for one in agent.request("viewing", conversation=conversation)["viewers"]] == [AGENT.id]
    agent.request("viewing", conversation=conversation)
    agent.request("viewing", conversation=conversation, away=True)
    customer.request("read", conversation=conversation, seq=1)
    customer.request("conversations")
    customer.request("history", conversation=conversation)

    agent.request("transfer", conversation=conversation, queue="compensation", note="청구 문의")
    centre.run_jobs("event-work", "event_work")
    assert [frame["conversation"] for frame in agent.received_frames("unassigned")] == [conversation]
    _work(centre, {"job": "match", "queue": "compensation"})
    agent.request("resolve", conversation=conversation, outcome="answered")
    agent.disconnect()
    _work(centre, {"job": "check_presence", "agent": AGENT.id})
    customer.disconnect()


def test_a_supervisor_reads_what_was_counted_of_it(centre: Centre) -> None:
    centre.run_jobs("event-work", "event_work")
    supervisor = centre.connect(SUPERVISOR, "s-report=")
    today = datetime.now(SEOUL).date().isoformat()
    rows = supervisor.request("report", first=today, last=today, by="agent")["rows"]
    assert [row["key"] for row in rows] == [AGENT.id]
    assert AGENT.id in supervisor.request("export_report", first=today, last=today, by="agent")["text"]
    assert [queue["queue"] for queue in supervisor.request("board")["queues"]] == ["general", "compensation"]
    supervisor.request("team", queue="general")
    supervisor.request("served", agent=AGENT.id)
    supervisor.request("set_membership", agent=AGENT.id, queues=["general", "compensation"], capacity=3)


def test_an_emergency_without_an_agent_pages_the_person_on_call_and_the_queue_can_be_left(centre: Centre) -> None:
    customer = centre.connect(CUSTOMER, "c-emergency=")
    customer.request("hello", device="phone004")
    conversation = customer.request("open", device="phone004", topic="accident")["conversation"]["id"]
    emergency = {"type": "text", "text": "차에 불이 났어요 사람이 갇혔어요"}
    customer.request("send", conversation=conversation, client_id="phone004:1", body=emergency)
    _work(centre, {"job": "match", "queue": "accident"})
    codes = [frame["message"]["body"].get("code") for frame in customer.received_frames("message")]
    assert codes[-2:] == ["waiting_in_queue", "on_call_paged"]
    assert customer.request("leave", conversation=conversation)["conversation"]["state"] == "bot"
    customer.request("close", conversation=conversation, draft="discard")
    customer.disconnect()


STORY = "2026년 11월 20일 저녁 7시 반 강남역 사거리에서 신호 대기 중에 뒤차가 박았어요. 상대 12가3456, 다친 사람 없어요"
HANDLER = Person("A-9", "supervisor", "오보상", ("compensation",), ("property", "own_car"))


def test_from_an_accident_to_the_departments_and_back(centre: Centre) -> None:
    customer, handler = centre.connect(CUSTOMER, "c-claim="), centre.connect(HANDLER, "h-claim=")
    customer.request("hello", device="phone001")
    conversation = customer.request("open", device="phone001")["conversation"]["id"]
    number = 0

    def says(body: dict[str, Any] | str) -> dict[str, Any]:
        nonlocal number
        number += 1
        said = {"type": "text", "text": body} if isinstance(body, str) else body
        customer.say(conversation, f"phone001:{number}", said)
        reply: dict[str, Any] = customer.received_frames("message")[-1]["message"]
        return reply

    reply = says(STORY)
    for _ in range(15):
        buttons = {button["id"] for button in reply["body"].get("buttons", ())}
        if "flow:confirm" in buttons:
            break
        reply = says("모르겠어요")
    says({"type": "answer", "to": reply["seq"], "button": "flow:confirm"})
    claim = customer.request("claims")["claims"][0]["id"]
    centre.run_jobs("event-work", "event_work")
    assert [row["claim"] for row in handler.request("work_list")["work"]] == [claim, claim]
    handler.request("apply_transition", claim=claim, coverage="own_damage", transition="assign", version=1)
    customer.request(
        "apply_transition", claim=claim, coverage="own_damage", transition="withdraw", version=2, grounds="수리 안 함"
    )
    by = {"id": "core-7", "name": "정보상"}
    decided = {"id": "core-00001", "claim": claim, "coverage": "property_damage", "transition": "assign", "by": by}
    assert centre.call("core_decisions", event("agent_work", body=json.dumps(decided))) == _DONE
    centre.run_jobs("event-work", "event_work")
    assert customer.received_frames("claim")[-1]["claim"]["version"] == 4
    steps: tuple[dict[str, Any], ...] = (
        {"transition": "investigate"},
        {"transition": "negotiate_liability"},
        {"transition": "propose_liability", "liability_percent": 30},
        {"transition": "assess", "amount": 30_000_000},
    )
    for version, step in enumerate(steps, start=4):
        handler.request("apply_transition", claim=claim, coverage="property_damage", version=version, **step)
    centre.run_jobs("event-work", "event_work")
    offered = customer.received_frames("message")[-1]["message"]
    says({"type": "answer", "to": offered["seq"], "button": offered["body"]["buttons"][0]["id"]})
    for answer in ("전화", "오전", "010-1234-5678"):
        reply = says(answer)
    says({"type": "answer", "to": reply["seq"], "button": "flow:confirm"})
    assert "appointment" in customer.request("claims")["claims"][0]["exposures"][0]


def test_a_file_from_the_announcement_to_the_link(centre: Centre) -> None:
    customer = centre.connect(CUSTOMER, "c-file=")
    customer.request("hello", device="phone001")
    conversation = customer.request("open", device="phone001")["conversation"]["id"]
    content = sample_files.photo()
    about = {"client_id": "phone001:f1", "name": "사고.jpg", "size": len(content)}
    going = customer.request("upload", conversation=conversation, **about)
    centre.put_bytes(going["parts"][0]["url"], content)
    upload = customer.request("uploaded", upload=going["upload"]["id"])["upload"]["id"]
    upload_event = {"Records": [{"s3": {"object": {"key": f"incoming/{upload}"}}}]}
    assert centre.call("inspect_upload", event("agent_work", body=json.dumps(upload_event))) == _DONE
    centre.run_jobs("event-work", "event_work")
    assert customer.received_frames("upload")[-1]["upload"]["status"] == "ready"
    assert customer.request("get_file", upload=upload)["url"].startswith("http")
    video = {"client_id": "phone001:f2", "name": "블랙박스.mp4", "size": 20_000_000}
    going = customer.request("upload", conversation=conversation, **video)
    assert len(customer.request("upload_parts", upload=going["upload"]["id"])["parts"]) == 3
    customer.request("discard", upload=going["upload"]["id"])


def test_a_feed_of_contracts_from_the_bucket_to_a_chat_after_a_crash(centre: Centre) -> None:
    def feed(kind: str, *rows: dict[str, str | int]) -> None:
        body = json.dumps({"kind": kind, "rows": rows, "at": system_clock()})
        assert centre.call("contract_feeds", event("agent_work", body=body)) == _DONE

    centre.put_object("feeds", "in/contracts/november.csv", b"number,customer,plate\n20-1,C-1001,1\n,C-1001,2\n")
    centre.run_jobs("contract-feeds", "contract_feeds")
    start, end = "2026-11-01T08:00Z", "2026-11-01T09:00Z"
    feed("trip", {"contract": "20-1", "id": "t", "start": start, "end": end, "metres": 5}, {})
    feed("contract", {"customer": "C-3003", "number": "20-1"})
    feed("signal", {"id": "s", "contract": "20-1", "sign": "crash", "at": datetime.now(SEOUL).isoformat()})
    customer = centre.connect(Person("C-3003"), "c-crash=")
    customer.request("hello", device="phone009")
    (opened,) = customer.request("conversations")["conversations"]
    silent = {"job": "check_crash", "conversation": opened["id"]}
    assert centre.call("contract_feeds", event("agent_work", body=json.dumps(silent))) == _DONE
    centre.run_jobs("event-work", "event_work")
    (waiting,) = customer.request("conversations")["conversations"]
    assert waiting["state"] == "waiting"
    customer.disconnect()


def test_a_customer_who_is_away_gets_a_push(functions: tuple[Fleet, Recorder, Insurer], centre: Centre) -> None:
    person, upstream = Person("C-2002"), functions[1].endpoint
    sns = Session("test", "test", region_name=REGION).client("sns", endpoint_url=upstream)
    sns.create_platform_application(Name="baro", Platform="GCM", Attributes={})
    customer = centre.connect(person, "c-push=")
    customer.request("hello", device="phone001")
    for token in ("c0ffee:APA91b_" + "x" * 120, "c0ffee:APA91b_" + "y" * 120):
        customer.request("push_on", device="phone001", platform="fcm", token=token)
    conversation = customer.request("open", device="phone001")["conversation"]["id"]
    customer.disconnect()
    request = {"type": "text", "text": "상담원 연결해 주세요"}
    customer.request("send", conversation=conversation, client_id="phone001:1", body=request)
    job = {"conversation": conversation, "customer": person.id, "seq": 3, "code": "bot"}
    assert centre.call("notify", event("agent_work", body=json.dumps(job))) == _DONE
    (endpoint,) = sns.list_endpoints_by_platform_application(PlatformApplicationArn=FCM_APPLICATION)["Endpoints"]
    assert Call("sns:Publish", endpoint["EndpointArn"]) in functions[1].calls
    sns.set_endpoint_attributes(EndpointArn=endpoint["EndpointArn"], Attributes={"Enabled": "false"})
    job |= {"seq": 4, "code": "agent"}
    assert centre.call("notify", event("agent_work", body=json.dumps(job))) == _DONE
    centre.run_jobs("event-work", "event_work")
    assert Call("sns:DeleteEndpoint", endpoint["EndpointArn"]) in functions[1].calls
    customer.request("push_off", device="phone001")


def test_a_roadside_job_is_matched_and_looked_at_when_it_is_due(centre: Centre) -> None:
    ports, now = centre.dispatch(), system_clock()
    card, place, near = ResponderCard("R-1", "박기사"), (37.5, 127.0), (37.51, 127.0)
    duty.go_on_duty(ports, card, frozenset(RoadsideService), now + 3_600_000, near)
    request = job_request(key="k1", customer=CUSTOMER.id, customer_name=CUSTOMER.name, plate="12가3456", place=place)
    job = service.request_job(ports, request)
    centre.call("every_minute", event("every_minute"))
    centre.run_jobs("event-work", "event_work")
    centre.run_jobs("dispatch", "dispatch_work")
    centre.run_jobs("event-work", "event_work")
    offered = ports.jobs.get(job.id)
    assert offered is not None
    assert (offered.job.state, offered.job.offer and offered.job.offer.responder) == ("offered", "R-1")
    answers.accept(ports, "R-1", job.id, 1)
    due = {"job": "check", "of": job.id, "due_at": offered.due_at}
    for each in (due, {"job": "show"}, {"job": "learn", "day": "2026-11-29"}):
        assert centre.call("dispatch_work", event("agent_work", body=json.dumps(each))) == _DONE
    assert ports.lesson_store.learned() is not None
    work.lose_responder(ports, job.id, "R-1", "late")
    centre.call("every_minute", event("every_minute"))
    centre.run_jobs("event-work", "event_work")
    centre.run_jobs("dispatch", "dispatch_work")
    left = ports.jobs.get(job.id)
    assert left is not None
    assert left.job.state == "no_provider", "nobody else is there"


def test_help_that_is_asked_for_in_the_chat_is_a_job_and_a_use_when_it_is_done(centre: Centre) -> None:
    customer, driver = centre.connect(CUSTOMER, "c-help="), "R-2"
    customer.request("hello", device="phone007")
    conversation = customer.request("open", device="phone007")["conversation"]["id"]
    words: tuple[dict[str, Any], ...] = (
        {"type": "text", "text": "집 앞 지상 주차장인데 배터리가 방전됐어요. 저 혼자 있어요"},
        {"type": "location", "latitude": 37.4979, "longitude": 127.0276, "accuracy": 12},
        {"type": "text", "text": "98하7654요"},
        {"type": "text", "text": "네"},
    )
    for number, body in enumerate(words, start=1):
        customer.say(conversation, f"phone007:{number}", body)
    ports = centre.dispatch()
    job, *_ = ports.jobs.jobs_of_customer(CUSTOMER.id)
    duty.go_on_duty(
        ports, ResponderCard(driver, "최기사"), frozenset(RoadsideService), system_clock() + 3_600_000, PLACE
    )
    service.assign_by_hand(ports, "D-1", job, driver)
    for step in (work.depart, work.arrive, work.begin):
        step(ports, driver, job)
    for stage in work.STAGES:
        work.add_photos(ports, driver, job, stage, (f"photo-{stage}",))
    work.complete(ports, driver, job)
    centre.call("every_minute", event("every_minute"))
    centre.run_jobs("event-work", "event_work")
    left = ports.jobs.get(job)
    assert left is not None
    assert left.job.state == "completed"


def test_a_token_that_ran_out_ends_the_delivery(centre: Centre) -> None:
    for person, connection_id in ((CUSTOMER, "c-late="), (AGENT, "a-late=")):
        connection = centre.connect(person, connection_id)
        connection.request("hello", device="phone001")
        connection.expire_token()
        assert connection.send_frame({"action": "ping", "ref": "1"})["code"] == "session_expired"


def test_every_minute_checks_a_silent_agents_connection(centre: Centre) -> None:
    desk = centre.connect(AGENT, "a-silent=")
    desk.request("hello", device="desk0001")
    desk.request("availability", status="available")
    centre.age_presence(AGENT.id, 90_000)
    centre.add_connection_with_expired_token("c-ended=")
    centre.call("every_minute", event("every_minute"))
    assert desk.request("desk")["desk"]["status"] == "available"


def test_every_minute_runs_without_agents(centre: Centre) -> None:
    assert centre.call("every_minute", event("every_minute")) is None


def test_an_invalid_job_fails_alone(centre: Centre) -> None:
    answer = centre.call("agent_work", event("agent_work", body="not a job"))
    assert answer == {"batchItemFailures": [{"itemIdentifier": "059f36b4-87a3-44ab-83d2-661975830a7d"}]}


def test_nothing_was_compiled_and_nothing_written(
    functions: tuple[Fleet, Recorder, Insurer], centre: Centre, task_root: Path
) -> None:
    before = sorted(task_root.rglob("*"))
    centre.call("app", event("health"))
    centre.call("every_minute", event("every_minute"))
    assert functions[0].compiled_here() == []
    assert sorted(task_root.rglob("*")) == before


def test_each_function_loads_what_it_needs(functions: tuple[Fleet, Recorder, Insurer]) -> None:
    loaded = {
        function: {name.removeprefix("chalicelib.") for name in names} - {"chalicelib"}
        for function, names in functions[0].loaded().items()
    }
    expected = {function: EVERY_FUNCTION | needed for function, needed in LOADED.items()}
    assert loaded.keys() == expected.keys()
    assert {name: loaded[name] ^ expected[name] for name in loaded if loaded[name] != expected[name]} == {}


_DONE: dict[str, list[str]] = {"batchItemFailures": []}


def _work(centre: Centre, job: dict[str, str]) -> None:
    assert centre.call("agent_work", event("agent_work", body=json.dumps(job))) == {"batchItemFailures": []}
    centre.run_jobs("event-work", "event_work")
