"""Every measure that another system counts, with the figures of the printed reports where they survive."""


def test_early_help(spec):
    spec.given(
        observation="""
            measure                          | period  | numerator | denominator
            ---------------------------------+---------+-----------+------------
            early_help_assessments           | 2015-Q2 | 369       |
            early_help_assessments           | 2016-Q2 | 81        |
            early_help_users                 | 2017-06 | 4698      |
            early_help_open_cases            | 2017-06 | 3416      |
            early_help_lead_practitioner_pct | 2017-06 | 3177      | 3416
            chat_health_texts                | 2017-05 | 252       |
            step_down_weeks                  | 2017-Q1 | 90        | 60
        """
    )
    spec.expect("early_help_assessments", "2017-06", numerator=81)
    spec.expect("early_help_assessments", "2015-Q2", window="quarter", numerator=369)
    spec.expect("early_help_users", "2017-06", numerator=4698)
    spec.expect("early_help_open_cases", "2017-06", numerator=3416)
    spec.expect("early_help_lead_practitioner_pct", "2017-06", numerator=3177, denominator=3416)
    spec.expect("chat_health_texts", "2017-06", numerator=252)
    spec.expect("step_down_weeks", "2017-06", value=1.5)


def test_the_hubs_contacts_and_what_becomes_of_them(spec):
    spec.given(
        observation="""
            measure              | period  | breakdown                               | numerator | denominator
            ---------------------+---------+-----------------------------------------+-----------+------------
            mash_contacts_weekly | 2016-17 | contact=Inbox                           | 523       |
            mash_contacts_weekly | 2016-17 | contact=Accepted                        | 229       |
            mash_contacts_weekly | 2016-17 | contact=Inbox; weekday=Monday           | 109       |
            mash_contacts_weekly | 2016-17 | contact=Inbox; weekday=Tuesday          | 103       |
            mash_outcome_share   | 2016-17 | outcome=Initial assessment              | 45        | 229
            mash_outcome_share   | 2016-17 | outcome=Early help                      | 57        | 229
        """
    )
    spec.expect_by("mash_contacts_weekly", "2017-06", "contact", {"Inbox": 523, "Accepted": 229})
    spec.expect_by(
        "mash_contacts_weekly", "2017-06", "contact,weekday", {"Inbox / Monday": 109, "Inbox / Tuesday": 103}
    )
    spec.expect("mash_outcome_share", "2017-06", outcome="Initial assessment", numerator=45, denominator=229)
    spec.expect("mash_outcome_share", "2017-06", outcome="Early help", value=5700 / 229)


def test_residents_to_read_our_figures_against(spec):
    spec.given(
        observation="""
            measure             | period  | area    | breakdown             | numerator | denominator | value
            --------------------+---------+---------+-----------------------+-----------+-------------+------
            population_ethnicity | 2011   |         | ethnicity_group=White | 950       | 1000        |
            population_neet_pct | 2015-16 | England |                       |           |             | 14
        """
    )
    spec.expect("population_ethnicity", "2017-06", ethnicity_group="White", value=95)
    spec.expect("population_neet_pct", "2017-06", area="England", value=14)


def test_published_tables_of_care_leavers_and_the_adoption_scorecard(spec):
    spec.given(
        observation="""
            measure                                   | period  | area    | breakdown                        | numerator | denominator | value
            ------------------------------------------+---------+---------+----------------------------------+-----------+-------------+------
            care_leavers_published                    | 2015-16 | England | indicator=In touch, aged 19 to 21 | 151      |             |
            adoption_scorecard_entry_to_placement_days | 2015-16 | England |                                 |           |             | 486
            adoption_scorecard_authority_to_match_days | 2015-16 |        |                                  | 17000     | 100         |
            adoption_scorecard_under_14_months_pct    | 2015-16 |         |                                  | 60        | 100         |
        """  # noqa: E501
    )
    spec.expect_by("care_leavers_published", "2017-06", "indicator,area", {"In touch, aged 19 to 21 / England": 151})
    spec.expect("adoption_scorecard_entry_to_placement_days", "2017-06", area="England", value=486)
    spec.expect("adoption_scorecard_authority_to_match_days", "2017-06", value=170)
    spec.expect("adoption_scorecard_under_14_months_pct", "2017-06", value=60)


