"""What every context shares; the standard library only."""
