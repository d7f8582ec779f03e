"""What may be shown: single figures, lines and tables, releases one after another, commentary, others' figures."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import yaml

from sightline.errors import BadInput, BadUsage
from sightline.judgement.suppression.adding_up import linked, sums_of_rows
from sightline.judgement.suppression.audience import Audience, audience_called, strictest
from sightline.judgement.suppression.commentary import small_numbers_in
from sightline.judgement.suppression.differencing import (
    Released,
    is_area_large_enough,
    may_list,
    refuse_too_many_crossed,
)
from sightline.judgement.suppression.ledger import FILE_NAME, Ledger, read_ledger
from sightline.judgement.suppression.linked import Kind
from sightline.judgement.suppression.methods import METHODS
from sightline.judgement.suppression.recombined import median_if_certain, rank_if_certain, total_between
from sightline.judgement.suppression.rules import Rules
from sightline.judgement.suppression.single import (
    Mark,
    may_show_mean,
    may_show_median,
    may_show_quartiles,
    rounded_counts,
    rounded_share,
    shown_share,
)
from sightline.judgement.suppression.spans import Span, split
from sightline.judgement.suppression.statements import Before, Statement
from sightline.judgement.suppression.tables import protect_table
from sightline.measures.catalogue import CATALOGUE
from sightline.measures.windows import Month, Period, Window

C = Mark.CONFIDENTIAL
JUNE = Month(2017, 6)

# The vectors of the specification, beside the checkout.

VECTORS = Path(__file__).parents[4] / "shared" / "spec" / "statistics_examples.yaml"


def vectors() -> list[dict]:
    if not VECTORS.exists():
        return []
    return [case for case in yaml.safe_load(VECTORS.read_text("utf-8"))["cases"] if case["method"] in METHODS]


@pytest.mark.skipif(not VECTORS.exists(), reason="the specification's vectors are not beside the checkout")
def test_every_method_has_a_vector():
    assert {case["method"] for case in vectors()} == set(METHODS)


@pytest.mark.parametrize("case", vectors(), ids=lambda case: case["id"])
def test_the_specifications_vectors(case):
    assert METHODS[case["method"]](case["inputs"]) == case["expected"]


# Single figures


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [(0, 12, C), (12, 12, C), (0, 20, Decimal("0.0")), (20, 20, Decimal("100.0")), (6, 12, Decimal("50.0"))],
)
def test_none_or_all_of_a_small_group_is_not_said_of_a_sensitive_attribute(numerator, denominator, shown):
    assert shown_share(numerator, denominator, complement=True, sensitive=True) == shown


def test_a_rate_that_rounds_to_nought_is_not_printed_as_nought():
    assert shown_share(6, 2_000_000, complement=False, per=10_000) is Mark.ROUNDS_TO_ZERO


def test_means_medians_and_quartiles_need_their_number_of_children():
    assert [may_show_mean(n) for n in (5, 6)] == [False, True]
    assert [may_show_median(n) for n in (9, 10)] == [False, True]
    assert [may_show_quartiles(n) for n in (19, 20)] == [False, True]


def test_rounding_to_five_hides_one_and_two_and_keeps_nought():
    assert rounded_counts([0, 1, 2, 3, 7, 8, 12, 13]) == [0, C, C, 5, 5, 10, 10, 15]
    assert rounded_share(7, 29) is C
    assert rounded_share(7, 30) == Decimal("23.3")
    assert rounded_share(0, 0) is Mark.NOT_APPLICABLE


# Tables


def test_a_missing_cell_is_in_no_total_and_hides_nothing():
    table = protect_table(np.asarray([[3, None], [9, 20]], dtype=object))
    assert table.printed[0, 1] is None
    assert table.printed[1, 1] == 20
    assert table.printed[2, 1] == 20
    assert table.printed[0, 0] is C and table.printed[0, 2] is C


def test_nothing_is_hidden_where_nothing_is_small():
    table = protect_table(np.asarray([[0, 6], [7, 8]], dtype=object))
    assert table.suppressed == 0
    assert table.min_width is None


# What an output states


def stated(
    measure: str, numerator, denominator=None, window=Window.MONTH, month=JUNE, group=None, **members
) -> Statement:
    return Statement(
        CATALOGUE[measure],
        Period(window, month),
        tuple(sorted(members.items())),
        Fraction(numerator),
        None if denominator is None else Fraction(denominator),
        group,
    )


def hidden(*statements: Statement, audience=Audience.PARTNER, rules=None, before=None) -> list[bool]:
    outcome = linked(statements, audience, rules, before).protected()
    assert outcome.protected.is_safe
    return [outcome.is_hidden(number) for number in range(len(statements))]


def test_a_hidden_team_takes_the_smallest_other_team_with_it():
    teams = [stated("referrals", n, team=f"Team {n}") for n in (3, 40, 12)]
    assert hidden(*teams) == [True, False, False]
    assert hidden(*teams, stated("referrals", 55)) == [True, False, True, False]


def test_a_percentage_goes_with_its_numerator():
    share = stated("rereferral_pct_children", 3, 40)
    assert hidden(share) == [True]
    # Partners may see all but three; the public may not.
    most = stated("rereferral_pct_children", 37, 40)
    assert hidden(most) == [False]
    assert hidden(most, audience=Audience.PUBLIC) == [True]


def test_a_month_cannot_be_taken_from_the_year_to_date():
    months = [stated("referrals", n, month=Month(2017, m)) for m, n in ((4, 20), (5, 4), (6, 30))]
    assert hidden(*months) == [False, True, False]
    assert hidden(*months, stated("referrals", 54, window=Window.YEAR_TO_DATE)) == [True, True, False, False]


def test_two_years_to_date_a_few_children_apart_are_a_count_of_a_few_children():
    to_may = stated("referrals", 40, window=Window.YEAR_TO_DATE, month=Month(2017, 5))
    to_june = stated("referrals", 43, window=Window.YEAR_TO_DATE)
    assert any(hidden(to_may, to_june))
    assert hidden(to_may, stated("referrals", 50, window=Window.YEAR_TO_DATE)) == [False, False]


def test_rows_that_always_add_up_are_linked_though_they_are_different_measures():
    rows = []
    for month, within, outside in ((4, 20, 9), (5, 30, 3), (6, 25, 11)):
        at = {"month": Month(2017, month), "group": "table"}
        rows += [
            stated("icpc_within_15wd", within, **at),
            stated("icpc_outside_15wd", outside, **at),
            stated("icpc_children", within + outside, **at),
        ]
    found = hidden(*rows)
    assert found[4], "3 outside"
    assert found[3] or found[5], "30 within and 33 in all would give it away"


def test_a_row_is_found_to_be_the_sum_of_others():
    rows = [{"a": 1.0, "b": 2.0, "c": 3.0}, {"a": 4.0, "b": 0.0, "c": 1.0}, {"a": 5.0, "b": 2.0, "c": 4.0}]
    assert sums_of_rows(rows) == [(2, (0, 1))]
    assert sums_of_rows([rows[0], dict(rows[0])]) == [(1, (0,))]


def test_staff_and_residents_are_not_hidden():
    assert hidden(stated("caseload_fte_adjusted", 3, window=Window.SNAPSHOT, team="North")) == [False]


def test_a_measure_may_have_a_threshold_of_its_own():
    assert hidden(stated("referrals", 7), rules=Rules(of_measure={"referrals": 7})) == [True]
    assert hidden(stated("referrals", 4), rules=Rules(of_measure={"referrals": 0})) == [False]
    assert hidden(stated("referrals", 9), rules=Rules(threshold=10)) == [True]


def test_spans_are_cut_where_any_of_them_starts_or_ends():
    april, to_june = Span(Month(2017, 4), Month(2017, 4)), Span(Month(2017, 4), JUNE)
    pieces = split({april: Fraction(10), to_june: Fraction(25)})
    rest = Span(Month(2017, 5), JUNE)
    assert pieces.sums == {to_june: (april, rest)}
    assert pieces.values[rest] == 15
    assert rest in pieces.known


def test_spans_that_contradict_one_another_say_nothing():
    april, to_june = Span(Month(2017, 4), Month(2017, 4)), Span(Month(2017, 4), JUNE)
    assert split({april: Fraction(30), to_june: Fraction(25)}).sums == {}


# Releases one after another


def release(ledger: Ledger, *statements: Statement, audience=Audience.PUBLIC) -> list[bool]:
    outcome = linked(statements, audience, before=ledger.before(audience)).protected()
    ledger.record("June", audience, outcome)
    return [outcome.is_hidden(number) for number in range(len(statements))]


def test_the_pattern_of_a_release_is_kept_when_the_figures_are_revised():
    ledger = Ledger()
    before = [stated("referrals", n, team=t) for t, n in (("A", 3), ("B", 30), ("C", 20))]
    assert release(ledger, *before, stated("referrals", 53)) == [True, False, True, False]
    # A has grown past the threshold and B fallen below C; nothing that was hidden is uncovered.
    after = [stated("referrals", n, team=t) for t, n in (("A", 9), ("B", 30), ("C", 31))]
    assert release(ledger, *after, stated("referrals", 70)) == [True, False, True, False]


def test_a_revision_by_a_few_children_is_held():
    ledger = Ledger()
    assert release(ledger, stated("referrals", 53)) == [False]
    assert release(ledger, stated("referrals", 55)) == [True]
    assert release(Ledger(dict(ledger.lines)), stated("referrals", 80)) == [False]


def test_partners_who_see_public_figures_learn_no_more_from_their_own():
    ledger = Ledger()
    cells = [stated("referrals", n, team=t) for t, n in (("A", 3), ("B", 30), ("C", 20))]
    release(ledger, *cells, stated("referrals", 53))
    assert release(ledger, *cells, stated("referrals", 53), audience=Audience.PARTNER) == [True, False, True, False]


def test_the_ledger_is_kept_in_the_workspace(tmp_path: Path):
    ledger = Ledger()
    release(ledger, stated("referrals", 3, team="A"), stated("referrals", 40, team="B"))
    ledger.write(tmp_path)
    assert read_ledger(tmp_path).lines == ledger.lines
    assert '"value": 3' not in (tmp_path / FILE_NAME).read_text("utf-8")
    assert read_ledger(tmp_path / "elsewhere").lines == {}


def test_a_damaged_ledger_stops_the_release(tmp_path: Path):
    (tmp_path / FILE_NAME).write_text("{", "utf-8")
    with pytest.raises(BadInput, match="ledger can't be read"):
        read_ledger(tmp_path)


def test_a_review_may_lift_what_was_hidden_for_anothers_sake_and_never_a_small_count():
    ledger = Ledger()
    cells = [stated("referrals", n, team=t) for t, n in (("A", 3), ("B", 30), ("C", 20))]
    release(ledger, *cells, stated("referrals", 53))
    kinds = {line.cell: line.kind for line in ledger.lines.values()}
    lifted = {cell: ledger.lift(Audience.PUBLIC, cell) for cell in kinds}
    assert {kinds[cell] for cell, done in lifted.items() if done} == {"secondary"}


def test_a_small_count_that_hangs_on_published_figures_is_withheld_with_them():
    small, other, whole = stated("referrals", 3, team="A"), stated("referrals", 50, team="B"), stated("referrals", 53)
    system = linked([small, other, whole], Audience.PUBLIC)
    place_of = dict(enumerate(system.places))
    published = Before({place_of[number].text: float(system.entries[number].value) for number in (1, 2)})
    outcome = linked([small, other, whole], Audience.PUBLIC, before=published).protected()
    assert not outcome.protected.is_safe
    assert all(outcome.is_withheld(number) for number in range(3))
    assert set(outcome.hidden_places.values()) == {Kind.PRIMARY}


# Who may ask for what


def test_figures_a_few_children_apart_are_not_both_released():
    released = Released()
    assert released.release("referrals", range(10))
    assert not released.release("referrals", range(8))
    assert released.release("referrals", range(4))
    assert released.release("referrals", range(10)), "the same figure again"
    assert released.release("cla_snapshot", range(8)), "another measure"


def test_the_strictest_of_viewer_and_output_wins():
    assert strictest(Audience.CASE, Audience.PARTNER, Audience.INTERNAL) is Audience.PARTNER
    with pytest.raises(BadUsage, match="Did you mean 'public'"):
        audience_called("publik")


def test_partners_may_cross_three_breakdowns_and_none_by_worker():
    refuse_too_many_crossed(("service_area", "locality", "team", "gender", "age_band"), Audience.PUBLIC)
    refuse_too_many_crossed(("gender", "age_band", "ethnicity", "disability"), Audience.INTERNAL)
    with pytest.raises(BadUsage, match="4 breakdowns are crossed"):
        refuse_too_many_crossed(("gender", "age_band", "ethnicity", "disability"), Audience.PARTNER)
    with pytest.raises(BadUsage, match="by worker"):
        refuse_too_many_crossed(("worker",), Audience.PARTNER)


def test_fewer_than_six_children_have_no_list_outside_case_level():
    assert [may_list(5, level) for level in (Audience.CASE, Audience.INTERNAL)] == [True, False]
    assert may_list(6, Audience.INTERNAL)
    assert not is_area_large_enough(999, Audience.PUBLIC)
    assert is_area_large_enough(999, Audience.INTERNAL)


# Commentary


@pytest.mark.parametrize(
    "text",
    [
        "Three children in Exeter moved placement.",
        "Of the boys, 2 were missing more than once.",
        "There was one plan in the Northern team.",
    ],
)
def test_a_small_number_beside_a_group_is_pointed_out(text):
    (found,) = small_numbers_in(text, groups=("Exeter", "Northern"))
    assert 1 <= found.number <= 3
    assert text in found.warning


@pytest.mark.parametrize(
    "text",
    [
        "Children were seen within 5 working days.",
        "Children aged 1 to 4 were 12% of all.",
        "On 3 June the team visited 60 children.",
        "Children looked after rose by 2.5 per cent.",
        "Re-referrals of 94 of 429 children were in time in section 3 of the report.",
    ],
)
def test_a_number_that_counts_no_one_is_not(text):
    assert small_numbers_in(text) == []


# Others' hidden figures


def test_a_hidden_figure_of_others_is_one_to_five():
    total = total_between([100, C, 40, C])
    assert (total.low, total.high) == (142, 150)
    assert not total.is_certain


def test_a_rank_or_median_is_said_only_when_it_is_certain():
    assert rank_if_certain(10, [C, 20, 30], high_is_first=True) == 3
    assert rank_if_certain(10, [C, 20, 30], high_is_first=False) == 2
    assert rank_if_certain(3, [C, 20, 30], high_is_first=True) is None
    assert median_if_certain([C, 20, 30]) == 20
    assert median_if_certain([C, C, 30]) is None
