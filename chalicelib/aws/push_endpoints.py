"""SNS mobile push: endpoints of telephones, and pushing to them."""

import json
import logging
import re
from collections.abc import Mapping
from typing import Any, Literal

from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError

log = logging.getLogger("baro")

_EXISTS = re.compile(r"Endpoint (arn:\S+) already exists")
_GONE = frozenset({"EndpointDisabled", "NotFound"})
_NO_ENDPOINT = "No endpoint found"
"""What SNS says of an endpoint that was deleted, under a code that stands for other faults as well."""


class SnsPushEndpoints:
    """Telephones behind SNS's platform applications."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def endpoint(self, application: str, token: str) -> str:
        """The endpoint of a token, made where there is none, awake; "" where it is no token of this application."""
        try:
            found: str = self._client.create_platform_endpoint(PlatformApplicationArn=application, Token=token)[
                "EndpointArn"
            ]
        except ClientError as error:
            if error.response["Error"]["Code"] != "InvalidParameter":
                raise
            # One that SNS has put to sleep is "there with other attributes"; the message alone names it.
            asleep = _EXISTS.search(error.response["Error"]["Message"])
            if asleep is None:
                return ""
            found = asleep[1]
            self._client.set_endpoint_attributes(EndpointArn=found, Attributes={"Enabled": "true"})
        return found

    def forget(self, endpoint: str) -> None:
        """Takes an endpoint away; what isn't there needn't be taken."""
        self._client.delete_endpoint(EndpointArn=endpoint)

    def push(self, endpoint: str, payload: Mapping[str, object], collapse: str) -> Literal["sent", "gone", "refused"]:
        """Pushes once. Of two with the same `collapse` an iPhone shows the later; FCM is told in the payload.

        Raises what leaves unknown whether it was sent: SNS knows no repeats.
        """
        platform = endpoint.split("/")[1]  # GCM, APNS, APNS_SANDBOX: SNS looks for the payload under this key
        request: dict[str, Any] = {
            "TargetArn": endpoint,
            "MessageStructure": "json",
            "Message": json.dumps({platform: json.dumps(payload, ensure_ascii=False)}, ensure_ascii=False),
        }
        if platform.startswith("APNS"):
            given = {"PUSH_TYPE": "alert", "PRIORITY": "10", "COLLAPSE_ID": collapse}
            request["MessageAttributes"] = {
                f"AWS.SNS.MOBILE.APNS.{name}": {"DataType": "String", "StringValue": value}
                for name, value in given.items()
            }
        try:
            self._client.publish(**request)
        except ClientError as error:
            code, words = error.response["Error"]["Code"], error.response["Error"]["Message"]
            if code in _GONE or _NO_ENDPOINT in words:
                return "gone"
            log.warning("not pushed: %s", code)
            return "refused"
        except (ConnectTimeoutError, EndpointConnectionError) as error:
            log.warning("not pushed: %s", type(error).__name__)
            return "refused"
        return "sent"
