"""Days of a contact centre, played in simulated time with the real rules of routing."""
