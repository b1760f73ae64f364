"""Talking points as files: Markdown, Word, JSON and plain text, and reading such a file back to check its quotes."""
