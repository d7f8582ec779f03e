"""What a child's page says of each record, in the field's words."""

from datetime import date

import pytest

from sightline.engine.chronology import Lane, Sort


def lines(chronology, *, what: str | None = None) -> list[tuple]:
    """The lines as (day, what, detail, who), newest first, without the birth."""
    return [
        (str(h.on), h.what, h.detail, h.who)
        for h in chronology.happenings
        if h.what != "Born" and what in (None, h.what)
    ]


def bars(chronology, lane: Lane) -> list[tuple]:
    return [(str(s.start), str(s.end), s.label) for s in chronology.spells if s.lane is lane]


def marks(chronology, lane: Lane) -> list[tuple]:
    return [(str(e.on), e.label) for e in chronology.events if e.lane is lane]


def test_a_second_referral_within_a_year_says_that_it_counts_as_a_re_referral(told):
    child = told(
        cin_episodes="""
        id | referral_date | source_code | cin_primary_need_code | referral_nfa | referral_team
        r1 | 2016-05-04    | 6           | N1                    | Y            | IR
        r2 | 2017-03-06    | 2A          | N1                    | N            | IR
    """
    )
    assert lines(child) == [
        ("2017-03-06", "Referral",
         "Schools; abuse or neglect; earlier referral 306 days before: counts as a re-referral",
         "Initial Response"),
        ("2016-05-04", "Referral", "Police; abuse or neglect; no further action", "Initial Response"),
    ]  # fmt: skip
    assert marks(child, Lane.REFERRALS)[1] == ("2017-03-06", "Schools, abuse or neglect: within 12 months")


@pytest.mark.parametrize(
    ("second", "counts"),
    [("2017-05-04", True), ("2017-05-05", False), ("2016-05-05", True)],
)
def test_a_year_after_a_referral_is_the_same_rule_as_the_measures(told, second, counts):
    child = told(cin_episodes=f"id | referral_date\nr1 | 2016-05-04\nr2 | {second}")
    assert ("counts as a re-referral" in lines(child)[0][2]) is counts


def test_an_assessment_is_timed_in_working_days_and_names_its_factors(told):
    child = told(
        cin_assessments="""
            id | assessment_start_date | assessment_auth_date | assessment_worker_id
            a1 | 2017-03-06            | 2017-05-04           | ines
            a2 | 2017-06-01            |                      |
        """,
        assessment_factors='assessment_id | assessment_factors_json\na1 | ["16A","2B"]',
        allocation="from | to | worker | team\n2017-05-20 | | rhys | N3",
    )
    assert bars(child, Lane.ASSESSMENTS) == [
        ("2017-03-06", "2017-05-04", "40 working days"),
        ("2017-06-01", "None", "open"),
    ]
    authorised = lines(child, what="Assessment authorised")
    assert authorised == [
        ("2017-05-04", "Assessment authorised", "40 of 45 working days; neglect, drug misuse - parent or carer",
         "Ines Calder"),
    ]  # fmt: skip
    # The open one names nobody: whoever held the child that day did it.
    assert lines(child, what="Assessment started")[0] == ("2017-06-01", "Assessment started", "", "Rhys Lamorna")


def test_an_assessment_past_its_limit_says_by_how_much(told):
    child = told(cin_assessments="id | assessment_start_date | assessment_auth_date\na1 | 2017-03-06 | 2017-05-15")
    assert lines(child)[0][2] == "47 of 45 working days; 2 over the limit"


