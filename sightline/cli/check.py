"""`sightline check`."""


def command() -> None:
    """To come."""
