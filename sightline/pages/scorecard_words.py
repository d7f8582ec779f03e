"""What the scorecard says in words: how many need attention, of how many, and what is not told."""

from sightline.judgement.false_alarms import expected_false_signals
from sightline.judgement.targets import TargetInForce
from sightline.judgement.words import month_words
from sightline.measures.arithmetic import round_half_up
from sightline.measures.model import Unit as MeasureUnit
from sightline.pages.scorecard import Row, Scorecard

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number_word(count: int) -> str:
    """`five`; digits from 11 on."""
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"


def sentence_head(text: str) -> str:
    """With a capital."""
    return text[:1].upper() + text[1:]


def finding(card: Scorecard) -> str:
    """`7 of 31 measures need attention.`"""
    told, found = len(card.told), len(card.exceptions)
    if not told:
        return f"No measure can be shown of {card.unit.name} in {month_words(card.month)}."
    if not found:
        return f"None of {told} measures needs attention."
    return f"{found} of {told} measures {'needs' if found == 1 else 'need'} attention."


def limits(card: Scorecard) -> str:
    """`Five miss their target and four have moved the wrong way by more than chance would explain; two do both.`"""
    off = sum(row.is_off for row in card.rows)
    worse = sum(row.is_worse for row in card.rows)
    both = sum(row.is_off and row.is_worse for row in card.rows)
    better = sum(row.is_better for row in card.rows)
    said = []
    if off or worse:
        parts = []
        if off:
            parts.append(f"{number_word(off)} {'misses its' if off == 1 else 'miss their'} target")
        if worse:
            moved = "has" if worse == 1 else "have"
            parts.append(f"{number_word(worse)} {moved} moved the wrong way by more than chance would explain")
        text = " and ".join(parts)
        if both and off != both:
            text += f"; {number_word(both)} {'does' if both == 1 else 'do'} both"
        said.append(sentence_head(text) + ".")
    if better:
        said.append(
            f"{sentence_head(number_word(better))} {'has' if better == 1 else 'have'} improved by more than chance."
        )
    return " ".join(said + _not_told(card))


def _not_told(card: Scorecard) -> list[str]:
    """What stands without a figure, and why."""
    said = []
    if hidden := len(card.hidden):
        said.append(
            f"{sentence_head(number_word(hidden))} {'is' if hidden == 1 else 'are'} hidden to protect children."
        )
    if not_cut := len(card.not_cut):
        of = card.unit.kind.words
        have = "is" if not_cut == 1 else "are"
        said.append(f"{sentence_head(number_word(not_cut))} {have} not known by {of}.")
    missing = len(card.rows) - len(card.told) - hidden - not_cut
    if missing:
        said.append(f"{sentence_head(number_word(missing))} {'has' if missing == 1 else 'have'} no figure this month.")
    return said


def signals(card: Scorecard) -> str:
    """`12 signals on this page; fewer than 1 would be expected by chance.`"""
    found = len(card.signals)
    expected = expected_false_signals(card.points)
    by_chance = "fewer than 1" if expected < 1 else f"about {round_half_up(expected)}"
    return f"{found} signal{'' if found == 1 else 's'} on this page; {by_chance} would be expected by chance."


def group_words(exceptions: int, told: int) -> str:
    """Beside a group's title: `1 of 5 need attention`, `no exceptions`."""
    if not told:
        return "no figures"
    if not exceptions:
        return "no exceptions"
    return f"{exceptions} of {told} {'needs' if exceptions == 1 and told == 1 else 'need'} attention"


_SIGNS = {"<=": "≤ ", "<": "under ", ">=": "≥ ", ">": "over "}


def target_short(target: TargetInForce, unit: MeasureUnit) -> str:
    """As a column has it: `≤ 25%`, `65–70%`, `100%`, `under 20`."""
    held = target.target
    if held.to is not None:
        return f"{_plain(held.value, unit)}–{_plain(held.to, unit)}{unit.symbol}"
    value = f"{_plain(held.value, unit)}{unit.symbol}"
    return value if value == "100%" else f"{_SIGNS[held.comparison]}{value}"


def target_of_row(row: Row) -> str:
    """The row's target, empty where none is set."""
    if row.judged is None or row.judged.target is None:
        return ""
    return target_short(row.judged.target.target, row.judged.measure.unit)


def _plain(value: float, unit: MeasureUnit) -> str:
    return f"{round_half_up(value, 0 if float(value).is_integer() else unit.decimals):,}"
