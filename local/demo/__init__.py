"""The demo of `make run`: people, their sign-in, claims, and phones."""
