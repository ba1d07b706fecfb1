"""A customer who tells of an accident and stops, and the agents who go on with the draft."""

from typing import Any

from chalicelib.content.configuration import texts
from chalicelib.conversations.states import State
from chalicelib.identity.tickets import Identity
from chalicelib.kernel.actors import Role
from tests.entry.centre import KIM, Centre, Frame, person

HANEUL = person("agent-haneul", Role.AGENT, "general", "accident")


JIWOO = person("agent-jiwoo", Role.AGENT, "general", "accident")


YUJIN = person("sup-yujin", Role.SUPERVISOR, "accident")


KO = texts("ko")


DAY = 24 * 60 * 60 * 1000


class Talk:
    """A customer's conversation, with the numbers of their messages."""

    def __init__(
        self, centre: Centre, customer: Identity = KIM, topic: str = "general", device: str = "phone001"
    ) -> None:
        self.centre, self.customer, self.device, self.number = centre, customer, device, 0
        opened = centre.done(customer, "open", device=device, topic=topic)
        self.id: str = opened["conversation"]["id"]

    def says(self, body: dict[str, Any]) -> None:
        self.number += 1
        self.centre.now += 2_000
        client_id = f"{self.device}:{self.number}"
        self.centre.done(self.customer, "send", conversation=self.id, client_id=client_id, body=body)

    def writes(self, text: str) -> None:
        self.says({"type": "text", "text": text})

    def messages(self) -> list[Frame]:
        found: list[Frame] = self.centre.done(self.customer, "history", conversation=self.id, limit=100)["messages"]
        return found

    def offers(self, prefix: str) -> list[str]:
        """Buttons of that kind in the newest message that has any."""
        for message in reversed(self.messages()):
            found = [button["id"] for button in message["body"].get("buttons", ())]
            if any(button.startswith(prefix) for button in found):
                return found
        return []

    def presses(self, prefix: str) -> None:
        for message in reversed(self.messages()):
            for button in message["body"].get("buttons", ()):
                if button["id"].startswith(prefix):
                    answer = {"type": "answer", "to": message["seq"], "button": button["id"], "label": button["label"]}
                    return self.says(answer)
        raise AssertionError(f"nobody offered {prefix}")

    def last(self) -> Frame:
        body: Frame = self.messages()[-1]["body"]
        return body


def half_filled(centre: Centre, **others: Any) -> Talk:
    """Two answers of a form: no injury, and the place."""
    talk = Talk(centre, **others)
    talk.presses("intent:accident_report")
    talk.presses("choice:false")
    talk.writes("어제 강남역 사거리에서 뒤차가 박았어요")
    return talk


def handed_over(centre: Centre, agent: Identity = HANEUL) -> Talk:
    """A half-filled form with an agent."""
    talk = half_filled(centre)
    talk.says({"type": "answer", "to": 1, "button": "intent:agent_request", "label": "상담원 연결"})
    centre.done(agent, "availability", status="available")
    centre.work()
    assert centre.stored_conversation(talk.id).state is State.ASSIGNED
    return talk


def drafts(centre: Centre, talk: Talk, agent: Identity = HANEUL) -> list[Frame]:
    known: list[Frame] = centre.done(agent, "customer", conversation=talk.id)["customer"].get("drafts", [])
    assert known == centre.done(agent, "drafts", conversation=talk.id)["drafts"]
    return known


def value(draft: Frame, slot: str) -> str:
    return next((str(fact["value"]) for fact in draft["facts"] if fact["slot"] == slot), "")
