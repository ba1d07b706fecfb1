"""Other ways of doing it, written here for comparison."""
