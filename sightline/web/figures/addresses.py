"""Where a figure leads: its measure, and for those cleared the records behind it, with the choices kept."""

from django.http import HttpRequest
from django.urls import reverse

from sightline.measures.model import Measure
from sightline.pages.organisation import Unit
from sightline.web.people.permissions import Permission


def measure_address(measure_id: str, query: str) -> str:
    """The measure's page, of the same period and unit."""
    return reverse("measure", args=[measure_id]) + query


def records_address(measure: Measure, query: str) -> str:
    """The records behind the figure; empty for what has none."""
    has_records = not measure.is_observed and measure.subject.about_children
    return reverse("record-list", args=[measure.id]) + query if has_records else ""


def may_see_records_of(request: HttpRequest, unit: Unit) -> bool:
    """Whether figures of the unit lead this reader on to the children."""
    return request.access.may(Permission.SEE_CHILDREN) and request.access.children.holds_unit(unit)
