"""
Every component on one page, `/design/`: for who builds pages, and for the tests of how they look and read.

Only in the demo and while developing. The figures are made up, those of the design's pictures.
"""

from dataclasses import dataclass
from fractions import Fraction

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Size, Submit
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.judgement.direction import Direction, Movement
from sightline.judgement.marks import Assurance, Variation
from sightline.judgement.ratings import Rated, Rating
from sightline.measures.model import Polarity
from sightline.web.people.access import open_to_all


@dataclass(frozen=True)
class Specimen:
    """One mark beside what is to be known of it."""

    value: object
    note: str
    extra: bool = False


@dataclass(frozen=True)
class Audience:
    """Who a page may be shown to, as the frame gives it."""

    level: str
    bold: str
    rest: str
    why_url: str = ""


@dataclass(frozen=True)
class Item:
    """A tab, segment, chip, fact, step or check: each template reads what it needs."""

    title: str
    url: str = "#"
    is_current: bool = False
    count: int | None = None
    value: str = ""
    sub: str = ""
    note: str = ""
    state: str = ""
    text: str = ""
    number: int = 0


VARIATIONS = (
    Specimen(Variation.CONCERN_HIGH, "high, and low is good"),
    Specimen(Variation.CONCERN_LOW, "low, and high is good"),
    Specimen(Variation.COMMON, "no rule fired"),
    Specimen(Variation.NEUTRAL_HIGH, "high; neither way is good"),
    Specimen(Variation.IMPROVEMENT_HIGH, "high, and high is good"),
    Specimen(Variation.IMPROVEMENT_LOW, "low, and low is good"),
    Specimen(Variation.COMMON, "under 13 points: trial limits", extra=True),
    Specimen(Variation.NEUTRAL_LOW, "low; neither way is good"),
)
ASSURANCES = (
    Specimen(Assurance.PASS, "target inside the safe side of the limits"),
    Specimen(Assurance.HIT_OR_MISS, "target between the limits"),
    Specimen(Assurance.FAIL, "target beyond the limits"),
    Specimen(Assurance.NONE, "or neither way is good"),
)
STATUSES = (
    Specimen(Rated("scorecard_2017", Rating.GREEN, ""), "scheme and its version in the key"),
    Specimen(Rated("scorecard_2017", Rating.AMBER, ""), "the word changes with the scheme"),
    Specimen(Rated("scorecard_2017", Rating.RED, ""), "filled, so it is found first"),
    Specimen(Rated("scorecard_2017", Rating.NOT_RATED, ""), "no target, no comparator, or activity"),
)


def _moved(movement: Movement, polarity: Polarity, *, real: bool) -> Direction:
    return Direction(movement, polarity, "May", Fraction(24), Fraction(1), real)


