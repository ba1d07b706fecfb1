"""Authentication: verifies the insurer's tokens and issues one-time tickets."""
