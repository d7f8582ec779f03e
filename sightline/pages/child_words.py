"""Days in the short forms of a child's page."""

from datetime import date


def near_day(day: date, as_at: date) -> str:
    """`8 July 2016`; without the year in the as-at date's own year."""
    return f"{day.day} {day:%B}" if day.year == as_at.year else f"{day.day} {day:%B %Y}"


def weekday(day: date, as_at: date) -> str:
    """`Wed 21 Jun`, with the year where it is another than the as-at date's."""
    return f"{day:%a} {day.day} {day:%b}" + ("" if day.year == as_at.year else f" {day:%Y}")
