"""A small Chalice app for the stand-in's tests: it records its events and follows instructions in messages."""

import json
import os
import queue
import threading
import time
from typing import Any

import boto3
from chalice.app import Chalice, CORSConfig, Rate, Response, SQSEvent


class Toy:
    """The app and what a test sees of it. `seen(name)` gives the next event of a function, waiting for it."""

    def __init__(self) -> None:
        self._events: dict[str, queue.Queue[dict[str, Any]]] = {}
        self._lock = threading.Lock()
        self._since = 0
        self.connect_answer: dict[str, Any] | Exception = {"statusCode": 200}
        self.post_during_connect = False
        self.barrier = threading.Barrier(2)
        self.gate = threading.Event()
        self.poison: set[str] = set()
        self.app = build(self)

    def record(self, name: str, event: dict[str, Any]) -> None:
        # A $disconnect may come after the test that made the connection has ended.
        if event.get("requestContext", {}).get("connectedAt", self._since) >= self._since:
            self._of(name).put(json.loads(json.dumps(event)))

    def seen(self, name: str, within: float = 15) -> dict[str, Any]:
        return self._of(name).get(timeout=within)

    def unseen(self, name: str) -> bool:
        return self._of(name).empty()

    def _of(self, name: str) -> "queue.Queue[dict[str, Any]]":
        with self._lock:
            return self._events.setdefault(name, queue.Queue())

    def refresh(self) -> None:
        self._since = int(time.time() * 1000)
        with self._lock:
            self._events = {}
        self.connect_answer = {"statusCode": 200}
        self.post_during_connect = False
        self.barrier = threading.Barrier(2)
        self.gate = threading.Event()
        self.poison = set()


def sockets() -> Any:
    return boto3.client("apigatewaymanagementapi", endpoint_url=os.environ["BARO_SOCKETS_ENDPOINT"])


def build(toy: Toy) -> Chalice:
    app = Chalice("toy")
    app.experimental_feature_flags.update(["WEBSOCKETS"])
    _connecting(app, toy)
    _add_websocket_handlers(app, toy)
    _event_handlers(app, toy)
    _routes(app, toy)
    return app


def _connecting(app: Chalice, toy: Toy) -> None:
    @app.lambda_function(name="authorize")
    def authorize(event: dict[str, Any], context: Any) -> Any:
        toy.record("authorize", event)
        ticket = event["queryStringParameters"]["ticket"]
        if ticket == "crash":
            raise RuntimeError("authorizer broke")
        if ticket == "nonsense":
            return {"principalId": ticket, "policyDocument": "allow me"}
        return {
            "principalId": ticket,
            "policyDocument": {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Action": "execute-api:Invoke",
                        "Effect": "Deny" if ticket == "denied" else "Allow",
                        "Resource": event["methodArn"],
                    }
                ],
            },
            "context": {"role": "customer", "level": 3, "vip": True},
        }

    @app.on_ws_connect()
    def connect(event: Any) -> Any:
        toy.record("connect", event.to_dict())
        if toy.post_during_connect:
            client = sockets()
            try:
                client.post_to_connection(ConnectionId=event.connection_id, Data=b"early")
            except client.exceptions.GoneException as error:
                toy.record("early", error.response)
        if isinstance(toy.connect_answer, Exception):
            raise toy.connect_answer
        return toy.connect_answer


def _add_websocket_handlers(app: Chalice, toy: Toy) -> None:
    @app.on_ws_message()
    def message(event: Any) -> Any:
        toy.record("message", event.to_dict())
        if event.body == "crash":
            raise RuntimeError("handler broke")
        if event.body == "meet":
            toy.barrier.wait(10)
        if event.body == "hang":
            toy.gate.wait(10)
        if event.body == "silent":
            return {"statusCode": 200}
        return {"statusCode": 200, "body": f"re: {event.body}"}

    @app.on_ws_disconnect()
    def disconnect(event: Any) -> Any:
        toy.record("disconnect", event.to_dict())


def _event_handlers(app: Chalice, toy: Toy) -> None:
    @app.on_sqs_message(queue="toy-work", batch_size=10, maximum_batching_window_in_seconds=1)
    def work(event: SQSEvent) -> Any:
        toy.record("work", event.to_dict())
        failed = [one for one in event.to_dict()["Records"] if one["body"] in toy.poison]
        return {"batchItemFailures": [{"itemIdentifier": one["messageId"]} for one in failed]}

    @app.on_sqs_message(queue="toy-whole", batch_size=2)
    def whole(event: SQSEvent) -> None:
        toy.record("whole", event.to_dict())
        if any(record.body in toy.poison for record in event):
            toy.poison.clear()
            raise RuntimeError("batch broke")

    @app.on_sqs_message(queue="toy-uploads")
    def uploads(event: SQSEvent) -> None:
        toy.record("uploads", event.to_dict())

    @app.schedule(Rate(1, unit=Rate.HOURS))
    def sweep(event: Any) -> str:
        toy.record("sweep", event.to_dict())
        return f"{event.context.function_name} {event.context.memory_limit_in_mb}"


def _routes(app: Chalice, toy: Toy) -> None:
    @app.route("/echo/{name}", methods=["POST"], cors=CORSConfig(allow_origin="https://chat.example"))
    def echo(name: str) -> Any:
        request = app.current_request
        assert request is not None
        return Response({"name": name, "json": request.json_body, "query": request.query_params}, status_code=201)

    @app.route("/echo/fixed", methods=["GET"])
    def fixed() -> Any:
        return {"fixed": True}

    @app.route("/picture", methods=["POST"], content_types=["image/png"])
    def picture() -> Response:
        request = app.current_request
        assert request is not None
        return Response(request.raw_body[::-1], headers={"Content-Type": "image/png"})

    @app.route("/slow", methods=["GET"])
    def slow() -> Any:
        toy.gate.wait(10)
        return {}

    @app.route("/crash", methods=["GET"])
    def crash() -> Response:
        return Response({}, status_code="no number")  # type: ignore[arg-type]

    @app.route("/who/{name}", methods=["GET"])
    def who(name: str) -> Any:
        barrier.wait(10)
        request = app.current_request
        assert request is not None
        return {"asked": name, "request": request.uri_params}

    barrier = threading.Barrier(2)
