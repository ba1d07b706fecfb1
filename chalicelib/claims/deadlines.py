"""Due dates and periods. They end on a business day."""

from chalicelib.claims.model import Exposure, seoul_date
from chalicelib.claims.rules import ClaimRules


def end_of_period(rules: ClaimRules, now: int, *, days: int = 0, business_days: int = 0) -> str:
    """The last day (ISO, in Seoul) of a period that begins now, in calendar or business days; "" for no period."""
    if not days and not business_days:
        return ""
    return rules.calendar.due_date(seoul_date(now), days=days, business_days=business_days).isoformat()


def stage_due_date(stage: str, rules: ClaimRules, now: int) -> str:
    """The due date of the step after a stage that is reached now; "" for none."""
    return end_of_period(rules, now, days=rules.stages[stage].days, business_days=rules.stages[stage].business_days)


def next_due_date(exposure: Exposure) -> str:
    """The earlier one of the stage's due date and the day of an open appointment."""
    booked = exposure.appointment.day if exposure.appointment and exposure.appointment.is_open else ""
    return min(filter(None, (exposure.due_on, booked)), default="")
