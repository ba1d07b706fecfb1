"""What is expected of every action: one row each. The tests of rights, roles and states take theirs from here."""

from dataclasses import dataclass
from typing import Any

from chalicelib.conversations.states import State
from chalicelib.entry.actions import all_actions
from chalicelib.entry.protocol.base import Command

RELATIONS = {
    "owner": "owner",
    "author": "author",
    "conv": "serves_conversation",
    "part": "takes_part",
    "asked": "invited",
    "monitor": "monitors",
    "cust": "serves_customer",
    "adj": "adjuster",
    "coll": "colleague",
    "super": "supervisor",
    "other": "other_staff",
    "core": "core",
    "resp": "responder",
    "first": "first_person",
    "second": "second_person",
    "nobody": "nobody",
}
"""Short name → relation."""

STAFF = "conv part asked monitor cust adj coll super other"
BESIDE = "part asked monitor"
CLAIM_STAFF = "cust adj coll super"

NO = "not_allowed"
OVER = "conversation_closed"
GONE = "already_taken"
STATES = tuple(State)
SERVED = (State.ASSIGNED, State.RESOLVED, State.CLOSED)
"""Staff have a conversation of their own only once it was given to them."""


@dataclass(frozen=True)
class Answers:
    """The answer's code by the state of a conversation, "ok" for an ack: one code, or one for each state."""

    customer: str = NO
    """To its customer."""
    agent: str = NO
    """To its agent, in the states `SERVED`."""
    others: str = NO
    """To everybody else."""
    other_staff: str = ""
    """To staff without it, where that differs."""
    leads: str = ""
    """To a supervisor of its queue without the assignment, where that differs."""

    def to_customer(self, state: State) -> str:
        return _code(self.customer, STATES, state)

    def to_agent(self, state: State) -> str:
        return _code(self.agent, SERVED, state)

    def to_other_staff(self, state: State) -> str:
        return _code(self.other_staff or self.others, STATES, state)


def _code(codes: str, states: tuple[State, ...], state: State) -> str:
    each = codes.split()
    return each[states.index(state)] if len(each) > 1 else each[0]


@dataclass(frozen=True)
class Row:
    """`may`: the relations that are allowed; `frame`: a good frame, without `ref` and `conversation`; `is_own`: it is
    about the caller's own session, devices or topics, which another customer has too; `answers`: what else depends on
    the state of the conversation."""

    may: str
    frame: dict[str, Any]
    answers: Answers | None = None
    is_own: bool = False


NOBODYS = "20260101-000000"
"""The number of a claim that isn't there."""

NO_JOB = "R000000000000000"
"""The number of a roadside job that isn't there."""
NOW = 1_800_000_000_000

TEXT = {"type": "text", "text": "안녕하세요"}
TRANSITION = {
    "claim": NOBODYS,
    "coverage": "own_damage",
    "transition": "withdraw",
    "version": 1,
    "grounds": "수리 안 함",
}
ACCOUNT = {"claim": NOBODYS, "bank": "KB", "number": "123-456-7890", "holder": "cust-kim"}
CHANGE = {
    "key": "k1",
    "contract": "nosuchone",
    "change_kind": "vehicle",
    "values": {"car": "기아 EV6"},
    "difference_won": 0,
    "starts_on": "2027-03-01",
}
DOCUMENT = {"claim": NOBODYS, "item": "claim_form", "upload": "upload0001"}
PHOTO = {"client_id": "tablet01:f1", "name": "사고.jpg", "size": 1_000, "type": "image/jpeg"}
PERIOD = {"first": "2027-01-01", "last": "2027-01-31", "by": "hour"}
PUSH = {"device": "tablet01", "platform": "fcm", "token": "c0ffee:APA91b_" + "x" * 120}

