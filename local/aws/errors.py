"""Errors of the stand-in's configuration."""


class StandinError(Exception):
    """The stand-in can't run with its arguments; the text names the problem and its source."""


class TemplateError(StandinError):
    """The resources file refers to a missing resource, or uses something that the stand-in doesn't support."""
