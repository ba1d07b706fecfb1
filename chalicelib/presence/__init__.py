"""Who is there, on which connections."""
