"""Actions of claims."""

from chalicelib.claims import service
from chalicelib.claims.model import BankAccount
from chalicelib.claims.requests import TransitionRequest
from chalicelib.content.claim_views import ClaimView
from chalicelib.content.views import Named
from chalicelib.entry.action import action
from chalicelib.entry.protocol import claims as c
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.errors import NotAllowed
from chalicelib.processes import claim_commands, file_commands
from chalicelib.queries import claims, files, work_list
from chalicelib.services import Services


@action(c.ClaimsCommand, c.ClaimList)
def _claims(services: Services, actor: Actor, command: c.ClaimsCommand) -> c.ClaimList:
    return c.ClaimList(claims.list_claims(services, actor, command.customer or actor.id))


@action(c.ClaimCommand, c.ClaimShown)
def _claim(services: Services, actor: Actor, command: c.ClaimCommand) -> c.ClaimShown:
    found = claims.access_claim(services, actor, command.claim, "claim")
    shown = files.files_of_claim(services, found.claim, actor.locale)
    return c.ClaimShown(claims.view_for_actor(services, actor, found), shown)


@action(c.WorkListCommand, c.WorkList)
def _work_list(services: Services, actor: Actor, command: c.WorkListCommand) -> c.WorkList:
    return c.WorkList(work_list.work_list(services, actor, command.department))


@action(c.AssistCommand, c.ClaimShown)
def _assist(services: Services, actor: Actor, command: c.AssistCommand) -> c.ClaimShown:
    return _claim_shown(
        claim_commands.assist_claim(services, actor, command.claim, command.department, done=command.done)
    )


@action(c.ApplyTransitionCommand, c.ClaimShown)
def _apply_transition(services: Services, actor: Actor, command: c.ApplyTransitionCommand) -> c.ClaimShown:
    found = claims.access_claim(services, actor, command.claim, "apply_transition")
    request = TransitionRequest(
        command.transition,
        claim_commands.named_actor(actor),
        found.party,
        note=command.note,
        grounds=command.grounds,
        amount=command.amount,
        liability_percent=command.liability_percent,
        adjuster=_find_colleague(services, actor, command.adjuster),
        day=command.day,
        items=command.items,
        proposal=command.proposal,
    )
    after = claim_commands.apply_for_actor(services, actor, found, command.coverage, command.version, request)
    return _claim_shown(after)


def _find_colleague(services: Services, actor: Actor, adjuster: str | None) -> Named | None:
    """The colleague of an assignment. Raises NotAllowed if they have never been on duty."""
    if adjuster is None or adjuster == actor.id:
        return None
    desk = services.routing().agent(adjuster)
    if desk is None:
        raise NotAllowed
    return Named(desk.agent, desk.name)


@action(c.AmendClaimCommand, c.ClaimShown)
def _amend_claim(services: Services, actor: Actor, command: c.AmendClaimCommand) -> c.ClaimShown:
    return _claim_shown(claim_commands.correct_claim(services, actor, command.claim, command.version, command.facts))


@action(c.AddCoverageCommand, c.ClaimShown)
def _add_coverage(services: Services, actor: Actor, command: c.AddCoverageCommand) -> c.ClaimShown:
    found = claims.access_claim(services, actor, command.claim, "add_coverage")
    by = claim_commands.named_actor(actor)
    claim = service.add_exposure(services.claims(), command.claim, command.version, by, command.coverage)
    return _claim_shown(claim_commands.publish_change(services, actor, found, claim))


@action(c.AddClaimNoteCommand, c.ClaimShown)
def _add_claim_note(services: Services, actor: Actor, command: c.AddClaimNoteCommand) -> c.ClaimShown:
    found = claims.access_claim(services, actor, command.claim, "add_claim_note")
    claim = service.add_claim_note(services.claims(), command.claim, claim_commands.named_actor(actor), command.text)
    return _claim_shown(claim_commands.publish_change(services, actor, found, claim))


@action(c.AccountCommand, c.ClaimShown)
def _account(services: Services, actor: Actor, command: c.AccountCommand) -> c.ClaimShown:
    account = BankAccount(command.bank, command.number, command.holder)
    return _claim_shown(claim_commands.set_claim_account(services, actor, command.claim, account))


@action(c.ReviewCommand, c.ClaimShown)
def _review(services: Services, actor: Actor, command: c.ReviewCommand) -> c.ClaimShown:
    found = claims.access_claim(services, actor, command.claim, "claim")
    by, accept, reason = claim_commands.named_actor(actor), command.accept, command.reason
    claim = service.review_document(
        services.claims(), command.claim, command.version, by, found.party, command.item, command.upload, accept=accept,
        reason=reason,
    )  # fmt: skip
    return _claim_shown(claim_commands.publish_change(services, actor, found, claim))


def _claim_shown(claim: ClaimView) -> c.ClaimShown:
    return c.ClaimShown(claim)


@action(c.FileAsCommand, c.ClaimShown)
def _file_as(services: Services, actor: Actor, command: c.FileAsCommand) -> c.ClaimShown:
    return _claim_shown(file_commands.file_upload_as(services, actor, command.claim, command.upload, command.item))
