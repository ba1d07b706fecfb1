"""The bot: extracts slots from messages, asks questions, fills forms, answers and hands off to agents."""

from chalicelib.kernel import patterns

patterns.load_compiled("bot")
