"""Shared by the tests of the pages: signed-in windows, visual and accessibility checks."""
