"""The relations of a caller to the object of an action."""

from enum import StrEnum

from chalicelib.kernel.actors import Role


class Relation(StrEnum):
    """How a person stands to a conversation, customer, claim, exposure, document, department or file.

    A person has one of these to an object, the closest; at a second signature also `FIRST_PERSON` or `SECOND_PERSON`.
    """

    OWNER = "owner"
    """The customer whose conversation, claim, file, device or session it is."""
    AUTHOR = "author"
    """Started the upload: a customer, an agent or a responder."""
    SERVES_CONVERSATION = "serves_conversation"
    """The agent to whom the conversation is assigned; also after it was resolved or closed."""
    TAKES_PART = "takes_part"
    """Staff who write in the conversation beside its agent."""
    INVITED = "invited"
    """Staff whom the conversation's agent asked to join or to take it over."""
    MONITORS = "monitors"
    """Staff who read the conversation along."""
    SERVES_CUSTOMER = "serves_customer"
    """Staff who serve a live conversation of the object's customer now, or are in one beside its agent."""
    ADJUSTER = "adjuster"
    """Works on the exposure; without an adjuster, everybody of its department. Of a claim: one of its adjusters."""
    COLLEAGUE = "colleague"
    """Staff of the exposure's department; of a claim: of a department concerned."""
    SUPERVISOR = "supervisor"
    """Supervises the queue, the conversation's queue, the department, or a claim as staff of a department concerned."""
    FIRST_PERSON = "first_person"
    """Of the exposure's department or above it, and gave the first signature: assessed it, or proposed its denial."""
    SECOND_PERSON = "second_person"
    """Of the exposure's department or above it, and did not give the first signature."""
    OTHER_STAFF = "other_staff"
    """Staff without a closer relation."""
    CORE = "core"
    """The insurer's core system."""
    RESPONDER = "responder"
    """The responder of the roadside job, or of the duty."""
    NOBODY = "nobody"
    """Without a relation to the object, such as a customer to another customer's."""


STAFF_ROLES = frozenset({Role.AGENT, Role.SUPERVISOR})

ROLES: dict[Relation, frozenset[Role]] = {
    Relation.OWNER: frozenset({Role.CUSTOMER}),
    Relation.AUTHOR: STAFF_ROLES | {Role.CUSTOMER, Role.RESPONDER},
    Relation.SERVES_CONVERSATION: STAFF_ROLES,
    Relation.TAKES_PART: STAFF_ROLES,
    Relation.INVITED: STAFF_ROLES,
    Relation.MONITORS: STAFF_ROLES,
    Relation.SERVES_CUSTOMER: STAFF_ROLES,
    Relation.ADJUSTER: STAFF_ROLES,
    Relation.COLLEAGUE: STAFF_ROLES,
    Relation.SUPERVISOR: frozenset({Role.SUPERVISOR}),
    Relation.FIRST_PERSON: STAFF_ROLES | {Role.CORE},
    Relation.SECOND_PERSON: STAFF_ROLES | {Role.CORE},
    Relation.OTHER_STAFF: STAFF_ROLES,
    Relation.CORE: frozenset({Role.CORE}),
    Relation.RESPONDER: frozenset({Role.RESPONDER}),
    Relation.NOBODY: frozenset(Role),
}
"""Relation → roles in a token whose holders can have it."""


def relation_of_outsider(role: Role) -> Relation:
    """The relation of a person who has no closer one."""
    return Relation.OTHER_STAFF if role.is_staff else Relation.CORE if role is Role.CORE else Relation.NOBODY
