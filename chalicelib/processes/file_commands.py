"""Files between the people concerned: who may send, open and file them, and telling how a check ended."""

import hashlib
from collections.abc import Sequence

from chalicelib.claims.documents import guess
from chalicelib.claims.model import Claim
from chalicelib.content.claim_views import ClaimView, UploadView
from chalicelib.content.configuration import texts
from chalicelib.content.message_bodies import File, Notice, Signed, Signing
from chalicelib.content.messages import By, Speaker
from chalicelib.content.server_frames import UploadFrame
from chalicelib.conversations.messaging import deliver, participant_head, say
from chalicelib.conversations.model import Entry, Head, Utterance
from chalicelib.files import checks, service
from chalicelib.files.errors import FileNotReady, SignatureVoid
from chalicelib.files.model import UNUSABLE, Upload, view
from chalicelib.kernel.actors import Actor
from chalicelib.kernel.audit import audit
from chalicelib.kernel.errors import NotAllowed
from chalicelib.processes import claim_commands, document_filing
from chalicelib.processes.services import Services


def announce(services: Services, actor: Actor, conversation: str, wanted: service.Announced) -> service.Way:
    """A place for a file of a conversation one takes part in. Raises NotAllowed and what `service.announce` raises."""
    head = participant_head(services.messaging, conversation, actor.id)
    by = claim_commands.named(actor)
    return service.announce(services.files(), by, conversation, head.customer.id, wanted)


def own(services: Services, actor: Actor, upload: str) -> Upload:
    """A file that the actor himself sends. Raises NotAllowed."""
    found = services.files().store.get(upload)
    if found is None or found.by.id != actor.id:
        audit("file_refused", actor.id, upload=upload)
        raise NotAllowed
    return found


def seen(services: Services, actor: Actor, upload: str) -> Upload:
    """A file, for people of the case: its customer, who serves him, the departments of a claim it was filed with.

    Refusals are written down. Raises NotAllowed.
    """
    found = services.files().store.get(upload)
    if found is None or not _may_see(services, actor, found):
        audit("file_refused", actor.id, upload=upload)
        raise NotAllowed
    return found


def _may_see(services: Services, actor: Actor, upload: Upload) -> bool:
    if not actor.role.is_staff:
        return upload.customer == actor.id
    if claim_commands.serves(services, actor, upload.customer):
        return True
    store = services.claims().store
    claims = filter(None, map(store.get, store.of_customer(upload.customer)))
    mine = (claim for claim in claims if claim_commands.handles(actor, claim))
    return any(claim.conversation == upload.conversation or claim.holds(upload.id) for claim in mine)


def files(services: Services, actor: Actor, conversation: str) -> tuple[UploadView, ...]:
    """The files of a conversation one may see. Raises NotAllowed."""
    head = services.messaging.store.head(conversation)
    found = services.files().store.of_conversation(conversation)
    if head is None or (head.side_of(actor.id) is None and not any(_may_see(services, actor, each) for each in found)):
        audit("files_refused", actor.id, conversation=conversation)
        raise NotAllowed
    if actor.role.is_staff:
        audit("files_seen", actor.id, conversation=conversation)
    return _shown_all(services, found, actor.locale)


def of_claim(services: Services, claim: Claim, locale: str) -> tuple[UploadView, ...]:
    """The files of a claim's conversation, and those handed in from others, for one who may see the claim."""
    store = services.files().store
    here = store.of_conversation(claim.conversation)
    known = {each.id for each in here}
    filed = (each.upload for paper in claim.papers for each in paper.files if each.upload not in known)
    elsewhere = tuple(each for each in map(store.get, filed) if each is not None)
    return _shown_all(services, (*here, *elsewhere), locale)


def _shown_all(services: Services, found: tuple[Upload, ...], locale: str) -> tuple[UploadView, ...]:
    claims = {each.customer: claim_commands.of_customer(services, each.customer) for each in found}
    return tuple(_shown(services, each, claims[each.customer], locale) for each in found if each.status != "discarded")


def link(services: Services, actor: Actor, upload: str, variant: str) -> str:
    """An address that opens a file for minutes; written down. The original is for staff. Raises FileNotReady."""
    found = seen(services, actor, upload)
    if variant == "original" and not actor.role.is_staff:
        audit("file_refused", actor.id, upload=upload, variant=variant)
        raise NotAllowed
    address = service.link(services.files(), found, variant)
    audit("file_opened", actor.id, upload=upload, variant=variant, customer=found.customer)
    return address


def shown(services: Services, upload: Upload, locale: str = "ko") -> UploadView:
    """The file as people are shown it, with the paper it was filed as, or looks like."""
    return _shown(services, upload, claim_commands.of_customer(services, upload.customer), locale)


def _shown(services: Services, upload: Upload, claims: Sequence[Claim], locale: str) -> UploadView:
    reason = upload.found.reason
    words = texts(locale).say("uploads", reason) if reason else ""
    for claim in claims:
        for paper in claim.papers:
            if upload.id in {filed.upload for filed in paper.files}:
                return view(upload, words, claim=claim.id, item=paper.item)
    if upload.status == "ready":
        # What lies in the conversation of a claim is most likely meant for that one.
        for claim in sorted(claims, key=lambda claim: claim.conversation != upload.conversation):
            item = guess(upload.name, upload.kind, claim.papers, services.claims().rules) if claim.open else ""
            if item:
                return view(upload, words, claim=claim.id, guess=item)
    return view(upload, words)


