"""Installs tools for `make`. Uses the standard library only, because it runs before anything is installed."""
