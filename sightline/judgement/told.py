"""A judgement as plain data, for programs: everything that is said, with the numbers it is said from."""

from fractions import Fraction
from typing import Any

from sightline.engine.figure import Figure
from sightline.judgement import marks
from sightline.judgement.judged import Compared, Judgement, MonthsChart, Range, YearEnd, is_up
from sightline.judgement.sentences import sentence

Document = dict[str, Any]


def as_document(judgement: Judgement) -> Document:
    """The judgement as JSON has it; what does not apply is null, and why it doesn't is beside it."""
    j = judgement
    return {
        "sentence": sentence(j),
        "figure": {**figure_document(j.figure), "shown": j.shown, "counts": j.counts or None},
        "base": j.base.value,
        "interval": _range(j.interval),
        "interval_998": _range(j.strict_interval),
        "rating": {"scheme": j.rating.scheme, "rating": j.rating.rating.value, "why": j.rating.why},
        "target": _target(j),
        "comparators": [_compared(one) for one in j.comparisons],
        "direction": _direction(j),
        "year_on_year": None
        if j.change is None
        else {
            "relative_per_cent": _number(j.change.relative),
            "difference": _number(j.change.points),
            "words": j.change.words,
        },
        "trend": None if j.trend is None else {"trend": j.trend.trend, "p_value": j.trend.p_value},
        "chart": None if j.chart is None else _chart(j.chart),
        "why_no_chart": j.why_no_chart or None,
        "projection": None if j.projection is None else _projection(j.projection),
        "why_no_projection": j.why_no_projection or None,
        "quality": {
            "symbols": list(j.quality.symbols),
            "notes": list(j.quality.notes),
            "provisional": j.quality.provisional,
            "revised": j.quality.revised,
            "not_yet_complete": j.quality.not_yet_complete,
            "completeness": _number(j.quality.completeness),
        },
    }


def figure_document(figure: Figure) -> Document:
    """A figure with its parts, as `sightline query` names them."""
    return {
        "period": figure.period.label,
        "period_start": figure.period.start.isoformat(),
        "period_end": figure.period.end.isoformat(),
        "window": figure.period.window.value,
        "where": dict(figure.where),
        "numerator": _number(figure.numerator),
        "denominator": _number(figure.denominator),
        "value": _number(figure.value),
        "status": figure.status.value,
    }


def _number(value: Fraction | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)


def _range(held: Range | None) -> Document | None:
    if held is None:
        return None
    return {"lower": held.low, "upper": held.high, "level": held.level, "method": held.method}


def _target(j: Judgement) -> Document | None:
    if j.target is None:
        return None
    held = j.target.target.target
    return {
        "value": held.value,
        "to": held.to,
        "comparison": held.comparison,
        "tolerance": held.tolerance,
        "from": held.from_date.isoformat() if held.from_date else None,
        "set_by": held.set_by,
        "source": held.source,
        "note": held.note,
        "words": j.target.target.words(j.measure.unit),
        "is_met": j.target.is_met,
        "too_few_cases_to_judge": j.target.too_few,
    }


def _compared(one: Compared) -> Document:
    comparator = one.comparator
    return {
        "kind": comparator.kind,
        "name": comparator.name,
        "year": comparator.year,
        "value": _number(comparator.value),
        "status": comparator.status,
        "method": comparator.method,
        "source": comparator.source,
        "verdict": one.word.value,
        "also_at_998": one.found.strong,
        "why": one.why or None,
    }


def _direction(j: Judgement) -> Document | None:
    moved = j.direction
    if moved is None:
        return None
    return {
        "key": moved.key,
        "movement": moved.movement.value,
        "favourable": moved.favourable,
        "hollow": moved.is_hollow,
        "symbol": moved.symbol,
        "words": moved.words,
        "previous": _number(moved.previous),
        "since": moved.since,
        "difference": _number(moved.difference),
    }


def _chart(held: MonthsChart) -> Document:
    variation = marks.variation_sign(held.variation)
    assurance = marks.assurance_sign(held.assurance, under_review=held.chart.limits_under_review)
    return {
        "points": [
            {
                "month": str(month),
                "value": point.value,
                "rule": point.rule if point.is_special else None,
                "up": is_up(point.rule),
                "class": point.meaning,
                "left_out": point.is_ghost,
                "few_cases": place in held.small,
            }
            for place, (month, point) in enumerate(zip(held.months, held.chart.points, strict=True))
        ],
        "segments": [
            {
                "from": str(held.months[s.start]),
                "points": s.points,
                "mean": s.mean,
                "lower": s.lower,
                "upper": s.upper,
                "trial": s.is_trial,
            }
            for s in held.chart.segments
        ],
        "since": str(held.since),
        "variation": held.chart.variation,
        "variation_words": variation.words,
        "assurance": held.chart.assurance,
        "assurance_words": assurance.words,
        "limits_under_review": held.chart.limits_under_review,
        "screened": held.chart.screened,
        "rebased": [{"month": str(month), "text": text} for month, text in held.rebased],
        "left_out": [{"month": str(month), "text": text} for month, text in held.left_out],
        "notes": list(held.notes),
    }


def _projection(held: YearEnd) -> Document:
    return {
        "year": held.year,
        "method": held.method,
        "value": held.value,
        "lower": held.low,
        "upper": held.high,
        "straight_line": held.straight_line,
        "chance_of_target": held.chance,
        "outlook": held.outlook,
        "required_share": held.required,
        "back_test": held.tried or None,
    }
