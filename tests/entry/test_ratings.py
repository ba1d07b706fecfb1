"""What customers say of a conversation that ended."""

from typing import Any

import pytest

from chalicelib.content.views import RatingView
from chalicelib.kernel.actors import Role
from chalicelib.reporting.figures import figures, total
from tests.entry.centre import KIM, LEE, Centre, person

HANEUL = person("agent-haneul", Role.AGENT, "general")
ALL_DAYS = ("2020-01-01", "2040-01-01")


@pytest.fixture
def resolved(centre: Centre) -> str:
    conversation = centre.assigned(HANEUL)
    centre.done(HANEUL, "resolve", conversation=conversation, outcome="answered")
    centre.follow_events()
    return conversation


def counted(centre: Centre) -> Any:
    return figures(total(centre.figures.hours(*ALL_DAYS)))


def test_a_rating_is_kept_shown_and_counted_once_and_may_be_changed(centre: Centre, resolved: str) -> None:
    for _ in range(2):
        centre.done(KIM, "rate", conversation=resolved, solved="no")
        centre.follow_events()
    assert (counted(centre).ratings, counted(centre).unsolved) == (0, 1)
    centre.now += 1_000
    views = []
    for _ in range(2):
        views.append(centre.done(KIM, "rate", conversation=resolved, stars=2)["conversation"])
        centre.follow_events()
    assert [view["rating"] for view in views] == [{"stars": 2, "solved": "no"}] * 2
    centre.now += 1_000
    centre.done(KIM, "rate", conversation=resolved, stars=5, solved="yes")
    centre.follow_events()
    shown = counted(centre)
    assert (shown.ratings, shown.stars_mean, shown.solved, shown.unsolved) == (1, 5.0, 1, 0)
    own = total(centre.figures.agents(*ALL_DAYS))
    assert (own["rated"], own["stars"], own["solved"], own["unsolved"]) == (1, 5, 1, 0)
    assert centre.store.conversations[resolved].rating == RatingView(5, "yes")


def test_words_stand_in_the_thread_once_however_often_they_are_sent(centre: Centre, resolved: str) -> None:
    for words in ("친절했어요", "친절했어요", "그런데 오래 걸렸어요"):
        centre.now += 1_000
        centre.done(KIM, "rate", conversation=resolved, stars=4, words=words)
    log = centre.done(KIM, "history", conversation=resolved)["messages"]
    said = [each["body"]["data"]["words"] for each in log if each["body"].get("code") == "rating_words"]
    assert said == ["친절했어요", "그런데 오래 걸렸어요"]


def test_only_its_customer_rates_a_conversation_and_only_after_its_end(centre: Centre) -> None:
    conversation = centre.assigned(HANEUL)
    for who, code in ((KIM, "illegal_transition"), (HANEUL, "not_allowed"), (LEE, "not_allowed")):
        assert centre.ask(who, "rate", conversation=conversation, stars=5)["code"] == code
    for wrong in ({"stars": 6}, {"stars": -1}, {"solved": "maybe"}, {"words": "가" * 1_001}):
        assert centre.ask(KIM, "rate", conversation=conversation, **wrong)["code"] in ("invalid_frame", "text_too_long")
