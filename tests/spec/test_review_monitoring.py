"""The reviewing unit's forms and how children took part: a share is of the forms that answered."""

import pytest


def given_forms(spec, item: str, *answers: str, completed: str = "2017-06-10") -> None:
    """One looked-after review form for each answer, of a child of its own."""
    for number, answer in enumerate(answers):
        spec.given(
            review_monitoring=f"""
            form_id       | review_table    | review_id | person_id | completed_on | item   | answer
            --------------+-----------------+-----------+-----------+--------------+--------+---------
            {item}{number}| ssd_cla_reviews | R{number} | C{number} | {completed}  | {item} | {answer}
            """
        )


def test_forms_that_leave_the_question_blank_are_not_in_the_base(spec):
    given_forms(spec, "change_of_social_worker", "Yes", "No", "No", "", "Not answered")
    spec.expect("cla_change_of_sw_pct", "2017-06", numerator=1, denominator=3)
    spec.expect("iru_cla_forms", "2017-06", numerator=5)


def test_one_or_more_changes_of_social_worker_are_a_change(spec):
    given_forms(spec, "change_of_social_worker", "0", "1", "2+")
    spec.expect("cla_change_of_sw_pct", "2017-06", numerator=2, denominator=3)


def test_a_form_counts_in_the_month_it_was_completed(spec):
    given_forms(spec, "change_of_social_worker", "Yes", completed="2017-05-31")
    spec.expect("cla_change_of_sw_pct", "2017-06", status="no_denominator")
    spec.expect("cla_change_of_sw_pct", "2017-05", numerator=1, denominator=1)


def test_no_concern_is_the_answer_no(spec):
    given_forms(spec, "stability_concern", "Yes", "No", "No", "")
    spec.expect("iru_no_stability_concern_pct", "2017-06", numerator=2, denominator=3)


def test_every_question_has_its_share(spec):
    items = (
        "social_worker_report_on_time",
        "care_plan_implemented",
        "child_worried",
        "plan_informed_by_assessment",
        "plan_includes_child_views",
        "told_of_changes",
        "parents_consulted",
        "child_consulted_on_meeting",
        "child_participated",
        "child_chaired",
        "midpoint_check_done",
    )
    for item in items:
        given_forms(spec, item, "Yes", "No", "")
    spec.expect("iru_sw_report_on_time_pct", "2017-06", numerator=1, denominator=2)
    spec.expect("iru_care_plan_implemented_pct", "2017-06", numerator=1, denominator=2)
    spec.expect("iru_child_worried_pct", "2017-06", numerator=1, denominator=2)
    spec.expect("iru_plan_informed_by_assessment_pct", "2017-06", numerator=1, denominator=2)
    spec.expect("iru_plan_includes_child_views_pct", "2017-06", numerator=1, denominator=2)
    spec.expect("iru_told_of_changes_pct", "2017-06", numerator=1, denominator=2)
    spec.expect("iru_parents_consulted_pct", "2017-06", numerator=1, denominator=2)
    spec.expect("iru_children_consulted_on_meeting_pct", "2017-06", numerator=1, denominator=2)
    spec.expect("iru_children_participating_pct", "2017-06", numerator=1, denominator=2)
    spec.expect("iru_children_chairing_pct", "2017-06", numerator=1, denominator=2)
    spec.expect("iru_midpoint_checks_pct", "2017-06", numerator=1, denominator=2)


@pytest.mark.parametrize(
    ("measure", "item", "birthday"),
    [
        ("cla_in_person_previsit_pct", "child_seen_by_iro_before_review", "2013-06-10"),
        ("review_age_16_pathway_plan_pct", "pathway_plan_before_16", "2001-06-10"),
    ],
)
def test_some_questions_are_of_children_old_enough(spec, measure, item, birthday):
    given_forms(spec, item, "Yes", "Yes", "Yes")
    year, month, day = birthday.split("-")
    spec.given(person=f"child | dob\n---\nC0 | {birthday}\nC1 | {year}-{month}-{int(day) + 1}")
    # The third child's age is not known.
    assert [f.denominator for f in spec.figures(measure, "2017-06")] == [1]


