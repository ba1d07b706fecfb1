"""Scripted customers: a file of stories played through the real centre, over real WebSockets, in simulated time."""
