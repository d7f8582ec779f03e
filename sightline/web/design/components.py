"""
The marks and cells that stand in tables, as HTML: each is a shape, a word and a colour, and any one may be missing.

They take the judgement's own values, so that a page can't say otherwise than the judgement does. Larger parts (notices,
panels, steps) are templates under `templates/design/`; these are functions because a scorecard has hundreds of them.
"""

from collections.abc import Mapping

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from sightline.engine.figure import Figure, Status
from sightline.judgement.direction import Direction, Movement
from sightline.judgement.judged import Base, Judgement
from sightline.judgement.marks import Assurance, Variation
from sightline.judgement.ratings import Rated, Rating
from sightline.measures.arithmetic import Quantity
from sightline.web.design.numbers import NOTHING, in_unit, number, ranged

DASH = mark_safe(f'<span class="sl-ink3">{NOTHING}</span>')
EMPTY = mark_safe("")


def icon(name: str, size: int = 14, label: str = "", *, faded: bool = False, css: str = "") -> SafeString:
    """A symbol of the sprite; hidden from readers unless it has a label, for it stands beside its word."""
    classes = " ".join(part for part in ("sl-i", "sl-faded" if faded else "", css) if part)
    said = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="{}" width="{}" height="{}" {} focusable="false"><use href="#i-{}"/></svg>',
        classes, size, size, said, name,
    )  # fmt: skip


_KINDS = {"improvement": ("improve", "Improving"), "concern": ("concern", "Concern"), "neutral": ("neutral", "Changed")}


def variation(found: Variation | None, *, trial: bool = False, size: int = 24) -> SafeString:
    """Whether the process has changed; faded on trial limits, a dash without a chart."""
    if found is None:
        return DASH
    if found is Variation.COMMON:
        word = "Too few months" if trial else "Usual"
        return format_html(
            '<span class="sl-var sl-var--common">{}<span>{}</span></span>',
            icon("var-common", size, faded=trial), word,
        )  # fmt: skip
    kind, way = found.value.removeprefix("special_cause_").split("_")
    css, word = _KINDS[kind]
    limits = ", on trial limits" if trial else ""
    return format_html(
        '<span class="sl-var sl-var--{}">{}<span>{}<span class="sl-vh">, {}{}</span></span></span>',
        css, icon(f"var-{way}", size, faded=trial), word, way, limits,
    )  # fmt: skip


_ASSURANCE = {
    Assurance.PASS: ("ass-P", "Reliably met", "target reliably met"),
    Assurance.FAIL: ("ass-F", "Not met without change", "target not met by this process"),
    Assurance.HIT_OR_MISS: ("ass-q", "Hit and miss", "target met in some months and missed in others"),
    Assurance.NONE: ("ass-none", "No target", "no target to judge against"),
}


def assurance(found: Assurance, *, under_review: bool = False, alone: bool = False, size: int = 24) -> SafeString:
    """Whether the target can be met; `alone` without its word, which is then the icon's label."""
    name, word, label = _ASSURANCE[found]
    faded = under_review and found is not Assurance.NONE
    said = f"{label}; limits under review" if faded else label
    drawn = icon(name, size, said if alone else "", faded=faded)
    if alone:
        return format_html('<span class="sl-var">{}</span>', drawn)
    note = mark_safe('<span class="sl-sub">limits under review</span>') if faded else EMPTY
    return format_html('<span class="sl-var">{}<span>{}{}</span></span>', drawn, word, note)


_STATUS = {
    Rating.GREEN: ("on", "On target"),
    Rating.AMBER: ("near", "Near target"),
    Rating.RED: ("off", "Off target"),
    Rating.NOT_RATED: ("none", "Not rated"),
}
# The schemes that judge beside comparators say so.
STATUS_WORDS: Mapping[str, Mapping[Rating, str]] = {
    "scrutiny_2023": {
        Rating.GREEN: "At or better",
        Rating.AMBER: "Within 10 points",
        Rating.RED: "10+ points worse",
    },
}


def status_word(rating: Rating, scheme: str = "") -> str:
    """The rating in the scheme's own words."""
    return STATUS_WORDS.get(scheme, {}).get(rating, _STATUS[rating][1])


def status(rated: Rated | None, *, too_few: bool = False, size: int = 14) -> SafeString:
    """On target or not; `too_few`: the 95% range holds the target, so neither can be said for sure."""
    if rated is None:
        return DASH
    tag = status_tag(rated.rating, status_word(rated.rating, rated.scheme), size)
    return format_html('{}<span class="sl-sub">too few to judge</span>', tag) if too_few else tag


