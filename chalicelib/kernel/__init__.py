"""Code that all contexts share. It uses the standard library only."""
