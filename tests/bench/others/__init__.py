"""Other implementations, for comparison."""
