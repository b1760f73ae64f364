"""Training the reader: development only, nothing in ``rag`` imports it."""
