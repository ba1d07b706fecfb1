"""What a conversation is recorded with when it is resolved, and its tags."""

import pytest

from chalicelib.content.wrap_up import Outcome, WrapUpRules
from chalicelib.conversations.errors import UnknownOutcome, UnknownTag, WrapUpIncomplete
from chalicelib.conversations.wrap_up import check_wrap_up, checked_tags
from chalicelib.kernel.errors import BaroError

RULES = WrapUpRules(
    outcomes=(
        Outcome("answered"),
        Outcome("dispatched", queues=("roadside",)),
        Outcome("referred", note_required=True),
    ),
    optional_in=("general",),
    tags=("complaint",),
    free_tags=False,
)


@pytest.mark.parametrize(
    "queue, outcome, note, refusal",
    [
        ("accident", "answered", "", None),
        ("general", "", "", None),
        ("accident", "", "", WrapUpIncomplete),
        ("roadside", "dispatched", "", None),
        ("accident", "dispatched", "", UnknownOutcome),
        ("accident", "nothing", "", UnknownOutcome),
        ("general", "nothing", "", UnknownOutcome),
        ("accident", "referred", "소비자원으로 안내", None),
        ("accident", "referred", "  ", WrapUpIncomplete),
    ],
)
def test_an_outcome_is_required_as_configured(
    queue: str, outcome: str, note: str, refusal: type[BaroError] | None
) -> None:
    if refusal is None:
        check_wrap_up(RULES, queue, outcome, note)
    else:
        with pytest.raises(refusal):
            check_wrap_up(RULES, queue, outcome, note)


def test_a_configured_tag_is_known_by_its_label_in_either_language() -> None:
    assert checked_tags(RULES, ("민원", " Complaint ", "complaint")) == ("complaint",)


def test_own_tags_need_a_configuration_that_allows_them() -> None:
    with pytest.raises(UnknownTag):
        checked_tags(RULES, ("complaint", "단골"))
    free = WrapUpRules(RULES.outcomes, (), RULES.tags, free_tags=True)
    assert checked_tags(free, ("단골  고객", "단골 고객", " ")) == ("단골 고객",)