def status_tag(rating: Rating, word: str, size: int = 14) -> SafeString:
    """A rating's shape with a word of one's own."""
    css, _word = _STATUS[rating]
    return format_html('<span class="sl-status sl-status--{}">{}{}</span>', css, icon(css, size), word)


def direction(found: Direction | None, *, too_recent: bool = False, size: int = 14) -> SafeString:
    """Since the period before: solid where more than chance moved it, outline within the usual range."""
    if too_recent:
        return mark_safe('<span class="sl-note">too recent</span>')
    if found is None:
        return DASH
    if found.movement is Movement.NO_CHANGE:
        return format_html('<span class="sl-dot sl-dot--still">{}Same</span>', icon("same", size))
    up = found.movement is Movement.INCREASING
    word = {True: "Better", False: "Worse", None: "Up" if up else "Down"}[found.favourable]
    name = "up" if up else "down"
    if found.is_hollow:
        usual = mark_safe('<span class="sl-vh">, within the usual range</span>')
        drawn = icon(f"{name}-o", size)
        return format_html('<span class="sl-dot sl-dot--still">{}<span>{}{}</span></span>', drawn, word, usual)
    return format_html('<span class="sl-dot">{}{}</span>', icon(name, size), word)


_CLOCKS = {"late": ("late", "late"), "soon": ("clock", "soon"), "ok": ("clock", "ok"), "extended": ("none", "ok")}


def clock(state: str, words: str) -> SafeString:
    """A statutory time limit: `late`, `soon` (today or this week), `ok` (later) or `extended` with a reason."""
    name, css = _CLOCKS[state]
    return format_html('<span class="sl-clock sl-clock--{}">{}{}</span>', css, icon(name), words)


# What stands where there is no number, and what it means.
SYMBOLS = {
    "[c]": "hidden to protect children: a count of 1 to 5, or one that would give it away",
    "[z]": "not applicable",
    "[x]": "not available",
    "[u]": "low reliability",
    "[p]": "provisional",
    "[r]": "revised",
    "[f]": "forecast",
    "[b]": "the definition changed here",
}
NO_FIGURE = {
    Status.SUPPRESSED: "[c]",
    Status.NOT_SUPPLIED: "[x]",
    Status.NO_DENOMINATOR: "[z]",
}


def symbol(sign: str) -> SafeString:
    """A status symbol in brackets, said in words to readers; the hidden figure's is marked."""
    css = ' class="sl-supp"' if sign == "[c]" else ""
    return format_html(
        '<span{}><span aria-hidden="true">{}</span><span class="sl-vh">{}</span></span>',
        mark_safe(css), sign, SYMBOLS.get(sign, sign),
    )  # fmt: skip


def cell(value: str, sub: str = "", signs: tuple[str, ...] = ()) -> SafeString:
    """A number already in words with its second line and its status symbols."""
    marks = format_html_join("", " {}", ((symbol(sign),) for sign in signs))
    below = format_html('<span class="sl-sub">{}</span>', sub) if sub else EMPTY
    return format_html("{}{}{}", value, marks, below)


def figure_cell(figure: Figure | None, sub: str | None = None) -> SafeString:
    """A figure and, under it, `x of n`; its symbol where there is no number. `sub` in place of the counts."""
    if figure is None:
        return DASH
    if figure.status is not Status.OK or figure.value is None:
        return symbol(NO_FIGURE.get(figure.status, "[x]"))
    below = counts(figure.numerator, figure.denominator) if sub is None and figure.measure.unit.is_percent else sub
    return cell(in_unit(figure.value, figure.measure.unit), below or "")


def judged_cell(judged: Judgement | None, sub: str | None = None) -> SafeString:
    """
    A judged figure: what the judgement lets be shown of it.

    On 10 to 29 the range follows the counts; on fewer the counts stand alone, without a percentage.
    """
    if judged is None:
        return DASH
    if not judged.has_value:
        return figure_cell(judged.figure)
    unit, signs = judged.measure.unit, judged.quality.symbols
    value = judged.figure.value
    if value is None:
        return DASH
    if judged.base is Base.TOO_SMALL and unit.is_percent:
        return cell(judged.counts, "too few for a percentage" if sub is None else sub, signs)
    below = judged.counts if sub is None else sub
    if judged.base is Base.SMALL and judged.interval is not None:
        spread = ranged(judged.interval.low, judged.interval.high, unit)
        below = f"{below}; {spread}" if below else spread
    return cell(in_unit(value, unit), below, signs)


def counts(numerator: Quantity | None, denominator: Quantity | None) -> str:
    """`94 of 429`, the counts behind a percentage."""
    return "" if numerator is None or denominator is None else f"{number(numerator)} of {number(denominator)}"
