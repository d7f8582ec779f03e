"""The tags that templates load as `{% load sightline %}`."""
