"""Conversations: their state, message log, receipts, and the rules for sending."""
