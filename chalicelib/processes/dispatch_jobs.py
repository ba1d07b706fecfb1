"""The jobs of the queue of dispatch: matches and timers, and what people are shown of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from chalicelib.dispatch.jobs import CheckJob, DispatchJob, FollowArrival, LearnDay, MatchJobs, ShowJobs
from chalicelib.processes.dispatch_lessons import learn_day
from chalicelib.processes.dispatching import run_dispatch_job
from chalicelib.processes.job_cards import follow_truck
from chalicelib.processes.job_posts import show_jobs

if TYPE_CHECKING:
    from chalicelib.processes.job_posts import Needs as JobPostsNeeds
    from chalicelib.service_ports import WithFiles, WithLocaleOf

    class Needs(JobPostsNeeds, WithFiles, WithLocaleOf, Protocol): ...


def run_roadside_job(services: Needs, job: DispatchJob) -> None:
    """Runs a job. It may be delivered twice, late, and in any order."""
    match job:
        case MatchJobs():
            run_dispatch_job(services, job)
        case CheckJob(of):
            run_dispatch_job(services, job)
            follow_truck(services, of)
        case FollowArrival(of):
            follow_truck(services, of)
        case ShowJobs():
            show_jobs(services)
        case LearnDay():
            learn_day(services, job)
