"""`sightline query`."""


def command() -> None:
    """To come."""
