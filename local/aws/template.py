"""The resources file of the deployment (`.chalice/resources.json`), read as CloudFormation does.

It defines tables, queues, buckets and topics, and the additions that Chalice can't express and that `chalice package
--merge-template` merges (WebSocket authorizer, route response, partial batch responses, time limits).
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chalice.utils import to_cfn_resource_name

from local.aws.errors import TemplateError
from local.aws.intrinsics import NO_VALUE, Resolver
from local.aws.options import ACCOUNT, REGION

_PSEUDO: Mapping[str, Any] = {
    "AWS::Region": REGION,
    "AWS::AccountId": ACCOUNT,
    "AWS::Partition": "aws",
    "AWS::StackName": "local",
    "AWS::StackId": f"arn:aws:cloudformation:{REGION}:{ACCOUNT}:stack/local/0",
    "AWS::URLSuffix": "amazonaws.com",
    "AWS::NoValue": NO_VALUE,
}
_NAME_PROPERTY = {
    "AWS::DynamoDB::Table": "TableName",
    "AWS::SQS::Queue": "QueueName",
    "AWS::S3::Bucket": "BucketName",
    "AWS::SNS::Topic": "TopicName",
}
_ARN = {
    "AWS::DynamoDB::Table": f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/",
    "AWS::SQS::Queue": f"arn:aws:sqs:{REGION}:{ACCOUNT}:",
    "AWS::S3::Bucket": "arn:aws:s3:::",
    "AWS::SNS::Topic": f"arn:aws:sns:{REGION}:{ACCOUNT}:",
}
_FUNCTION = re.compile(r"function:([^/:]+)")


@dataclass(frozen=True)
class WebSocketAuthorizer:
    """The authorizer function of `$connect`, and the identity sources that a request must have."""

    logical_id: str
    identity_sources: tuple[str, ...]


class Template:
    """A resources file with the values of its parameters. `aws_endpoint` is the base of queue URLs."""

    def __init__(
        self, document: Mapping[str, Any], parameters: Mapping[str, str] | None = None, aws_endpoint: str = ""
    ) -> None:
        self.document = document
        self.aws_endpoint = aws_endpoint
        declared = document.get("Parameters", {})
        defaults = {name: one["Default"] for name, one in declared.items() if "Default" in one}
        given = {**_PSEUDO, **defaults, **(parameters or {})}
        lists = {name for name, one in declared.items() if one["Type"] == "CommaDelimitedList"}
        self._parameters = {name: value.split(",") if name in lists else value for name, value in given.items()}
        self._resources: dict[str, dict[str, Any]] = document.get("Resources", {})
        self._resolver = Resolver(self._ref, self._attribute, document.get("Conditions"), document.get("Mappings"))

    @classmethod
    def read(cls, path: Path, parameters: Mapping[str, str] | None = None, aws_endpoint: str = "") -> "Template":
        """The template in the JSON file `path`. Raises `TemplateError` if it isn't JSON."""
        try:
            return cls(json.loads(path.read_text("utf-8")), parameters, aws_endpoint)
        except ValueError as error:
            raise TemplateError(f"{path}: {error}") from error

    def of_type(self, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Logical id and resolved properties of each resource of type `kind` whose condition holds."""
        for logical_id, resource in self._resources.items():
            if resource.get("Type") == kind and self._wanted(resource):
                yield logical_id, self._resolver.resolve(resource.get("Properties", {}))

    def name(self, logical_id: str) -> str:
        """The physical name of a table, queue, bucket or topic."""
        resource = self._resource(logical_id)
        given = resource.get("Properties", {}).get(_NAME_PROPERTY[resource["Type"]])
        if given is not None:
            return str(self._resolver.resolve(given))
        # CloudFormation would generate a name; bucket names must be in lower case.
        return f"local-{logical_id}".lower()

    def resolve(self, value: Any) -> Any:
        """A value of the template with all intrinsic functions resolved."""
        return self._resolver.resolve(value)

    def function_properties(self, function_name: str) -> dict[str, Any]:
        """The unresolved properties that the file adds to the function that Chalice creates for `function_name`."""
        found = self._resources.get(to_cfn_resource_name(function_name), {}).get("Properties", {})
        return dict(found)

    def function_events(self, function_name: str) -> list[dict[str, Any]]:
        """The properties that the file adds to the event sources of a function."""
        events = self.function_properties(function_name).get("Events", {})
        return [dict(one.get("Properties", {})) for one in events.values()]

    def websocket_authorizer(self) -> WebSocketAuthorizer | None:
        """The authorizer of `WebsocketConnectRoute`; None if the file has none."""
        route = self._resources.get("WebsocketConnectRoute", {}).get("Properties", {})
        reference = route.get("AuthorizerId")
        if reference is None:
            return None
        properties = self._resource(reference["Ref"])["Properties"]
        uri = str(self._resolver.resolve(properties["AuthorizerUri"]))
        match = _FUNCTION.search(uri)
        if match is None:
            raise TemplateError(f"no function in AuthorizerUri {uri}")
        return WebSocketAuthorizer(match[1], tuple(properties.get("IdentitySource", ())))

    def replies(self) -> bool:
        """Whether the result of the `$default` handler is sent to the client as a frame: AWS requires a route response
        and the route's `RouteResponseSelectionExpression`."""
        route = self._resources.get("WebsocketMessageRoute", {}).get("Properties", {})
        answered = any(
            one.get("Type") == "AWS::ApiGatewayV2::RouteResponse"
            and one["Properties"].get("RouteId") == {"Ref": "WebsocketMessageRoute"}
            for one in self._resources.values()
        )
        return answered and route.get("RouteResponseSelectionExpression") == "$default"

    def _wanted(self, resource: Mapping[str, Any]) -> bool:
        return "Condition" not in resource or self._resolver.condition(resource["Condition"])

    def _resource(self, logical_id: str) -> dict[str, Any]:
        if logical_id not in self._resources:
            raise TemplateError(f"no resource {logical_id}")
        return self._resources[logical_id]

    def _ref(self, name: str) -> Any:
        if name in self._parameters:
            return self._parameters[name]
        kind = self._resources.get(name, {}).get("Type")
        if kind == "AWS::SQS::Queue":
            return f"{self.aws_endpoint}/{ACCOUNT}/{self.name(name)}"
        if kind == "AWS::SNS::Topic":
            return _ARN[kind] + self.name(name)
        if kind in _NAME_PROPERTY:
            return self.name(name)
        # The resources file has only logical ids of the functions, roles and APIs that Chalice creates.
        return name

    def _attribute(self, name: str, attribute: str) -> Any:
        kind = self._resources.get(name, {}).get("Type")
        if kind in _ARN and attribute in ("Arn", "TopicArn"):
            return _ARN[kind] + self.name(name)
        if kind in _NAME_PROPERTY and attribute in _NAME_PROPERTY.values():
            return self.name(name)
        if kind == "AWS::SQS::Queue" and attribute == "QueueUrl":
            return self._ref(name)
        if attribute == "Arn":
            return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{name}"
        raise TemplateError(f"no attribute {attribute} of {name}")
