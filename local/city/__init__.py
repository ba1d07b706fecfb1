"""Days of roadside service in a city, played in simulated time with the real rules of dispatch."""
