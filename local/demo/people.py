"""Demo people. Names, numbers and plates are invented; the telephone numbers are in a range that isn't assigned."""

from dataclasses import dataclass
from typing import Literal

from chalicelib.content.views import ContractView, VehicleView
from chalicelib.contracts.ports import Policyholder
from chalicelib.kernel.actors import Role


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
    locale: Literal["ko", "en"] = "ko"


FULL = (
    ("대인배상Ⅰ", "법정 한도"),
    ("대인배상Ⅱ", "무한"),
    ("대물배상", "사고당 10억원"),
    ("자동차상해", "사망 3억원 · 부상 5천만원"),
    ("무보험차상해", "2억원"),
    ("자기차량손해", "자기부담금 20% (최저 20만원)"),
    ("긴급출동 특약", "연 6회 · 견인 60km"),
)
BASIC = (
    ("대인배상Ⅰ", "법정 한도"),
    ("대인배상Ⅱ", "무한"),
    ("대물배상", "사고당 2억원"),
    ("자기신체사고", "사망 3천만원 · 부상 1천5백만원"),
    ("무보험차상해", "2억원"),
    ("긴급출동 특약", "연 5회 · 견인 10km"),
)


def _holder(person: str, name: str, phone: str, *contracts: ContractView) -> Policyholder:
    return Policyholder(person, name, phone, contracts)


HOLDERS = (
    _holder(
        "cust-kim",
        "김서연",
        "01000001234",
        ContractView(
            "2026-0318-77120", "다이렉트 개인용 자동차보험", "2026-03-18", "2027-03-18",
            VehicleView("123가4567", "현대 아반떼 (CN7)", 2023), FULL, "부부 한정 · 만 30세 이상",
        ),
    ),
    _holder(
        "cust-park",
        "박정호",
        "01000005678",
        ContractView(
            "2025-1205-30418", "퍼마일 자동차보험", "2025-12-05", "2026-12-05",
            VehicleView("45나8901", "기아 쏘렌토 (MQ4)", 2021), FULL, "가족 한정 · 만 26세 이상",
        ),
    ),
    _holder(
        "cust-lee",
        "이순자",
        "01000002222",
        ContractView(
            "2026-0702-10055", "개인용 자동차보험", "2026-07-02", "2027-07-02",
            VehicleView("서울12다3456", "현대 쏘나타 (LF)", 2016), BASIC, "1인 한정 · 만 48세 이상",
        ),
    ),
    _holder(
        "cust-choi",
        "최민준",
        "01000003333",
        ContractView(
            "2026-0911-52207", "다이렉트 전기차보험", "2026-09-11", "2027-09-11",
            VehicleView("201하7788", "테슬라 모델 Y", 2025), FULL, "누구나 · 만 24세 이상",
        ),
    ),
    _holder(
        "cust-wilson",
        "Emma Wilson",
        "01000004444",
        ContractView(
            "2026-0601-88310", "다이렉트 개인용 자동차보험", "2026-06-01", "2027-06-01",
            VehicleView("77라1234", "현대 코나 (SX2)", 2024), BASIC, "1인 한정 · 만 30세 이상",
        ),
    ),
)  # fmt: skip

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

ENGLISH = frozenset({"cust-wilson"})
"""People whose token has the locale English."""

CUSTOMERS = tuple(
    DemoPerson(
        holder.id,
        Role.CUSTOMER,
        holder.name,
        f"{holder.contracts[0].vehicle.model} · {holder.contracts[0].vehicle.plate}",
        locale="en" if holder.id in ENGLISH else "ko",
    )
    for holder in HOLDERS
)

PEOPLE = {person.id: person for person in (*CUSTOMERS, *AGENTS)}
