"""Scripted customers: plays a file of stories through the real centre, over real WebSockets, in simulated time."""
