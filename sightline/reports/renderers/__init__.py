"""A report's model as a file. Renderers know tables, charts and words, and nothing of children."""
