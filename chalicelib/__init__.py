"""Baro (바로): the real-time chat centre of a car insurer. Everything below this package ships to Lambda."""
