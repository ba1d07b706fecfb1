"""Actions of claims."""

from typing import Annotated

from msgspec import Meta

from chalicelib.claims import service
from chalicelib.claims.model import BankAccount
from chalicelib.claims.requests import TransitionRequest
from chalicelib.content.claim_views import ClaimView, WorkItemView
from chalicelib.content.message_bodies import Key, LongText, ShortText, UploadId
from chalicelib.content.views import Named
from chalicelib.entry.action import action
from chalicelib.entry.protocol.base import Command, PersonId, Result
from chalicelib.entry.protocol.shared import ClaimId, ClaimShown, Proof
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.errors import NotAllowed
from chalicelib.processes import claim_commands, file_commands
from chalicelib.processes.payout_accounts import set_payout_account
from chalicelib.queries import claims, files, work_list
from chalicelib.services import Services

Version = Annotated[
    int, Meta(ge=1, description="The version that the caller has; refused if more than notes was added since.")
]

Won = Annotated[int, Meta(ge=0, le=100_000_000_000)]

Percent = Annotated[int, Meta(ge=0, le=100)]

OptionalText = Annotated[str, Meta(max_length=2_000)]

OptionalDate = Annotated[str, Meta(pattern=r"^(\d{4}-\d{2}-\d{2})?$", description="ISO date, or empty.")]


class ClaimsCommand(Command, frozen=True):
    """Lists claims of a customer, newest first: the caller's own or, for staff, those of a customer they serve."""

    customer: PersonId | None = None


class ClaimList(Result, frozen=True):
    """Claims, newest first."""

    claims: tuple[ClaimView, ...]


@action(ClaimsCommand, ClaimList)
def _claims(services: Services, actor: Actor, command: ClaimsCommand) -> ClaimList:
    return ClaimList(claims.list_claims(services, actor, command.customer or actor.id))


class ClaimCommand(Command, frozen=True):
    """Gets a claim with its files; for its customer, their agent, and the departments concerned."""

    claim: ClaimId


@action(ClaimCommand, ClaimShown)
def _claim(services: Services, actor: Actor, command: ClaimCommand) -> ClaimShown:
    found = claims.access_claim(services, actor, command.claim, "claim")
    shown = files.files_of_claim(services, found.claim, actor.locale)
    return ClaimShown(claims.view_for_actor(services, actor, found), shown)


class WorkListCommand(Command, frozen=True):
    """Lists open exposures of a department, or of all departments of the caller, the most urgent first."""

    department: Key | None = None


class WorkList(Result, frozen=True):
    """Open exposures, the most urgent first; at most 500."""

    work: tuple[WorkItemView, ...]


@action(WorkListCommand, WorkList)
def _work_list(services: Services, actor: Actor, command: WorkListCommand) -> WorkList:
    return WorkList(work_list.work_list(services, actor, command.department))


class AssistCommand(Command, frozen=True):
    """Assigns assistance that has no exposure (roadside) to the caller, also from a colleague; with `done`, ends it and
    removes it from the work list."""

    claim: ClaimId
    department: Key
    done: bool = False


@action(AssistCommand, ClaimShown)
def _assist(services: Services, actor: Actor, command: AssistCommand) -> ClaimShown:
    return _claim_shown(
        claim_commands.assist_claim(services, actor, command.claim, command.department, done=command.done)
    )


class ApplyTransitionCommand(Command, frozen=True):
    """Applies a transition to an exposure: one of its `transitions`, with the `required_fields` of that transition.

    `note` is internal; the customer sees `grounds`. Customers may `withdraw`, `dispute` and `appeal`. `deny` only
    proposes a denial; `confirm_denial` by another person carries the `id` of the `proposal` that they read.
    """

    claim: ClaimId
    coverage: Key
    transition: Key
    version: Version
    note: OptionalText = ""
    grounds: OptionalText = ""
    amount: Won | None = None
    liability_percent: Percent | None = None
    adjuster: PersonId | None = None
    day: OptionalDate = ""
    items: Annotated[tuple[Key, ...], Meta(max_length=20)] = ()
    proposal: Annotated[str, Meta(max_length=64, pattern=r"^[0-9a-f]*$")] = ""


