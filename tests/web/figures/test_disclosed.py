"""
Partners and the public may ask for every month, longer period and unit: together these give nothing hidden away.

The attack is `soundness.attack`'s: from what is shown alone, each hidden count's least and largest value.
"""

from itertools import product

import pytest
from soundness.attack import Attack

from sightline.engine.figure import Figure, Status
from sightline.engine.measured import Slice
from sightline.judgement.cases import month_window
from sightline.judgement.suppression.audience import Audience
from sightline.measures.catalogue import CATALOGUE, measure_called
from sightline.measures.model import PERCENT, Count, What
from sightline.measures.windows import Period, Window
from sightline.pages.disclosed import ask_as, family_of, figure_as, known_to
from sightline.pages.organisation import UnitKind

# Families with small numbers: conferences, plans that end, health assessments of those who start care.
ATTACKED = ("icpc_in_15wd_excl_no_s47_pct", "cpp_ended_within_3m_pct", "cla_iha_in_20wd_pct")
CUTS = ((), ("locality",), ("service_area",))


def months_of(reading):
    """A financial year so far and the months that its rolling years reach back to."""
    last = reading.last_whole_month
    return tuple(last.plus(-back) for back in range(13, -1, -1))


def asked(reading, family):
    """Every question about the family that a page can put: month by month and longer, whole and by unit."""
    for name, by in product(family, CUTS):
        measure = CATALOGUE[name]
        usual = month_window(measure)
        if usual is None or not set(by) <= set(measure.all_breakdowns):
            continue
        for window in dict.fromkeys((usual, Window.YEAR_TO_DATE, Window.ROLLING_12)):
            months = [m for m in months_of(reading) if reading.reach.holds(Period(window, m))]
            if window in measure.windows:
                yield measure, Slice(window, tuple(months), by)


def counts_of(figure: Figure):
    """Name, months and number of each count of children that a figure tells."""
    measure = figure.measure
    at_end = measure.is_snapshot and figure.period.window in (Window.SNAPSHOT, Window.MONTH)
    months = tuple(figure.period.months[-1:] if at_end else figure.period.months)
    members = frozenset((*figure.by.items(), *figure.where))
    told = []
    for count, number in ((measure.numerator, figure.numerator), (measure.denominator, figure.denominator)):
        if isinstance(count, Count) and count.subject.about_children and number is not None:
            kept = frozenset(pair for pair in members if pair[0] not in count.ignores)
            times = len(months) if measure.is_snapshot else 1
            told.append(((count.key, months, kept), float(number) * times))
    return told


def attack_on(reading, audience, family):
    truth, known, shares = {}, {}, set()
    for measure, question in asked(reading, family):
        exact = reading.figures(measure, question)
        shown = ask_as(reading, audience)(measure, question)
        for was, now in zip(exact, shown, strict=True):
            told = counts_of(was)
            truth |= dict(told)
            if now.status is not Status.SUPPRESSED:
                known |= dict(told)
            if len(told) == 2 and measure.unit is PERCENT and told[0][0] != told[1][0]:
                shares.add((told[0][0], told[1][0]))
    attack = Attack()
    for name in truth.keys() - known.keys():
        attack.unknown(name, min(1, truth[name]))
    for above, below in shares:
        attack.unknown(("rest", above, below), 0)
        attack.know_sum(below, [above, ("rest", above, below)], known)
    for total, parts in sums(truth):
        if abs(sum(truth[part] for part in parts) - truth[total]) < 1e-6:
            attack.know_sum(total, parts, known)
    return attack, {name for name in truth.keys() - known.keys() if truth[name]}, known


def sums(truth):
    """Wholes with their parts by each cut, and longer periods with their months."""
    by_cut = {}
    for key, months, members in truth:
        for name, _member in members:
            by_cut.setdefault((key, months, name), []).append((key, months, members))
    for (key, months, _name), parts in by_cut.items():
        if (key, months, frozenset()) in truth:
            yield (key, months, frozenset()), parts
    for key, months, members in truth:
        parts = [(key, (month,), members) for month in months]
        if len(months) > 1 and What.CHILDREN_IN_PERIOD.value not in key and all(part in truth for part in parts):
            yield (key, months, members), parts


@pytest.mark.parametrize("name", ATTACKED)
def test_no_hidden_count_can_be_worked_out_from_all_pages_together(reading, name):
    attack, hidden, _known = attack_on(reading, Audience.PUBLIC, family_of(name))
    assert len(hidden) > 50
    assert attack.worked_out(sorted(hidden, key=str)[::7]) == []


@pytest.mark.parametrize("name", ATTACKED)
@pytest.mark.parametrize("audience", [Audience.PARTNER, Audience.PUBLIC], ids=str)
def test_no_small_count_is_shown_in_any_month_or_unit(reading, audience, name):
    _attack, _hidden, known = attack_on(reading, audience, family_of(name))
    small = [key for key, number in known.items() if 0 < number <= 5 and What.AMOUNT.value not in key[0]]
    assert [key for key in small if len(key[1]) == 1] == []


def test_most_of_the_authoritys_own_months_are_shown(reading):
    shown = [
        figure.status is not Status.SUPPRESSED
        for name in ATTACKED
        for figure in ask_as(reading, Audience.PUBLIC)(
            measure_called(name), Slice(Window.MONTH, months_of(reading))
        )
    ]  # fmt: skip
    assert sum(shown) > len(shown) / 2


def test_a_figure_is_hidden_however_it_is_asked_for(reading):
    measure, month = measure_called("icpc_in_15wd_excl_no_s47_pct"), reading.last_whole_month
    ask = ask_as(reading, Audience.PUBLIC)
    for figure in ask(measure, Slice(Window.MONTH, (month,), ("locality",))):
        name = figure.by["locality"]
        (alone,) = ask(measure, Slice(Window.MONTH, (month,), (), (("locality", name),)))
        assert alone.status is figure.status, name


def test_two_crossed_cuts_are_hidden_whole(reading):
    question = Slice(Window.MONTH, (reading.last_whole_month,), ("locality", "gender"))
    assert {f.status for f in ask_as(reading, Audience.PARTNER)(measure_called("referrals"), question)} == {
        Status.SUPPRESSED
    }


def test_nothing_is_hidden_from_those_who_are_cleared(reading):
    measure, month = measure_called("cpp_ended_within_3m_pct"), reading.last_whole_month
    for unit in reading.organisation.of_kind(UnitKind.LOCALITY):
        exact = reading.figure(measure, Window.MONTH, month, unit)
        assert figure_as(reading, Audience.INTERNAL, measure, Window.MONTH, month, unit) == exact


def test_measures_that_share_a_count_are_one_family():
    family = family_of("referrals_to_assessment_pct")
    assert {"referrals", "referral_rate", "referrals_nfa_pct"} <= set(family)
    assert "cla_snapshot" not in family


def test_what_pages_show_is_known_and_what_they_hide_stays_hidden(reading):
    measure = measure_called("icpc_in_15wd_excl_no_s47_pct")
    before = known_to(reading, Audience.PUBLIC, [reading.last_whole_month], [measure])
    assert before.shown and before.hidden
    assert not set(before.shown) & set(before.hidden)
