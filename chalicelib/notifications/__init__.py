"""News for customers who are away: their telephones, and what is pushed to them."""
