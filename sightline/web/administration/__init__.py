"""Administration: people and roles, the organisation, settings, and loading new extracts."""