def test_the_establishment_as_the_dashboard_of_2023_prints_it(spec):
    spec.given(
        observation="""
            measure                     | period  | breakdown                                  | numerator | denominator
            ----------------------------+---------+--------------------------------------------+-----------+------------
            establishment_share         | 2017-06 | post_status=Agency                         | 145.36    | 417
            agency_rate                 | 2017-06 | staff_group=Social workers                 | 117.36    | 233
            agency_rate                 | 2017-06 |                                            | 145.36    | 417
            agency_covering_vacancy_pct | 2016    |                                            | 91        | 100
            posts_filled                | 2017-06 |                                            | 377.5     |
            posts_vacant                | 2017-06 |                                            | 39.5      |
        """
    )
    spec.expect("establishment_share", "2017-06", post_status="Agency", numerator=145.36, denominator=417)
    spec.expect("agency_rate", "2017-06", staff_group="Social workers", value=11736 / 233)
    spec.expect("agency_rate", "2017-06", value=14536 / 417)
    spec.expect("agency_covering_vacancy_pct", "2017-06", value=91)
    spec.expect("posts_filled", "2017-06", value=377.5)
    spec.expect("posts_vacant", "2017-06", value=39.5)


def test_turnover_and_supervision(spec):
    spec.given(
        observation="""
            measure                 | period         | breakdown      | numerator | denominator
            ------------------------+----------------+----------------+-----------+------------
            workforce_turnover_pct  | 12m to 2017-06 |                | 69        | 500
            supervision_monthly_pct | 2017-06        | locality=North | 40        | 50
        """
    )
    spec.expect("workforce_turnover_pct", "2017-06", value=13.8)
    spec.expect("workforce_turnover_pct", "2017-06", window="rolling12", value=13.8)
    spec.expect("supervision_monthly_pct", "2017-06", locality="North", value=80)


def test_the_reviewing_unit(spec):
    spec.given(
        observation="""
            measure                          | period  | breakdown                           | numerator | denominator
            ---------------------------------+---------+-------------------------------------+-----------+------------
            iro_posts_fte                    | 2016-17 |                                     | 9.8       |
            isro_posts_fte                   | 2016-17 |                                     | 6.6       |
            lado_posts_fte                   | 2016-17 |                                     | 2.6       |
            iro_caseload                     | 2016-17 |                                     | 686       | 9.8
            isro_caseload                    | 2016-17 |                                     | 495       | 6.6
            iro_escalation_resolution_days   | 2016-17 |                                     | 420       | 10
            escalation_reason_share          | 2016-17 | reason=Planning                     | 7         | 20
            icpc_screening_working_days      | 2016-17 |                                     | 200       | 100
            icpc_screening_conversion_pct    | 2016-17 |                                     | 95        | 100
            icpc_screening_conversion_pct    | 2016-17 | locality=North                      | 19        | 20
            advocacy_referrals               | 2016-17 |                                     | 120       |
            advocacy_use_share               | 2016-17 | used_for=Child protection conference | 60       | 100
            conference_family_attendance_pct | 2016-17 | role=Mother                         | 80        | 100
        """
    )
    spec.expect("iro_posts_fte", "2017-06", value=9.8)
    spec.expect("isro_posts_fte", "2017-06", value=6.6)
    spec.expect("lado_posts_fte", "2017-06", value=2.6)
    spec.expect("iro_caseload", "2017-06", value=70)
    spec.expect("isro_caseload", "2017-06", value=75)
    spec.expect("iro_escalation_resolution_days", "2017-06", value=42)
    spec.expect("escalation_reason_share", "2017-06", reason="Planning", value=35)
    spec.expect("icpc_screening_working_days", "2017-06", value=2)
    spec.expect("icpc_screening_conversion_pct", "2017-06", value=95)
    spec.expect("icpc_screening_conversion_pct", "2017-06", locality="North", numerator=19)
    spec.expect("advocacy_referrals", "2017-03", window="year", numerator=120)
    spec.expect("advocacy_use_share", "2017-06", used_for="Child protection conference", value=60)
    spec.expect("conference_family_attendance_pct", "2017-06", role="Mother", value=80)


