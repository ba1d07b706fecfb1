"""Roadside jobs: who drives to which customer, and when they arrive."""
