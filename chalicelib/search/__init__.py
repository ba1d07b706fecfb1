"""Full-text search over conversations: an index of pairs of characters in segments, written after the talk."""
