"""Demo people. Names, numbers and plates are invented; the telephone numbers are in a range that isn't assigned."""

from dataclasses import dataclass
from typing import Literal

from chalicelib.kernel.actors import Role
from local.demo.contracts import HOLDERS


@dataclass(frozen=True)
class DemoPerson:
    """A person who can sign in to the local centre. `detail` is shown beside the name."""

    id: str
    role: Role
    name: str
    detail: str
    queues: tuple[str, ...] = ()
    capacity: int = 0
    departments: tuple[str, ...] = ()
    truck: str = ""
    plate: str = ""
    safe_number: str = ""
    locale: Literal["ko", "en"] = "ko"


AGENTS = (
    DemoPerson("agent-haneul", Role.AGENT, "김하늘", "사고 접수·긴급출동", ("accident", "roadside", "general"), 5),
    DemoPerson("agent-jiwoo", Role.AGENT, "정지우", "계약 상담", ("contract", "general"), 5),
    DemoPerson(
        "agent-doyun",
        Role.AGENT,
        "오도윤",
        "보상 담당 (대물·자차)",
        ("compensation", "accident"),
        4,
        ("property", "own_car"),
    ),
    DemoPerson(
        "agent-sora", Role.AGENT, "윤소라", "보상 담당 (대인·분쟁)", ("compensation",), 4, ("injury", "dispute")
    ),
    DemoPerson(
        "sup-yujin",
        Role.SUPERVISOR,
        "한유진",
        "상담 파트장",
        ("general", "contract", "compensation"),
        2,
        ("injury", "property", "own_car", "dispute", "roadside"),
    ),
)


def responder(number: int, name: str, truck: str, plate: str) -> DemoPerson:
    """A responder with their truck."""
    return DemoPerson(
        f"resp-{number:02}",
        Role.RESPONDER,
        name,
        f"{truck} · {plate}",
        truck=truck,
        plate=plate,
        safe_number=f"0504{number:07}",
    )


RESPONDERS = (responder(1, "강태식", "3.5톤 견인차", "88바1204"), responder(2, "서민호", "정비 봉고", "91가3377"))
"""Responders whose page a newcomer can open; others drive by themselves (`local/demo/responders.py`)."""

ENGLISH = frozenset({"cust-wilson"})
"""People whose token has the locale English."""

CUSTOMERS = tuple(
    DemoPerson(
        holder.id,
        Role.CUSTOMER,
        holder.name,
        f"{holder.contracts[0].car} · {holder.contracts[0].plate}",
        locale="en" if holder.id in ENGLISH else "ko",
    )
    for holder in HOLDERS
)

PEOPLE = {person.id: person for person in (*CUSTOMERS, *AGENTS, *RESPONDERS)}
