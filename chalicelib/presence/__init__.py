"""Who is there, on which connections, and what staff have open."""