def test_from_strategy_discussion_to_plan(told):
    child = told(
        s47_enquiry="""
            id | s47_start_date | s47_end_date | s47_outcome_json
            e1 | 2017-03-08     | 2017-03-24   | {"CP_CONFERENCE_FLAG": "Y"}
        """,
        initial_cp_conference="""
            id | s47_enquiry_id | icpc_date  | icpc_outcome_cp_flag | cp_plan_id
            c1 | e1             | 2017-03-29 | Y                    | p1
        """,
        cp_plans="""
            id | cp_plan_start_date | cp_plan_end_date | cp_plan_initial_category | cp_plan_latest_category
            p1 | 2017-03-29         |                  | NEG                      | NEG
        """,
        cp_reviews="""
            id | cp_plan_id | cp_review_due | cp_review_date | cp_review_outcome_continue_cp
            v1 | p1         | 2017-06-29    | 2017-06-22     | Y
            v2 | p1         | 2017-12-22    |                |
        """,
    )
    assert [(what, detail) for _on, what, detail, _who in lines(child)] == [
        ("Review conference due", ""),
        ("Review conference", "Plan continues; in time"),
        ("Protection plan started", "Neglect"),
        ("First conference", "Day 15 of 15; plan started, neglect"),
        ("Section 47 enquiry completed", "To conference"),
        ("Section 47 enquiry started", ""),
    ]
    assert child.doubtful == ()
    assert bars(child, Lane.PLANS) == [("2017-03-29", "None", "Protection plan, neglect")]
    assert marks(child, Lane.CONFERENCES) == [("2017-03-29", "First, day 15"), ("2017-06-22", "Review")]
    assert [(s.name, str(s.since)) for s in child.standings] == [("Protection plan", "2017-03-29")]


def test_a_period_of_care_with_its_orders_placements_and_reviews(told):
    child = told(
        care="from | to | id\n2017-05-23 | | care1",
        legal_status="""
            id | legal_status | legal_status_start_date | legal_status_end_date
            l1 | V2           | 2017-05-23              | 2017-06-19
            l2 | C1           | 2017-06-19              |
        """,
        cla_placement="""
            id | cla_id | type | placement_start_date | placement_end_date | distance | provider | change_reason
            m1 | care1  | U6   | 2017-05-23           | 2017-06-06         | 19.2     | PR1      | CARPL
            m2 | care1  | U4   | 2017-06-06           |                    | 999.9    | PR4      |
        """,
        cla_reviews="""
            id | cla_id | cla_review_date | cla_review_participation | cla_review_cancelled
            n1 | care1  | 2017-06-20      | PN1                      | N
            n2 | care1  | 2017-06-12      |                          | Y
        """,
    )
    assert lines(child) == [
        ("2017-06-20", "First care review", "Day 19 of 20; attended and spoke for self", ""),
        ("2017-06-19", "Interim care order", "Section 20 ended", ""),
        ("2017-06-12", "Care review cancelled", "", ""),
        ("2017-06-06", "Placement move",
         "Foster, other carer, long term; private; change to, or carrying out of, the care plan", ""),
        ("2017-05-23", "Started to be looked after",
         "Section 20; foster, other carer, neither long term nor FFA; own provision; 19 miles from home", ""),
    ]  # fmt: skip
    (standing,) = child.standings
    assert (standing.name, standing.beside) == ("Looked after", "interim care order since 19 June 2017")


def test_leaving_care_says_why_and_is_told_once(told):
    child = told(
        care="from | to | id | reason\n2016-01-04 | 2017-02-01 | care1 | E4A",
        legal_status="id | legal_status | status_start_date | status_end_date\nl1 | V2 | 2016-01-04 | 2017-02-01",
        cla_placement="id | type | start_date | end_date\nm1 | U6 | 2016-01-04 | 2017-02-01",
    )
    assert [what for _on, what, _detail, _who in lines(child)] == [
        "Stopped being looked after",
        "Started to be looked after",
    ]
    assert lines(child)[0][2] == "Returned home, part of care plan"
    assert child.standings == ()


def test_visits_are_told_by_kind_and_can_be_left_out(told):
    child = told(
        cp_visits="id | cp_visit_date | cp_visit_seen | cp_visit_seen_alone\nv1 | 2017-06-28 | Y | Y",
        cla_visits="id | cla_visit_date | cla_visit_seen | cla_visit_seen_alone\nv2 | 2017-06-01 | N |",
        allocation="from | to | worker | team\n2017-06-20 | | ines | N3",
    )
    assert lines(child, what="Visit") == [
        ("2017-06-28", "Visit", "Seen alone; protection plan", "Ines Calder"),
        ("2017-06-01", "Visit", "Not seen; looked after", ""),
    ]
    assert {h.sort for h in child.happenings if h.what == "Visit"} == {Sort.VISIT}
    assert [on for on, _label in marks(child, Lane.VISITS)] == ["2017-06-01", "2017-06-28"]


