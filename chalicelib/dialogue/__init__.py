"""The bot: reads what customers write, asks, fills forms, answers, hands over."""

from chalicelib.kernel import patterns

patterns.load_compiled("bot")