def file_as(services: Services, actor: Actor, number: str, upload_id: str, item: str) -> ClaimView:
    """Hands a file in as a paper of a claim, and shows it so in its conversation.

    Raises FileNotReady, NotAllowed and what `filing.file_as` raises.
    """
    found = claim_commands.seen(services, actor, number)
    upload = seen(services, actor, upload_id)
    if upload.customer != found.claim.customer.id:
        raise NotAllowed
    if item and upload.status in UNUSABLE:
        raise FileNotReady
    claim = _handed_in(services, actor, found, upload, item)
    head = services.messaging.store.head(upload.conversation)
    if head is not None:
        _show(services, head, upload, services.locale_of(head.id))
    return claim


def _show(services: Services, head: Head, upload: Upload, locale: str) -> None:
    """The customer is shown it in their language, staff in Korean."""
    deliver(services.messaging, head.id, head.devices("customer"), UploadFrame(shown(services, upload, locale)))
    deliver(services.messaging, head.id, head.devices("agent"), UploadFrame(shown(services, upload)))


def _handed_in(services: Services, actor: Actor, found: claim_commands.Seen, upload: Upload, item: str) -> ClaimView:
    """Raises FileNotReady for a file that was taken back or laid aside meanwhile: whoever did that may have looked
    through the papers before this one was there."""
    claim = document_filing.file_as(services, actor, found, upload.id, item)
    now = services.files().store.get(upload.id)
    if item and (now is None or now.status in UNUSABLE):
        document_filing.take_off(services, upload.customer, upload.id)
        raise FileNotReady
    return claim


def vouch(services: Services, actor: Actor, conversation: str, body: File | Signed) -> None:
    """Sees that a message about a file is about that file, and binds a signature to its text.

    Raises NotAllowed, FileNotReady, SignatureVoid.
    """
    upload = own(services, actor, body.upload)
    if upload.conversation != conversation or upload.status == "discarded":
        raise NotAllowed
    if isinstance(body, Signed):
        if upload.status in ("requested", "quarantined"):
            raise FileNotReady  # nothing was drawn
        _sign(services, actor, upload, body)
    elif (body.name, body.kind, body.size) != (upload.name, upload.kind, upload.size):
        raise NotAllowed


def _sign(services: Services, actor: Actor, upload: Upload, body: Signed) -> None:
    asked = services.messaging.store.page(upload.conversation, body.to - 1, body.to + 1, 1, newest=False)
    if not asked or not isinstance(asked[0].body, Signing):
        raise SignatureVoid
    signing = asked[0].body
    if not body.digest == signing.digest == hashlib.sha256(signing.text.encode()).hexdigest():
        raise SignatureVoid
    service.sign(services.files(), upload, body.digest)
    if signing.claim and signing.item:
        found = claim_commands.seen(services, actor, signing.claim)
        _handed_in(services, actor, found, upload, signing.item)


def discard(services: Services, upload: Upload) -> Upload:
    """Takes back what isn't checked yet, also from the papers it was handed in as. Raises Conflict."""
    after = service.discard(services.files(), upload)
    if after.status == "discarded":
        document_filing.take_off(services, after.customer, after.id)
    return after


def check(services: Services, upload_id: str) -> None:
    """Checks a file and tells everybody how it ended. May be repeated. Raises what `verdicts.check` raises."""
    upload = checks.check(services.files(), upload_id)
    if upload is not None and upload.over:
        _tell(services, upload)
        services.files().store.end_check(upload.id)


def _tell(services: Services, upload: Upload) -> None:
    if upload.status == "discarded":  # its bytes never came
        document_filing.take_off(services, upload.customer, upload.id)
        return
    head = services.messaging.store.head(upload.conversation)
    if head is None:
        return
    locale = services.locale_of(head.id)
    if upload.status == "quarantined":
        _tell_quarantined(services, head, upload, locale)
    _show(services, head, upload, locale)
    if upload.found.latitude is not None:
        audit("location_read", upload.by.id, upload=upload.id, conversation=upload.conversation)
    facts = {"occurred_at": upload.found.taken_at, "place": upload.place}
    known = {slot: value for slot, value in facts.items() if value}
    if upload.status == "ready" and upload.kind == "photo" and known:
        from chalicelib.processes.intake import offer_facts

        offer_facts(services, head.id, upload.id, known, locale)


def _tell_quarantined(services: Services, head: Head, upload: Upload, locale: str) -> None:
    document_filing.take_off(services, upload.customer, upload.id)
    words = texts(locale)
    reason = words.say("uploads", upload.found.reason)
    text = words.say("uploads", "quarantined", name=upload.name, reason=reason)
    notice = Notice(
        "upload.quarantined", text, {"upload": upload.id, "name": upload.name, "reason": upload.found.reason}
    )
    entry = Entry(services.messaging.clock(), By(Speaker.SYSTEM), notice)
    say(services.messaging, Utterance(head.id, upload.id[-12:], 1, entry, ""))
