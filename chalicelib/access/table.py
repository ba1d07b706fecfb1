"""The table of rights: which relations may do which action.

The actions are those of the wire and of the REST routes by their names; after a colon, a part of one that other
relations may do: a transition, a body of a message, a file's variant. What the state of a conversation or an exposure
allows is not here: see `conversations/states.py` and `claims/workflow.py`.
"""

from msgspec import Struct

from chalicelib.access.relations import Relation

Relations = frozenset[Relation]

OWNER: Relations = frozenset({Relation.OWNER})
AUTHOR: Relations = frozenset({Relation.AUTHOR})
CORE: Relations = frozenset({Relation.CORE})
SERVING: Relations = frozenset({Relation.SERVES_CONVERSATION})
SERVES_CUSTOMER: Relations = frozenset({Relation.SERVES_CUSTOMER})
PARTICIPANTS = OWNER | SERVING
SPEAKING = SERVING | {Relation.TAKES_PART}
"""Staff who write to the customer."""
ASKED: Relations = frozenset({Relation.INVITED})
BESIDE = ASKED | {Relation.TAKES_PART, Relation.MONITORS}
"""Staff in a conversation beside its agent."""
SPEAKERS = OWNER | SPEAKING
IN_CONVERSATION = PARTICIPANTS | BESIDE
SUPERVISORS: Relations = frozenset({Relation.SUPERVISOR})
DRAFTING = SERVING | {Relation.SUPERVISOR}
"""Those who work on a customer's unfinished accident forms."""
STAFF: Relations = SERVING | BESIDE | {
    Relation.SERVES_CUSTOMER, Relation.ADJUSTER, Relation.COLLEAGUE, Relation.SUPERVISOR, Relation.OTHER_STAFF,
}  # fmt: skip

OF_DEPARTMENT: Relations = frozenset({Relation.COLLEAGUE, Relation.SUPERVISOR})
"""Those who work for a department."""
REVIEWING = OF_DEPARTMENT | {Relation.ADJUSTER}
CLAIM_STAFF = REVIEWING | {Relation.SERVES_CUSTOMER}
"""Staff who see a claim."""
CLAIM_VIEWERS = OWNER | CLAIM_STAFF

SUPERVISING: Relations = frozenset({Relation.SUPERVISOR, Relation.CORE})
ADJUSTING = SUPERVISING | {Relation.ADJUSTER}
"""Those who work on the exposure."""
DEPARTMENT = ADJUSTING | {Relation.COLLEAGUE}
"""Those who may stand in for the adjuster."""
CLAIMING = ADJUSTING | {Relation.OWNER, Relation.SERVES_CUSTOMER}
"""Those who may apply the customer's own transitions, also on the customer's behalf."""
FIRST_PERSON: Relations = frozenset({Relation.FIRST_PERSON})
SECOND_PERSON: Relations = frozenset({Relation.SECOND_PERSON})
SIGNATURES = FIRST_PERSON | SECOND_PERSON
RESPONDER: Relations = frozenset({Relation.RESPONDER})


FRESH_MINUTES = 10
"""How old the second identity check before money and changes may be."""


class Grant(Struct, frozen=True):
    """A row: a caller with one of `relations` may. `fresh`: only if the caller's second identity check is younger than
    this number of minutes; None for no such check. `verified`: a customer only if the insurer has checked who they are,
    as contract data is shown."""

    relations: Relations
    fresh: int | None = None
    verified: bool = False


