"""SNS mobile push: endpoints of devices, and pushing to them."""

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
"""In SNS's message for a deleted endpoint, whose error code means other errors as well."""


class SnsPushEndpoints:
    """`notifications.ports.PushGateway` on SNS's platform applications."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def create_endpoint(self, application: str, token: str) -> str:
        """The enabled endpoint of a token, created if necessary; "" if the application doesn't accept the token."""
        try:
            found: str = self._client.create_platform_endpoint(PlatformApplicationArn=application, Token=token)[
                "EndpointArn"
            ]
        except ClientError as error:
            if error.response["Error"]["Code"] != "InvalidParameter":
                raise
            # SNS reports a disabled endpoint as existing with other attributes; only the message has its ARN.
            disabled = _EXISTS.search(error.response["Error"]["Message"])
            if disabled is None:
                return ""
            found = disabled[1]
            self._client.set_endpoint_attributes(EndpointArn=found, Attributes={"Enabled": "true"})
        return found

    def delete_endpoint(self, endpoint: str) -> None:
        """Deletes an endpoint. Idempotent."""
        self._client.delete_endpoint(EndpointArn=endpoint)

    def publish(
        self, endpoint: str, payload: Mapping[str, object], collapse: str
    ) -> Literal["sent", "gone", "refused"]:
        """Pushes once. An iPhone shows only the latest push with the same `collapse`; FCM reads it from the payload.

        Raises the exceptions that leave unknown whether it was sent: SNS has no idempotency key.
        """
        platform = endpoint.split("/")[1]  # GCM, APNS, APNS_SANDBOX: the key of the payload in SNS's message
        request: dict[str, Any] = {
            "TargetArn": endpoint,
            "MessageStructure": "json",
            "Message": json.dumps({platform: json.dumps(payload, ensure_ascii=False)}, ensure_ascii=False),
        }
        if platform.startswith("APNS"):
            attributes = {"PUSH_TYPE": "alert", "PRIORITY": "10", "COLLAPSE_ID": collapse}
            request["MessageAttributes"] = {
                f"AWS.SNS.MOBILE.APNS.{name}": {"DataType": "String", "StringValue": value}
                for name, value in attributes.items()
            }
        try:
            self._client.publish(**request)
        except ClientError as error:
            code, message = error.response["Error"]["Code"], error.response["Error"]["Message"]
            if code in _GONE or _NO_ENDPOINT in message:
                return "gone"
            log.warning("not pushed: %s", code)
            return "refused"
        except (ConnectTimeoutError, EndpointConnectionError) as error:
            log.warning("not pushed: %s", type(error).__name__)
            return "refused"
        return "sent"
