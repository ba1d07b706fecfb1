"""Help of a department without a coverage of its own (roadside): who waits, who took it on, what is done."""

from collections.abc import Collection

from msgspec.structs import replace

from chalicelib.claims.fnol import departments_to_notify
from chalicelib.claims.model import Claim, ClaimEvent
from chalicelib.claims.optimistic_update import update_claim
from chalicelib.claims.ports import ClaimPorts
from chalicelib.claims.requests import EventDraft
from chalicelib.claims.rules import ClaimRules
from chalicelib.claims.transitions import with_events
from chalicelib.content.claim_views import WorkItemView
from chalicelib.content.views import Named
from chalicelib.kernel.errors import NotAllowed


def needs_help_from(claim: Claim, department: str, rules: ClaimRules) -> bool:
    """Whether a claim needs a department's help that nobody has taken on."""
    needed = department in departments_to_notify(claim.facts, rules)
    return needed and department in claim.notified_departments and department not in claim.helpers


def waits_in_emergency(claim: Claim, rules: ClaimRules) -> bool:
    """Whether an emergency was reported and the driver waits for help that nobody has taken on."""
    return claim.emergency and any(
        needs_help_from(claim, department, rules) for department in claim.notified_departments
    )


def record_help(ports: ClaimPorts, number: str, department: str, by: Named, *, done: bool) -> Claim:
    """Takes a department's help on, from a colleague too, or records that it is `done`. Idempotent. Raises
    NotAllowed (no such claim, or the department wasn't notified), Conflict."""
    code = "helped" if done else "help_taken"

    def plan(claim: Claim) -> tuple[Claim, tuple[ClaimEvent, ...]] | None:
        if department not in claim.notified_departments:
            raise NotAllowed
        if department in claim.help_done if done else claim.helpers.get(department) == by:
            return None
        data = {"department": department, "adjuster": by.name, "helped": department}
        helped = (*claim.help_done, department) if done and department not in claim.help_done else claim.help_done
        after = replace(claim, helpers={**claim.helpers, department: by}, help_done=helped)
        return with_events(after, (EventDraft(code, data, notify_customer=not done, internal=done),), ports.clock(), by)

    return update_claim(ports, number, plan)


def follow_helpers(
    ports: ClaimPorts, number: str, department: str, helper: Named | None, helpers: Collection[str], *, done: bool
) -> Claim:
    """Has a claim follow those who help without an adjuster: `helper` has taken the department's help on, or it is
    `done`; None if nobody does, then it waits again. `helpers` are the ids of all who have had it: what anybody else
    has taken on stays theirs. The customer knows already. Idempotent, nothing where the department wasn't notified.
    Raises NotAllowed (no such claim), Conflict."""

    def plan(claim: Claim) -> tuple[Claim, tuple[ClaimEvent, ...]] | None:
        present = claim.helpers.get(department)
        if department not in claim.notified_departments or department in claim.help_done:
            return None
        if (present is not None and present.id not in helpers) or (present == helper and not done):
            return None
        by = helper or present
        data = {"department": department, "adjuster": by.name if by else "", "helped": department}
        others = {name: each for name, each in claim.helpers.items() if name != department}
        if helper is None:
            code, after = "help_lost", replace(claim, helpers=others)
        else:
            helped = (*claim.help_done, department) if done else claim.help_done
            code = "helped" if done else "help_taken"
            after = replace(claim, helpers={**others, department: helper}, help_done=helped)
        draft = EventDraft(code, data, notify_customer=False, internal=code != "help_taken")
        return with_events(after, (draft,), ports.clock(), by)

    return update_claim(ports, number, plan)


def work_priority(row: WorkItemView) -> tuple[int, int, str, int, str, str]:
    """Sort key of a work list: emergencies, then customers who wait for help, longest first, then by due
    date."""
    rank = 0 if row.emergency else 1 if row.waiting_since else 2
    return rank, row.waiting_since, row.due_on or "9999", row.since, row.claim, row.coverage
