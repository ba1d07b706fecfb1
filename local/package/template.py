"""Additions to the template that Chalice writes and `.chalice/resources.json` extends.

They are the same for every function, queue and route, so that a new one needs no additions of its own.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

Resource = dict[str, Any]
Template = dict[str, Any]

_SERVERLESS_FUNCTION = "AWS::Serverless::Function"
_DEPLOYED_PARTS = "AWS::ApiGatewayV2::"


def finish(template: Template, stage: str, log_days: int) -> Template:
    """Completes `template`, which Chalice has written and merged; changes it in place and returns it."""
    template["Parameters"]["Stage"]["Default"] = stage
    for name, function in functions(template):
        _add_log_group(template, name, function, log_days)
        _add_failure_alarm(template, name, function)
    _bind_events_to_queues(template, stage)
    _redeploy_on_change(template)
    return template


def functions(template: Template) -> Iterator[tuple[str, Resource]]:
    """Logical id and resource of every function."""
    yield from [
        (name, resource) for name, resource in template["Resources"].items() if resource["Type"] == _SERVERLESS_FUNCTION
    ]


def role_of(template: Template, function: Resource) -> Resource:
    """The role of `function`."""
    role: Resource = template["Resources"][function["Properties"]["Role"]["Fn::GetAtt"][0]]
    return role


def _add_log_group(template: Template, name: str, function: Resource, days: int) -> None:
    """Adds a log group that is created before the function, so that the function's role can be limited to it.

    Chalice's log group (`/aws/lambda/${Function}`) can only be created after the function, whose role would then need a
    wildcard; the one of `APIHandler` has the name of a function that doesn't exist.
    """
    resources = template["Resources"]
    role_id = function["Properties"]["Role"]["Fn::GetAtt"][0]
    group = f"{role_id.removesuffix('Role')}LogGroup"
    resources[group] = {
        "Type": "AWS::Logs::LogGroup",
        "DeletionPolicy": "RetainExceptOnCreate",
        "UpdateReplacePolicy": "Retain",
        "Properties": {"LogGroupName": {"Fn::Sub": f"/baro/${{Stage}}/{name}"}, "RetentionInDays": days},
    }
    function["Properties"]["LoggingConfig"] = {"LogGroup": {"Ref": group}}
    statements = role_of(template, function)["Properties"]["Policies"][0]["PolicyDocument"]["Statement"]
    statements += [
        {
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": [{"Fn::GetAtt": [group, "Arn"]}],
        },
        {
            # IAM accepts these two actions only with the resource "*".
            "Effect": "Allow",
            "Action": ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
            "Resource": "*",
        },
    ]


def _add_failure_alarm(template: Template, name: str, function: Resource) -> None:
    """Adds an alarm on a function that keeps failing. Functions of a queue have alarms on its dead letters and on the
    age of its messages instead."""
    events = function["Properties"].get("Events", {}).values()
    if any(event["Type"] == "SQS" for event in events):
        return
    template["Resources"][f"{name}FailingAlarm"] = {
        "Type": "AWS::CloudWatch::Alarm",
        "Properties": {
            "AlarmDescription": f"{name} failed more than twice within five minutes; its log has the reason.",
            "Namespace": "AWS/Lambda",
            "MetricName": "Errors",
            "Dimensions": [{"Name": "FunctionName", "Value": {"Ref": name}}],
            "Statistic": "Sum",
            "Period": 300,
            "EvaluationPeriods": 1,
            "Threshold": 2,
            "ComparisonOperator": "GreaterThanThreshold",
            "TreatMissingData": "notBreaching",
            "AlarmActions": [{"Fn::If": ["HasAlarmTopic", {"Ref": "AlarmTopicArn"}, {"Ref": "AWS::NoValue"}]}],
        },
    }


def _bind_events_to_queues(template: Template, stage: str) -> None:
    """Replaces ARNs of queues in event sources by references: for an ARN CloudFormation could create the event source
    before its queue. Raises `ValueError` for a queue that the template doesn't define."""
    queues = {
        resource["Properties"]["QueueName"]["Fn::Sub"].replace("${Stage}", stage): name
        for name, resource in template["Resources"].items()
        if resource["Type"] == "AWS::SQS::Queue"
    }
    for name, function in functions(template):
        for event in function["Properties"].get("Events", {}).values():
            if event["Type"] != "SQS":
                continue
            wanted = event["Properties"]["Queue"]["Fn::Sub"].rsplit(":", 1)[1].replace("${Stage}", stage)
            if wanted not in queues:
                raise ValueError(f"{name} reads from the queue {wanted}, which .chalice/resources.json doesn't define")
            event["Properties"]["Queue"] = {"Fn::GetAtt": [queues[wanted], "Arn"]}


def _redeploy_on_change(template: Template) -> None:
    """Names the deployment of an API by the API's content: CloudFormation doesn't update a deployment of the same
    name."""
    resources = template["Resources"]
    content = {
        name: resource
        for name, resource in resources.items()
        if resource["Type"].startswith(_DEPLOYED_PARTS) and not name.startswith("WebsocketAPI")
    }
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:8]
    name = f"WebsocketAPIDeployment{digest}"
    resources[name] = resources.pop("WebsocketAPIDeployment")
    resources["WebsocketAPIStage"]["Properties"]["DeploymentId"] = {"Ref": name}
