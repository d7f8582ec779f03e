"""`sightline records`."""


def command() -> None:
    """To come."""
