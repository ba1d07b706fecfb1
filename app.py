"""The Chalice application: declares every Lambda.

WebSocket, SQS and schedule handlers are declared here and not on a Blueprint: on a Blueprint, Chalice deploys WebSocket
handlers unwrapped and skips middleware for the others.
"""

import logging
from typing import Any

from chalice.app import Chalice, CloudWatchEvent, Rate, SQSEvent, WebsocketEvent

from chalicelib.entry import ws
from chalicelib.entry.http import routes
from chalicelib.settings import settings

app = Chalice(app_name="baro")
app.log.setLevel(logging.WARNING)  # Chalice sets ERROR; operators need warnings
app.register_blueprint(routes)
app.experimental_feature_flags.update(["WEBSOCKETS", "BLUEPRINTS"])


@app.lambda_function(name="authorize")
def authorize(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """The WebSocket authorizer; `.chalice/resources.json` attaches it to `$connect`."""
    from chalicelib.entry.authorizer import authorize

    return authorize(event, context)


@app.on_ws_connect()
def connect(event: WebsocketEvent) -> dict[str, Any]:
    """A device connects."""
    return ws.handle_connect(event.to_dict())


@app.on_ws_message()
def message(event: WebsocketEvent) -> dict[str, Any]:
    """A device sends a frame."""
    return ws.handle_message(event.to_dict(), event.context)


@app.on_ws_disconnect()
def disconnect(event: WebsocketEvent) -> dict[str, Any]:
    """A device disconnects."""
    return ws.handle_disconnect(event.to_dict(), event.context)


@app.on_sqs_message(queue=settings().queue("agent-work"), batch_size=10)
def agent_work(event: SQSEvent) -> dict[str, Any]:
    """Matches queues with agents and checks the presence of agents."""
    from chalicelib.entry.jobs import handle_agent_work

    return handle_agent_work(event.to_dict())


@app.on_sqs_message(queue=settings().queue("event-work"), batch_size=1)
def event_work(event: SQSEvent) -> dict[str, Any]:
    """Sends events to their subscribers, and runs subscribers."""
    from chalicelib.entry.jobs import handle_event_work

    return handle_event_work(event.to_dict())


@app.on_sqs_message(queue=settings().queue("dispatch"), batch_size=1)
def dispatch_work(event: SQSEvent) -> dict[str, Any]:
    """Matches roadside jobs with responders, and looks at jobs that are due."""
    from chalicelib.entry.jobs import handle_dispatch_work

    return handle_dispatch_work(event.to_dict())


@app.on_sqs_message(queue=settings().queue("core-decisions"), batch_size=10)
def core_decisions(event: SQSEvent) -> dict[str, Any]:
    """Applies decisions of the insurer's core system."""
    from chalicelib.entry.jobs import handle_core_decisions

    return handle_core_decisions(event.to_dict())


@app.on_sqs_message(queue=settings().queue("uploads"), batch_size=1)
def inspect_upload(event: SQSEvent) -> dict[str, Any]:
    """Inspects an uploaded file."""
    from chalicelib.entry.jobs import handle_uploads

    return handle_uploads(event.to_dict())


@app.on_sqs_message(queue=settings().queue("notifications"), batch_size=10)
def notify(event: SQSEvent) -> dict[str, Any]:
    """Sends push notifications to customers without a connection."""
    from chalicelib.entry.jobs import handle_notifications

    return handle_notifications(event.to_dict())


@app.on_sqs_message(queue=settings().queue("contract-feeds"), batch_size=1)
def contract_feeds(event: SQSEvent) -> dict[str, Any]:
    """Loads contracts, trips and signals of the insurer's core system and of plugs."""
    from chalicelib.entry.jobs import handle_contract_feeds

    return handle_contract_feeds(event.to_dict(), event.context)


@app.schedule(Rate(1, unit=Rate.MINUTES))
def every_minute(_event: CloudWatchEvent) -> None:
    """Does periodic work and repeats what a crash left undone."""
    from chalicelib.entry.schedules import handle_every_minute

    handle_every_minute()
