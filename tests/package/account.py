"""A fake AWS account: records requests of the command line and refuses what CloudFormation refuses on validation."""

import json
import re
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from xml.sax.saxutils import escape

ACCOUNT = "123456789012"
MAX_TEMPLATE_BYTES = 51_200
"""Maximum size of a template in a request, in bytes; a larger one must be in S3."""

Fields = dict[str, str]


class ValidationError(Exception):
    """CloudFormation's ValidationError."""


@dataclass
class FakeAccount:
    """`asked` grows as commands talk: `s3:PutObject bucket/key`, `cloudformation:CreateChangeSet`. A stack has a status
    and the parameters that it was given, a table a number of items."""

    asked: list[str] = field(default_factory=list)
    objects: dict[str, bytes] = field(default_factory=dict)
    stacks: dict[str, dict[str, str]] = field(default_factory=dict)
    tables: dict[str, int] = field(default_factory=dict)
    requests: list[Fields] = field(default_factory=list)

    def __enter__(self) -> "FakeAccount":
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def endpoint(self) -> str:
        """The address for the command line to call (AWS_ENDPOINT_URL)."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def s3(self, method: str, path: str, body: bytes) -> int:
        """Answers a request for a bucket or an object with an HTTP status."""
        bucket, _, key = path.lstrip("/").partition("/")
        self.asked.append(f"s3:{method} {bucket}/{key}".rstrip("/"))
        if method == "PUT":
            if key and f"{bucket}/" not in self.objects:
                return 404
            self.objects[f"{bucket}/{key}"] = body
        return 200 if f"{bucket}/{key}" in self.objects else 404

    def dynamodb(self, operation: str, request: dict[str, Any]) -> dict[str, Any]:
        """Answers a request to DynamoDB."""
        name = request.get("TableName", "")
        self.asked.append(f"{operation} {name}".rstrip())
        answers: dict[str, dict[str, Any]] = {
            "ListTables": {"TableNames": list(self.tables)},
            "DescribeTable": {"Table": {"TableStatus": "ACTIVE"}},
            "Scan": {"Count": self.tables.get(name, 0)},
        }
        return answers.get(operation, {})

    def query(self, fields: Fields) -> str:
        """Answers a request of the query protocol (CloudFormation, STS, SNS) with the inside of its result. Raises
        Refused."""
        action = fields["Action"]
        self.asked.append(action)
        self.requests.append(fields)
        answer = {"DescribeStacks": self._stacks, "CreateChangeSet": self._change, "ExecuteChangeSet": self._execute}
        if action in answer:
            return answer[action](fields)
        return _ANSWERS[action]

    def _stacks(self, fields: Fields) -> str:
        name = fields["StackName"]
        if name not in self.stacks:
            raise ValidationError(f"Stack with id {name} does not exist")
        status = "UPDATE_COMPLETE" if self.asked.count("ExecuteChangeSet") > 1 else "CREATE_COMPLETE"
        return (
            f"<Stacks><member><StackName>{name}</StackName><CreationTime>2026-11-29T00:00:00Z</CreationTime>"
            f"<StackStatus>{status}</StackStatus></member></Stacks>"
        )

    def _change(self, fields: Fields) -> str:
        if len(fields.get("TemplateBody", "").encode()) > MAX_TEMPLATE_BYTES:
            raise ValidationError(f"'templateBody' must have length less than or equal to {MAX_TEMPLATE_BYTES}")
        source = fields.get("TemplateBody") or self.objects[urlsplit(fields["TemplateURL"]).path.lstrip("/")]
        template = json.loads(source)
        before = self.stacks.get(fields["StackName"], {})
        given = {
            each["ParameterKey"]: each.get("ParameterValue") or before[each["ParameterKey"]]
            for each in _members(fields, "Parameters")
        }
        _check_parameters(template["Parameters"], given)
        _check_capabilities(template["Resources"], {value for key, value in fields.items() if "Capabilities" in key})
        self._planned = fields["StackName"], given
        return "<Id>arn:aws:cloudformation:x:1:changeSet/c</Id><StackId>arn:aws:cloudformation:x:1:stack/s</StackId>"

    def _execute(self, _fields: Fields) -> str:
        name, given = self._planned
        self.stacks[name] = given
        return ""


_ANSWERS = {
    "GetCallerIdentity": f"<Account>{ACCOUNT}</Account>",
    "DescribeChangeSet": "<Status>CREATE_COMPLETE</Status><ExecutionStatus>AVAILABLE</ExecutionStatus>",
    "UpdateTerminationProtection": "",
    "DeleteStack": "",
    "CreatePlatformApplication": "<PlatformApplicationArn>arn:aws:sns:x:1:app/GCM/a</PlatformApplicationArn>",
}


def _members(fields: Fields, name: str) -> list[Fields]:
    """`Parameters.member.1.ParameterKey=…` as a list of records."""
    found: dict[str, Fields] = {}
    for key, value in fields.items():
        if match := re.fullmatch(rf"{name}\.member\.(\w+)\.(\w+)", key):
            found.setdefault(match[1], {})[match[2]] = value
    return list(found.values())


def _check_parameters(declared: dict[str, dict[str, Any]], given: Fields) -> None:
    values = {name: str(rule["Default"]) for name, rule in declared.items() if "Default" in rule} | given
    if unknown := given.keys() - declared.keys():
        raise ValidationError(f"Parameters: {sorted(unknown)} do not exist in the template")
    if missing := [name for name in declared if name not in values]:
        raise ValidationError(f"Parameters: {missing} must have values")
    for name, value in values.items():
        rule = declared[name]
        fits = re.fullmatch(rule.get("AllowedPattern", ".*"), value) and len(value) >= rule.get("MinLength", 0)
        if not fits or value not in rule.get("AllowedValues", [value]):
            raise ValidationError(f"{name} is {value}, not what its AllowedPattern or AllowedValues say")


def _check_capabilities(resources: dict[str, Any], given: set[str]) -> None:
    roles = [resource for resource in resources.values() if resource["Type"].startswith("AWS::IAM::")]
    named = any("RoleName" in role.get("Properties", {}) for role in roles)
    enough = {"CAPABILITY_NAMED_IAM"} if named else {"CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"}
    if roles and not enough & given:
        raise ValidationError(f"Requires capabilities : [{min(enough)}]")


def _handler(account: FakeAccount) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            target = self.headers.get("X-Amz-Target", "")
            if target:
                self._answer(200, json.dumps(account.dynamodb(target.partition(".")[2], json.loads(body))))
            elif self.path == "/":
                self._query(dict(parse_qsl(body.decode(), keep_blank_values=True)))
            else:
                self._answer(account.s3(self.command, unquote(urlsplit(self.path).path), body), "")

        do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = _serve  # noqa: N815 - http.server's names

        def _query(self, fields: Fields) -> None:
            try:
                name, inside = fields["Action"], account.query(fields)
                self._answer(200, f"<{name}Response><{name}Result>{inside}</{name}Result></{name}Response>")
            except ValidationError as error:
                said = f"<Code>ValidationError</Code><Message>{escape(str(error))}</Message>"
                self._answer(400, f"<ErrorResponse><Error><Type>Sender</Type>{said}</Error></ErrorResponse>")

        def _answer(self, status: int, body: str) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body.encode())))
            self.send_header("ETag", '"0"')
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body.encode())

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Nothing: what is asked is kept."""

    return Handler
