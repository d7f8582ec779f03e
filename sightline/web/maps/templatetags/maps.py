"""`{% load maps %}`: the squares of the map's legend."""

import re

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sightline.charts.choropleth import DrawnMap, Legend, swatch

register = template.Library()
_PATTERN = re.compile(r'<pattern id="([^"]+)"')


@register.simple_tag(name="swatch")
def legend_square(entry: Legend, drawn: DrawnMap) -> SafeString:
    """A square filled as the areas of this line are; the hatch is the drawing's own pattern."""
    fill, outline = swatch(entry)
    pattern = _PATTERN.search(drawn.svg)
    if fill == "hatch" and pattern:
        fill = f"url(#{pattern[1]})"
    kind = "mh" if entry.class_number is None else f"m{entry.class_number}"
    return format_html(
        '<svg class="sl-i" width="26" height="16" aria-hidden="true" focusable="false"><rect class="{}" x=".5" y=".5" '
        'width="25" height="15" fill="{}" stroke="{}"/></svg>',
        kind, fill, outline,
    )  # fmt: skip
