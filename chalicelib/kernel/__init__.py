"""What every context shares. It uses the standard library only."""
