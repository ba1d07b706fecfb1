"""Resources and settings that the packaging adds to every template."""

from typing import Any

import pytest

from local.package.runtime import runtime_for
from local.package.template import finish


def _template(queue: str = "baro-dev-work", route: str = "$default") -> dict[str, Any]:
    return {
        "Parameters": {"Stage": {"Type": "String"}},
        "Resources": {
            "Work": {
                "Type": "AWS::Serverless::Function",
                "Properties": {
                    "Role": {"Fn::GetAtt": ["WorkRole", "Arn"]},
                    "Events": {
                        "Source": {"Type": "SQS", "Properties": {"Queue": {"Fn::Sub": f"arn:aws:sqs:r:1:{queue}"}}}
                    },
                },
            },
            "WorkRole": {
                "Type": "AWS::IAM::Role",
                "Properties": {"Policies": [{"PolicyDocument": {"Statement": []}}]},
            },
            "WorkQueue": {
                "Type": "AWS::SQS::Queue",
                "Properties": {"QueueName": {"Fn::Sub": "baro-${Stage}-work"}},
            },
            "WebsocketMessageRoute": {"Type": "AWS::ApiGatewayV2::Route", "Properties": {"RouteKey": route}},
            "WebsocketAPIDeployment": {"Type": "AWS::ApiGatewayV2::Deployment", "Properties": {}},
            "WebsocketAPIStage": {"Type": "AWS::ApiGatewayV2::Stage", "Properties": {}},
        },
    }


def test_an_event_source_waits_for_the_queue_it_reads() -> None:
    event = finish(_template(), "dev", 14)["Resources"]["Work"]["Properties"]["Events"]["Source"]
    assert event["Properties"]["Queue"] == {"Fn::GetAtt": ["WorkQueue", "Arn"]}


def test_a_function_reading_from_an_unknown_queue_is_not_packaged() -> None:
    with pytest.raises(ValueError, match="baro-dev-other"):
        finish(_template(queue="baro-dev-other"), "dev", 14)


def test_a_changed_route_makes_a_new_deployment_of_the_sockets_api() -> None:
    def deployed(route: str) -> str:
        resources = finish(_template(route=route), "dev", 14)["Resources"]
        name: str = resources["WebsocketAPIStage"]["Properties"]["DeploymentId"]["Ref"]
        assert resources[name]["Type"] == "AWS::ApiGatewayV2::Deployment"
        return name

    assert deployed("$default") == deployed("$default")
    assert deployed("$default") != deployed("$connect")


def test_a_processor_that_lambda_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="x86_64, arm64"):
        runtime_for("riscv64")


def test_wheels_are_taken_for_the_glibc_of_the_runtime_and_older_ones() -> None:
    platforms = runtime_for("arm64").platforms
    assert platforms[-2:] == ["manylinux_2_17_aarch64", "manylinux2014_aarch64"]
    assert "manylinux_2_35_aarch64" not in platforms
