"""The packaged functions in a bare interpreter, with the permissions of their roles enforced."""

import json
import time
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jwt
from boto3.session import Session
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from jwt.algorithms import ECAlgorithm

from chalicelib.aws.table import Table
from chalicelib.dispatch.jobs import SqsDispatchQueue
from chalicelib.dispatch.known_lessons import KnownLessons
from chalicelib.dispatch.lesson_store import DynamoLessonStore
from chalicelib.dispatch.ports import DispatchPorts
from chalicelib.dispatch.responder_store import DynamoResponderStore
from chalicelib.dispatch.rules import dispatch_rules
from chalicelib.dispatch.store import DynamoJobStore
from chalicelib.dispatch.travel import EstimatedTravel
from chalicelib.kernel.clock import system_clock
from chalicelib.kernel.parallel import run_in_order
from chalicelib.presence.ports import Device
from chalicelib.presence.store import DynamoPresenceStore
from local.aws.options import ACCOUNT, REGION, SECRET
from tests.package.functions import Fleet, Functions, event
from tests.package.policies import Policies
from tests.package.recorder import Recorder

ISSUER, AUDIENCE = "https://insurer.example", "baro"
FCM_APPLICATION = f"arn:aws:sns:{REGION}:{ACCOUNT}:app/GCM/baro"
_LOGICAL_IDS = {
    "app": "APIHandler",
    "authorize": "Authorize",
    "connect": "WebsocketConnect",
    "message": "WebsocketMessage",
    "disconnect": "WebsocketDisconnect",
    "agent_work": "AgentWork",
    "event_work": "EventWork",
    "dispatch_work": "DispatchWork",
    "core_decisions": "CoreDecisions",
    "inspect_upload": "InspectUpload",
    "contract_feeds": "ContractFeeds",
    "notify": "Notify",
    "every_minute": "EveryMinute",
}


@dataclass(frozen=True)
class Person:
    """The subject of a token."""

    id: str
    role: str = "customer"
    name: str = "김하늘"
    queues: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()


class Insurer:
    """Signs tokens, and publishes its key in a file."""

    def __init__(self, folder: Path) -> None:
        self._key: EllipticCurvePrivateKey = generate_private_key(SECP256R1())
        public = ECAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
        self.jwks = folder / "jwks.json"
        self.jwks.write_text(json.dumps({"keys": [{**public, "kid": "1", "use": "sig", "alg": "ES256"}]}))

    def token(self, person: Person) -> str:
        """A token that is valid for an hour."""
        now = int(time.time())
        claims = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": person.id,
            "role": person.role,
            "name": person.name,
            "queues": person.queues,
            "departments": person.departments,
            "iat": now,
            "exp": now + 3600,
        }
        return jwt.encode(claims, self._key, algorithm="ES256", headers={"kid": "1"})


def environment(recorder: Recorder, insurer: Insurer) -> dict[str, str]:
    """The environment variables that the template gives a function, and those that Lambda does."""
    return {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ENDPOINT_URL": recorder.endpoint,
        "BARO_STAGE": "dev",
        "BARO_ACCOUNT": ACCOUNT,
        "BARO_SOCKETS_ENDPOINT": f"{recorder.endpoint}/api",
        "BARO_JWT_ISSUER": ISSUER,
        "BARO_JWT_AUDIENCE": AUDIENCE,
        "BARO_JWKS": str(insurer.jwks),
        "BARO_FCM_APPLICATION": FCM_APPLICATION,
    }


