"""A simulated external provider (docs/providers.md): receives messages from the queue `provider-jobs` and reports by
REST. Its trucks accept what they are offered and drive there at once."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from typing import Any

Report = dict[str, Any]
Post = Callable[[Report], Mapping[str, Any]]

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


class DemoProvider:
    """Receives messages and reports. `post` sends a report; SQS brings a message again whose reports weren't all
    taken, and a repeated report changes nothing."""

    def __init__(self, client: Any, queue: Callable[[str], str], post: Post) -> None:
        self._client, self._post = client, post
        self._url = client.get_queue_url(QueueName=queue("provider-jobs"))["QueueUrl"]

    def process_messages(self, wait_s: int = 0) -> int:
        """Processes the waiting messages; returns their number."""
        answer = self._client.receive_message(QueueUrl=self._url, MaxNumberOfMessages=10, WaitTimeSeconds=wait_s)
        messages = answer.get("Messages", [])
        for message in messages:
            for report in reports_for(json.loads(message["Body"])):
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
