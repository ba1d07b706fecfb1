"""Mentions in notes."""

from chalicelib.content.teamwork_views import MentionView

MAX_WORDS_CHARS = 200
"""Maximum length of a note's words in a mention."""


def mention_key(mention: MentionView) -> str:
    """Names a mention among those of a person; sorts by time."""
    return f"{mention.at:013d}#{mention.conversation}#{mention.by.id}"
