"""Frames about roadside jobs, apart from the others: most connections never get one."""

from chalicelib.content.roadside_views import JobCardView, JobOfferView, ResponderJobView
from chalicelib.content.server_frames import Frame


class JobCardFrame(Frame, frozen=True):
    """To the customer of a roadside job, and staff of the conversation: the whole card, which has changed."""

    card: JobCardView


class JobOfferFrame(Frame, frozen=True):
    """To a responder: a job is offered to you."""

    offer: JobOfferView


class JobUpdateFrame(Frame, frozen=True):
    """To a responder: your job has changed."""

    job: ResponderJobView


class JobGoneFrame(Frame, frozen=True):
    """To a responder: the job is no longer offered to you, or no longer yours. `reason`: offer_over, cancelled,
    reassigned, ended."""

    job: str
    reason: str


class JobsChangedFrame(Frame, frozen=True):
    """To dispatchers: the list of jobs has changed; at most once in some seconds."""


AnyJobFrame = JobCardFrame | JobOfferFrame | JobUpdateFrame | JobGoneFrame | JobsChangedFrame