DIRECTIONS = (
    Specimen(_moved(Movement.INCREASING, Polarity.HIGH, real=True), "a real change"),
    Specimen(_moved(Movement.DECREASING, Polarity.HIGH, real=False), "outline: within the usual range"),
    Specimen(_moved(Movement.NO_CHANGE, Polarity.HIGH, real=False), "equal as printed"),
    Specimen(None, "the events need time to complete", extra=True),
)
CLOCKS = (
    ("late", "8 working days over", "past its date", 53, 45),
    ("soon", "today", "due today or this week", 45, 45),
    ("ok", "13 working days left", "later", 32, 45),
    ("extended", "extended, with a reason", "approved exception", 50, 45),
)
# The value, what stands below it, its symbols, and what the cell is.
FIGURES = (
    ("21.9%", "94 of 429", (), "a figure"),
    ("5 of 8", "too few for a percentage", (), "base under 10: hollow on the chart"),
    ("68.2%", "15 of 22; 47.3% to 83.6%", (), "base under 30: the range is in the cell"),
    ("0", "", (), "none happened: shown"),
    ("", "1 to 5, hidden", ("[c]",), "confidential; never a gap or 0"),
    ("", "", ("[z]",), "not applicable"),
    ("", "due November 2017", ("[x]",), "not available yet"),
    ("79.3%", "", ("[u]",), "low reliability: not coloured"),
    ("20.7%", "", ("[p]",), "provisional"),
    ("24.6%", "was 24.1% when published", ("[r]",), "revised"),
    ("720", "669 to 773", ("[f]",), "forecast, dashed on a chart"),
    ("51.0%", "", ("[b]",), "definition changed here"),
)
AUDIENCES = (
    Audience("names", "Children’s names shown", "your team only; each view is logged"),
    Audience("internal", "Exact figures", "internal, official-sensitive"),
    Audience("public", "Protected figures", "counts of 1 to 5 are hidden as [c]", "/help/hidden/"),
    Audience("draft", "Draft 2, 31 July 2017", "not for publication until signed off"),
)
FACTS = (
    Item("June 2017", value="21.9%", sub="94 of 429 children"),
    Item("Usual range", value="17.6% to 30.0%", sub="24 months to May 2017"),
    Item("Target", value="≤ 25%", sub="on target; too few to judge"),
    Item("England", value="22.3%", sub="2015–16"),
)
SEGMENTS = (Item("All", "?show=all", True, 31), Item("Exceptions only", "?show=exceptions", False, 7))
TABS = (Item("Overdue and this week", "?when=now", True, 14), Item("Next fortnight", "?when=next", False, 22))
CHIPS = (Item("Locality: South", "?"), Item("Age: under 5", "?"))
TRAIL = (("Scorecard", "/scorecard/"), ("Re-referrals within 12 months", "/scorecard/"), ("Children", ""))
STEPS = (
    Item("Draft", note="27 June to 3 July", state="done"),
    Item("Submitted", note="3 July 2017, 10:42", state="now"),
    Item("Approved", note="by the Director", state="to come"),
    Item("Locked", note="when June is signed off", state="to come"),
)
CHECKS = (
    Item("", state="passed", text="All 10 figures are live"),
    Item("", state="look", text="“about a dozen” is a number in words"),
    Item("", state="stops", text="“XXX” stands where a figure should"),
)
PAGES = {
    "text": "1 to 16 of 94",
    "links": (
        Item("", "?page=1", True, number=1),
        Item("", "?page=2", number=2),
        Item("", "", number=0),
        Item("", "?page=6", number=6),
    ),
    "next_url": "?page=2",
}
KEY_WORDS = tuple(
    (one.value, words)
    for one, words in zip(STATUSES, ("or within 5%", "5% to 10% off", "more than 10% off"), strict=False)
)
BARS = ((36, "South"), (21, "Mid & East"), (17, "North"))


class ReasonForm(forms.Form):
    """A form with each kind of field, to see its errors."""

    reason = forms.CharField(
        label="Why are you exporting the list?",
        help_text="Information governance will read it.",
        error_messages={"required": "Say why you are exporting the list"},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    kept = forms.ChoiceField(
        label="Where will it be kept?",
        choices=(("drive", "The service's drive"), ("case", "The child's record")),
        error_messages={"required": "Choose where it will be kept"},
        widget=forms.RadioSelect,
    )
    team = forms.ChoiceField(label="Team", choices=(("", "Any team"), ("n3", "North 3")), required=False)
    agreed = forms.BooleanField(label="I will delete it when it has been used", required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.label_size = Size.SMALL
        self.helper.add_input(Submit("submit", "Export"))


@open_to_all
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in each of its states."""
    form = ReasonForm(data={})
    form.is_valid()
    shown = {
        "variations": VARIATIONS,
        "assurances": ASSURANCES,
        "statuses": STATUSES,
        "directions": DIRECTIONS,
        "clocks": CLOCKS,
        "figures": FIGURES,
        "audiences": AUDIENCES,
        "facts_shown": FACTS,
        "segments_shown": SEGMENTS,
        "tabs_shown": TABS,
        "chips_shown": CHIPS,
        "trail": TRAIL,
        "steps_shown": STEPS,
        "checks_shown": CHECKS,
        "pages": PAGES,
        "bars": BARS,
        "key_words": KEY_WORDS,
        "form": form,
    }
    return render(request, "design/gallery.html", shown)
