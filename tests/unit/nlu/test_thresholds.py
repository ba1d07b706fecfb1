"""Invalid thresholds are refused."""

import pytest
from msgspec.structs import replace

from chalicelib.nlu.thresholds import nlu_thresholds, validate_nlu_thresholds


@pytest.mark.parametrize(
    "section,name,value",
    [
        ("emergency", "model_alarm", 1.5),
        ("emergency", "possible", 0.99),
        ("emergency", "min_alarm_letters", 0),
        ("clarification", "certain_rejection", -0.1),
        ("clarification", "max_choices", 1),
    ],
)
def test_a_threshold_out_of_range_is_refused(section: str, name: str, value: float) -> None:
    shipped = nlu_thresholds()
    wrong = replace(shipped, **{section: replace(getattr(shipped, section), **{name: value})})
    with pytest.raises(ValueError, match=f"nlu.toml: .*{name}"):
        validate_nlu_thresholds(wrong)