ROWS = {
    # connections and whole conversations
    "hello": Row(f"owner resp {STAFF}", {"device": "tablet01"}, Answers("ok", "ok", "ok"), is_own=True),
    "ping": Row(f"owner resp {STAFF}", {}, Answers("ok", "ok", "ok"), is_own=True),
    "open": Row("owner", {"device": "tablet01"}, Answers("ok", NO, "ok", NO), is_own=True),
    "history": Row(f"owner conv {BESIDE} cust super", {}, Answers("ok", "ok", leads="ok")),
    "conversations": Row("owner cust", {"customer": "cust-kim"}, Answers("ok", f"ok {NO} {NO}")),
    "close": Row("owner", {}, Answers("ok")),
    "reopen": Row("owner", {}, Answers("ok")),
    "rate": Row("owner", {"stars": 5}, Answers("illegal_transition illegal_transition illegal_transition ok ok")),
    "leave": Row("owner", {}, Answers("ok")),
    # the second identity check
    "start_identity_check": Row("owner", {}, is_own=True),
    "confirm_identity_check": Row("owner", {"check": "nosuchcheck", "code": "123456"}, is_own=True),
    "waiting_card": Row("owner", {}, Answers("ok")),
    "keep_waiting": Row("owner", {}, Answers("ok")),
    # calls due
    "call_windows": Row("owner conv", {}, Answers("ok", "ok")),
    "book_call": Row("owner conv", {"key": "k1", "starts_at": 1}, Answers("window_gone", "window_gone")),
    "refer": Row(
        "owner conv",
        {"key": "k1", "department": "advisor", "channel": "call", "consent": False},
        Answers("referral_incomplete", "referral_incomplete"),
    ),
    "referrals": Row("owner", {}, is_own=True),
    "leave_message": Row("owner", {"key": "k1"}, Answers("ok")),
    "calls": Row(STAFF, {}, Answers(agent="ok", other_staff="ok")),
    "take_call": Row("coll super", {"call": "nosuchcall"}),
    "finish_call": Row("coll super", {"call": "nosuchcall", "outcome": "reached"}),
    # certificates
    "open_certificate": Row("owner", {"kind": "receipt", "contract": "2026-0318-77120"}),
    # changes of contracts
    "change_form": Row("conv", {"contract": "nosuchone", "change_kind": "drivers"}, Answers()),
    "prepare_change": Row("conv", CHANGE, Answers(agent=f"{NO} {OVER} {OVER}")),
    "withdraw_change": Row("cust", {"change": "nosuchchange"}),
    "change": Row("owner cust", {"change": "nosuchchange"}),
    "changes": Row("owner", {}, is_own=True),
    "sign_change": Row("owner", {"change": "nosuchchange", "digest": "0" * 64, "upload": "upload0001"}),
    "apply_coupon": Row("owner", {"coupon": "SPRING"}, Answers("identity_check_needed")),
    # reminders
    "reminders": Row("owner", {}, Answers("ok", NO, "ok", NO), is_own=True),
    "turn_reminder": Row("owner", {"kind": "renewal", "on": False}, Answers("ok", NO, "ok", NO), is_own=True),
    # messages
    "send": Row(
        "owner conv part",
        {"client_id": "tablet01:1", "body": TEXT},
        Answers(f"ok ok ok {OVER} {OVER}", f"ok {OVER} {OVER}"),
    ),
    "typing": Row("owner conv part", {}, Answers("ok", "ok")),
    "delivered": Row("owner conv", {"seq": 1}, Answers("ok", "ok")),
    "read": Row("owner conv", {"seq": 1}, Answers("ok", "ok")),
    # the agents' desk
    "availability": Row(STAFF, {"status": "available"}, Answers(agent="ok", other_staff="ok")),
    "desk": Row(STAFF, {}, Answers(agent="ok", other_staff="ok")),
    "waiting": Row(STAFF, {}, Answers(agent="ok", other_staff="ok")),
    "take": Row(
        STAFF,
        {},  # the first agent; here nobody else is on duty
        Answers(agent=f"ok {GONE} {GONE}", other_staff=f"{GONE} not_on_duty {GONE} {GONE} {GONE}"),
    ),
    # everybody who may read it: in the queue these are all
    "viewing": Row(f"conv {BESIDE} cust", {}, Answers(agent="ok", other_staff=f"{NO} ok {NO} {NO} {NO}")),
    "transfer": Row("conv", {"queue": "contract"}, Answers(agent="ok not_on_desk not_on_desk")),
    "decline": Row("conv", {}, Answers(agent="ok not_on_desk not_on_desk")),
    "resolve": Row("conv", {"outcome": "answered"}, Answers(agent="ok ok illegal_transition")),
    "customer": Row(f"conv {BESIDE}", {}, Answers(agent="ok")),
    "timeline": Row(f"conv {BESIDE}", {}, Answers(agent="ok")),
    "contract_cards": Row(f"conv {BESIDE}", {"topic": "payments"}, Answers(agent="ok")),
    # colleagues beside the agent
    "invite": Row("conv", {"agent": "agent-jiwoo", "to": "join"}, Answers(agent="agent_unavailable")),
    "answer_invitation": Row("asked", {"accept": False}, Answers()),
    "end_part": Row(f"conv {BESIDE}", {}, Answers(agent="ok")),
    # what agents leave for colleagues
    "note": Row("conv part", {"text": "전화 원하심"}, Answers(agent="ok")),
    "tag": Row("conv part", {"tags": ["complaint"]}, Answers(agent="ok")),
    "search": Row(STAFF, {"query": "과실 비율"}, Answers(agent="ok", other_staff="ok")),
    "staff": Row(STAFF, {}, Answers(agent="ok", other_staff="ok")),
    "mentions": Row(STAFF, {}, Answers(agent="ok", other_staff="ok")),
    "see_mentions": Row(STAFF, {"until": 1}, Answers(agent="ok", other_staff="ok")),
    "follow_ups": Row(STAFF, {}, Answers(agent="ok", other_staff="ok")),
    "follow_up": Row("conv part", {"key": "k1", "text": "전화", "due_at": 1}, Answers(agent="ok")),
    "finish_follow_up": Row(STAFF, {"key": "k0"}, Answers(agent="follow_up_gone", other_staff="follow_up_gone")),
    # accident forms: the agent, and supervisors of the queue
    "drafts": Row("conv super", {}, Answers(agent="ok", leads="ok")),
    "correct": Row("conv super", {"version": 0, "facts": {"place": "역삼역"}}, Answers(agent="ok", leads="ok")),
    "register": Row("conv super", {"key": "nosuchone:1", "version": 1}, Answers(agent="form_gone", leads="form_gone")),
    # claims
    "claims": Row(f"owner {CLAIM_STAFF}", {"customer": "cust-kim"}),
    "claim": Row(f"owner {CLAIM_STAFF}", {"claim": NOBODYS}),
    "work_list": Row(STAFF, {}),
    "approvals": Row(STAFF, {}),
    "assist": Row("coll super", {"claim": NOBODYS, "department": "roadside"}),
    "apply_transition": Row(f"owner {CLAIM_STAFF}", TRANSITION),
    "amend_claim": Row(CLAIM_STAFF, {"claim": NOBODYS, "version": 1, "facts": {"place": "역삼역"}}),
    "add_coverage": Row(CLAIM_STAFF, {"claim": NOBODYS, "version": 1, "coverage": "bodily_injury"}),
    "add_claim_note": Row(CLAIM_STAFF, {"claim": NOBODYS, "text": "블랙박스 확인"}),
    "account": Row("owner", ACCOUNT),
    "review": Row("adj coll super", {**DOCUMENT, "version": 1, "accept": False, "reason": "흐려요"}),
    "file_as": Row(f"owner {CLAIM_STAFF}", DOCUMENT),
    # documents that customers sign in the chat
    "prepare_document": Row("owner", {"claim": NOBODYS, "item": "consent"}),
    "request_signature": Row("owner", {"claim": NOBODYS, "item": "consent", "values": {"claimant": "김서연"}}),
    # files
    "upload": Row("owner conv part resp", PHOTO),
    "upload_parts": Row("author", {"upload": "upload0001"}),
    "uploaded": Row("author", {"upload": "upload0001"}),
    "discard": Row("author", {"upload": "upload0001"}),
    "files": Row(f"owner conv {BESIDE} {CLAIM_STAFF}", {}),
    "get_file": Row(f"owner {CLAIM_STAFF}", {"upload": "upload0001"}),
    # supervisors: of their own queues, whatever becomes of a conversation
    "board": Row("super", {}),
    "team": Row("super", {"queue": "general"}),
    "served": Row("super", {"agent": "agent-haneul"}),
    "monitor": Row("super", {}),
    "whisper": Row("super", {"text": "보험증권부터 확인하세요"}),
    "barge": Row("super", {}),
    "take_over": Row("super", {}),
    "reassign": Row("super", {"queue": "contract"}),
    "set_membership": Row("super", {"agent": "agent-haneul", "queues": ["general"], "capacity": 2}),
    "report": Row("super", PERIOD),
    "export_report": Row("super", PERIOD),
    # roadside jobs: responders, customers, dispatchers
    "duty": Row("resp", {"on": False}),
    "position": Row("resp", {"fixes": [{"lat": 37.5, "lon": 127.0, "at": NOW, "accuracy": 10}]}),
    "my_jobs": Row("resp", {}),
    "accept_job": Row("resp", {"job": NO_JOB, "number": 1}),
    "decline_job": Row("resp", {"job": NO_JOB, "number": 1, "reason": "too_far"}),
    "job_step": Row("resp", {"job": NO_JOB, "step": "depart"}),
    "job_card": Row("owner coll super", {"job": NO_JOB}),
    "share_place": Row("owner", {"job": NO_JOB, "place": {"lat": 37.5, "lon": 127.0, "at": NOW}, "consent": True}),
    "withdraw_place": Row("owner", {"job": NO_JOB}),
    "agree_job": Row("owner", {"job": NO_JOB, "terms": 1}),
    "cancel_job": Row("owner coll super", {"job": NO_JOB}),
    "confirm_arrival": Row("owner", {"job": NO_JOB}),
    "rate_job": Row("owner", {"job": NO_JOB, "stars": 5}),
    "jobs": Row("coll super", {}),
    "job": Row("coll super", {"job": NO_JOB}),
    "assign_job": Row("coll super", {"job": NO_JOB, "responder": "driver-minsu"}),
    # push notifications
    "push_on": Row("owner", PUSH, is_own=True),
    "push_off": Row("owner", {"device": "tablet01"}, is_own=True),
}
"""Action of the wire → its row."""

