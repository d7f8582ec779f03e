"""`sightline measure`."""


def command() -> None:
    """To come."""
