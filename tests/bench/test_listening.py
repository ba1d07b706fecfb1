"""The bot cleans a message once, and reads each clause of it once for each slot, whatever it is asked."""

import pytest

from tests.bench.listening import MESSAGE, count_readings
from tests.unit.dialogue.test_slot_extraction import OPEN


@pytest.mark.parametrize("slot", [slot for slot in OPEN if slot])
@pytest.mark.parametrize(
    "message",
    [
        MESSAGE,
        "네",
        "모르겠어요, 근데 보험료 할증되나요?",
        "운전자는 제가 아니라 아내예요",
        "잠깐만요 7시 말고 8시였어요. 상대 연락처는 010-1234-5678이고 삼성화재래요",
    ],
)
def test_a_message_is_cleaned_once_and_each_clause_is_read_once(message: str, slot: str) -> None:
    assert count_readings(message, slot) == (1, 1)
