"""What happens between contexts: a message makes the bot think, a handover makes a place in line, a match makes an
agent's desk. Contexts don't know one another; here their use cases meet."""
