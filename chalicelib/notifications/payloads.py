"""A push as the telephones' systems take it. It says what kind of news there is and leads to it; nothing else, since it
lies on locked screens and on others' servers."""

from chalicelib.content.configuration import Texts
from chalicelib.notifications.model import News, Phone

Payload = dict[str, object]


def payload(phone: Phone, news: News, kind: str, words: Texts) -> Payload:
    """The push for a telephone. `conversation`, `seq`, `kind` and, where there is one, `claim` are for the app."""
    alert = {"title": words.say("push", "title"), "body": words.say("push", kind)}
    link = {"kind": kind, "conversation": news.conversation, "seq": str(news.seq)}
    if news.claim:
        link["claim"] = news.claim
    if phone.platform == "fcm":
        return _fcm(alert, link, collapse_key(news, kind))
    return {"aps": {"alert": alert, "sound": "default", "thread-id": news.conversation}, **link}


def collapse_key(news: News, kind: str) -> str:
    """Of one kind of news in one conversation a telephone shows the latest. APNs takes 64 bytes."""
    return f"{news.conversation}.{kind}"[:64]


def _fcm(alert: dict[str, str], link: dict[str, str], collapse: str) -> Payload:
    """FCM's v1 message in the envelope that SNS asks for:
    https://docs.aws.amazon.com/sns/latest/dg/sns-fcm-v1-payloads.html"""
    android = {"priority": "high", "collapse_key": collapse, "notification": {"tag": collapse}}
    return {"fcmV1Message": {"message": {"notification": alert, "data": link, "android": android}}}
