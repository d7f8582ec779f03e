"""How pages look: the base template, the components as template tags, style and behaviour."""
