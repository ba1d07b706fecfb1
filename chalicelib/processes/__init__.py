"""Processes across contexts: a customer's message leads to the bot's answer, a hand-off to a queue entry, an assignment
to a conversation at an agent's desk. Contexts don't import one another; the processes call their use cases."""
