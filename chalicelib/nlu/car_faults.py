"""All that is wrong with a car that waits for help, where more than one thing is; and the state of its tyres."""

from __future__ import annotations

from chalicelib.nlu import word_patterns

_NAMED_BY = {
    "winch": ("빠", "박", "헛", "stuck"),
    "lockout": ("키", "열쇠", "잠", "문", "lock", "key"),
    "tyre": ("타이", "다이어", "타야", "바퀴", "펑", "빵", "TPMS", "tire", "tyre"),
    "fuel": ("기름", "휘발유", "경유", "연료", "주유", "꼬", "충전", "가스", "오링", "0", "fuel", "gas", "petrol"),
    "battery": ("터리", "데리", "떼리", "테리", "방전", "시동", "battery", "start"),
}
"""Syllables without which a fault isn't told: its pattern is compiled where one of them stands."""

_TYRE_WORDS = (*_NAMED_BY["tyre"], "옆", "스페어", "예비", "spare", "sidewall")


def read_faults(text: str) -> tuple[str, ...]:
    """The faults that a clean text tells, in the order in which they are told; what sticks first, then what is locked.
    A car that doesn't start without fuel has no other fault by that."""
    named = [fault for fault, syllables in _NAMED_BY.items() if any(word in text for word in syllables)]
    if not named:
        return ()
    rest = word_patterns.pattern("service_denied").sub(" ", text)
    found = {fault: match.start() for fault in named if (match := word_patterns.pattern(f"fault.{fault}").search(rest))}
    listed = sorted(found, key=lambda fault: (fault not in ("winch", "lockout"), fault == "lockout", found[fault]))
    starts = "battery" not in found and "시동" in text and not {"fuel", "lockout"} & found.keys()
    if starts and word_patterns.pattern("problem.battery").search(rest):
        listed.append("battery")
    return tuple(listed)


def read_tyre_damage(text: str) -> str | None:
    """What a text tells of tyres beyond a hole: `several` burst, a `spare` is there, the `sidewall` is damaged, one is
    `torn`; None for nothing."""
    if not any(word in text for word in _TYRE_WORDS):
        return None
    return word_patterns.first_name("tyre_damage", text)
