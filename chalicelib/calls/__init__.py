"""Calls due: calls and answers to messages that staff owe customers, by time, until their outcome is written down."""
