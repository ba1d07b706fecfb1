"""The CloudFormation template: valid, and with minimal permissions."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chalicelib.content.business_days import HOLIDAYS
from local.package.build import Package
from local.package.template import functions, role_of

Template = dict[str, Any]
Statement = dict[str, Any]

_ACTIONS_WITHOUT_RESOURCES = {"xray:PutTraceSegments", "xray:PutTelemetryRecords"}
_FOLDER = re.compile(r"(?<=Bucket\.Arn\}/)[a-z]+/\*$")
"""All files in a folder of a bucket of ours: their names are made up as they come."""
_ENDPOINTS = "endpoint/${Application}/*"
"""All telephones of a platform application: SNS makes their names up."""
_FUNCTIONS = {
    "APIHandler",
    "InspectUpload",
    "EventWork",
    "ContractFeeds",
    "CoreDecisions",
    "AgentWork",
    "DispatchWork",
    "Authorize",
    "EveryMinute",
    "Notify",
    "WebsocketConnect",
    "WebsocketDisconnect",
    "WebsocketMessage",
}


def test_cloudformation_accepts_the_template(package: Package) -> None:
    cfn_lint = Path(sys.executable).with_name("cfn-lint")
    linted = subprocess.run([cfn_lint, package.template], capture_output=True, text=True, check=False)
    assert linted.stdout + linted.stderr == ""


def test_every_reference_names_something_of_the_template(template: Template) -> None:
    known = {*template["Resources"], *template["Parameters"]}
    left: list[Any] = [template["Resources"], template["Outputs"]]
    unknown = set()
    while left:
        match left.pop():
            case {"Ref": str(name)} if not name.startswith("AWS::"):
                unknown |= {name} - known
            case {"Fn::GetAtt": [name, *_]}:
                unknown |= {name} - known
            case dict() as parts:
                left += parts.values()
            case list() as parts:
                left += parts
    assert unknown == set()


def test_every_handler_is_a_function_of_the_packaging_interpreter(template: Template) -> None:
    found = dict(functions(template))
    assert set(found) >= _FUNCTIONS
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    assert {function["Properties"]["Runtime"] for function in found.values()} == {version}


def test_every_function_has_a_role_of_its_own(template: Template) -> None:
    roles = [function["Properties"]["Role"]["Fn::GetAtt"][0] for _, function in functions(template)]
    assert len(set(roles)) == len(roles)


def test_no_function_has_a_wildcard_resource(template: Template) -> None:
    for name, statement in _statements(template):
        actions = _many(statement["Action"])
        assert not [action for action in actions if "*" in action], name
        if set(actions) <= _ACTIONS_WITHOUT_RESOURCES:
            continue
        if "NotResource" in statement:  # text messages to telephones: a number is no resource that could be named
            topics = {"Fn::Sub": "arn:${AWS::Partition}:sns:*:*:*"}
            assert (actions, _many(statement["NotResource"])) == (["sns:Publish"], [topics]), name
            continue
        for resource in _many(statement["Resource"]):
            text = resource if isinstance(resource, str) else str(next(iter(resource.values())))
            text = text.replace(_ENDPOINTS, "")
            folder = text.removesuffix("/@connections/*") if "execute-api" in text else _FOLDER.sub("", text)
            assert "*" not in folder, (name, resource)


def test_the_authorizer_may_only_redeem_tickets_and_compare_rights(template: Template) -> None:
    granted = {
        action
        for name, statement in _statements(template)
        if name == "Authorize"
        for action in _many(statement["Action"])
        if action.startswith(("dynamodb:", "sqs:", "execute-api:"))
    }
    assert granted == {"dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:UpdateItem"}


def test_every_function_has_its_own_log_group_with_a_retention(template: Template) -> None:
    groups = [function["Properties"]["LoggingConfig"]["LogGroup"]["Ref"] for _, function in functions(template)]
    assert len(set(groups)) == len(groups)
    assert all(template["Resources"][group]["Properties"]["RetentionInDays"] for group in groups)


def test_tables_have_backups_and_deletion_protection(template: Template) -> None:
    tables = _of_type(template, "AWS::DynamoDB::Table")
    assert tables
    for name, table in tables.items():
        properties = table["Properties"]
        assert properties["DeletionProtectionEnabled"] == {"Fn::If": ["IsProd", True, False]}, name
        assert properties["BillingMode"] == "PAY_PER_REQUEST", name
        assert properties["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"], name
        assert properties["SSESpecification"]["SSEEnabled"], name


def test_deletion_protection_is_for_the_stage_prod(template: Template) -> None:
    assert template["Conditions"]["IsProd"] == {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}


def test_stored_data_outlives_the_stack_but_not_a_failed_creation(template: Template) -> None:
    """`Retain` would leave tables behind whose names the next try needs."""
    kept = {"AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::Logs::LogGroup"}
    for name, one in template["Resources"].items():
        policies = one.get("DeletionPolicy"), one.get("UpdateReplacePolicy")
        if one["Type"] in kept or policies != (None, None):
            assert policies == ("RetainExceptOnCreate", "Retain"), name


def test_every_queue_has_a_dead_letter_queue_with_an_alarm(template: Template) -> None:
    queues = _of_type(template, "AWS::SQS::Queue")
    dead = {
        name: queue["Properties"]["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0]
        for name, queue in queues.items()
        if "RedrivePolicy" in queue["Properties"]
    }
    assert set(queues) == set(dead) | set(dead.values())
    rings = {
        dimension["Value"]["Fn::GetAtt"][0]
        for alarm in _of_type(template, "AWS::CloudWatch::Alarm").values()
        for dimension in alarm["Properties"].get("Dimensions", ())
        if dimension["Name"] == "QueueName"
    }
    assert set(dead.values()) <= rings


def test_an_unread_message_raises_an_alarm_before_sqs_deletes_it(template: Template) -> None:
    """SQS deletes a message when its retention is over, counted from when it was sent, also in a dead-letter queue."""
    resources = template["Resources"]
    ages = {
        alarm["Properties"]["Dimensions"][0]["Value"]["Fn::GetAtt"][0]: alarm["Properties"]["Threshold"]
        for alarm in _of_type(template, "AWS::CloudWatch::Alarm").values()
        if alarm["Properties"]["MetricName"] == "ApproximateAgeOfOldestMessage"
    }
    parameter = template["Parameters"]["CoreEventsAge"]
    assert ages.pop("CoreEventsQueue") == {"Ref": "CoreEventsAge"}
    ages["CoreEventsQueue"] = parameter["MaxValue"]
    queues = _of_type(template, "AWS::SQS::Queue")
    watched = {name for name, queue in queues.items() if "RedrivePolicy" in queue["Properties"]}
    assert set(ages) == watched
    for name in watched:
        properties = queues[name]["Properties"]
        redrive = properties["RedrivePolicy"]
        kept, given_up = (
            properties["MessageRetentionPeriod"],
            properties["VisibilityTimeout"] * redrive["maxReceiveCount"],
        )
        dead = resources[redrive["deadLetterTargetArn"]["Fn::GetAtt"][0]]["Properties"]
        assert given_up < ages[name] <= kept / 2, name
        longest = 1_209_600
        assert dead["MessageRetentionPeriod"] == longest
        assert kept < longest or name == "CoreEventsQueue", "what dies must lie long enough to be looked at"
    assert queues["CoreEventsQueue"]["Properties"]["MessageRetentionPeriod"] == 14 * 86_400
    assert parameter["Default"] == 86_400


def test_every_function_has_an_alarm_on_failures(template: Template) -> None:
    """By itself, or by the dead letters and the age of its queue."""
    behind_queues = {
        name
        for name, function in functions(template)
        if any(event["Type"] == "SQS" for event in function["Properties"].get("Events", {}).values())
    }
    alarms = _of_type(template, "AWS::CloudWatch::Alarm").values()
    rings = {
        alarm["Properties"]["Dimensions"][0]["Value"]["Ref"]
        for alarm in alarms
        if alarm["Properties"]["MetricName"] == "Errors"
    }
    assert rings | behind_queues == {name for name, _ in functions(template)}
    assert {"EveryMinute", "Authorize"} <= rings
    assert all(alarm["Properties"]["AlarmActions"] for alarm in alarms)


def test_the_file_check_has_memory_for_a_panorama(template: Template) -> None:
    """A moving WebP of 80 million pixels takes 1,260 MB."""
    assert dict(functions(template))["InspectUpload"]["Properties"]["MemorySize"] == 2048


def test_no_stage_overrides_settings_of_a_function() -> None:
    """Chalice puts what a stage says of all functions above what the whole says of one."""
    config = json.loads(Path(".chalice/config.json").read_text())
    for stage, settings in config["stages"].items():
        for name, function in config["lambda_functions"].items():
            assert not function.keys() & settings.keys(), f"{name} in {stage}"
        assert settings["lambda_functions"]["inspect_upload"]["lambda_memory_size"] == 2048


def test_the_end_of_the_holiday_list_raises_an_alarm(template: Template) -> None:
    words = template["Resources"]["HolidaysEndFilter"]["Properties"]["FilterPattern"].strip('"')
    assert f"{HOLIDAYS} ends" == words, "what the minute's round writes"
    assert template["Resources"]["HolidaysEndAlarm"]["Properties"]["MetricName"] == "HolidaysEnd"


def test_visibility_timeouts_exceed_function_timeouts_and_partial_responses_are_on(template: Template) -> None:
    events = [
        (function, event["Properties"])
        for _, function in functions(template)
        for event in function["Properties"].get("Events", {}).values()
        if event["Type"] == "SQS"
    ]
    assert events
    for function, event in events:
        queue = template["Resources"][event["Queue"]["Fn::GetAtt"][0]]["Properties"]
        assert queue["VisibilityTimeout"] >= 6 * function["Properties"]["Timeout"]
        assert event["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_a_subscriber_that_ends_its_lambda_repeats_no_other_delivery(template: Template) -> None:
    """Out of time or memory: SQS brings the whole batch again, and counts it for each message."""
    (event,) = template["Resources"]["EventWork"]["Properties"]["Events"].values()
    assert event["Properties"]["BatchSize"] == 1


def test_the_connect_route_needs_the_authorizer(template: Template) -> None:
    route = template["Resources"]["WebsocketConnectRoute"]["Properties"]
    authorizer = template["Resources"][route["AuthorizerId"]["Ref"]]["Properties"]
    assert route["AuthorizationType"] == "CUSTOM"
    assert authorizer["IdentitySource"] == ["route.request.querystring.ticket"]
    assert "${Authorize.Arn}" in authorizer["AuthorizerUri"]["Fn::Sub"]


def test_the_answer_to_a_frame_goes_back_on_its_connection(template: Template) -> None:
    route = template["Resources"]["WebsocketMessageRoute"]["Properties"]
    responses = [one["Properties"] for one in _of_type(template, "AWS::ApiGatewayV2::RouteResponse").values()]
    assert route["RouteResponseSelectionExpression"] == "$default"
    assert {"Ref": "WebsocketMessageRoute"} in [response["RouteId"] for response in responses]


def _statements(template: Template) -> Iterator[tuple[str, Statement]]:
    for name, function in functions(template):
        for policy in role_of(template, function)["Properties"]["Policies"]:
            for statement in policy["PolicyDocument"]["Statement"]:
                yield name, statement


def _of_type(template: Template, kind: str) -> dict[str, Any]:
    return {name: one for name, one in template["Resources"].items() if one["Type"] == kind}


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
