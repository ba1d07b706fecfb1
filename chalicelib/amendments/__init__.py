"""Changes of contracts: prepared by staff, shown and agreed to by the customer, ordered once at the core system."""
