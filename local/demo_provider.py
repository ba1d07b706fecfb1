"""A simulated external provider (docs/providers.md): receives messages from the queue `provider-jobs` and reports by
REST. Its truck accepts what it is offered and does it without driving.

`make run` has it on duty in Busan, where no other simulated responder is.
"""

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from typing import Any

from chalicelib.kernel.actors import Role
from local.demo.people import DemoPerson

Report = dict[str, Any]
Post = Callable[[Report], Mapping[str, Any]]

PROVIDER = DemoPerson("hanbit", Role.RESPONDER, "한빛 긴급출동", "")
"""Whose token its reports have; entered in `dispatch.toml`."""
TRUCK, SHIFT_MS = "07", 10 * 3_600_000
STANDS_AT = {"lat": 35.1587, "lon": 129.1604}
CARD = {"name": "남궁찬", "kind": "3.5톤 견인차", "plate": "74바9207", "phone": "05040000077"}
WORKSHOP = {"destination": "한빛정비", "place": {"lat": 37.51, "lon": 127.03}, "km": 12}
"""Where its trucks tow a car."""


def reports_for(message: Mapping[str, Any]) -> list[Report]:
    """What a truck reports when a message has come: it takes a job, and does what it was assigned; a car is towed once
    the customer has agreed to where, how far and for how much."""
    about = {"truck": message["truck"], "job": message["job"]}

    def steps(*names: str) -> list[Report]:
        return [{"report": "step", **about, "step": name} for name in names]

    def photos(stage: str) -> Report:
        address = f"https://provider.example/{message['job']}/{stage}.jpg"
        return {"report": "photos", **about, "stage": stage, "photos": [address]}

    match message["message"]:
        case "offer":
            return [{"report": "accept", **about, "number": message["number"]}]
        case "assigned" if message["service"] == "tow":
            return [*steps("depart", "arrive"), photos("before"), {"report": "propose", **about, **WORKSHOP}]
        case "assigned":
            return [*steps("depart", "arrive", "begin"), photos("before"), photos("after"), *steps("complete")]
        case "terms" if message["may_tow"]:
            return [*steps("hook_up"), photos("after"), *steps("complete")]
    return []


def duty_reports(now: int) -> list[Report]:
    """The truck is on duty and where it stands, at `now` (ms)."""
    about = {"truck": TRUCK, "place": STANDS_AT}
    services = ["tow", "winch", "battery", "tyre", "fuel"]
    return [
        {"report": "on_duty", **about, **CARD, "services": services, "until": now + SHIFT_MS},
        {"report": "position", **about, "at": now, "accuracy": 10},
    ]


class DemoProvider:
    """Receives messages and reports. `post` sends a report; SQS brings a message again whose reports weren't all
    taken, and a repeated report changes nothing. `pause` is what passes before each step of a job."""

    def __init__(
        self, client: Any, queue: Callable[[str], str], post: Post, pause: Callable[[], object] = lambda: None
    ) -> None:
        self._client, self._post, self._pause = client, post, pause
        self._url = client.get_queue_url(QueueName=queue("provider-jobs"))["QueueUrl"]

    def process_messages(self, wait_s: int = 0) -> int:
        """Processes the waiting messages; returns their number."""
        answer = self._client.receive_message(QueueUrl=self._url, MaxNumberOfMessages=10, WaitTimeSeconds=wait_s)
        messages = answer.get("Messages", [])
        for message in messages:
            for report in reports_for(json.loads(message["Body"])):
                if report["report"] == "step":
                    self._pause()
                self._post(report)
            self._client.delete_message(QueueUrl=self._url, ReceiptHandle=message["ReceiptHandle"])
        return len(messages)


def post_by_rest(api: str, token: str) -> Post:
    """Sends reports to `POST <api>/provider/reports`. A report that is refused returns its error."""

    def post(report: Report) -> Mapping[str, Any]:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        body = json.dumps(report).encode()
        request = urllib.request.Request(f"{api}/provider/reports", body, headers, method="POST")  # noqa: S310 - ours
        try:
            with urllib.request.urlopen(request) as answer:  # noqa: S310
                read: Mapping[str, Any] = json.load(answer)
        except urllib.error.HTTPError as error:
            read = json.load(error)
        return read

    return post