@action(ApplyTransitionCommand, ClaimShown)
def _apply_transition(services: Services, actor: Actor, command: ApplyTransitionCommand) -> ClaimShown:
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


class AmendClaimCommand(Command, frozen=True):
    """Corrects fields of the accident form; an empty value clears a field."""

    claim: ClaimId
    version: Version
    facts: Annotated[dict[Key, ShortText], Meta(min_length=1, max_length=30)]


@action(AmendClaimCommand, ClaimShown)
def _amend_claim(services: Services, actor: Actor, command: AmendClaimCommand) -> ClaimShown:
    return _claim_shown(claim_commands.correct_claim(services, actor, command.claim, command.version, command.facts))


class AddCoverageCommand(Command, frozen=True):
    """Adds an exposure under a further coverage to a claim."""

    claim: ClaimId
    version: Version
    coverage: Key


@action(AddCoverageCommand, ClaimShown)
def _add_coverage(services: Services, actor: Actor, command: AddCoverageCommand) -> ClaimShown:
    found = claims.access_claim(services, actor, command.claim, "add_coverage")
    by = claim_commands.named_actor(actor)
    claim = service.add_exposure(services.claims(), command.claim, command.version, by, command.coverage)
    return _claim_shown(claim_commands.publish_change(services, actor, found, claim))


class AddClaimNoteCommand(Command, frozen=True):
    """Adds a claim note for colleagues."""

    claim: ClaimId
    text: LongText


@action(AddClaimNoteCommand, ClaimShown)
def _add_claim_note(services: Services, actor: Actor, command: AddClaimNoteCommand) -> ClaimShown:
    found = claims.access_claim(services, actor, command.claim, "add_claim_note")
    claim = service.add_claim_note(services.claims(), command.claim, claim_commands.named_actor(actor), command.text)
    return _claim_shown(claim_commands.publish_change(services, actor, found, claim))


class AccountCommand(Command, frozen=True):
    """Sets the bank account for payments. The holder must be the customer; views show the number masked."""

    claim: ClaimId
    bank: Key
    number: Annotated[str, Meta(pattern=r"^[0-9\-]{6,20}$")]
    holder: Annotated[str, Meta(min_length=2, max_length=40)]
    proof: Proof = ""


@action(AccountCommand, ClaimShown)
def _account(services: Services, actor: Actor, command: AccountCommand) -> ClaimShown:
    account = BankAccount(command.bank, command.number, command.holder)
    return _claim_shown(set_payout_account(services, actor, command.claim, account, command.proof))


class ReviewCommand(Command, frozen=True):
    """Accepts a submitted document, or rejects it with a reason that the customer sees."""

    claim: ClaimId
    version: Version
    item: Key
    upload: UploadId
    accept: bool
    reason: ShortText = ""


@action(ReviewCommand, ClaimShown)
def _review(services: Services, actor: Actor, command: ReviewCommand) -> ClaimShown:
    found = claims.access_claim(services, actor, command.claim, "claim")
    by, accept, reason = claim_commands.named_actor(actor), command.accept, command.reason
    claim = service.review_document(
        services.claims(), command.claim, command.version, by, found.party, command.item, command.upload, accept=accept,
        reason=reason,
    )  # fmt: skip
    return _claim_shown(claim_commands.publish_change(services, actor, found, claim))


def _claim_shown(claim: ClaimView) -> ClaimShown:
    return ClaimShown(claim)


class FileAsCommand(Command, frozen=True):
    """Files an upload as a document of a claim; an empty item removes it from the documents."""

    upload: UploadId
    claim: ClaimId
    item: Annotated[str, Meta(max_length=64, pattern=r"^[\w.:-]*$")]


@action(FileAsCommand, ClaimShown)
def _file_as(services: Services, actor: Actor, command: FileAsCommand) -> ClaimShown:
    return _claim_shown(file_commands.file_upload_as(services, actor, command.claim, command.upload, command.item))
