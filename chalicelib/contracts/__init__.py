"""Customers, contracts and vehicles as the insurer's core system sends them."""
