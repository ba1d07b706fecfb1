"""Push payloads for FCM, APNs and browsers. They contain the category's text and a link, nothing of the message: they
appear on locked screens and pass through other companies' servers."""

from chalicelib.content.configuration import Texts
from chalicelib.notifications.model import Notification, PushDevice

Payload = dict[str, object]


def push_payload(device: PushDevice, notification: Notification, category: str, texts: Texts) -> Payload:
    """The payload for a device. The app reads `category`, `conversation`, `seq` and, if there is one, `claim`."""
    alert = {"title": texts.render("push", "title"), "body": texts.render("push", category)}
    link = {"category": category, "conversation": notification.conversation, "seq": str(notification.seq)}
    if notification.claim:
        link["claim"] = notification.claim
    if device.platform == "web":
        return {**alert, **link, "tag": collapse_key(notification, category)}
    if device.platform == "fcm":
        return _fcm(alert, link, collapse_key(notification, category))
    return {"aps": {"alert": alert, "sound": "default", "thread-id": notification.conversation}, **link}


def collapse_key(notification: Notification, category: str) -> str:
    """A device shows the latest push of each category and conversation. APNs limits the key to 64 bytes."""
    return f"{notification.conversation}.{category}"[:64]


def _fcm(alert: dict[str, str], link: dict[str, str], collapse: str) -> Payload:
    """FCM's v1 message in the envelope that SNS asks for:
    https://docs.aws.amazon.com/sns/latest/dg/sns-fcm-v1-payloads.html"""
    android = {"priority": "high", "collapse_key": collapse, "notification": {"tag": collapse}}
    return {"fcmV1Message": {"message": {"notification": alert, "data": link, "android": android}}}
