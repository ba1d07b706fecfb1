"""REST routes as API Gateway calls them."""

import json
from typing import Any

import app
from tests.entry.centre import Frame, event


def posted(path: str, body: Any, bearer: str) -> tuple[int, Frame]:
    """`POST path` with a token; a text is sent as it is, everything else as JSON. Status and body."""
    request = event("tickets")
    request |= {"resource": path, "path": path}
    request["requestContext"] |= {"resourcePath": path}
    sent = {"Authorization": f"Bearer {bearer}", "Content-Type": "application/json"}
    request["headers"] |= sent
    request["multiValueHeaders"] |= {name: [value] for name, value in sent.items()}
    request["body"] = body if isinstance(body, str) else json.dumps(body)
    answer = app.app(request, None)
    return answer["statusCode"], json.loads(answer["body"])
