"""`sightline demo`."""


def command() -> None:
    """To come."""
