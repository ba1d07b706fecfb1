"""Due dates and periods. They end on a business day, unless law counts their calendar days."""

from datetime import date

from chalicelib.claims.model import Exposure, seoul_date
from chalicelib.claims.rules import ClaimRules


def end_of_period(rules: ClaimRules, now: int, period: str = "", *, days: int = 0, business_days: int = 0) -> str:
    """The last day (ISO, in Seoul) of a period that begins now, in calendar or business days; "" for no period. It
    moves off a day off, unless the configuration has `period` among those of calendar days."""
    if not days and not business_days:
        return ""
    keep = period in rules.calendar_day_periods
    first = seoul_date(now)
    return rules.calendar.due_date(first, days=days, business_days=business_days, keep_days_off=keep).isoformat()


def stage_due_date(stage: str, rules: ClaimRules, now: int) -> str:
    """The due date of the step after a stage that is reached now; "" for none."""
    rule = rules.stages[stage]
    return end_of_period(rules, now, f"stages.{stage}", days=rule.days, business_days=rule.business_days)


def next_open_day(day: str, rules: ClaimRules) -> str:
    """The day (ISO) that a customer is promised where staff chose `day`: the next business day, or itself."""
    return rules.calendar.next_business_day(date.fromisoformat(day)).isoformat()


def next_due_date(exposure: Exposure) -> str:
    """The earlier one of the stage's due date and the day of an open appointment."""
    booked = exposure.appointment.day if exposure.appointment and exposure.appointment.is_open else ""
    return min(filter(None, (exposure.due_on, booked)), default="")
