"""
The sentence under an item's title, said from the figures themselves (docs/contradictions.md).

Percentages differ by percentage points, and both figures are said. 'Up' and 'down' are the arithmetic of two
printed figures, the same ones that stand in the table; whether a change is more than chance is for the control
charts, so nothing here says 'improved' or 'worse'.
"""

from fractions import Fraction

from sightline.engine.query import Figure, Status
from sightline.judgement.targets import target_of
from sightline.judgement.words import month_words, parts, printed, printed_number, rounded, when, when_of
from sightline.measures.catalogue import measure_called
from sightline.measures.model import PER_10000, PERCENT, Measure
from sightline.measures.windows import Window
from sightline.reports.declare import Finding
from sightline.reports.figures import Figures, Where, month_window

A_YEAR = 12
FEWEST = 10
# Units and members that are not a place or an answer.
NOT_NAMED = ("No assigned team", "County-wide", "Unknown")


def trend(
    subject: str,
    measure_id: str,
    *,
    of: str = "",
    verb: str = "were",
    window: Window | None = None,
    where: Where = (),
) -> Finding:
    """`Re-referrals were 21.9% (94 of 429 children) in June 2017, down 2.0 percentage points from 23.9% ...`"""

    def say(figures: Figures) -> str:
        measure = measure_called(measure_id)
        kind = window or month_window(measure)
        now = figures.one(measure_id, kind, figures.last, where)
        then = figures.one(measure_id, kind, figures.last.plus(-A_YEAR), where)
        if now is None or now.value is None:
            return _no_figure(figures, measure, now, subject)
        sentence = f"{subject} {verb} {printed(measure, now.value)}{_parts(now, of)} {_period(now, figures)}"
        if then is not None and then.standing is not None and then.standing == now.standing:
            # The newest figure of another system may be the same one a year apart.
            then = None
        earlier = _period(then, figures) if then else ""
        sentence += direction(measure, now.value, then.value if then else None, earlier)
        target = target_of(measure_id, figures.settings, figures.last)
        return f"{sentence}{f'; target {target.words(measure.unit)}' if target else ''}."

    return say


def largest(
    subject: str, measure_id: str, by: str, *, of: str, window: Window | None = None, where: Where = ()
) -> Finding:
    """`The most common outcome of referral in June 2017 was single assessment: 384 of 436 referrals (88.1%).`"""

    def say(figures: Figures) -> str:
        measure = measure_called(measure_id)
        kind = window or month_window(measure)
        whole = figures.one(measure_id, kind, figures.last, where)
        if whole is None or whole.status is Status.NOT_SUPPLIED:
            return _no_figure(figures, measure, whole, subject)
        total = whole.numerator or Fraction(0)
        members = [f for f in figures.cut(measure_id, kind, figures.last, (by,), where) if f.numerator]
        if not members or not total:
            return f"There were no {of} {_now(kind, figures)}."
        highest = max(f.numerator or Fraction(0) for f in members)
        most = [_small(f.by[by]) for f in members if f.numerator == highest]
        share = printed_number(100 * highest / total, PERCENT.decimals)
        counts = f"{printed_number(highest)} of {printed_number(total)} {of} ({share}%)"
        each = " each" if len(most) > 1 else ""
        return f"{subject} {_now(kind, figures)} was {' and '.join(most)}: {counts}{each}."

    return say


def spread(subject: str, measure_id: str, by: str, *, window: Window | None = None, where: Where = ()) -> Finding:
    """`Average caseloads ranged from 8.6 (Initial Response) to 33.2 (North) at 30 June 2017, 19.9 in all.`"""

    def say(figures: Figures) -> str:
        measure = measure_called(measure_id)
        kind = window or month_window(measure)
        whole = figures.one(measure_id, kind, figures.last, where)
        if whole is None or whole.value is None:
            return _no_figure(figures, measure, whole, subject)
        named = [f for f in figures.cut(measure_id, kind, figures.last, (by,), where)
                 if f.value is not None and f.by[by] not in NOT_NAMED and (f.numerator or f.denominator)]  # fmt: skip
        # A share of a handful says little and would be the highest or the lowest every month.
        units = [f for f in named if ((f.denominator if measure.unit.is_percent else f.numerator) or 0) >= FEWEST]
        aside = f" Areas of fewer than {FEWEST} are left aside." if len(units) < len(named) else ""
        all_of_it = f"{printed(measure, whole.value)} in all"
        target = target_of(measure_id, figures.settings, figures.last)
        goal = f"; target {target.words(measure.unit)}" if target else ""
        if len(units) < 2:
            return f"{subject} were {printed(measure, whole.value)} {_now(kind, figures)}{goal}."
        low, high = (pick(units, key=lambda f: f.value or Fraction(0)) for pick in (min, max))
        least, most = (printed(measure, f.value or Fraction(0)) for f in (low, high))
        if least == most:
            return f"{subject} were {least} in every area {_now(kind, figures)}{goal}.{aside}"
        ends = (
            f"{printed_number(f.value or 0, measure.unit.decimals)}{measure.unit.symbol} ({f.by[by]})"
            for f in (low, high)
        )
        return f"{subject} ranged from {' to '.join(ends)} {_now(kind, figures)}, {all_of_it}{goal}.{aside}"

    return say


