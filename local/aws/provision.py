"""Creates the resources of the template: tables, queues, buckets, topics. Existing tables are kept (DynamoDB Local)."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import boto3
from botocore.config import Config

from local.aws.options import REGION
from local.aws.template import Template

Client = Any


def client(service: str, environment: Mapping[str, str]) -> Client:
    """A boto3 client for `service` with the endpoints of `environment` instead of those of the process."""
    endpoint = environment.get(f"AWS_ENDPOINT_URL_{service.upper()}", environment["AWS_ENDPOINT_URL"])
    return boto3.Session().client(
        service,
        endpoint_url=endpoint,
        region_name=REGION,
        aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
        config=Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=60),
    )


def provision(template: Template, environment: Mapping[str, str]) -> None:
    """Creates the template's resources at the endpoints of `environment`. Raises botocore's errors."""
    for service, create in _CREATORS:
        create(template, client(service, environment))


_TABLE_KEYS = (
    "AttributeDefinitions",
    "KeySchema",
    "GlobalSecondaryIndexes",
    "LocalSecondaryIndexes",
    "BillingMode",
    "ProvisionedThroughput",
)


def create_tables(template: Template, dynamodb: Client) -> None:
    """Creates the tables that don't exist."""
    there = set(dynamodb.list_tables()["TableNames"])
    for logical_id, properties in template.of_type("AWS::DynamoDB::Table"):
        name = template.name(logical_id)
        if name in there:
            continue
        wanted = {key: properties[key] for key in _TABLE_KEYS if key in properties}
        stream = properties.get("StreamSpecification")
        if stream:
            wanted["StreamSpecification"] = {"StreamEnabled": True, **stream}
        dynamodb.create_table(TableName=name, **wanted)
        ttl = properties.get("TimeToLiveSpecification")
        if ttl:
            dynamodb.update_time_to_live(
                TableName=name,
                TimeToLiveSpecification={
                    "Enabled": bool(ttl["Enabled"]),
                    "AttributeName": ttl["AttributeName"],
                },
            )


_QUEUE_ATTRIBUTES = (
    "VisibilityTimeout",
    "DelaySeconds",
    "MessageRetentionPeriod",
    "MaximumMessageSize",
    "ReceiveMessageWaitTimeSeconds",
    "FifoQueue",
    "ContentBasedDeduplication",
    "DeduplicationScope",
    "FifoThroughputLimit",
)


def _queues(template: Template, sqs: Client) -> None:
    redrive: dict[str, Any] = {}
    for logical_id, properties in template.of_type("AWS::SQS::Queue"):
        attributes = {key: _attribute(properties[key]) for key in _QUEUE_ATTRIBUTES if key in properties}
        url = sqs.create_queue(QueueName=template.name(logical_id), Attributes=attributes)["QueueUrl"]
        if "RedrivePolicy" in properties:
            redrive[url] = properties["RedrivePolicy"]
    # After all queues exist, because a policy may name a queue that comes later in the file.
    for url, policy in redrive.items():
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"RedrivePolicy": _json(policy)})


def _topics(template: Template, sns: Client) -> None:
    for logical_id, properties in template.of_type("AWS::SNS::Topic"):
        arn = sns.create_topic(Name=template.name(logical_id))["TopicArn"]
        for one in properties.get("Subscription", ()):
            sns.subscribe(TopicArn=arn, Protocol=one["Protocol"], Endpoint=one["Endpoint"])


def _buckets(template: Template, s3: Client) -> None:
    for logical_id, properties in template.of_type("AWS::S3::Bucket"):
        name = template.name(logical_id)
        s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
        if properties.get("VersioningConfiguration", {}).get("Status") == "Enabled":
            s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
        if "CorsConfiguration" in properties:
            s3.put_bucket_cors(Bucket=name, CORSConfiguration=cors(properties["CorsConfiguration"]))
        notifications = notification(properties.get("NotificationConfiguration", {}))
        if notifications:
            s3.put_bucket_notification_configuration(
                Bucket=name, NotificationConfiguration=notifications, SkipDestinationValidation=True
            )


def cors(configuration: Mapping[str, Any]) -> dict[str, Any]:
    """CloudFormation's `CorsConfiguration` in the structure of `put_bucket_cors`."""
    names = {"MaxAge": "MaxAgeSeconds", "ExposedHeaders": "ExposeHeaders", "Id": "ID"}
    return {
        "CORSRules": [
            {names.get(key, key): value for key, value in rule.items()} for rule in configuration["CorsRules"]
        ]
    }


def notification(configuration: Mapping[str, Any]) -> dict[str, Any]:
    """CloudFormation's `NotificationConfiguration` in the structure of `put_bucket_notification_configuration`."""
    shapes = {
        "QueueConfigurations": ("Queue", "QueueArn"),
        "TopicConfigurations": ("Topic", "TopicArn"),
    }
    found: dict[str, Any] = {}
    for key, (theirs, ours) in shapes.items():
        for one in configuration.get(key, ()):
            entry: dict[str, Any] = {ours: one[theirs], "Events": [one["Event"]]}
            rules = one.get("Filter", {}).get("S3Key", {}).get("Rules")
            if rules:
                entry["Filter"] = {"Key": {"FilterRules": rules}}
            found.setdefault(key, []).append(entry)
    return found


def _attribute(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _json(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


# Queues and topics before the buckets that notify them.
_CREATORS: tuple[tuple[str, Callable[[Template, Client], None]], ...] = (
    ("dynamodb", create_tables),
    ("sqs", _queues),
    ("sns", _topics),
    ("s3", _buckets),
)