def test_who_is_old_enough_is_asked(spec):
    given_forms(spec, "child_seen_by_iro_before_review", "Yes", "No")
    given_forms(spec, "pathway_plan_before_16", "Yes", "No")
    spec.given(person="child | dob\n---\nC0 | 2000-01-01\nC1 | 2000-01-01")
    spec.expect("cla_in_person_previsit_pct", "2017-06", numerator=1, denominator=2)
    spec.expect("review_age_16_pathway_plan_pct", "2017-06", numerator=1, denominator=2)


def test_forms_of_conferences_count_meetings_and_not_children(spec):
    spec.given(
        cp_reviews="""
            id | child | cp_review_date | cp_review_meeting_id
            ---+-------+----------------+---------------------
            R1 | A     | 2017-06-01     | M1
            R2 | B     | 2017-06-01     | M1
            R3 | C     | 2017-06-01     | M2
            R4 | D     | 2017-06-01     |
        """,
        review_monitoring="""
            form_id | review_table   | review_id | person_id | completed_on | item                     | answer
            --------+----------------+-----------+-----------+--------------+--------------------------+-------
            F1      | ssd_cp_reviews | R1        | A         | 2017-06-01   | visits_in_line_with_plan | Yes
            F2      | ssd_cp_reviews | R2        | B         | 2017-06-01   | visits_in_line_with_plan | No
            F3      | ssd_cp_reviews | R3        | C         | 2017-06-01   | visits_in_line_with_plan | Yes
            F4      | ssd_cp_reviews | R4        | D         | 2017-06-01   | visits_in_line_with_plan |
        """,
    )
    spec.expect("iru_cp_forms", "2017-06", numerator=3)
    spec.expect("cp_visits_in_line_pct", "2017-06", numerator=1, denominator=2, value=50)


def test_children_under_four_and_reviews_without_a_code_are_not_in_the_base_of_participation(spec):
    codes = ["PN0", "PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7", ""]
    lines = "\n".join(f"A | 2017-06-01 | N | {code}" for code in codes)
    spec.given(
        cla_reviews=f"""
        cla_person_id | cla_review_date | cla_review_cancelled | cla_review_participation
        --------------+-----------------+----------------------+-------------------------
        {lines}
        A | 2017-06-01 | Y | PN1
        A |            | N | PN1
        """
    )
    spec.expect("cla_review_participation_pct", "2017-06", numerator=5, denominator=7)
    found = spec.figures("cla_review_participation", "2017-06", by="participation")
    assert {f.codes["participation"]: int(f.numerator) for f in found if f.numerator} == {
        f"PN{n}": 1 for n in range(1, 8)
    }


def test_children_take_part_in_review_conferences_by_the_same_codes(spec):
    spec.given(
        cp_reviews="""
        child | cp_review_date | cp_review_participation
        ------+----------------+------------------------
        A     | 2017-06-01     | PN1
        B     | 2017-06-01     | PN7
        C     | 2017-06-01     | PN0
        D     | 2017-06-01     |
    """
    )
    spec.expect("cp_review_participation_pct", "2017-06", numerator=1, denominator=2)
    spec.expect_by("cp_review_participation", "2017-06", "participation", {
        "Attended and spoke for self": 1, "Did not attend and views not conveyed": 1})  # fmt: skip


def test_the_change_in_visits_before_reviews_is_as_the_unit_reports_it_and_may_be_a_fall(spec):
    spec.given(
        observation="""
        measure             | period  | value
        --------------------+---------+------
        iru_previsit_change | 2016-17 | -4
        """
    )
    spec.expect("iru_previsit_change", "2017-03", value=-4)
