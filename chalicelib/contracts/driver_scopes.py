"""Who may drive: whether the person of a question is within the drivers of a contract."""

from chalicelib.contracts.holder import DriverScope, InsuranceContract
from chalicelib.nlu.entry_words import has_word

PEOPLE: dict[str, tuple[str, ...]] = {
    "sibling": ("동생", "우리 형", "저희 형", "친형", "누나", "언니", "오빠", "형제", "자매", "brother", "sister"),
    "spouse": ("배우자", "아내", "와이프", "남편", "집사람", "wife", "husband", "spouse"),
    "relative": (
        "아들", "딸", "자녀", "아이가", "부모", "아버지", "어머니", "엄마", "아빠", "시어머니", "장인", "장모",
        "며느리", "메누리", "사위", "사우가", "가족",
        "my son", "daughter", "parent", "father", "mother", "my mom", "my mum", "my dad", "family", "child",
    ),
    "other": (
        "친구", "여친", "남친", "애인", "사촌", "이모", "고모", "삼촌", "조카", "손자", "손녀", "손주", "처남", "처제",
        "시동생", "시누이", "지인", "아는 형", "아는 사람", "동료", "직원", "룸메", "이웃", "옆집", "다른 사람",
        "딴 사람", "남이 운", "남이 몰", "대리", "선배", "후배",
        "friend", "girlfriend", "boyfriend", "colleague", "coworker", "roommate", "nephew", "niece", "cousin",
        "somebody else", "someone else", "neighbour", "neighbor",
    ),
}  # fmt: skip
"""Relation to the insured → words for it. Brothers and sisters are no family in 가족 한정."""

COVERED_BY: dict[DriverScope, frozenset[str]] = {
    "anyone": frozenset(PEOPLE),
    "family": frozenset(("spouse", "relative")),
    "couple": frozenset(("spouse",)),
    "named": frozenset(),
}


def may_drive(words: str, contract: InsuranceContract) -> bool | None:
    """Whether the contract covers the driver of whom a question speaks; None where that isn't known."""
    scopes = [each.scope for each in contract.drivers or () if each.scope]
    relations = [relation for relation, names in PEOPLE.items() if has_word(words, names)]
    if not scopes or len(relations) != 1:
        return None
    names = [each.name for each in contract.drivers or () if each.name and each.scope == "named"]
    if any(name in words for name in names):
        return True
    if any(relations[0] in COVERED_BY[scope] for scope in scopes):
        return True
    # Somebody who is named may be this relative.
    return None if len(names) > 1 and relations[0] != "other" else False
