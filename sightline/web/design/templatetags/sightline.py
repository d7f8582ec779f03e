"""
`{% load sightline %}`: marks, cells and formats in templates.

Marks take the judgement's own values: `{% variation judged.chart.variation trial=judged.chart.trial %}`,
`{% status judged.rating too_few=judged.target.too_few %}`, `{% judged_cell judged %}`.
"""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from sightline.web.design import bars, components, numbers, selects

register = template.Library()

register.filter("number", numbers.number)
register.filter("percent", numbers.percent)
register.filter("in_unit", numbers.in_unit)
register.filter("signed", numbers.signed)
register.filter("day", numbers.day_in_words)
register.filter("day_short", numbers.day_short)
register.filter("weekday", numbers.weekday_short)
register.filter("month", numbers.month_in_words)
register.filter("month_short", numbers.month_short)
register.filter("moment", numbers.moment)
register.filter("year_to_march", numbers.year_to_march)

register.simple_tag(components.icon, name="icon")
register.simple_tag(components.variation, name="variation")
register.simple_tag(components.assurance, name="assurance")
register.simple_tag(components.status, name="status")
register.simple_tag(components.status_tag, name="status_tag")
register.simple_tag(components.direction, name="direction")
register.simple_tag(components.clock, name="clock")
register.simple_tag(components.symbol, name="symbol")
register.simple_tag(components.figure_cell, name="figure_cell")
register.simple_tag(components.judged_cell, name="judged_cell")
register.simple_tag(selects.select, name="select")
register.simple_tag(selects.chosen, name="chosen")
register.simple_tag(bars.bar, name="bar")
register.simple_tag(bars.used_bar, name="used_bar")


@register.simple_tag
def drawing(svg: str) -> SafeString:
    """A drawing of `sightline.charts` or `numbers` as it is: only what Sightline drew itself may be given."""
    return mark_safe(svg)


@register.inclusion_tag("design/facts.html")
def facts(items: Any, label: str = "") -> dict[str, Any]:
    """Up to five facts at a glance: each with title, value (text or a mark) and sub."""
    return {"items": items, "label": label}


@register.inclusion_tag("design/segments.html")
def segments(items: Any, label: str = "Show") -> dict[str, Any]:
    """Views of one thing beside each other: each with title, url, is_current and, if any, count."""
    return {"items": items, "label": label}


@register.inclusion_tag("design/tabs.html")
def tabs(items: Any, flush: bool = False, label: str = "Views") -> dict[str, Any]:
    """The same under each other's rule: each its own URL."""
    return {"items": items, "flush": flush, "label": label}


@register.inclusion_tag("design/chips.html")
def chips(items: Any, clear_url: str = "") -> dict[str, Any]:
    """The filters chosen: each with title and the URL without it."""
    return {"items": items, "clear_url": clear_url}


@register.inclusion_tag("design/pagination.html")
def pagination(pages: Any) -> dict[str, Any]:
    return {"pages": pages}


@register.inclusion_tag("design/breadcrumbs.html")
def crumbs(trail: Any) -> dict[str, Any]:
    """Pairs of title and URL from the top; the last has no URL."""
    return {"trail": trail}


@register.inclusion_tag("design/steps.html")
def steps(items: Any) -> dict[str, Any]:
    """A commentary's states: each with title, note and state (`done`, `now`, `to come`)."""
    return {"steps": items}


@register.inclusion_tag("design/checks.html")
def checks(items: Any) -> dict[str, Any]:
    """Why it may or may not be sent: each with state (`passed`, `look`, `stops`) and text."""
    return {"items": items}


@register.inclusion_tag("design/audience_mark.html")
def audience_mark(audience: Any, boxed: bool = False) -> dict[str, Any]:
    """Who may be shown this: a lock where it is internal, a blue edge where it is protected or a draft."""
    return {"audience": audience, "boxed": boxed, "is_public": audience.level in ("public", "partner", "draft")}


@register.inclusion_tag("design/key.html")
def key(scheme: str = "", words: Any = ()) -> dict[str, Any]:
    """What the marks of a table mean; `words`: pairs of rating and what the scheme says of it."""
    return {"scheme": scheme, "words": words}


@register.inclusion_tag("design/copy_link.html", takes_context=True)
def copy_link(context: template.Context, url: str = "", label: str = "Copy link") -> dict[str, Any]:
    """A link that makes the view again; a button copies it where scripts run, else the link itself can be copied."""
    request = context.get("request")
    found = url or (request.get_full_path() if request else "")
    return {"url": request.build_absolute_uri(found) if request else found, "label": label}


class NoticeNode(template.Node):
    """What stands between `{% notice %}` and `{% endnotice %}`, in a notice."""

    def __init__(self, inside: template.NodeList, kind: template.base.FilterExpression | None) -> None:
        self.inside = inside
        self.kind = kind

    def render(self, context: template.Context) -> str:
        kind = self.kind.resolve(context) if self.kind else ""
        css = {"warn": " sl-notice--warn", "bad": " sl-notice--bad"}.get(kind, "")
        return f'<div class="sl-notice{css}">{self.inside.render(context)}</div>'


@register.tag
def notice(parser: template.base.Parser, token: template.base.Token) -> NoticeNode:
    """`{% notice %}`, `{% notice "warn" %}` or `{% notice "bad" %}` ... `{% endnotice %}`."""
    parts = token.split_contents()
    if len(parts) > 2:
        raise template.TemplateSyntaxError('A notice takes one word: "warn" or "bad".')
    inside = parser.parse(("endnotice",))
    parser.delete_first_token()
    return NoticeNode(inside, parser.compile_filter(parts[1]) if len(parts) == 2 else None)
