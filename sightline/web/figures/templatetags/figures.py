"""`{% load figures %}`: the cells of the scorecard and the homes."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from sightline.charts.sparkline import LARGE, SMALL, Spark, sparkline
from sightline.engine.figure import Figure
from sightline.judgement.judged import Base
from sightline.judgement.marks import Variation
from sightline.judgement.ratings import Rating
from sightline.measures.arithmetic import exact, round_half_up
from sightline.measures.model import Unit
from sightline.pages.compare import Gap
from sightline.pages.reports_sheet import TREND_SIZE
from sightline.pages.scorecard import Beside, Row
from sightline.web.design import components
from sightline.web.design.numbers import in_unit, minus, number, signed

register = template.Library()


@register.simple_tag
def spark(drawn: Spark | None, large: bool = False) -> SafeString:
    """A small line of thirteen months."""
    return components.DASH if drawn is None else mark_safe(sparkline(drawn, LARGE if large else SMALL))


@register.simple_tag
def month_cell(row: Row) -> SafeString:
    """The month's figure with what stands under it: `x of n`, its range where few stand behind it, a rate's number."""
    judged = row.judged
    if judged is not None and judged.base is Base.TOO_SMALL:
        return components.judged_cell(judged, "too few for a %")
    if judged is None or judged.base is not Base.SMALL or judged.interval is None or not judged.has_value:
        return components.judged_cell(judged, row.counts or None)
    value = components.cell(in_unit(judged.figure.value, judged.measure.unit), judged.counts, judged.quality.symbols)
    low, high = judged.interval.low, judged.interval.high
    return format_html('{}<span class="sl-sub">{}% to {}%</span>', value, number(exact(low)), number(exact(high)))


_LABELS = {"concern": "Concern, special cause", "improve": "Improving, special cause", "neutral": "Changed"}


@register.simple_tag
def variation_icon(found: Variation, size: int = 24) -> SafeString:
    """The mark of a special cause alone, with its word as its label."""
    kind, way = found.value.removeprefix("special_cause_").split("_")
    css = {"improvement": "improve"}.get(kind, kind)
    return components.icon(f"var-{way}", size, f"{_LABELS[css]}, {way}", css=f"sl-var--{css}")


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


@register.simple_tag
def points(gap: Gap) -> SafeString:
    """A difference in percentage points with its 95% range."""
    low, high = (minus(f"{round_half_up(v, 1)}") for v in (gap.low, gap.high))
    return components.cell(signed(exact(gap.points), 1), f"{low} to {high}")


@register.simple_tag
def sheet_spark(drawn: Spark | None) -> SafeString:
    """The small line of the printed sheet."""
    return components.EMPTY if drawn is None else mark_safe(sparkline(drawn, TREND_SIZE))
