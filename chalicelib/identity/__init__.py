"""Who is calling: the insurer's tokens in, one-time tickets out."""