def both(first: Finding, second: Finding) -> Finding:
    """Two sentences."""
    return lambda figures: f"{first(figures)} {second(figures)}"


def residents_in_force(total: str) -> Finding:
    """How many residents the rates are of."""

    def say(figures: Figures) -> str:
        now = figures.one(total, Window.SNAPSHOT, figures.last)
        if now is None or not now.value:
            return "No population estimate is loaded, so rates per 10,000 can't be worked out."
        then = figures.one(total, Window.SNAPSHOT, figures.last.plus(-A_YEAR))
        residents = f"{printed_number(now.value)} residents were aged 0 to 17"
        sentence = f"{residents} in the estimate in force for {month_words(figures.last)}"
        if then is not None and then.value == now.value:
            return f"{sentence}, the same estimate as a year before."
        earlier = f"for {month_words(figures.last.plus(-A_YEAR))}"
        return f"{sentence}{direction(now.measure, now.value, then.value if then else None, earlier)}."

    return say


# Words


def direction(measure: Measure, now: Fraction, then: Fraction | None, earlier: str) -> str:
    """
    `, down 2.0 percentage points from 23.9% in June 2016`: the difference of the two figures as they print.

    A reader takes one printed figure from the other, so that is what is said; equal when printed is 'the same as'.
    `earlier` is the earlier period in a sentence (`in June 2016`, `at 30 June 2016`).
    """
    if then is None:
        return ""
    decimals = measure.unit.decimals
    new, old = rounded(now, decimals), rounded(then, decimals)
    if new == old:
        return f", the same as {earlier}"
    word = "up" if new > old else "down"
    difference = abs(new - old)
    if measure.unit.is_percent:
        points = "percentage point" if difference == 1 else "percentage points"
        return f", {word} {difference} {points} from {old}% {earlier}"
    return f", {word} {difference:,} from {old:,} {earlier}"


def _period(figure: Figure, figures: Figures) -> str:
    """The figure's period in a sentence; what another system counted has the period it was told with."""
    if figure.standing is not None:
        return when_of(figure)
    return when(figure.period.window, figure.period.last, figures.measured.as_at)


def _now(window: Window, figures: Figures) -> str:
    """The report's period in a sentence."""
    return when(window, figures.last, figures.measured.as_at)


def _parts(figure: Figure, of: str) -> str:
    """` (94 of 429 children)`, for a percentage of a count."""
    said = parts(figure, of)
    return f" ({said})" if said else ""


def _small(label: str) -> str:
    """A member's name inside a sentence: small where it is a plain phrase."""
    return label if len(label) > 1 and label[1].isupper() else label[:1].lower() + label[1:]


def _no_figure(figures: Figures, measure: Measure, figure: Figure | None, subject: str) -> str:
    """Why there is no figure, in words."""
    subject = subject.rstrip(",")
    if figure is None:
        return f"{subject}: the data do not reach back to {month_words(figures.last)}."
    if figure.status is Status.NOT_SUPPLIED:
        missing = [
            t.stored_name for t in measure.required_tables if t.stored_name not in figures.measured.manifest.supplied
        ]
        if not missing:
            return f"{subject}: not supplied. The sources do not reach back far enough to say."
        return f"{subject}: not supplied. The data hold no rows of {' or '.join(missing)}."
    if measure.unit is PER_10000:
        return f"{subject}: no denominator, because no population estimate is loaded."
    return f"{subject}: no denominator, because nothing was counted {_now(figure.period.window, figures)}."
