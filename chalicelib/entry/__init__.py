"""Entry points of all Lambdas: converts AWS events to typed commands and their results to responses."""
