"""Who is online, on which connections, and which conversations staff have open."""
