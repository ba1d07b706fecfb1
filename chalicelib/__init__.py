"""Baro (바로): the real-time chat centre of a car insurer. Everything below this package ships to Lambda."""

import gc

from chalicelib.kernel import patterns

# Importing creates about 100,000 objects that are never freed. With the default threshold, repeated garbage collections
# of them take 5 % of a cold start. Later garbage of a Lambda process is small.
gc.set_threshold(100_000, 50, 50)

patterns.load_compiled("message")
