"""What a log tells about a service, and what it adds to the figures."""

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.content.message_bodies import Notice, Text
from chalicelib.content.messages import By, Message, Speaker
from chalicelib.content.views import Named
from chalicelib.reporting.episodes import Episode, Question, Response, last_episode
from chalicelib.reporting.figures import Row, figures, rows_of, total

T0 = 1_796_000_400_000  # 2026-11-30T10:00 in Korea
S = 1_000
SKY, SEA = Named("agent-sky", "김하늘"), Named("agent-sea", "박바다")


def due(question: Question) -> int:
    return question.since + (60 * S if question.first else 120 * S)


def log(*said: tuple[int, str, str]) -> list[Message]:
    """Messages: seconds, who ("c", an agent's id or "s") and what (a notice's code and queue for "s")."""
    return [_message(seq, *one) for seq, one in enumerate(said, start=1)]


def _message(seq: int, at_s: int, who: str, what: str) -> Message:
    at = T0 + at_s * S
    if who == "s":
        code, _, queue = what.partition(" ")
        data = {"queue": queue, "staffing": "free"} if queue else {}
        return Message(seq, at, By(Speaker.SYSTEM), Notice(code=code, text="", data=data))
    names = {SKY.id: SKY.name, SEA.id: SEA.name}
    by = By(Speaker.AGENT, who, names[who]) if who in names else By(Speaker.CUSTOMER, "cust", "고객")
    return Message(seq, at, by, Text(what))


SERVED = log(
    (0, "c", "사고 났어요"),
    (10, "s", "waiting_for_agent general"),
    (40, "s", "agent_joined"),
    (65, SKY.id, "안녕하세요"),
    (80, "c", "네"),
    (90, "c", "저기요"),
    (201, SKY.id, "늦었습니다"),
    (250, "c", "감사합니다"),
    (300, "s", "resolved"),
)


def test_a_service_lasts_from_asking_to_the_end() -> None:
    episode = last_episode(SERVED)
    asked = Question("general", T0 + 10 * S, first=True)
    assert episode is not None
    assert (episode.since, episode.waited_until, episode.ended) == (T0 + 10 * S, T0 + 40 * S, T0 + 300 * S)
    assert episode.responses == (
        Response(asked, SKY, T0 + 65 * S),
        Response(Question("general", T0 + 80 * S, first=False), SKY, T0 + 201 * S),
    )
    hour, agent = rows_of(episode, due)
    assert (hour.at, hour.queue, agent.at, agent.agent) == ("2026-11-30T10", "general", "2026-11-30", SKY)
    expected = {"served": 1, "waited_ms": 30 * S, "wait_30": 1, "first_held": 1, "next_late": 1}
    assert hour.counts == agent.counts == {**expected, "parts": 1, "handled_ms": 260 * S}


def test_who_stops_waiting_is_abandoned_and_late_only_if_the_answer_was_due() -> None:
    for after_s, counts in ((60, {}), (61, {"first_late": 1})):
        left = last_episode(log((0, "s", "waiting_in_queue accident"), (after_s, "s", "queue_left")))
        assert left is not None
        assert [row.counts for row in rows_of(left, due)] == [{"abandoned": 1, "left_after_ms": after_s * S, **counts}]


def test_each_queue_and_agent_has_its_own_part() -> None:
    episode = last_episode(
        log(
            (0, "s", "waiting_for_agent general"),
            (5, "s", "agent_joined"),
            (30, "s", "unanswered general"),
            (40, "s", "agent_joined"),
            (50, SEA.id, "네"),
            (60, "s", "transferred accident"),
            (70, "c", "?"),
            (90, "s", "agent_joined"),
            (100, SKY.id, "네"),
            (130, "s", "closed"),
        )
    )
    assert episode is not None
    rows = {(row.queue, row.agent and row.agent.id): row.counts for row in rows_of(episode, due)}
    general = {"served": 1, "waited_ms": 40 * S, "wait_45": 1, "first_held": 1, "parts": 1, "handled_ms": 20 * S}
    accident = {"next_held": 1, "parts": 1, "handled_ms": 40 * S}
    assert rows == {
        ("general", None): general, ("general", SEA.id): general,
        ("accident", None): accident, ("accident", SKY.id): accident,
    }  # fmt: skip


def test_a_colleague_who_helps_has_a_part_of_their_own() -> None:
    said = [
        (0, "s", "waiting_for_agent general"),
        (5, "s", "agent_joined"),
        (10, SKY.id, "네"),
        (20, "s", "colleague_joined"),
    ]
    episode = last_episode(log(*said, (30, SEA.id, "저도요"), (40, SKY.id, "네"), (60, "s", "resolved")))
    assert episode is not None
    assert [(part.agent, (part.end - part.start) // S) for part in episode.parts] == [(SKY, 55), (SEA, 30)]


def test_only_the_last_service_of_a_reopened_conversation_counts() -> None:
    again = [*SERVED, *log((400, "s", "reopened"), (410, "s", "waiting_for_agent contract"), (420, "s", "closed"))]
    episode = last_episode(again)
    assert (episode and episode.queue, episode and episode.since) == ("contract", T0 + 410 * S)
    assert last_episode(again[:-2]) is None
    assert last_episode([*SERVED, *log((310, "s", "closed"))]) is None


LINES = st.sampled_from(
    ["waiting_for_agent general", "unanswered accident", "agent_joined", "resolved", "closed", "queue_left", "reopened"]
)
SAID = st.tuples(st.sampled_from(["c", SKY.id, SEA.id]), st.just("말"))


@given(st.lists(st.tuples(st.just("s"), LINES) | SAID, max_size=30))
def test_any_log_gives_figures_that_add_up(said: list[tuple[str, str]]) -> None:
    episode = last_episode(log(*((at * 7, *one) for at, one in enumerate(said))))
    if episode is None:
        return
    assert T0 <= episode.since <= episode.waited_until <= episode.ended
    assert all(part.start <= part.end for part in episode.parts)
    rows = rows_of(episode, due)
    assert total(row for row in rows if row.agent is None)["served"] + total(rows)["abandoned"] == 1
    hours, agents = (total(row for row in rows if (row.agent is None) is whole) for whole in (True, False))
    assert all(hours[name] >= count for name, count in agents.items())
    assert (hours["parts"], hours["handled_ms"]) == (agents["parts"], agents["handled_ms"])


def test_figures_have_means_and_percentiles() -> None:
    def served(waited_s: int, answered_s: int) -> Episode:
        response = Response(Question("general", T0, first=True), SKY, T0 + answered_s * S)
        return Episode("general", T0, T0 + waited_s * S, T0 + 99 * S, (response,))

    served_fast, served_late = served(20, 25), served(61, 70)
    episodes = [served_fast, served_fast, served_fast, served_late]
    rows = [row for one in episodes for row in rows_of(one, due) if row.agent is None]
    shown = figures(total(rows))
    assert (shown.served, shown.wait_mean_s, shown.wait_p50_s, shown.wait_p90_s) == (4, 30, 20, 90)
    assert (shown.first_held, shown.first_answers) == (3, 4)
    assert figures(total([])) == figures(total([Row("2026-11-30T10", "general", {})]))
