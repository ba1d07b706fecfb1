"""Claims of accidents: exposures with their workflow, documents, payments and appointments; the core system."""
