"""The page and the command line; knows ``rag`` and ``index``, and nobody imports it."""
