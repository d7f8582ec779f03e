"""The children in need census: each element's way into the tables, and what trips readers up."""

from datetime import date

import pytest

from .builders import census, census_child

EPISODE = """
  <CINreferralDate>2024-06-10</CINreferralDate><ReferralSource>2A</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode>
  <Assessments><AssessmentActualStartDate>2024-06-11</AssessmentActualStartDate>
    <AssessmentAuthorisationDate>2024-07-18</AssessmentAuthorisationDate>
    <FactorsIdentifiedAtAssessment><AssessmentFactors>3B</AssessmentFactors><AssessmentFactors>16A</AssessmentFactors>
      <AssessmentFactors>3B</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>
  <CINPlanDates><CINPlanStartDate>2024-07-20</CINPlanStartDate></CINPlanDates>
  <Section47><S47ActualStartDate>2024-07-21</S47ActualStartDate><InitialCPCtarget>2024-08-11</InitialCPCtarget>
    <DateOfInitialCPC>2024-08-07</DateOfInitialCPC><ICPCnotRequired>false</ICPCnotRequired></Section47>
  <ReferralNFA>0</ReferralNFA>
  <ChildProtectionPlans><CPPstartDate>2024-08-07</CPPstartDate><InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>
    <LatestCategoryOfAbuse>EMO</LatestCategoryOfAbuse><NumberOfPreviousCPP>0</NumberOfPreviousCPP>
    <Reviews><CPPreviewDate>2024-11-03</CPPreviewDate><CPPreviewDate>2025-02-03</CPPreviewDate></Reviews>
    <Reviews><CPPreviewDate>2025-03-03</CPPreviewDate></Reviews></ChildProtectionPlans>
"""


@pytest.fixture
def whole(loaded, put):
    return loaded(put({"census.xml": census(census_child("P1", EPISODE))}), as_at=None)


def test_the_child(whole):
    assert whole.rows("ssd_person", "pers_person_id", "pers_upn", "pers_sex", "pers_dob", "la_code") == [
        ("P1", "A123456789012", "F", date(2010, 5, 1), "878")
    ]
    assert whole.rows("ssd_disability", "disa_disability_code") == ["HAND", "LD"]
    assert whole.report.manifest.as_at == date(2025, 3, 31)


def test_the_episode(whole):
    assert whole.rows("ssd_cin_episodes", "cine_referral_id", "cine_referral_source_code", "cine_referral_nfa") == [
        ("P1-20240610", "2A", "N")
    ]
    assert whole.rows("ssd_cin_assessments", "cina_referral_id", "cina_assessment_auth_date") == [
        ("P1-20240610", date(2024, 7, 18))
    ]
    assert whole.rows("ssd_assessment_factors", "cinf_assessment_factors_json") == ['["16A","3B"]']
    assert whole.rows("ssd_cin_plans", "cinp_cin_plan_start_date") == [date(2024, 7, 20)]


def test_the_enquiry_the_conference_and_the_plan(whole):
    assert whole.rows("ssd_s47_enquiry", "s47e_s47_start_date", "s47e_s47_nfa") == [(date(2024, 7, 21), "N")]
    assert whole.rows(
        "ssd_initial_cp_conference", "icpc_s47_enquiry_id", "icpc_icpc_transfer_in", "icpc_icpc_outcome_cp_flag"
    ) == [("P1-20240721", "N", "Y")]
    assert whole.rows("ssd_cp_plans", "cppl_cp_plan_latest_category") == ["EMO"]
    assert whole.rows("ext_cp_plan_reported", "previous_plans", "source") == [(0, "cin_census")]


def test_every_review_date_is_read_however_reviews_are_nested(whole):
    assert len(whole.rows("ssd_cp_reviews", "cppr_cp_review_date")) == 3


def test_a_conference_on_the_episode_is_a_transfer_in(loaded, put):
    episode = "<CINreferralDate>2024-06-10</CINreferralDate><DateOfInitialCPC>2024-06-20</DateOfInitialCPC>"
    result = loaded(put({"census.xml": census(census_child("P1", episode))}))
    assert result.rows("ssd_initial_cp_conference", "icpc_icpc_transfer_in", "icpc_s47_enquiry_id") == [("Y", None)]


def test_pre_proceedings(loaded, put):
    episode = """<CINreferralDate>2024-06-10</CINreferralDate><PreProceedingsandFGDM>
      <PPStartDate>2024-09-09</PPStartDate>
      <ReviewMeetingsCount>3</ReviewMeetingsCount><PPOutcome>A</PPOutcome></PreProceedingsandFGDM>"""
    result = loaded(put({"census.xml": census(census_child("P1", episode))}))
    assert result.rows("ssd_pre_proceedings", "prep_pre_pro_decision_date", "prep_pre_pro_meetings_num") == [
        (date(2024, 9, 9), 3)
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("<Message>", '<Message xmlns="http://example.org/cin">'),
        lambda text: text.replace("<ReferralSource>", "stray text <Unknown>x</Unknown><ReferralSource> \n "),
        lambda text: text.replace("<Sex>F</Sex>", "<GenderCurrent>2</GenderCurrent>"),
        lambda text: text.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace(' encoding="UTF-8"', ' encoding="us-ascii"'),
        lambda text: text.replace("<Header>", "<!-- a comment --><Header>"),
    ],
)
def test_other_systems_write_the_same_census_differently(loaded, put, whole, change):
    result = loaded(put({"census.XML": change(census(census_child("P1", EPISODE)))}, "other"))
    assert result.contents() == whole.contents()


def test_two_referrals_of_one_day_are_two(loaded, put):
    same_day = "<CINreferralDate>2024-06-10</CINreferralDate>"
    result = loaded(put({"census.xml": census(census_child("P1", same_day, same_day))}))
    assert result.rows("ssd_cin_episodes", "cine_referral_id") == ["P1-20240610", "P1-20240610-2"]


def test_a_code_that_is_none_leaves_its_row(loaded, put):
    result = loaded(
        put({"census.xml": census(census_child("P1", EPISODE.replace("<ReferralSource>2A", "<ReferralSource>RB")))})
    )
    assert [(r["sheet"], r["column"], r["value"], r["whole_row"]) for r in result.rejects] == [
        ("CINdetails", "ReferralSource", "RB", False)
    ]


def test_a_reference_date_other_than_31_march_is_told_of(loaded, put):
    result = loaded(put({"census.xml": census(census_child(), reference="2025-03-28")}), as_at=None)
    assert result.notes[0] == "census.xml: the reference date is 28/03/2025, not a 31 March."