def test_allegations_against_people_who_work_with_children(spec):
    spec.given(
        observation="""
            measure                     | period  | breakdown             | numerator | denominator
            ----------------------------+---------+-----------------------+-----------+------------
            lado_referrals              | 2015-16 |                       | 470       |
            lado_referrals              | 2016-17 |                       | 596       |
            lado_referrals              | 2016-17 | sector=Education      | 200       |
            lado_meeting_outcomes       | 2016-17 | outcome=Substantiated | 40        | 100
            lado_meetings_in_5_days_pct | 2016-17 |                       | 95        | 100
            lado_meetings_late          | 2016-17 |                       | 5         |
        """
    )
    spec.expect("lado_referrals", "2017-03", window="year", numerator=596)
    spec.expect("lado_referrals", "2016-03", window="year", numerator=470)
    spec.expect_by("lado_referrals", "2017-06", "sector", {"Education": 200})
    spec.expect("lado_meeting_outcomes", "2017-06", outcome="Substantiated", value=40)
    spec.expect("lado_meetings_in_5_days_pct", "2017-06", value=95)
    spec.expect("lado_meetings_late", "2017-06", numerator=5)


def test_youth_justice(spec):
    spec.given(
        observation="""
            measure                      | period         | area         | numerator | denominator | value
            -----------------------------+----------------+--------------+-----------+-------------+------
            yos_first_time_entrants_rate | 12m to 2016-12 |              | 173       | 62455       |
            yos_first_time_entrants_rate | 12m to 2016-12 | Family group |           |             | 325
            yos_custody_rate             | 12m to 2017-03 |              |           |             | 0.02
            yos_reoffences_per_person    | 12m to 2017-03 |              | 96        | 100         |
            yos_reoffending_pct          | 12m to 2017-03 |              | 61        | 200         |
        """
    )
    spec.expect("yos_first_time_entrants_rate", "2017-06", value=173 / 62455 * 100_000)
    spec.expect("yos_first_time_entrants_rate", "2017-06", area="Family group", value=325)
    spec.expect("yos_custody_rate", "2017-06", value=0.02)
    spec.expect("yos_reoffences_per_person", "2017-06", value=0.96)
    spec.expect("yos_reoffending_pct", "2017-06", value=30.5)


def test_early_years_and_attainment(spec):
    spec.given(
        observation="""
            measure                      | period      | breakdown       | numerator | denominator | value | status
            -----------------------------+-------------+-----------------+-----------+-------------+-------+------------
            ey_2yo_takeup_pct            | Spring 2017 |                 | 90        | 100         |       | final
            ey_34yo_takeup_pct           | Spring 2017 |                 | 97        | 100         |       | final
            ks1_expected_standard_pct    | AY2015-16   | subject=Writing | 65        | 100         |       | final
            ks1_expected_standard_change | AY2015-16   | subject=Writing |           |             | 6     | provisional
            ks2_expected_standard_pct    | AY2015-16   | subject=Writing | 77        | 100         |       | final
            ks2_expected_standard_change | AY2015-16   | subject=Writing |           |             | -1.5  | provisional
            ey_in_good_outstanding_pct   | 2017-03-31  |                 | 97        | 100         |       | final
        """
    )
    spec.expect("ey_2yo_takeup_pct", "2017-06", value=90)
    spec.expect("ey_34yo_takeup_pct", "2017-06", value=97)
    spec.expect("ks1_expected_standard_pct", "2017-06", subject="Writing", value=65)
    spec.expect("ks1_expected_standard_change", "2017-06", subject="Writing", value=6)
    spec.expect("ks2_expected_standard_pct", "2017-06", subject="Writing", value=77)
    spec.expect("ks2_expected_standard_change", "2017-06", subject="Writing", value=-1.5)
    spec.expect("ey_in_good_outstanding_pct", "2017-06", value=97)
    (change,) = spec.figures("ks2_expected_standard_change", "2017-06", by="subject")
    assert change.standing.status == "provisional"


def test_young_people_after_16(spec):
    spec.given(
        observation="""
            measure               | period  | breakdown          | numerator | denominator
            ----------------------+---------+--------------------+-----------+------------
            neet_pct              | 2017-06 |                    | 748       | 22000
            not_known_pct         | 2017-06 |                    | 1056      | 22000
            neet_or_not_known_pct | 2017-06 |                    | 1804      | 22000
            neet_or_not_known_pct | 2017-06 | year_group=Year 14 | 154       | 1000
        """
    )
    spec.expect("neet_pct", "2017-06", value=3.4)
    spec.expect("not_known_pct", "2017-06", value=4.8)
    spec.expect("neet_or_not_known_pct", "2017-06", value=8.2)
    spec.expect("neet_or_not_known_pct", "2017-06", year_group="Year 14", value=15.4)


