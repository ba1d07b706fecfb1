"""What the stand-in raises when it is set up wrongly."""


class StandinError(Exception):
    """Something the stand-in was given cannot be run: the text says what and where."""


class TemplateError(StandinError):
    """The resources file refers to what isn't there, or uses what the stand-in doesn't know."""
