"""How agents record a conversation: its outcome when it is resolved, and its tags."""

from chalicelib.content.wrap_up import WrapUpRules, normalised_tags
from chalicelib.conversations.errors import UnknownOutcome, UnknownTag, WrapUpIncomplete


def check_wrap_up(rules: WrapUpRules, queue: str, outcome: str, note: str) -> None:
    """Raises WrapUpIncomplete or UnknownOutcome unless a conversation of the queue may be resolved so."""
    if not outcome:
        if queue in rules.optional_in:
            return
        raise WrapUpIncomplete(field="outcome")
    chosen = next((each for each in rules.outcomes if each.code == outcome), None)
    if chosen is None or (chosen.queues and queue not in chosen.queues):
        raise UnknownOutcome(outcome=outcome)
    if chosen.note_required and not note.strip():
        raise WrapUpIncomplete(field="note")


def checked_tags(rules: WrapUpRules, tags: tuple[str, ...]) -> tuple[str, ...]:
    """The tags as they are stored. Raises UnknownTag for one that isn't configured, where tags aren't free."""
    known = normalised_tags(tags)
    if not rules.free_tags and (unknown := [tag for tag in known if tag not in rules.tags]):
        raise UnknownTag(tag=unknown[0])
    return known
