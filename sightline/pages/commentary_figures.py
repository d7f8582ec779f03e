"""What the tokens of commentary print: read from the version that is shown, as the reader's audience may see it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from sightline.benchmarks.beside import beside
from sightline.engine.figure import Figure, Status
from sightline.engine.measured import Slice
from sightline.judgement.cases import case_of, month_window
from sightline.judgement.judged import Judgement
from sightline.judgement.judging import judge
from sightline.judgement.suppression.audience import Audience
from sightline.judgement.targets import target_on
from sightline.judgement.words import parts, printed, printed_number, with_symbol
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.model import Measure
from sightline.measures.windows import Month, Period, Window
from sightline.pages.commentary_tokens import BRACED, Piece, Token, What, pieces_of
from sightline.pages.disclosed import ask_as
from sightline.pages.organisation import Unit
from sightline.pages.reading import Reading
from sightline.settings import Annotation

HIDDEN = "[c]"
WHAT_IS_NO_COUNT = "has no counts; print the figure itself"


@dataclass(frozen=True)
class Place:
    """Where a commentary belongs: its measure, unit and month."""

    measure: str
    unit: Unit
    month: Month


@dataclass(frozen=True)
class Printed:
    """What one token prints, whether the figure is hidden, and why it prints nothing where it can't."""

    token: Token
    text: str
    about: str = ""
    is_hidden: bool = False
    why_not: str = ""


@dataclass(frozen=True)
class Part:
    """A stretch of a paragraph as it is read: plain words, or a figure; `wrong` where it can't be printed."""

    text: str
    is_figure: bool = False
    about: str = ""
    wrong: str = ""


Paragraph = tuple[Part, ...]


class Printer:
    """Prints the tokens of one commentary for one audience; figures of units they may not see are hidden."""

    def __init__(
        self,
        reading: Reading,
        place: Place,
        audience: Audience,
        annotations: tuple[Annotation, ...] | None = None,
        may_see: Callable[[Unit], bool] = lambda unit: True,
    ):
        self._reading, self._place, self._audience, self._may_see = reading, place, audience, may_see
        self._annotations = reading.settings.annotations if annotations is None else annotations

    def printed(self, token: Token) -> Printed:
        """Errors: none; what can't be printed says why."""
        named = self._reading.organisation.units.get(token.unit)
        if named is not None and not self._may_see(named):
            return Printed(token, HIDDEN, f"{named.name}: not for your role", is_hidden=True)
        key = ("commentary token", token, self._place, self._audience, self._annotations)
        return self._reading.remembered(key, partial(self._printed, token))

    def paragraphs(self, text: str) -> tuple[Paragraph, ...]:
        """The text as paragraphs (parted by an empty line) of words and figures."""
        return tuple(tuple(self._part(piece) for piece in self.pieces(block)) for block in _blocks(text))

    def pieces(self, text: str) -> tuple[Piece, ...]:
        return pieces_of(text, self._reading.organisation)

    def plain(self, text: str) -> str:
        """The text as it is read, in one string."""
        return "".join(self._part(piece).text for piece in self.pieces(text))

    def figures(self, *texts: str) -> dict[str, str]:
        """What every token of these texts prints now, by its own text: what an approval signs."""
        held = (piece for text in texts for piece in self.pieces(text))
        return {piece.text: self.printed(piece.token).text for piece in held if piece.token}

    def _part(self, piece: Piece) -> Part:
        if piece.token is None:
            return Part(piece.text, wrong=piece.wrong)
        found = self.printed(piece.token)
        return Part(found.text or piece.text, True, found.about, found.why_not)

    def _printed(self, token: Token) -> Printed:
        place = self._place
        measure = CATALOGUE[token.measure]
        unit = self._reading.organisation.units.get(token.unit, place.unit) if token.unit else place.unit
        month = token.month or place.month.plus(-token.back)
        window = token.window or default_window(measure)
        about = f"{measure.title}, {unit.name}, {window_words(window, month)}"
        if token.what is What.UNIT:
            return Printed(token, unit.name, about)
        if why_not := _why_not(self._reading, measure, window, month):
            return Printed(token, "", about, why_not=why_not)
        if token.what is What.TARGET:
            held = target_on(measure.id, self._reading.settings, Period(window, month).end)
            return _or_not(token, about, held.words(measure.unit) if held else "", "has no target in force then")
        if token.what is What.ENGLAND:
            return self._england(token, measure, month, about)
        figure = seen_figure(self._reading, self._audience, measure, window, month, unit)
        if figure is None:
            return Printed(token, "", about, why_not=f"'{measure.title}' is not told for that unit and window")
        if figure.status is Status.SUPPRESSED:
            return Printed(token, HIDDEN, about, is_hidden=True)
        if token.what is What.USUAL:
            said = _usual(self._judged(measure, window, month, unit))
            return _or_not(token, about, said, "has no control chart to say it by")
        return _of_figure(token, figure, about)

    def _judged(self, measure: Measure, window: Window, month: Month, unit: Unit) -> Judgement:
        reading = self._reading
        # A limit is made of the months that this audience sees, so that it tells nothing of a hidden one.
        case = case_of(
            ask_as(reading, self._audience), measure, window, month, reading.reach, reading.settings,
            where=unit.where, with_years=False,
        )  # fmt: skip
        return judge(case, rules=reading.settings.judgement, annotations=self._annotations)

    def _england(self, token: Token, measure: Measure, month: Month, about: str) -> Printed:
        reading = self._reading
        found = beside(reading.workspace, measure.id, reading.settings, month.end, ("england",))
        value = found[0].value if found else None
        text = "" if value is None else f"{with_symbol(measure.unit, value)} in {found[0].year}"
        return _or_not(token, about, text, "is not published for England")


