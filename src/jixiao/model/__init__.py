"""Values only: frozen, typed, free of input and output."""
