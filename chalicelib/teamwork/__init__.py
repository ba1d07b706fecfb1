"""What agents leave for colleagues and for themselves: mentions and follow-ups."""
