"""Baro (바로): the real-time chat centre of a car insurer. Everything below this package ships to Lambda."""

import gc

from chalicelib.kernel import patterns

# Importing makes a hundred thousand objects that all stay; looking through them for garbage again and again is a
# twentieth of a cold start. A Lambda's later garbage is small and its life short.
gc.set_threshold(100_000, 50, 50)

patterns.load_compiled("message")
