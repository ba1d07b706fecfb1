"""Actions about decisions that take two people."""

from chalicelib.content.claim_views import ApprovalView
from chalicelib.content.message_bodies import Key
from chalicelib.entry.action import action
from chalicelib.entry.protocol.base import Command, Result
from chalicelib.kernel.actors import Actor
from chalicelib.queries.approvals import pending_approvals
from chalicelib.services import Services


class ApprovalsCommand(Command, frozen=True):
    """Lists what awaits a second person in a department, or in all departments of the caller, oldest first."""

    department: Key | None = None


class ApprovalList(Result, frozen=True):
    """Decisions that await their second person, oldest first, at most 500; `total` is the sum of their amounts in
    won."""

    approvals: tuple[ApprovalView, ...] = ()
    total: int = 0


@action(ApprovalsCommand, ApprovalList)
def _approvals(services: Services, actor: Actor, command: ApprovalsCommand) -> ApprovalList:
    found = pending_approvals(services, actor, command.department)
    return ApprovalList(found, sum(each.amount for each in found))
