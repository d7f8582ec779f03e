"""`{% load figures %}`: the cells of the scorecard and the homes."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from sightline.charts.sparkline import LARGE, SMALL, Spark, sparkline
from sightline.engine.figure import Figure
from sightline.judgement.ratings import Rating
from sightline.measures.model import Unit
from sightline.pages.scorecard import Beside, Row
from sightline.web.design import components
from sightline.web.design.numbers import in_unit

register = template.Library()


@register.simple_tag
def spark(drawn: Spark | None, large: bool = False) -> SafeString:
    """A small line of thirteen months."""
    return components.DASH if drawn is None else mark_safe(sparkline(drawn, LARGE if large else SMALL))


@register.simple_tag
def month_cell(row: Row) -> SafeString:
    """The month's figure with what stands under it: `x of n`, or the number under a rate."""
    return components.judged_cell(row.judged, row.counts or None)


@register.simple_tag
def longer_cell(figure: Figure | None) -> SafeString:
    """The figure of a longer window, without its counts."""
    return components.figure_cell(figure, "")


@register.simple_tag
def against_target(row: Row) -> SafeString:
    """On target or not; nothing where nothing is rated."""
    if row.judged is None or row.judged.rating.rating is Rating.NOT_RATED:
        return mark_safe('<span class="sl-vh">Not rated</span>')
    target = row.judged.target
    return components.status(row.judged.rating, too_few=target is not None and target.too_few)


@register.simple_tag
def published_cell(beside: Beside | None, unit: Unit) -> SafeString:
    """Another's published figure, with the letter of its note."""
    if beside is None:
        return mark_safe('<span class="sl-ink3">–<span class="sl-vh">no comparator</span></span>')
    if not beside.note:
        return format_html("{}", in_unit(beside.value, unit))
    return format_html('{}<sup><a href="#note-{}">{}</a></sup>', in_unit(beside.value, unit), beside.note, beside.note)
