"""Routing: queues, agent states, and the assignment of conversations to agents."""
