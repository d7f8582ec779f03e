"""`sightline refresh`."""


def command() -> None:
    """To come."""
