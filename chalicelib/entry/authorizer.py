"""The WebSocket authorizer: exchanges a ticket for the identity of the connection."""

from collections.abc import Mapping
from typing import Any

from chalicelib.identity.tickets import Identity, redeem_ticket
from chalicelib.kernel import deadline
from chalicelib.wiring import authentication, infrastructure


@deadline.with_deadline
def authorize(event: Mapping[str, Any]) -> dict[str, Any]:
    """An IAM policy for `$connect`. Its context is the person; API Gateway passes it on with every frame."""
    ticket = (event.get("queryStringParameters") or {}).get("ticket", "")
    person = redeem_ticket(authentication.tickets(), ticket, infrastructure.clock) if ticket else None
    if person is None or person.expires_at <= infrastructure.clock():
        return _policy("nobody", "Deny", event["methodArn"], {})
    return _policy(person.id, "Allow", event["methodArn"], _context(person))


def _context(person: Identity) -> dict[str, str]:
    """The person as strings: API Gateway converts all context values to strings."""
    return {
        "role": person.role.value,
        "name": person.name,
        "issued_at": str(person.issued_at),
        "expires_at": str(person.expires_at),
        "queues": ",".join(person.queues),
        "capacity": str(person.capacity),
        "locale": person.locale,
        "departments": ",".join(person.departments),
        "verified": "yes" if person.verified else "",
    }


def _policy(principal: str, effect: str, resource: str, context: dict[str, str]) -> dict[str, Any]:
    statement = {"Action": "execute-api:Invoke", "Effect": effect, "Resource": resource}
    return {
        "principalId": principal,
        "policyDocument": {"Version": "2012-10-17", "Statement": [statement]},
        "context": context,
    }
