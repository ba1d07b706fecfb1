"""When an open job must be looked at next: every state has a timer, so that none is forgotten."""

from chalicelib.dispatch.model import Job
from chalicelib.dispatch.rules import DispatchRules
from chalicelib.dispatch.states import ENDED, JobState


def next_batch(now: int, rules: DispatchRules) -> int:
    """When the next batch of matches is decided, in ms: the same moment for all jobs that wait for it."""
    every = 1000 * rules.matching.batch_seconds
    return (now // every + 1) * every


def next_due(job: Job, now: int, rules: DispatchRules) -> int:
    """When a job must be looked at next, in ms; 0 for one that has ended."""
    timers = rules.timers
    match job.state:
        case state if state in ENDED:
            return 0
        case JobState.REQUESTED | JobState.REASSIGNING:
            return next_batch(now, rules)
        case JobState.OFFERED:
            return job.offer.deadline if job.offer else now
        case JobState.ACCEPTED | JobState.EN_ROUTE:
            return now + 1000 * timers.under_way_seconds
        case JobState.NO_PROVIDER:
            return now + 1000 * timers.no_provider_seconds
        case _:
            return now + 60_000 * timers.at_work_minutes
