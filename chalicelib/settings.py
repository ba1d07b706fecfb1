"""The only reader of the environment. Names of tables, queues and buckets follow from the stage."""

import os
from collections.abc import Mapping
from functools import cache

from msgspec import Struct


class Settings(Struct, frozen=True):
    """The settings of a deployment.

    `sockets_endpoint` is the WebSocket API's HTTPS address for `@connections`; empty where the event contains it.
    `account` is the AWS account, part of buckets' names; `scanner`: files wait for the tag of GuardDuty's malware scan.
    `live_travel`: drives are timed by Amazon Location.
    `fcm_application` and `apns_application` are ARNs of SNS's platform applications; "" where nothing is pushed there.
    `vapid_key` is the private key for web push, base64url of 32 bytes, and `vapid_subject` a `mailto:` or `https:`
    address for push services; "" where nothing is pushed to browsers.
    `certificates_page` is the address of the page that checks the numbers of certificates; "" where it isn't known.
    `identity_gateway` is the insurer's gateway to PASS; "" where nobody can be checked.
    `mail_sender` is the address that e-mails come from; "" where none are sent.
    `jwks` is a URL or a file with the insurer's public keys; `issuer` and `audience` must stand in every token.
    """

    stage: str
    sockets_endpoint: str
    issuer: str
    audience: str
    jwks: str
    account: str
    scanner: bool
    live_travel: bool
    fcm_application: str
    apns_application: str
    certificates_page: str
    vapid_key: str
    vapid_subject: str
    identity_gateway: str
    mail_sender: str

    def table(self, context: str) -> str:
        """The name of a context's table."""
        return f"baro-{self.stage}-{context}"

    def bucket(self, name: str) -> str:
        """The name of an S3 bucket. It contains the account, because bucket names are globally unique."""
        return f"baro-{self.stage}-{name}-{self.account}" if self.account else f"baro-{self.stage}-{name}"

    def queue(self, name: str) -> str:
        """The name of an SQS queue."""
        return f"baro-{self.stage}-{name}"


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Settings from environment variables; without them the stage is `dev`, without sign-in."""
    return Settings(
        stage=environment.get("BARO_STAGE", "dev"),
        sockets_endpoint=environment.get("BARO_SOCKETS_ENDPOINT", ""),
        issuer=environment.get("BARO_JWT_ISSUER", ""),
        audience=environment.get("BARO_JWT_AUDIENCE", ""),
        jwks=environment.get("BARO_JWKS", ""),
        account=environment.get("BARO_ACCOUNT", ""),
        scanner=environment.get("BARO_SCANNER", "off") == "tag",
        live_travel=environment.get("BARO_TRAVEL_TIMES", "embedded") == "amazon",
        fcm_application=environment.get("BARO_FCM_APPLICATION", ""),
        apns_application=environment.get("BARO_APNS_APPLICATION", ""),
        certificates_page=environment.get("BARO_CERTIFICATES_PAGE", ""),
        vapid_key=environment.get("BARO_VAPID_KEY", ""),
        vapid_subject=environment.get("BARO_VAPID_SUBJECT", ""),
        identity_gateway=environment.get("BARO_IDENTITY_GATEWAY", ""),
        mail_sender=environment.get("BARO_MAIL_SENDER", ""),
    )


class AwsSettings(Struct, frozen=True):
    """AWS's settings from the Lambda platform. `token` is "" for permanent credentials.

    `endpoints` replace AWS's endpoints, by service; the key "" is for all services. `authorities` is a PEM file of
    trusted certificates; "" for those in the package.
    """

    region: str
    key_id: str
    secret: str
    token: str
    endpoints: Mapping[str, str]
    authorities: str


def aws_settings_from(environment: Mapping[str, str]) -> AwsSettings:
    """Settings from the variables that AWS's libraries read."""
    named = {
        name.removeprefix("AWS_ENDPOINT_URL").lstrip("_").lower().replace("_", ""): value
        for name, value in environment.items()
        if name.startswith("AWS_ENDPOINT_URL")
    }
    return AwsSettings(
        region=environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION", ""),
        key_id=environment.get("AWS_ACCESS_KEY_ID", ""),
        secret=environment.get("AWS_SECRET_ACCESS_KEY", ""),
        token=environment.get("AWS_SESSION_TOKEN", ""),
        endpoints=named,
        authorities=environment.get("AWS_CA_BUNDLE", ""),
    )


def aws_settings() -> AwsSettings:
    """The current settings of this process; tests and the stand-in change them."""
    return aws_settings_from(os.environ)


def xray_trace() -> str:
    """The X-Ray header of the event being handled; Lambda changes it with every event. "" outside of Lambda."""
    return os.environ.get("_X_AMZN_TRACE_ID", "")


@cache
def settings() -> Settings:
    """The settings of this process."""
    return settings_from(os.environ)
