"""Our functions in the order in which they are called: of a message to an agent, and from an accident sentence to the
department's work list."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from msgspec.structs import replace

from chalicelib.contracts.holder import Policyholder
from chalicelib.nlu.reading import recognise_intent
from tests.entry.centre import KIM, Centre, Frame
from tests.entry.claim_fixtures import CONTRACT, DOYUN, HANEUL

ROOT = Path(__file__).parents[2]
NOT_COUNTED = ("chalicelib/nlu/", "chalicelib/kernel/")
"""What reads Korean, and what everything shares."""

ACCIDENT = (
    "2027년 1월 14일 저녁 7시 반 강남역 사거리에서 신호 대기 중에 뒤차가 박았어요. 상대 12가3456, 다친 사람 없어요"
)
MAX_QUESTIONS = 15

Call = tuple[str, str]
"""File and qualified name of a function."""


class Walk:
    """Records calls of functions in `app.py` and `chalicelib`. Lambdas, comprehensions and generator expressions belong
    to the function around them."""

    def __init__(self) -> None:
        self.calls: list[Call] = []

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Records until the block ends."""
        sys.setprofile(self._record)
        try:
            yield
        finally:
            sys.setprofile(None)

    def _record(self, frame: FrameType, event: str, _argument: Any) -> None:
        code = frame.f_code
        if event != "call" or code.co_name.startswith("<") or not code.co_filename.startswith(str(ROOT)):
            return
        path = Path(code.co_filename).relative_to(ROOT).as_posix()
        if path == "app.py" or (path.startswith("chalicelib/") and not path.startswith(NOT_COUNTED)):
            self.calls.append((path, code.co_qualname))


class Phone:
    """The customer's telephone."""

    def __init__(self, centre: Centre, walk: Walk, conversation: str, sent: int = 0) -> None:
        self._centre, self._walk, self._conversation, self._sent = centre, walk, conversation, sent

    def send(self, body: Frame | str) -> Frame:
        """Sends a text or body; the newest message after that."""
        self._sent += 1
        self._centre.now += 5_000
        said = {"type": "text", "text": body} if isinstance(body, str) else body
        about = {"conversation": self._conversation, "client_id": f"phone001:{self._sent}"}
        with self._walk.recording():
            self._centre.done(KIM, "send", **about, body=said)
        newest: Frame = self._centre.done(KIM, "history", conversation=self._conversation)["messages"][-1]
        return newest


def message_to_agent(centre: Centre) -> Walk:
    """A customer's text to the agent who serves them."""
    walk = Walk()
    Phone(centre, walk, centre.assigned(HANEUL), sent=1).send("네, 알겠습니다")
    return walk


def accident_to_work_list(centre: Centre) -> Walk:
    """An accident in one sentence, what the bot asks besides, the confirmation, the jobs, and the department's list."""
    centre.services = replace(centre.services, recognise_intent=recognise_intent)
    centre.contracts.put(Policyholder(KIM.id, "김서연", "01000001234", (CONTRACT,)))
    walk = Walk()
    phone = Phone(centre, walk, centre.opened())
    asked = phone.send(ACCIDENT)
    for _ in range(MAX_QUESTIONS):
        if any(button["id"] == "flow:confirm" for button in asked["body"].get("buttons", ())):
            break
        asked = phone.send("모르겠어요")
    phone.send({"type": "answer", "to": asked["seq"], "button": "flow:confirm"})
    with walk.recording():
        centre.follow_events()
        rows = centre.done(DOYUN, "work_list")["work"]
    assert [row["coverage"] for row in rows] == ["own_damage", "property_damage"]
    return walk


def warm(play: Callable[[Centre], Walk]) -> Walk:
    """A walk after another one, which has read the configuration."""
    with Centre().open() as centre:
        play(centre)
    with Centre().open() as centre:
        return play(centre)
