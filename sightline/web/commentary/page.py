"""The page of one commentary: its state, texts or editor, checks, figure, history, promises, and what may be done."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localtime

from sightline.charts.sparkline import spark_of, sparkline
from sightline.judgement.cases import case_of, month_window
from sightline.judgement.judged import Judgement
from sightline.judgement.judging import judge
from sightline.judgement.ratings import SCORECARD_2017
from sightline.judgement.words import month_words, with_symbol
from sightline.measures.catalogue import measure_called
from sightline.pages.commentary_checks import TITLES, Around, Check, Written, checks
from sightline.pages.commentary_figures import Paragraph, Place, frozen_line
from sightline.pages.differences import Change, differences, shortened
from sightline.pages.organisation import UnitKind
from sightline.pages.reading import Reading
from sightline.web.commentary.acts import SIGNED_AT, FigureChanged, changed_figures, digest, figures_now, find, printer
from sightline.web.commentary.annotations import annotations
from sightline.web.commentary.models import Commentary, Promise, Step
from sightline.web.commentary.names import title_of
from sightline.web.commentary.reading_texts import Texts, texts_for
from sightline.web.commentary.states import RULES, Act, Standing, State, may

DRAWN = (300, 64)


@dataclass(frozen=True)
class StateStep:
    """One of the four states with who and when."""

    title: str
    note: str
    state: str


@dataclass(frozen=True)
class FigurePanel:
    """The figure beside the text: its judgement, its small line, and its range in words."""

    judged: Judgement
    drawing: str
    words: str


@dataclass(frozen=True)
class Line:
    """A line of the history: who did what when, and what changed in the texts."""

    step: Step
    words: str
    changes: tuple[tuple[str, tuple["Laid", ...]], ...]


@dataclass(frozen=True)
class Laid:
    """A stretch of a difference: kept, added or removed, as words and figures as they then were."""

    change: str
    parts: Paragraph


@dataclass(frozen=True)
class CommentaryPage:
    """Everything the page shows; `commentary` None where none was begun."""

    place: Place
    title: str
    month: str
    lead: str
    waits: str
    commentary: Commentary | None
    steps: tuple[StateStep, ...]
    changed: tuple[FigureChanged, ...]
    texts: Texts | None
    checks: tuple[Check, ...]
    figure: FigurePanel | None
    history: tuple[Line, ...]
    promises: tuple[Promise, ...]
    may_do: frozenset[str]
    version: int
    seen: str
    is_author: bool

    @property
    def may_edit(self) -> bool:
        return Act.WRITE.name in self.may_do


def commentary_page(request: HttpRequest, place: Place, standing: Standing, written: Written | None) -> CommentaryPage:
    """The page as this person may see it; `written`: texts on the page that are not saved yet."""
    reading = request.reading
    held = find(place)
    state = held.is_in if held else State.DRAFT
    changed = changed_figures(held, reading) if held else ()
    stale = bool(changed) and state is State.APPROVED
    allowed = frozenset(act.name for act in RULES if may(act, state, standing, is_stale=stale))
    if held is None:
        allowed &= {Act.WRITE.name, Act.SEND.name}
    if Act.SEND_BACK.name in allowed and not standing.is_author:
        # Who decides sends it back; taking back is for who wrote it.
        allowed -= {Act.TAKE_BACK.name, Act.CHANGE.name}
    lead, waits = _lead(held, place, for_you=Act.APPROVE.name in allowed, stale=stale)
    texts = texts_for(held, request.access, reading) if held else None
    promises = tuple(held.promises.all()) if held else ()
    judged = judged_of(reading, place)
    found: tuple[Check, ...] = ()
    if state is not State.LOCKED:
        shown = written or (held.written if held else Written())
        found = checks(shown, printer(reading, place, SIGNED_AT), _around(reading, place, judged, bool(promises)))
    return CommentaryPage(
        place=place,
        title=title_of(place.measure),
        month=month_words(place.month),
        lead=lead,
        waits=waits,
        commentary=held,
        steps=_steps(held, place),
        changed=changed if not request.access.audience.hides else (),
        texts=texts,
        checks=found,
        figure=_panel(judged, place) if judged and not request.access.audience.hides else None,
        history=history_of(held) if held else (),
        promises=promises,
        may_do=allowed,
        version=held.version if held else 0,
        seen=digest(figures_now(held, reading)) if held else "",
        is_author=standing.is_author,
    )


def judged_of(reading: Reading, place: Place) -> Judgement | None:
    """The judgement of the figure that the commentary is about; None where there is none."""
    marks = annotations(reading)
    return reading.remembered(("commentary figure", place, marks), lambda: _judged(reading, place, marks))


def _judged(reading: Reading, place: Place, marks: tuple) -> Judgement | None:
    measure = measure_called(place.measure)
    window = month_window(measure)
    if window is None or any(level not in measure.all_breakdowns for level, _member in place.unit.where):
        return None
    case = case_of(
        lambda m, asked: reading.figures(m, asked), measure, window, place.month, reading.reach, reading.settings,
        where=place.unit.where, with_years=False,
    )  # fmt: skip
    return judge(case, scheme=SCORECARD_2017, rules=reading.settings.judgement, annotations=marks)


def _panel(judged: Judgement, place: Place) -> FigurePanel:
    measure = judged.measure
    target = judged.target.target if judged.target else None
    targets = [value for value, _title in target.lines(measure.unit)] if target else []
    drawn = sparkline(spark_of(judged.chart, title_of(measure.id), measure.unit, targets=targets), DRAWN)
    words = [judged.said]
    if judged.interval is not None:
        ends = (with_symbol(measure.unit, end) for end in (judged.interval.low, judged.interval.high))
        words.append(f"95% range {' to '.join(ends)}")
    text = ", ".join(words) + "."
    if judged.chart is not None and judged.chart.limits.lower is not None and judged.chart.limits.upper is not None:
        low, high = (with_symbol(measure.unit, v) for v in (judged.chart.limits.lower, judged.chart.limits.upper))
        cut = ", drawn to 100%" if measure.unit.is_percent and judged.chart.limits.upper > 100 else ""
        text += f" Usual range {low} to {high}{cut}."
    return FigurePanel(judged, drawn if judged.chart else "", text)


def _around(reading: Reading, place: Place, judged: Judgement | None, has_promises: bool) -> Around:
    earlier = place.month.plus(-1)
    before = find(Place(place.measure, place.unit, earlier))
    names = tuple(unit.name for unit in reading.organisation.units.values() if unit.kind is UnitKind.LOCALITY)
    return Around(
        reading.organisation,
        before.written if before else None,
        f"{earlier.start:%B}",
        judged.chart if judged else None,
        judged.direction if judged else None,
        has_promises,
        names,
    )


def _lead(held: Commentary | None, place: Place, *, for_you: bool, stale: bool) -> tuple[str, str]:
    where = f"Commentary for {month_words(place.month)}, {'whole service' if place.unit.is_whole else place.unit.name}."
    if held is None:
        return where, "Nothing is written yet."
    by = f"{where} Written by {held.written_by};"
    match held.is_in:
        case State.DRAFT:
            return by, "a draft."
        case State.SUBMITTED:
            whose = "your approval" if for_you else "approval"
            return by, f"waiting for {whose} since {_moment(held.submitted_at)}."
        case State.APPROVED if stale:
            return by, "a figure changed since it was approved."
        case State.APPROVED:
            return by, f"approved by {held.approved_by}."
        case _:
            return by, f"signed off with the period on {localtime(held.locked_at):%-d %B %Y}."


def _steps(held: Commentary | None, place: Place) -> tuple[StateStep, ...]:
    """Draft, Submitted, Approved, Locked: each done, now or to come."""
    order = list(State)
    now = order.index(held.is_in) if held else 0
    written = f"{_day(held.begun_at)} to {_day(held.written_at)}" if held and held.written_at else "not begun"
    notes = (
        written,
        _moment(held.submitted_at) if held and held.submitted_at else "when its writer sends it",
        f"by {held.approved_by}, {_moment(held.approved_at)}" if held and held.approved_at else "by somebody else",
        _moment(held.locked_at) if held and held.locked_at else f"when {place.month.start:%B} is signed off",
    )
    return tuple(
        StateStep(state.words, note, "now" if place == now else "done" if place < now else "to come")
        for place, (state, note) in enumerate(zip(order, notes, strict=True))
    )


def history_of(held: Commentary) -> tuple[Line, ...]:
    """Who did what, newest first, with the words that changed."""
    steps = list(held.steps.all())
    earlier = [*steps[1:], None]
    return tuple(Line(step, _said(step), _changes(before, step)) for step, before in zip(steps, earlier, strict=True))


def _said(step: Step) -> str:
    words = {
        Act.BEGIN: "began the draft", Act.WRITE: "changed the text", Act.SEND: f"submitted version {step.number}",
        Act.TAKE_BACK: "took it back", Act.APPROVE: "approved it", Act.CONFIRM: "approved it again with new figures",
        Act.SEND_BACK: "sent it back", Act.CHANGE: "opened it to change", Act.LOCK: "signed the period off",
        Act.REOPEN: "opened it again for a new edition",
    }  # fmt: skip
    return f"{step.person_name} {words[Act(step.act)]}"


def _changes(before: Step | None, step: Step) -> tuple[tuple[str, tuple[Laid, ...]], ...]:
    if before is None:
        return ()
    found = []
    figures = {**before.figures, **step.figures}
    for title, old, new in zip(TITLES, before.written.texts, step.written.texts, strict=True):
        laid = differences(old, new)
        if any(one.change is not Change.KEPT for one in laid):
            found.append(
                (title, tuple(Laid(one.change.value, frozen_line(one.text, figures)) for one in shortened(laid)))
            )
    return tuple(found)


def _moment(at) -> str:
    return f"{localtime(at):%-d %B %Y, %H:%M}"


def _day(at) -> str:
    return f"{localtime(at):%-d %B}"


def url_of(place: Place) -> str:
    return f"{reverse('commentary-of', args=[place.measure])}?period={place.month}&unit={place.unit.key}"
