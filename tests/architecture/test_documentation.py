"""The reference pages say what the declarations say, and the spec tests are read as they are drawn."""

from ibis import _

from architecture.source_code import REPOSITORY
from sightline.dataset import tables
from sightline.documentation.measures import section_page
from sightline.documentation.pages import pages, stale, write
from sightline.documentation.spec_examples import Drawing, Expectation, examples_of
from sightline.documentation.words import condition, counted, divided_by
from sightline.measures.catalogue import CATALOGUE, SECTIONS

A_SPEC_FILE = '''
RESIDENTS = 1000


def test_a_referral_within_a_year_counts(spec):
    spec.given_residents(RESIDENTS)
    spec.given(
        cin_episodes="""
            child | referral_date
            ------+--------------
            A     | 2017-04-30
        """
    )
    spec.expect("rereferral_pct_children", "2017-04", numerator=1, denominator=2, value=50)
    spec.expect("referrals", "2017-06", window="ytd", numerator=3, locality="Exeter")
    spec.expect_by("referral_outcomes", "2017-04", "outcome", {"Single assessment": 1})
    spec.expect("referrals", "2017-05", status="not_supplied")


def given_a_post(spec, role):
    spec.given(worker_post=f"role\\n----\\n{role}")


def test_a_test_may_draw_by_a_function_of_its_own_and_ask_for_what_no_page_shows(spec):
    for role in ("social_worker", "iro"):
        given_a_post(spec, role)
    spec.expect("caseload_fte_adjusted", "2017-06", numerator=0.8)
    assert spec.figures("caseload_fte_adjusted", "2017-06")[0].value == 1


def test_a_test_that_asks_for_more_than_the_drawn_world_is_left_out(spec, settings):
    raise AssertionError
'''


def test_the_pages_are_current():
    assert stale(REPOSITORY, pages(REPOSITORY)) == [], "run 'make docs' and commit what it writes"


def test_every_measure_and_every_table_has_its_place():
    made = {path.name: text for path, text in pages(REPOSITORY).items()}
    assert [m for m in CATALOGUE if f"`{m}`" not in made["index.md"]] == []
    assert [t for t in tables.ALL if f"### {t}\n" not in made["data-dictionary.md"]] == []


def test_a_page_shows_an_example_once_and_links_to_it_from_each_of_its_measures():
    (example, *_) = examples_of(A_SPEC_FILE)
    text = section_page("Referrals", SECTIONS["Referrals"], [example])
    assert text.count("### A referral within a year counts\n") == 1
    assert text.count("[A referral within a year counts](#a-referral-within-a-year-counts)") == 3
    assert "A     | 2017-04-30\n```\n\n- `rereferral_pct_children`, `2017-04`: 1 of 2, value 50\n" in text


def test_a_page_that_differs_is_missing_or_belongs_to_nothing_is_not_current(tmp_path):
    made = pages(REPOSITORY)
    write(tmp_path, made)
    assert stale(tmp_path, made) == []
    (tmp_path / "docs/measures/referrals.md").write_text("something else", "utf-8")
    (tmp_path / "docs/measures/conferences.md").unlink()
    (tmp_path / "docs/measures/no-longer.md").write_text("of a section that has gone", "utf-8")
    assert stale(tmp_path, made) == [
        "docs/measures/conferences.md",
        "docs/measures/no-longer.md",
        "docs/measures/referrals.md",
    ]
    write(tmp_path, made)
    assert stale(tmp_path, made) == []


def test_a_spec_test_is_an_example_titled_by_its_name():
    example, _other = examples_of(A_SPEC_FILE)
    assert example.title == "A referral within a year counts"
    assert example.measures == {"rereferral_pct_children", "referrals", "referral_outcomes"}
    assert example.steps == (
        Drawing("population", "1,000 residents aged 0 to 17"),
        Drawing("cin_episodes", "child | referral_date\n------+--------------\nA     | 2017-04-30"),
        Expectation("rereferral_pct_children", "`2017-04`: 1 of 2, value 50"),
        Expectation("referrals", "`2017-06` (ytd), locality Exeter: 3"),
        Expectation("referral_outcomes", "`2017-04`, by outcome: Single assessment 1"),
        Expectation("referrals", "`2017-05`: not supplied"),
    )


def test_what_a_test_draws_by_a_function_is_shown_and_what_it_asks_itself_is_not():
    _first, example = examples_of(A_SPEC_FILE)
    assert example.steps == (
        Drawing("worker_post", "role\n----\nsocial_worker"),
        Drawing("worker_post", "role\n----\niro"),
        Expectation("caseload_fte_adjusted", "`2017-06`: 0.8"),
    )


def test_months_in_a_title_have_their_capital():
    (example,) = examples_of("def test_31_march_may_be_late(spec):\n    spec.given_residents(1)")
    assert example.title == "31 March may be late"


def test_conditions_read_as_words():
    assert condition(_.is_repeat) == "it is repeat"
    assert condition(~_.is_transfer_in & _.to_plan) == "it is not transfer in and to plan"
    assert condition((_.case_type == "Child in need") | ~_.to_plan) == "(case type is 'Child in need' or not to plan)"
    assert condition(_.timeliness.isin(["within", "outside"])) == (
        "timeliness is 'Within 15 working days' or 'Outside 15 working days'"
    )
    assert condition(_.age.between(1, 4)) == "age is 1 to 4"
    # What has no words of its own stands as it is written.
    assert condition(_.start.year() > 2017) == "`start.year() > 2017`"


def test_counts_read_as_words():
    share = CATALOGUE["rereferral_pct_children"]
    assert (
        counted(share.numerator)
        == "the different children of each month among: one referral of one child, where it is repeat"
    )
    assert divided_by(CATALOGUE["referral_rate"]) == "residents aged 0 to 17"
    assert divided_by(CATALOGUE["referrals"]) == ""
    assert divided_by(CATALOGUE["referral_outcomes"]) == "each referral of one child (the same for every outcome)"
