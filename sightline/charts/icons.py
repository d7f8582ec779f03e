"""
The marks beside a figure as the page's sprite has them: which symbol, in which tone, with which word.

The symbols themselves (`i-var-high`, `i-on`) are at the head of every page; here a judgement chooses among them, so
that scorecard, measure page and homes say the same of the same figure.
"""

from dataclasses import dataclass

from sightline.judgement.direction import Movement
from sightline.judgement.judged import Judgement, MonthsChart
from sightline.judgement.marks import Assurance
from sightline.judgement.ratings import SCRUTINY_2023, Rating


@dataclass(frozen=True)
class Icon:
    """
    One mark: the sprite's symbol, the word beside it, the tone that its class ends with.

    `unseen` follows the word for those who can't see the shape; `faded`: to be read with care; `note`: a second line.
    """

    symbol: str
    word: str
    tone: str
    unseen: str = ""
    faded: bool = False
    note: str = ""

    @property
    def label(self) -> str:
        """The whole of it in words, for a mark that stands alone."""
        return f"{self.word}{self.unseen}"


_VARIATIONS = {"improvement": ("Improving", "improve"), "concern": ("Concern", "concern"),
               "neutral": ("Changed", "neutral")}  # fmt: skip
TOO_FEW_MONTHS = Icon("i-var-common", "Too few months", "common", faded=True)


def variation_icon(judgement: Judgement) -> Icon:
    """Has the process changed: usual, improving, concern or changed; too few months where there is no chart to ask."""
    chart = judgement.chart
    if chart is None or not judgement.is_on_chart or chart.limits.lower is None:
        return TOO_FEW_MONTHS
    return _variation(chart)


def _variation(chart: MonthsChart) -> Icon:
    if chart.up is None:
        word = "Usual" if not chart.trial else "Usual so far"
        return Icon("i-var-common", word, "common", faded=chart.trial)
    word, tone = _VARIATIONS[chart.last.meaning.split("_")[2]]
    way = "high" if chart.up else "low"
    return Icon(f"i-var-{way}", word, tone, unseen=f", special cause, {way}", faded=chart.trial)


_ASSURANCES = {
    Assurance.PASS: ("i-ass-P", "reliably met", "target reliably met"),
    Assurance.FAIL: ("i-ass-F", "not met without change", "target not met by this process"),
    Assurance.HIT_OR_MISS: ("i-ass-q", "hit and miss", "target met in some months and missed in others"),
    Assurance.NONE: ("i-ass-none", "no target", "no target to judge against"),
}


def assurance_icon(judgement: Judgement) -> Icon:
    """Can the target be met by the process as it is; faded where its limits are under review."""
    chart = judgement.chart
    found = chart.assurance if chart is not None and judgement.is_on_chart else Assurance.NONE
    symbol, word, label = _ASSURANCES[found]
    faded = chart is not None and found is not Assurance.NONE and chart.chart.limits_under_review
    return Icon(symbol, word, "common", unseen=f": {label}", faded=faded, note="limits under review" if faded else "")


_STATUSES = {Rating.GREEN: ("i-on", "on"), Rating.AMBER: ("i-near", "near"), Rating.RED: ("i-off", "off")}
_WORDS = {"on": "On target", "near": "Near target", "off": "Off target"}
# Beside others instead of a target.
_WORDS_BESIDE_OTHERS = {"on": "As good or better", "near": "A little worse", "off": "Worse"}
TOO_FEW_TO_JUDGE = "too few to judge"


def status_icon(judgement: Judgement) -> Icon:
    """Where the figure stands by its rating scheme; `note` where the cases are too few for the colour to mean much."""
    rated = judgement.rating
    if rated.rating not in _STATUSES:
        return Icon("i-none", "Not rated", "none")
    symbol, tone = _STATUSES[rated.rating]
    words = _WORDS_BESIDE_OTHERS if rated.scheme == SCRUTINY_2023.name else _WORDS
    too_few = judgement.target is not None and judgement.target.too_few
    return Icon(symbol, words[tone], tone, note=TOO_FEW_TO_JUDGE if too_few else "")


NOT_KNOWN = Icon("i-none", "", "still", unseen="no earlier figure to compare with")
TOO_RECENT = Icon("", "too recent", "still")


def direction_icon(judgement: Judgement) -> Icon:
    """Where the figure went since the last period: better or worse where one way is good, solid where it is real."""
    moved = judgement.direction
    if moved is None:
        return TOO_RECENT if judgement.has_value and judgement.quality.not_yet_complete else NOT_KNOWN
    if moved.movement is Movement.NO_CHANGE:
        return Icon("i-same", "Same", "still")
    way = "up" if moved.movement is Movement.INCREASING else "down"
    word = way.title() if moved.favourable is None else "Better" if moved.favourable else "Worse"
    if moved.is_hollow:
        return Icon(f"i-{way}-o", word, "still", unseen=f", {way}, within the usual range")
    return Icon(f"i-{way}", word, "real", unseen=f", {way}")