class Centre:
    """Calls the handlers of `app.py` as Lambda would."""

    def __init__(self, functions: Functions | Fleet, recorder: Recorder, policies: Policies, insurer: Insurer) -> None:
        self._functions = functions
        self._recorder = recorder
        self._policies = policies
        self.insurer = insurer

    def call(self, handler: str, event: Mapping[str, Any]) -> Any:
        """Calls a handler. Fails if it raises or uses a permission that its function's role doesn't have."""
        before = len(self._recorder.calls)
        answer = self._functions.call(f"app.{handler}", event)
        assert "error" not in answer, answer["error"]
        function = _LOGICAL_IDS[handler]
        used = self._recorder.calls[before:]
        assert not [call for call in used if not self._policies.allows(function, call)], function
        return answer["result"]

    def age_presence(self, person: str, ms: int) -> None:
        """Makes the presence of a person older by `ms`."""
        client = Session("test", "test", region_name=REGION).client("dynamodb", endpoint_url=self._recorder.endpoint)
        items = client.query(
            TableName="baro-dev-presence",
            KeyConditionExpression="pk = :p",
            ExpressionAttributeValues={":p": {"S": person}},
        )["Items"]
        for item in items:
            aged = {**item, "last_seen_at": {"N": str(int(item["last_seen_at"]["N"]) - ms)}}
            client.put_item(TableName="baro-dev-presence", Item=aged)

    def add_connection_with_expired_token(self, connection: str) -> None:
        """Stores a silent connection whose token has expired."""
        client = Session("test", "test", region_name=REGION).client("dynamodb", endpoint_url=self._recorder.endpoint)
        DynamoPresenceStore(Table(client, "baro-dev-presence")).register(
            Device("silent", connection, 1, 1, token_expires_at=2), 1, beats=False
        )

    def dispatch(self) -> DispatchPorts:
        """What stores roadside jobs and responders, as people's requests do."""
        client = Session("test", "test", region_name=REGION).client("dynamodb", endpoint_url=self._recorder.endpoint)
        table, outbox, rules = Table(client, "baro-dev-dispatch"), "baro-dev-outbox", dispatch_rules()
        lesson_store = DynamoLessonStore(table, run_in_order)
        lessons = KnownLessons(lesson_store.learned, rules, system_clock)
        return DispatchPorts(
            DynamoJobStore(table, outbox),
            DynamoResponderStore(table, outbox, run_in_order),
            SqsDispatchQueue(lambda _message, _delay: None),
            EstimatedTravel(lambda: lessons().travel),
            lessons,
            lesson_store,
            rules,
            system_clock,
            lambda _subject: None,
            lambda _message: None,
        )

    def run_jobs(self, queue: str, handler: str) -> None:
        """Calls a handler with each message of a queue until it is empty. Fails if a job fails."""
        sqs = Session("test", "test", region_name=REGION).client("sqs", endpoint_url=self._recorder.endpoint)
        url = sqs.get_queue_url(QueueName=f"baro-dev-{queue}")["QueueUrl"]
        while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=1).get("Messages"):
            for message in messages:
                assert self.call(handler, event("agent_work", body=message["Body"])) == {"batchItemFailures": []}
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])

    def put_object(self, bucket: str, key: str, content: bytes) -> None:
        """Puts an object into a bucket of the deployment, as the core system does."""
        s3 = Session("test", "test", region_name=REGION).client("s3", endpoint_url=self._recorder.endpoint)
        s3.put_object(Bucket=f"baro-dev-{bucket}-{ACCOUNT}", Key=key, Body=content)

    def put_bytes(self, url: str, content: bytes) -> None:
        """Uploads bytes to a URL, as a page does."""
        body = urllib.request.Request(url, content, {"Content-Type": "image/jpeg"}, method="PUT")  # noqa: S310 - ours
        with urllib.request.urlopen(body) as answer:  # noqa: S310
            assert answer.status == 200

    def in_process(self, functions: Functions) -> "Centre":
        """The same deployment, called in another process."""
        return Centre(functions, self._recorder, self._policies, self.insurer)

    def frames_posted_to(self, connection: str) -> list[dict[str, Any]]:
        """The frames posted to a connection."""
        return [frame for to, frame in self._recorder.frames if to == connection]

    def request_ticket(self, token: str) -> dict[str, Any]:
        """The answer to `POST /tickets`."""
        answer: dict[str, Any] = self.call("app", event("tickets", token=token))
        return answer

    def connect(self, person: Person, connection: str) -> "Connection":
        """Requests a ticket, authorizes and connects with it."""
        ticket = json.loads(self.request_ticket(self.insurer.token(person))["body"])["ticket"]
        verdict = self.call("authorize", event("authorize", ticket=ticket))
        assert verdict["policyDocument"]["Statement"][0]["Effect"] == "Allow"
        known = {**verdict["context"], "principalId": verdict["principalId"], "integrationLatency": 31}
        socket = Connection(self, connection, known)
        assert self.call("connect", socket.event("connect", ticket=ticket))["statusCode"] == 200
        return socket


class Connection:
    """One person's connection."""

    def __init__(self, centre: Centre, connection: str, known: Mapping[str, Any]) -> None:
        self._centre = centre
        self._known = dict(known)
        self.connection = connection

    def event(self, name: str, **given: Any) -> dict[str, Any]:
        """An event of this connection."""
        found = event(name, authorizer=self._known, **given)
        found["requestContext"]["connectionId"] = self.connection
        return found

    def in_process(self, functions: Functions) -> "Connection":
        """The same connection; its next frame is handled by another process."""
        return Connection(self._centre.in_process(functions), self.connection, self._known)

    def expire_token(self) -> None:
        """Makes the token of the connection expire."""
        self._known["expires_at"] = "1"

    def send_frame(self, frame: Mapping[str, Any] | str) -> dict[str, Any]:
        """Sends a frame; the answer: the route's response, or the error posted before the connection was closed."""
        body = frame if isinstance(frame, str) else json.dumps(frame, ensure_ascii=False)
        answer = self._centre.call("message", self.event("message", body=body))
        assert answer["statusCode"] == 200
        reply: dict[str, Any] = json.loads(answer["body"]) if "body" in answer else self.received_frames("error")[-1]
        return reply

    def request(self, action: str, **fields: Any) -> dict[str, Any]:
        """Sends a command; the result of its `ack`."""
        reply = self.send_frame({"action": action, "ref": action, **fields})
        assert reply["event"] == "ack", reply
        result: dict[str, Any] = reply["result"]
        return result

    def say(self, conversation: str, client_id: str, body: Mapping[str, Any]) -> None:
        """Sends a message, again when the centre says so if it came too fast."""
        frame = {"action": "send", "ref": "say", "conversation": conversation, "client_id": client_id, "body": body}
        while (answer := self.send_frame(frame)).get("code") == "too_fast":
            time.sleep(answer["details"]["retry_after_ms"] / 1000)
        assert answer["event"] == "ack", answer

    def disconnect(self) -> None:
        """Disconnects."""
        assert self._centre.call("disconnect", self.event("disconnect"))["statusCode"] == 200

    def received_frames(self, kind: str) -> list[dict[str, Any]]:
        """The events of this name that were posted to the connection."""
        return [frame for frame in self._centre.frames_posted_to(self.connection) if frame["event"] == kind]
