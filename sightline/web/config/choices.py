"""
What was chosen in the context bar: period and unit, kept in the URL across the whole site.

    /scorecard/?period=2026-10&unit=locality.north
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from sightline.errors import BadUsage
from sightline.measures.windows import Month, parse_last_month
from sightline.pages.organisation import Unit
from sightline.pages.reading import Reading

KEPT = ("period", "unit")


@dataclass(frozen=True)
class Choices:
    """The month and unit of a page, and whether each was chosen or is what the page opens with."""

    month: Month
    unit: Unit
    chosen: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, request: HttpRequest) -> "Choices":
        """
        The choices in the request's URL.

        Errors: BadUsage for a period or unit that does not exist, PermissionDenied for a unit whose figures the person
        may not see.
        """
        reading: Reading = request.reading
        month = _month(request.GET.get("period", ""), reading)
        key = request.GET.get("unit", "")
        unit = reading.organisation.unit(key) if key else _opening_unit(request)
        if unit is None:
            raise BadUsage(f"There is no unit '{key[:80]}' in the organisation. Choose one in the bar at the top.")
        if not request.access.may_see_figures_of(unit):
            raise PermissionDenied("These figures are for those who answer for that unit.")
        return cls(month, unit, tuple((name, request.GET[name]) for name in KEPT if request.GET.get(name)))

    @property
    def query(self) -> str:
        """What links to other pages carry: `?period=2026-10&unit=locality.north`, or nothing."""
        return f"?{urlencode(self.chosen)}" if self.chosen else ""


def _month(text: str, reading: Reading) -> Month:
    if not text:
        return reading.last_whole_month
    month = parse_last_month(text[:20])
    first, last = reading.measured.months[0], reading.measured.months[-1]
    if not first <= month <= last:
        raise BadUsage(f"The data reach from {first} to {last}; {month} is outside them. Choose a month in the bar.")
    return month


def _opening_unit(request: HttpRequest) -> Unit:
    """The whole for those who open with its scorecard, else the unit they answer for."""
    access, reading = request.access, request.reading
    unit = access.unit if access.unit.key != "whole" else reading.organisation.whole
    return unit if access.may_see_figures_of(unit) else reading.organisation.whole