RIGHTS: dict[str, dict[str, Grant]] = {
    "conversations": {
        "hello": Grant(OWNER | STAFF | RESPONDER),
        "ping": Grant(OWNER | STAFF | RESPONDER),
        "open": Grant(OWNER),
        "history": Grant(IN_CONVERSATION | {Relation.SERVES_CUSTOMER, Relation.SUPERVISOR}),
        "conversations": Grant(OWNER | {Relation.SERVES_CUSTOMER}),
        "close": Grant(OWNER),
        "reopen": Grant(OWNER),
        "rate": Grant(OWNER),
        "leave": Grant(OWNER),
    },
    "identity": {
        "start_identity_check": Grant(OWNER),
        "confirm_identity_check": Grant(OWNER),
    },
    "waiting": {
        "waiting_card": Grant(OWNER),
        "keep_waiting": Grant(OWNER),
    },
    "calls": {
        "call_windows": Grant(PARTICIPANTS),
        "book_call": Grant(PARTICIPANTS),
        "refer": Grant(PARTICIPANTS),
        "referrals": Grant(OWNER),
        "leave_message": Grant(OWNER),
        "calls": Grant(STAFF),
        "take_call": Grant(OF_DEPARTMENT),
        "finish_call": Grant(OF_DEPARTMENT),
    },
    "amendments": {
        "change_form": Grant(SERVING),
        "prepare_change": Grant(SERVING),
        "withdraw_change": Grant(SERVES_CUSTOMER),
        "change": Grant(OWNER | SERVES_CUSTOMER, verified=True),
        "changes": Grant(OWNER, verified=True),
        "sign_change": Grant(OWNER, fresh=FRESH_MINUTES, verified=True),
        "apply_coupon": Grant(OWNER, fresh=FRESH_MINUTES, verified=True),
    },
    "messages": {
        "send": Grant(SPEAKERS),
        "send:text": Grant(SPEAKERS),
        "send:buttons": Grant(SPEAKING),
        "send:card": Grant(SPEAKING),
        "send:form": Grant(SPEAKING),
        "send:signature_request": Grant(SPEAKING),
        "send:answer": Grant(OWNER),
        "send:form_submission": Grant(OWNER),
        "send:location": Grant(OWNER),
        "send:signature": Grant(OWNER),
        "send:file": Grant(SPEAKERS),
        "send:upload": Grant(AUTHOR),
        "typing": Grant(SPEAKERS),
        "delivered": Grant(PARTICIPANTS),
        "read": Grant(PARTICIPANTS),
    },
    "agent_desk": {
        "availability": Grant(STAFF),
        "desk": Grant(STAFF),
        "waiting": Grant(STAFF),
        "take": Grant(STAFF),
        "viewing": Grant(SERVING | BESIDE | {Relation.SERVES_CUSTOMER}),
        "viewing:waiting": Grant(STAFF),
        "transfer": Grant(SERVING),
        "decline": Grant(SERVING),
        "resolve": Grant(SERVING),
        "customer": Grant(SERVING | BESIDE),
        "timeline": Grant(SERVING | BESIDE),
        "contract_cards": Grant(SERVING | BESIDE),
    },
    "participation": {
        "invite": Grant(SERVING),
        "answer_invitation": Grant(ASKED),
        "end_part": Grant(SERVING | BESIDE),
    },
    "teamwork": {
        "note": Grant(SPEAKING),
        "tag": Grant(SPEAKING),
        "staff": Grant(STAFF),
        "mentions": Grant(STAFF),
        "see_mentions": Grant(STAFF),
        "follow_ups": Grant(STAFF),
        "follow_up": Grant(SPEAKING),
        "finish_follow_up": Grant(STAFF),
    },
    "search": {
        "search": Grant(STAFF),
        "search:result": Grant(SERVING | BESIDE | {Relation.SERVES_CUSTOMER, Relation.SUPERVISOR}),
    },
    "claims": {
        "claims": Grant(CLAIM_VIEWERS),
        "claim": Grant(CLAIM_VIEWERS),
        "claim:internal": Grant(CLAIM_STAFF),
        "claim:proposal": Grant(DEPARTMENT),
        "work_list": Grant(STAFF),
        "work_list:department": Grant(OF_DEPARTMENT),
        "assist": Grant(OF_DEPARTMENT),
        "amend_claim": Grant(CLAIM_STAFF),
        "add_coverage": Grant(CLAIM_STAFF),
        "add_claim_note": Grant(CLAIM_STAFF),
        "account": Grant(OWNER, fresh=FRESH_MINUTES),
        "file_as": Grant(CLAIM_VIEWERS),
        "review": Grant(REVIEWING),
        "apply_transition": Grant(CLAIM_VIEWERS),
        # transitions of an exposure
        "apply_transition:assign": Grant(DEPARTMENT),
        "apply_transition:investigate": Grant(ADJUSTING),
        "apply_transition:request_documents": Grant(ADJUSTING),
        "apply_transition:negotiate_liability": Grant(ADJUSTING),
        "apply_transition:propose_liability": Grant(ADJUSTING),
        "apply_transition:dispute": Grant(CLAIMING),
        "apply_transition:settle_dispute": Grant(ADJUSTING),
        "apply_transition:assess": Grant(ADJUSTING),
        "apply_transition:release_hold": Grant(ADJUSTING),
        "apply_transition:approve": Grant(SECOND_PERSON),
        "apply_transition:pay": Grant(ADJUSTING),
        "apply_transition:advance": Grant(SUPERVISING),
        "apply_transition:close": Grant(ADJUSTING),
        "apply_transition:deny": Grant(ADJUSTING),
        "apply_transition:confirm_denial": Grant(SECOND_PERSON),
        "apply_transition:reject_denial": Grant(SECOND_PERSON),
        "apply_transition:withdraw_denial": Grant(FIRST_PERSON),
        "apply_transition:appeal": Grant(CLAIMING),
        "apply_transition:withdraw": Grant(CLAIMING),
        "apply_transition:mark_duplicate": Grant(ADJUSTING),
        "apply_transition:reopen": Grant(ADJUSTING),
        "apply_transition:conclude": Grant(ADJUSTING),
        "apply_transition:delay": Grant(ADJUSTING),
        "apply_transition:request_account": Grant(ADJUSTING),
    },
    "approvals": {
        "approvals": Grant(STAFF),
    },
    "documents": {
        "prepare_document": Grant(OWNER, verified=True),
        "request_signature": Grant(OWNER, verified=True),
    },
    "files": {
        "upload": Grant(SPEAKERS | RESPONDER),
        "upload_parts": Grant(AUTHOR),
        "uploaded": Grant(AUTHOR),
        "discard": Grant(AUTHOR),
        "files": Grant(SERVING | BESIDE | CLAIM_VIEWERS),
        "get_file": Grant(CLAIM_VIEWERS),
        "get_file:original": Grant(CLAIM_STAFF),
    },
    "drafts": {
        "drafts": Grant(DRAFTING),
        "correct": Grant(DRAFTING),
        "register": Grant(DRAFTING),
    },
    "supervision": {
        "board": Grant(SUPERVISORS),
        "team": Grant(SUPERVISORS),
        "served": Grant(SUPERVISORS),
        "monitor": Grant(SUPERVISORS),
        "whisper": Grant(SUPERVISORS),
        "barge": Grant(SUPERVISORS),
        "take_over": Grant(SUPERVISORS),
        "reassign": Grant(SUPERVISORS),
        "set_membership": Grant(SUPERVISORS),
        "report": Grant(SUPERVISORS),
        "export_report": Grant(SUPERVISORS),
    },
    "certificates": {
        "open_certificate": Grant(OWNER, verified=True),
    },
    "responder": {
        "duty": Grant(RESPONDER),
        "position": Grant(RESPONDER),
        "my_jobs": Grant(RESPONDER),
        "accept_job": Grant(RESPONDER),
        "decline_job": Grant(RESPONDER),
        "job_step": Grant(RESPONDER),
    },
    "roadside": {
        "job_card": Grant(OWNER | OF_DEPARTMENT),
        "share_place": Grant(OWNER),
        "withdraw_place": Grant(OWNER),
        "agree_job": Grant(OWNER),
        "cancel_job": Grant(OWNER | OF_DEPARTMENT),
        "confirm_arrival": Grant(OWNER),
        "rate_job": Grant(OWNER),
    },
    "dispatch": {
        "jobs": Grant(OF_DEPARTMENT),
        "job": Grant(OF_DEPARTMENT),
        "assign_job": Grant(OF_DEPARTMENT),
    },
    "reminders": {
        "reminders": Grant(OWNER),
        "turn_reminder": Grant(OWNER),
    },
    "push": {
        "push_on": Grant(OWNER),
        "push_off": Grant(OWNER),
    },
}
"""Subject of the wire → action → who may. Relations that a row does not name are refused. The commands of a subject
stand in `entry/<subject>_actions.py`."""

OFF_THE_WIRE = {
    "ticket": Grant(OWNER | STAFF | RESPONDER),
    "core_decision": Grant(CORE),
    "provider_report": Grant(frozenset({Relation.RESPONDER})),
    "book_appointment": Grant(OWNER),
    "contract_data": Grant(PARTICIPANTS, verified=True),
}
"""Actions of the REST routes, and of the bot for a customer. `contract_data`: to be shown what the core system knows of
the customer, by the bot or filled into a form."""

TABLE: dict[str, Grant] = OFF_THE_WIRE | {action: row for rows in RIGHTS.values() for action, row in rows.items()}
"""Action → who may."""

SUBJECTS = {action: subject for subject, rows in RIGHTS.items() for action in rows}
"""Action of the wire → its subject."""
