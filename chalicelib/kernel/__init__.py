"""Code that all contexts share. It uses the standard library and msgspec only."""
