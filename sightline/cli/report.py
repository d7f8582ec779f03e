"""`sightline report`."""


def command() -> None:
    """To come."""