OTHER_RIGHTS = {
    # by REST routes, and by the bot for a customer
    "ticket": f"owner resp {STAFF}",
    "core_decision": "core",
    "provider_report": "resp",
    "book_appointment": "owner",
    "contract_data": "owner conv",
    # parts of actions
    "send:text": "owner conv part",
    "send:buttons": "conv part",
    "send:card": "conv part",
    "send:form": "conv part",
    "send:signature_request": "conv part",
    "send:answer": "owner",
    "send:form_submission": "owner",
    "send:location": "owner",
    "send:signature": "owner",
    "send:file": "owner conv part",
    "send:upload": "author",
    "viewing:waiting": STAFF,
    "search:result": f"conv {BESIDE} cust super",
    "get_file:original": CLAIM_STAFF,
    "claim:internal": CLAIM_STAFF,
    "claim:proposal": "adj coll super core",
    "work_list:department": "coll super",
    "apply_transition:assign": "adj coll super core",
    "apply_transition:investigate": "adj super core",
    "apply_transition:request_documents": "adj super core",
    "apply_transition:negotiate_liability": "adj super core",
    "apply_transition:propose_liability": "adj super core",
    "apply_transition:dispute": "owner cust adj super core",
    "apply_transition:settle_dispute": "adj super core",
    "apply_transition:assess": "adj super core",
    "apply_transition:release_hold": "adj super core",
    "apply_transition:approve": "second",
    "apply_transition:pay": "adj super core",
    "apply_transition:advance": "super core",
    "apply_transition:close": "adj super core",
    "apply_transition:deny": "adj super core",
    "apply_transition:confirm_denial": "second",
    "apply_transition:reject_denial": "second",
    "apply_transition:withdraw_denial": "first",
    "apply_transition:appeal": "owner cust adj super core",
    "apply_transition:withdraw": "owner cust adj super core",
    "apply_transition:mark_duplicate": "adj super core",
    "apply_transition:reopen": "adj super core",
    "apply_transition:conclude": "adj super core",
    "apply_transition:delay": "adj super core",
    "apply_transition:request_account": "adj super core",
}
"""Action that no frame names, or part of one → the relations that are allowed."""


def expected_rights() -> dict[str, dict[str, bool]]:
    """Action → relation → whether it is allowed."""
    may = {action: row.may for action, row in ROWS.items()} | OTHER_RIGHTS
    return {
        action: {relation: short in allowed.split() for short, relation in RELATIONS.items()}
        for action, allowed in may.items()
    }


def command_named(action: str) -> type[Command]:
    """The command of an action."""
    return next(command for command, registered in all_actions().items() if registered.name == action)


def fields(action: str, conversation: str) -> dict[str, Any]:
    """The fields of a good frame, about this conversation if the action is about one."""
    about = {"conversation": conversation} if "conversation" in command_named(action).__struct_fields__ else {}
    return ROWS[action].frame | about