def frozen_paragraphs(text: str, figures: Mapping[str, str]) -> tuple[Paragraph, ...]:
    """The text with its figures as they were when it was signed, whatever the data say now."""
    return tuple(frozen_line(block, figures) for block in _blocks(text))


def frozen_line(text: str, figures: Mapping[str, str]) -> Paragraph:
    """The same of one stretch, whose spaces stay."""
    return tuple(Part(figures.get(part, part), part in figures) for part in BRACED.split(text) if part)


def _blocks(text: str) -> list[str]:
    blocks = [block.strip() for block in text.replace("\r\n", "\n").split("\n\n")]
    return [block for block in blocks if block]


def seen_figure(
    reading: Reading, audience: Audience, measure: Measure, window: Window, month: Month, unit: Unit
) -> Figure | None:
    """One unit's figure as the audience may see it; None where the measure can't be cut by the unit."""
    if any(level not in measure.all_breakdowns for level, _member in unit.where):
        return None
    found = ask_as(reading, audience)(measure, Slice(window, (month,), (), unit.where))
    return found[0] if found else None


def default_window(measure: Measure) -> Window:
    """The window a token means that names none: the month, at its end for what is open on a day."""
    return month_window(measure) or measure.windows[0]


def window_words(window: Window, month: Month) -> str:
    return f"{window.title.lower()}, {month.start:%B %Y}"


def _why_not(reading: Reading, measure: Measure, window: Window, month: Month) -> str:
    if window is Window.FINANCIAL_YEAR and month.of_financial_year != 12:
        return "A financial year ends in March. Use 'ytd' for the year so far."
    if not reading.reach.holds(Period(window, month)):
        return f"The data don't reach to {window_words(window, month)}."
    return ""


def _of_figure(token: Token, figure: Figure, about: str) -> Printed:
    measure = figure.measure
    if figure.status is not Status.OK or figure.value is None:
        why = "has nothing to divide by" if figure.status is Status.NO_DENOMINATOR else "was not supplied"
        return Printed(token, "", about, why_not=f"'{measure.title}' {why} ({about})")
    match token.what:
        case What.COUNTS:
            return _or_not(token, about, parts(figure), WHAT_IS_NO_COUNT)
        case What.COUNT:
            text = "" if figure.numerator is None else printed_number(figure.numerator)
            return _or_not(token, about, text, WHAT_IS_NO_COUNT)
        case What.BASE:
            has_base = figure.denominator is not None and measure.unit.is_percent
            text = printed_number(figure.denominator) if has_base and figure.denominator is not None else ""
            return _or_not(token, about, text, WHAT_IS_NO_COUNT)
        case _:
            in_title = "per 10,000" in measure.title
            value = with_symbol(measure.unit, figure.value) if in_title else printed(measure, figure.value)
            return Printed(token, value, about)


def _or_not(token: Token, about: str, text: str, why_not: str) -> Printed:
    measure = CATALOGUE[token.measure]
    return Printed(token, text, about, why_not="" if text else f"'{measure.title}' {why_not}")


def _usual(judged: Judgement) -> str:
    """`below the lower limit of 66.5%`, `within its usual range`; nothing where there are no limits."""
    chart = judged.chart
    if chart is None or not judged.is_on_chart or chart.limits.lower is None or chart.limits.upper is None:
        return ""
    if chart.up is None:
        return "within its usual range"
    if chart.last.rule.endswith(("UCL", "LCL")):
        limit = chart.limits.upper if chart.up else chart.limits.lower
        return (
            f"{'above the upper' if chart.up else 'below the lower'} limit of {with_symbol(judged.measure.unit, limit)}"
        )
    if "Trend" in chart.last.rule:
        return f"{'rising' if chart.up else 'falling'} for {chart.run} months"
    return f"{'above' if chart.up else 'below'} its average more often than chance explains"
