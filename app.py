"""The Chalice application: every Lambda of the centre, one line each.

WebSocket, SQS and schedule handlers stand here and not on a Blueprint: there Chalice deploys WebSocket handlers
unwrapped and passes middleware by for the others.
"""

import logging
from typing import Any

from chalice.app import Chalice, CloudWatchEvent, Rate, SQSEvent, WebsocketEvent

from chalicelib.entry import ws
from chalicelib.entry.http import routes
from chalicelib.settings import settings

app = Chalice(app_name="baro")
app.log.setLevel(logging.WARNING)  # Chalice sets ERROR, and operators look for warnings
app.register_blueprint(routes)
app.experimental_feature_flags.update(["WEBSOCKETS", "BLUEPRINTS"])


@app.lambda_function(name="authorize")
def authorize(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """The WebSocket authorizer; `.chalice/resources.json` puts it in front of `$connect`."""
    from chalicelib.entry.authorizer import authorize

    return authorize(event, context)


@app.on_ws_connect()
def connect(event: WebsocketEvent) -> dict[str, Any]:
    """A device connects."""
    return ws.connect(event.to_dict())


@app.on_ws_message()
def message(event: WebsocketEvent) -> dict[str, Any]:
    """A frame."""
    return ws.message(event.to_dict(), event.context)


@app.on_ws_disconnect()
def disconnect(event: WebsocketEvent) -> dict[str, Any]:
    """A device is gone."""
    return ws.disconnect(event.to_dict(), event.context)


@app.on_sqs_message(queue=settings().queue("agent-work"), batch_size=10)
def agent_work(event: SQSEvent) -> dict[str, Any]:
    """Matches and presence checks."""
    from chalicelib.entry.jobs import handle_agent_work

    return handle_agent_work(event.to_dict())


@app.on_sqs_message(queue=settings().queue("claim-work"), batch_size=10)
def claim_work(event: SQSEvent) -> dict[str, Any]:
    """What happened to claims is told."""
    from chalicelib.entry.jobs import handle_claim_work

    return handle_claim_work(event.to_dict())


@app.on_sqs_message(queue=settings().queue("departments"), batch_size=10)
def department_work(event: SQSEvent) -> dict[str, Any]:
    """Departments get their work."""
    from chalicelib.entry.jobs import handle_department_work

    return handle_department_work(event.to_dict())


@app.on_sqs_message(queue=settings().queue("core-decisions"), batch_size=10)
def core_decisions(event: SQSEvent) -> dict[str, Any]:
    """What the insurer's core system decides."""
    from chalicelib.entry.jobs import handle_core_decisions

    return handle_core_decisions(event.to_dict())


@app.on_sqs_message(queue=settings().queue("uploads"), batch_size=1)
def check_upload(event: SQSEvent) -> dict[str, Any]:
    """A file has come."""
    from chalicelib.entry.jobs import handle_uploads

    return handle_uploads(event.to_dict())


@app.on_sqs_message(queue=settings().queue("notifications"), batch_size=10)
def notify(event: SQSEvent) -> dict[str, Any]:
    """Customers who are away are told that there is news."""
    from chalicelib.entry.jobs import handle_notifications

    return handle_notifications(event.to_dict())


@app.schedule(Rate(1, unit=Rate.MINUTES))
def every_minute(_event: CloudWatchEvent) -> None:
    """What a crash left behind."""
    from chalicelib.entry.schedules import handle_every_minute

    handle_every_minute()
