"""Training and evaluation of the language understanding. Never deployed."""
