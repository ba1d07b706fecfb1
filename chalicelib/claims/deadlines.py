"""Promised days and periods: they end on a day on which the insurer works."""

from chalicelib.claims.model import seoul_date
from chalicelib.content.claim_rules import ClaimRules


def end_of_period(rules: ClaimRules, now: int, *, days: int = 0, business_days: int = 0) -> str:
    """The last day (ISO, in Seoul) of a period that begins now, in calendar or business days; "" for none."""
    if not days and not business_days:
        return ""
    return rules.calendar.due_date(seoul_date(now), days=days, business_days=business_days).isoformat()


def stage_due_date(stage: str, rules: ClaimRules, now: int) -> str:
    """The promised day of what comes after a stage that is reached now; "" where nothing is promised."""
    if stage == "approved":
        return end_of_period(rules, now, days=rules.payment_days)
    return end_of_period(rules, now, days=rules.stages[stage].days, business_days=rules.stages[stage].business_days)
