"""What the insurer's core system says of a customer: person, contracts, vehicles."""
