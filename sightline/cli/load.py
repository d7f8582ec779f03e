"""`sightline load`."""


def command() -> None:
    """To come."""
