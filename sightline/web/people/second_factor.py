"""Whether somebody has a second factor; who has one is asked for it in each session."""

from django_otp import devices_for_user


def has_second_factor(user) -> bool:
    return any(True for _device in devices_for_user(user, confirmed=True))