def test_attendance_admissions_exclusions_and_inspections(spec):
    spec.given(
        observation="""
            measure                           | period      | breakdown                        | numerator | denominator
            ----------------------------------+-------------+----------------------------------+-----------+------------
            penalty_notices                   | Summer 2016 |                                  | 24        |
            admissions_any_preference_pct     | AY2015-16   | admission_round=In year          | 97        | 100
            admissions_first_preference_pct   | AY2015-16   | admission_round=In year          | 90        | 100
            admissions_reason                 | AY2015-16   | reason=Move into the county      | 436       | 1000
            admissions_preferences_processed  | AY2015-16   |                                  | 1600      |
            exclusions_permanent_rate         | AY2015-16   |                                  | 9         | 10000
            exclusions_fixed_rate             | AY2015-16   | phase=Secondary                  | 624       | 10000
            schools_good_outstanding_pct      | 2017-06-30  |                                  | 911       | 1000
            pupils_in_good_outstanding_pct    | 2017-06-30  | pupil_group=Disadvantaged        | 892       | 1000
        """
    )
    spec.expect("penalty_notices", "2017-06", numerator=24)
    spec.expect("admissions_any_preference_pct", "2017-06", admission_round="In year", value=97)
    spec.expect("admissions_first_preference_pct", "2017-06", admission_round="In year", value=90)
    spec.expect("admissions_reason", "2017-06", reason="Move into the county", value=43.6)
    spec.expect("admissions_preferences_processed", "2017-06", numerator=1600)
    spec.expect("exclusions_permanent_rate", "2017-06", value=0.09)
    spec.expect("exclusions_fixed_rate", "2017-06", phase="Secondary", value=6.24)
    spec.expect("schools_good_outstanding_pct", "2017-06", value=91.1)
    spec.expect("pupils_in_good_outstanding_pct", "2017-06", pupil_group="Disadvantaged", value=89.2)


def test_special_educational_needs(spec):
    spec.given(
        observation="""
            measure                          | period  | breakdown               | numerator | denominator | value
            ---------------------------------+---------+-------------------------+-----------+-------------+------
            sen_assessment_requests          | 2016-Q1 |                         | 174       |             |
            sen_assessment_requests          | 2017-Q1 |                         | 248       |             |
            ehcp_issued_in_20_weeks_pct      | 2017-Q1 |                         | 60        | 100         |
            sen_statement_transfers          | 2017-Q1 |                         | 3400      |             |
            sen_statement_transfers_done_pct | 2017-Q1 |                         | 577       | 1000        |
            sen_transfers_in_progress_pct    | 2017-Q1 |                         | 15        | 100         |
            sen_transfers_not_started_pct    | 2017-Q1 |                         | 27        | 100         |
            sen_transfer_plans_issued        | 2017-Q1 |                         | 141       |             |
            sen_statutory_assessments        | 2016    |                         | 478       |             |
            sen_statutory_assessments_change | 2017-Q1 |                         |           |             | 99
            sen_plan_amendments              | AY2015-16 | year_group=Year 6     | 214       |             |
            sen_non_statutory_plans          | 2016    |                         | 800       |             |
            sen_non_statutory_spend          | 2016-17 |                         | 3200000   |             |
            sen_plan_average_cost            | 2016    | plan_type=Statutory     |           |             | 4383
        """
    )
    spec.expect("sen_assessment_requests", "2017-06", numerator=248)
    spec.expect("sen_assessment_requests", "2016-Q1", window="quarter", numerator=174)
    spec.expect("ehcp_issued_in_20_weeks_pct", "2017-06", value=60)
    spec.expect("sen_statement_transfers", "2017-06", numerator=3400)
    spec.expect("sen_statement_transfers_done_pct", "2017-06", value=57.7)
    spec.expect("sen_transfers_in_progress_pct", "2017-06", value=15)
    spec.expect("sen_transfers_not_started_pct", "2017-06", value=27)
    spec.expect("sen_transfer_plans_issued", "2017-06", numerator=141)
    spec.expect("sen_statutory_assessments", "2017-06", numerator=478)
    spec.expect("sen_statutory_assessments_change", "2017-06", value=99)
    spec.expect("sen_plan_amendments", "2017-06", year_group="Year 6", numerator=214)
    spec.expect("sen_non_statutory_plans", "2017-06", numerator=800)
    spec.expect("sen_non_statutory_spend", "2017-03", window="year", numerator=3_200_000)
    spec.expect("sen_plan_average_cost", "2017-06", plan_type="Statutory", value=4383)
