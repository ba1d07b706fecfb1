"""Who may do what: relations of a person to an object, and one table of the actions that each relation may do. Pure: no
reads. Contexts and processes compute the relation and ask `decisions`."""
