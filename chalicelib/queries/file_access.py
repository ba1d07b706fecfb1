"""Access to uploads by the actor's relation to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from chalicelib.access.decisions import is_allowed
from chalicelib.access.relations import Relation, relation_of_outsider
from chalicelib.claims.rights import party_of
from chalicelib.files.model import Upload
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.audit import audit
from chalicelib.kernel.errors import NotAllowed
from chalicelib.queries.relations import is_serving

if TYPE_CHECKING:
    from chalicelib.queries.relations import Needs as RelationsNeeds
    from chalicelib.service_ports import WithClaims, WithFiles

    class Needs(RelationsNeeds, WithClaims, WithFiles, Protocol): ...


def own_upload(services: Needs, actor: Actor, upload: str, action: str) -> Upload:
    """An upload, for an action of the actor who started it. Refusals are audited. Raises NotAllowed."""
    found = services.files().store.get(upload)
    author = found is not None and found.by.id == actor.id
    if found is None or not is_allowed(action, Relation.AUTHOR if author else relation_of_outsider(actor.role)):
        audit("file_refused", actor.id, upload=upload)
        raise NotAllowed
    return found


def visible_upload(services: Needs, actor: Actor, upload: str, *actions: str) -> Upload:
    """An upload, if the actor's relation to it allows these actions. Refusals are audited. Raises NotAllowed."""
    found = services.files().store.get(upload)
    relations = relations_to_uploads(services, actor, (found,)) if found is not None else ()
    if found is None or not all(is_allowed(action, *relations) for action in actions):
        audit("file_refused", actor.id, upload=upload)
        raise NotAllowed
    return found


def relations_to_uploads(services: Needs, actor: Actor, uploads: Sequence[Upload]) -> frozenset[Relation]:
    """The relations to one or more of these files of one customer: of that customer, of staff who serve them, or of
    staff to a claim of the file's conversation or with the file among its documents."""
    if not uploads:
        return frozenset()
    customer, outsider = uploads[0].customer, relation_of_outsider(actor.role)
    if not actor.role.is_staff:
        return frozenset({Relation.OWNER if customer == actor.id else outsider})
    if is_serving(services, actor, customer):
        return frozenset({Relation.SERVES_CUSTOMER})
    claims = services.claims().store.of_customer(customer)
    return frozenset(
        party_of(actor, claim, serving=False).relation
        for claim in claims
        for upload in uploads
        if claim.conversation == upload.conversation or claim.has_upload(upload.id)
    )
