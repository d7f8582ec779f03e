"""Reports: a model made from declarations and figures, and renderers that know nothing of children."""
