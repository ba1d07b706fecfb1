"""Who serves whom: places in line, agents' desks, and the match between them."""
