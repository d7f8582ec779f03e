"""
The design's colours and sizes, as every chart takes them: one Vega-Lite theme.

After the Government Analysis Function's guidance on charts: at most four series, named where they are drawn, each
told apart by marker and dash besides its colour. Contrasts are those of docs/design.md.
"""

from typing import Any

FONT = '-apple-system, "Segoe UI", Inter, "Helvetica Neue", Arial, sans-serif'

INK, INK_2, INK_3 = "#0b0c0c", "#484f56", "#5d6670"
RULE, RULE_STRONG = "#dbe2e9", "#7d8891"
WHITE = "#ffffff"

# Data, in this order, at most four.
BLUE, TURQUOISE, PINK, ORANGE = "#12436d", "#28a197", "#801650", "#f46a25"
SERIES = (BLUE, TURQUOISE, PINK, ORANGE)
MOST_SERIES = len(SERIES)
# How each series is told apart without its colour: a dash and a marker.
DASHES: tuple[tuple[int, ...], ...] = ((), (7, 3), (2, 3), (9, 3, 2, 3))
MARKERS = ("circle", "diamond", "square", "triangle-up")

BLUE_2, BLUE_3, BLUE_4 = "#2073bc", "#6bace6", "#bcd9f2"
EARLIER = "#7a93ac"
FAINT = "#aab6c2"

# What is judged.
IMPROVE, CONCERN, NEUTRAL = "#0b74b3", "#b54800", "#490092"
TARGET = "#c2161f"

BAND, BAND_EARLIER = "#e9eff5", "#f4f7fa"
LIMIT, MEAN = "#7d8891", "#2c3338"
LIMIT_DASH, TARGET_DASH, REBASE_DASH, STRICT_DASH = (5, 4), (7, 4), (2, 3), (1.5, 4)

TEXT, SMALL = 13, 12


def config() -> dict[str, Any]:
    """The theme as Vega-Lite has it."""
    axis = {
        "labelColor": INK_2,
        "labelFontSize": TEXT,
        "labelFont": FONT,
        "titleColor": INK_2,
        "titleFont": FONT,
        "titleFontSize": TEXT,
        "titleFontWeight": "normal",
        "domainColor": RULE_STRONG,
        "tickColor": RULE_STRONG,
        "gridColor": RULE,
        "labelOverlap": False,
    }
    return {
        "background": "transparent",
        "font": FONT,
        "view": {"stroke": None, "fill": None},
        "axis": axis,
        "axisX": {"grid": False, "tickSize": 5, "labelPadding": 4},
        "axisY": {"grid": True, "ticks": False, "domain": False, "labelPadding": 8},
        "line": {"strokeWidth": 2, "strokeJoin": "round", "strokeCap": "round"},
        "text": {"font": FONT, "fontSize": TEXT, "fill": INK_2},
        "aria": False,
    }
