"""Who saw or did what, when and why: written with the act itself, searchable by information governance."""
