"""A judged run as JSON, Markdown and one self-contained HTML file. Prints what was measured, measures nothing."""
