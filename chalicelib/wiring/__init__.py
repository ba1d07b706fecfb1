"""The composition root: selects the adapter of each port, and the subscribers of each event.

Factories are cached and import what they create on the first call, so that a Lambda loads only what its event needs:
issuing a ticket doesn't load pynamodb, sending a message doesn't load cryptography.
"""
