"""`sightline init`."""


def command() -> None:
    """To come."""