def test_a_change_of_worker_names_both_and_why(told):
    child = told(
        allocation="from | to | worker | team\n2016-05-04 | 2017-05-02 | rhys | N3\n2017-05-02 | | ines | N3",
        involvements="id | involvement_start_date | worker_change_reason\ni2 | 2017-05-02 | MANAGE",
    )
    assert lines(child)[0] == (
        "2017-05-02",
        "Change of worker",
        "Rhys Lamorna to Ines Calder; managing caseloads",
        "North 3",
    )
    assert child.holder is not None
    assert (child.holder.worker, child.holder.team, str(child.holder.since)) == ("Ines Calder", "North 3", "2017-05-02")


def test_a_missing_episode_tells_how_long_and_whether_a_return_interview_was_held(told):
    child = told(
        missing="""
        id | start_date       | end_date         | type | offered | accepted
        m1 | 2017-06-01 20:00 | 2017-06-02 02:00 | M    | Y       | N
        m2 | 2017-07-02 20:00 |                  | A    |         |
    """
    )
    assert lines(child) == [
        ("2017-07-02", "Away without authorisation", "Not yet found", ""),
        ("2017-06-01", "Missing", "For 6 hours; return interview offered, not taken up", ""),
    ]


# Dates that can't be right are shown with what is wrong.


@pytest.mark.parametrize(
    ("start", "end", "line", "doubt"),
    [
        ("2018-01-04", "", "Child in need plan started", "lies after 3 July 2017, the day the data are as at"),
        ("2017-02-01", "2017-01-01", "Child in need plan ended", "ends before it starts"),
        ("", "", "Child in need plan started", "has no date"),
        ("2001-01-01", "", "Child in need plan started", "lies before the child, born 14 September 2008"),
    ],
)
def test_a_date_that_cannot_be_right_is_shown_with_its_doubt(told, start, end, line, doubt):
    child = told(cin_plans=f"id | cin_plan_start_date | cin_plan_end_date\np1 | {start} | {end}")
    assert [(h.what, h.doubt) for h in child.doubtful] == [(line, doubt)]


def test_what_came_after_a_death_is_doubted_and_a_referral_before_birth_is_not(told):
    child = told(
        person="id | dob | death_date\nA | 2008-09-14 | 2017-05-01",
        cin_episodes="id | referral_date\nr1 | 2008-06-01",
        cp_visits="id | cp_visit_date\nv1 | 2017-05-02",
    )
    assert [(h.what, h.doubt) for h in child.doubtful] == [("Visit", "lies after the child's death on 1 May 2017")]
    assert child.facts.age == 8


# Who the child is


def test_facts_are_in_words_and_what_is_not_recorded_says_so(told):
    child = told(
        person="id | sex | gender | ethnicity | dob\nA | F | | WBRI | 2008-09-14",
        disability="id | disability_code\nd1 | LD\nd2 | AUT",
    )
    facts = child.facts
    assert (facts.sex, facts.gender, facts.ethnicity, facts.age) == ("Female", "not recorded", "White British", 8)
    assert facts.disability == "Learning, Diagnosed autism or Asperger syndrome"
    assert (facts.name, facts.called) == ("", "The child")


def test_a_child_not_yet_born_has_no_age(told):
    child = told(person="id | sex | expected_dob\nA | U | 2017-10-01")
    assert (child.facts.is_unborn, child.facts.age, child.facts.sex) == (True, None, "not recorded")


@pytest.mark.parametrize(("as_at", "age"), [("2017-09-13", 8), ("2017-09-14", 9)])
def test_age_changes_on_the_birthday(told, as_at, age):
    assert told(as_at=date.fromisoformat(as_at)).facts.age == age


def test_nothing_known_but_the_child(told):
    child = told(person="id\nA")
    assert (child.first_known, child.spells, child.events, child.happenings) == (None, (), (), ())


def test_broken_json_and_strange_codes_are_shown_as_they_stand(told):
    child = told(
        cin_episodes="""
            id | referral_date | referral_source_code | referral_outcome_json | cin_primary_need_code
            r1 | 2017-01-04    | ZZ                   | {broken               | N77
        """,
        assessment_factors="assessment_id | assessment_factors_json\na1 | 7",
    )
    assert lines(child)[0][2] == "ZZ; N77"
