"""Figures of the past: who was served, how long they waited, and whether answers were in time."""
