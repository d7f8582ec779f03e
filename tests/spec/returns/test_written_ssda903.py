"""The SSDA903 of 2025-26, made of drawn records: whose records are in it, what each question gets, what is left out."""

import pytest
from lxml import etree

from sightline.errors import BadInput
from sightline.returns.write.ssda903 import make_ssda903, not_in_xml, write_xml

from .writing import assert_left_out, assert_rows, authority

# A girl in care under a care order since before the year, and a boy for a part of it.
PEOPLE = """
    id | sex | dob        | ethnicity | upn
    1  | F   | 2013-05-06 | WBRI      | A123456789012
    2  | M   | 2022-11-01 | MWBC      |
"""
EPISODES = """
    id | child | cla_placement_id | cla_episode_start_date | cla_episode_start_reason | cla_primary_need_code | cla_episode_ceased_date | cla_episode_ceased_reason
    E1 | 1     | P1               | 2024-02-01             | S                        | N1                    |                         |
    E2 | 2     | P2               | 2025-06-01             | S                        | N1                    | 2025-09-01              | E4A
"""  # noqa: E501
STATUSES = """
    id | child | legal_status | legal_status_start_date | legal_status_end_date
    L1 | 1     | C2           | 2024-02-01              |
    L2 | 2     | V2           | 2025-06-01              | 2025-09-01
"""
PLACEMENTS = """
    id | child | cla_placement_type | cla_placement_provider | cla_placement_urn | cla_placement_postcode
    P1 | 1     | U4                 | PR1                    | SC123456          | qx11aa
    P2 | 2     | K2                 | PR4                    |                   | QX2 2BB
"""
CARE = {"person": PEOPLE, "cla_episodes": EPISODES, "legal_status": STATUSES, "cla_placement": PLACEMENTS}


def made(year: int = 2026, **drawings: str):
    """The return of CARE and these tables besides, or in place of those of the same name."""
    return make_ssda903(authority(**{**CARE, **drawings}), year)


def test_an_episode_has_the_status_of_its_first_day_and_its_placement():
    assert_rows(
        made(
            address="""
                child | address_type          | address_start_date | address_end_date | address_postcode
                1     | Home at start of care | 2024-02-01         | 2024-02-02       | qx9 9zz
                1     | Placement             | 2024-02-01         |                  | qx1 1aa
                1     | Home                  | 2020-01-01         |                  | QX88YY
            """
        ),
        """
        Episodes
        CHILD | DECOM      | RNE | LS | CIN | PLACE | PLACE_PROVIDER | DEC        | REC | HOME_POST | PL_POST | URN
        1     | 01/02/2024 | S   | C2 | N1  | U4    | PR1            |            |     | QX9 9ZZ   | QX1 1AA | SC123456
        2     | 01/06/2025 | S   | V2 | N1  | K2    | PR4            | 01/09/2025 | E4A |           | QX2 2BB |

        Header
        CHILD | SEX | DOB        | ETHNIC | UPN           | MOTHER
        1     | F   | 06/05/2013 | WBRI   | A123456789012 | 0
        2     | M   | 01/11/2022 | MWBC   |               |
        """,
    )


def test_an_end_after_the_year_is_not_known_yet_and_one_before_it_is_of_another_year():
    episodes = """
        id | child | cla_episode_start_date | cla_episode_ceased_date | cla_episode_ceased_reason
        E1 | 1     | 2024-06-01             | 2025-03-31              | X1
        E2 | 1     | 2025-03-31             | 2025-04-01              | X1
        E3 | 1     | 2025-04-01             | 2026-03-31              | X1
        E4 | 1     | 2026-03-31             | 2026-04-01              | E4A
        E5 | 1     | 2026-04-01             |                         |
    """
    assert_rows(
        made(cla_episodes=episodes),
        """
        Episodes
        CHILD | DECOM      | DEC        | REC
        1     | 31/03/2025 | 01/04/2025 | X1
        1     | 01/04/2025 | 31/03/2026 | X1
        1     | 31/03/2026 |            |
        """,
    )


def test_a_reason_for_moving_is_on_the_last_episode_of_the_placement():
    found = made(
        cla_episodes="""
            id | child | cla_placement_id | cla_episode_start_date | cla_episode_ceased_date
            E1 | 1     | P1               | 2025-05-01             | 2025-06-01
            E2 | 1     | P1               | 2025-06-01             | 2025-07-01
            E3 | 1     | P2               | 2025-07-01             |
        """,
        cla_placement=PLACEMENTS.replace("cla_placement_postcode", "cla_placement_change_reason")
        .replace("qx11aa", "CARPL")
        .replace("QX2 2BB", "CHILD"),
    )
    assert found.tables["Episodes"]["REASON_PLACE_CHANGE"].to_pylist() == [None, "CARPL", None]


def test_what_an_episode_lacks_or_cannot_say_is_told_of():
    found = made(
        legal_status="""
            id | child | legal_status | legal_status_start_date
            L1 | 1     | E1           | 2025-08-01
            L2 | 2     | V2           | 2025-06-01
            L3 | 2     | C2           | 2025-07-01
        """,
        cla_placement=PLACEMENTS.replace("P1 | 1", "P9 | 1"),
    )
    assert_rows(
        found,
        """
        Episodes
        CHILD | LS | PLACE
        1     |    |
        2     | V2 | K2
        """,
    )
    lacking = ("no legal status was in force", "does not have its placement")
    of_the_first = [left.reason for left in found.left_out if left.record == "E1"]
    assert sorted(of_the_first) == sorted(r for r in of_the_first if any(part in r for part in lacking))
    assert len(of_the_first) == 2
    assert [left.reason for left in found.left_out if left.record == "L3"] == [
        "the status changed within an episode, which has one"
    ]


def test_short_breaks_are_asked_for_little():
    found = made(
        legal_status=STATUSES.replace("C2", "V4"),
        cla_reviews="""
            id | cla_person_id | cla_review_date | cla_review_participation
            V1 | 1             | 2025-07-01      | PN1
            V2 | 2             | 2025-07-01      | PN0
        """,
    )
    assert_rows(
        found,
        """
        Episodes
        CHILD | LS | PL_POST | URN
        1     | V4 |         |
        2     | V2 | QX2 2BB |

        Header
        CHILD | MOTHER
        1     |
        2     |

        Reviews
        CHILD | REVIEW     | REVIEW_CODE
        2     | 01/07/2025 | PN0

        OC2
        CHILD
        """,
    )
    assert_left_out(found, ("V1", "not looked after in the year"))


def test_a_return_says_newer_kinds_of_placement_as_its_year_did():
    newer = PLACEMENTS.replace("U4", "K3").replace("K2", "Z12")
    types = {
        year: made(year, cla_placement=newer).tables["Episodes"]["PLACE"].to_pylist() for year in (2024, 2025, 2026)
    }
    assert types == {2024: ["H5"], 2025: ["K3"], 2026: ["K3", "Z12"]}


def test_the_yearly_questions_are_asked_of_those_in_care_all_year():
    found = made(
        person=PEOPLE.replace("2022-11-01", "2011-11-01"),
        sdq_scores="""
            child | sdq_completed_date | sdq_score | sdq_reason
            1     | 2025-06-01         | 11        |
            1     | 2026-02-01         | 14        |
            1     | 2026-03-01         |           | SDQ2
            2     | 2025-07-01         | 9         |
        """,
        cla_health="""
            id | child | health_check_type | health_check_date | health_check_status
            H1 | 1     | DENTAL_CHECK      | 2025-10-01        | COMPLETED
            H2 | 1     | HEALTH_ASSESSMENT | 2025-10-01        | REFUSED
            H3 | 1     | HEALTH_ASSESSMENT | 2026-04-01        | COMPLETED
        """,
        cla_convictions="""
            id | child | cla_conviction_date
            C1 | 1     | 2025-04-01
        """,
    )
    assert_rows(
        found,
        """
        OC2
        CHILD | SDQ_SCORE | CONVICTED | HEALTH_CHECK | IMMUNISATIONS | TEETH_CHECK | HEALTH_ASSESSMENT | SUBSTANCE_MISUSE
        1     | 14        | 1         |              |               | 1           | 0                 |
        """,  # noqa: E501
    )
    assert "The dataset has no ssd_cla_immunisations, so the return has no immunisations." in found.notes


def test_a_reported_answer_goes_before_a_worked_out_one():
    found = made(
        sdq_scores="""
            child | sdq_completed_date | sdq_score
            1     | 2026-02-01         | 14
        """,
        cla_annual_outcome="""
            child | return_year | sdq_score | convicted | substance_misuse | intervention_received | intervention_offered
            1     | 2026        | 20        | N         | Y                | N                     | Y
            1     | 2025        | 30        | Y         | N                |                       |
        """,  # noqa: E501
    )
    assert_rows(
        found,
        """
        OC2
        CHILD | SDQ_SCORE | CONVICTED | SUBSTANCE_MISUSE | INTERVENTION_RECEIVED | INTERVENTION_OFFERED
        1     | 20        | 0         | 1                | 0                     | 1
        """,
    )


def test_care_leavers_are_seen_nearest_their_birthday():
    found = made(
        person="""
            id | sex | dob
            1  | F   | 2013-05-06
            2  | M   | 2007-07-01
            3  | M   | 2006-08-01
            4  | F   | 2003-08-01
        """,
        cla_episodes=EPISODES.replace("2025-06-01", "2022-06-01").replace("2025-09-01", "2024-09-01"),
        care_leaver_observation="""
            child | source | observed_on | in_touch | activity | accommodation | suitability
            2     | ssd    | 2025-04-10  | YES      | P4       | U             | 1
            2     | ssd    | 2025-06-20  | YES      | F2       | U             | 1
            2     | ssd    | 2026-01-20  | YES      | P2       | U             | 1
            3     | ssd    | 2025-08-01  | DIED     | F2       | U             | 1
            4     | ssd    | 2025-08-01  | YES      | F2       | U             | 1
        """,
    )
    assert_rows(
        found,
        """
        OC3
        CHILD | DOB        | IN_TOUCH | ACTIV | ACCOM
        2     | 01/07/2007 | YES      | F2    | U1
        3     | 01/08/2006 | DIED     |       |
        """,
    )
    assert [(left.child, left.reason) for left in found.left_out] == [
        ("4", "the care leaver does not turn 17 to 21 in the year")
    ]


def test_whole_days_missing_from_care():
    found = made(
        missing="""
            id | child | missing_episode_type | missing_episode_start_date | missing_episode_end_date
            M1 | 1     | M                    | 2025-05-01T08:00           | 2025-05-01T12:00
            M2 | 1     | M                    | 2025-05-01T20:00           | 2025-05-03T09:00
            M3 | 1     | A                    | 2026-03-31T20:00           | 2026-04-01T09:00
            M4 | 2     | M                    | 2025-10-01T20:00           | 2025-10-02T09:00
        """
    )
    assert_rows(
        found,
        """
        Missing
        CHILD | MISSING | MIS_START  | MIS_END
        1     | M       | 01/05/2025 | 03/05/2025
        1     | A       | 31/03/2026 |
        """,
    )
    assert_left_out(found, ("M1", "another began on the same day"), ("M4", "not looked after on the day"))


def test_decisions_to_place_for_adoption_and_the_one_that_was_carried_out():
    found = made(
        cla_episodes=EPISODES.replace("E4A", "E11"),
        permanence="""
            id | child | adm_decision_date | matched_date | decision_reversed_date | decision_reversed_reason | number_of_adopters | adopter_sex | adopter_legal_status | adopted_by_carer_flag
            D1 | 2     | 2025-06-20        |              | 2025-07-01             | RD1                      |                    |             |                      |
            D2 | 2     | 2025-07-20        | 2025-08-02   |                        |                          | 2                  | MF          | L11                  | N
            D3 | 1     | 2024-07-20        |              | 2026-04-20             | RD2                      |                    |             |                      |
            D4 | 1     | 2024-03-20        |              | 2024-04-20             | RD2                      |                    |             |                      |
        """,  # noqa: E501
    )
    assert_rows(
        found,
        """
        AD1
        CHILD | DATE_INT   | DATE_MATCH | FOSTER_CARE | NB_ADOPTR | SEX_ADOPTR | LS_ADOPTR
        2     | 20/07/2025 | 02/08/2025 | 0           | 2         | MF         | L11

        PlacedAdoption
        CHILD | DATE_PLACED | DATE_PLACED_CEASED | REASON_PLACED_CEASED
        1     | 20/07/2024  |                    |
        2     | 20/06/2025  | 01/07/2025         | RD1
        2     | 20/07/2025  |                    |
        """,
    )


def test_who_came_into_care_is_asked_for_earlier_permanence():
    nobody = made()
    assert nobody.tables["PrevPerm"].num_rows == 0
    known = """
        child | previous_permanence_option | previous_permanence_la | previous_permanence_order_date
        {child} | P1                       | 878                    | zz/05/2020
    """
    assert_rows(
        made(cla_previous_permanence=known.format(child=1)),
        """
        PrevPerm
        CHILD | PREV_PERM | LA_PERM | DATE_PERM
        2     | Z1        |         |
        """,
    )
    assert_rows(
        made(cla_previous_permanence=known.format(child=2)),
        """
        PrevPerm
        CHILD | PREV_PERM | LA_PERM | DATE_PERM
        2     | P1        | 878     | zz/05/2020
        """,
    )


def test_social_workers_from_care_on_as_long_as_they_follow_one_another():
    found = made(
        professionals="""
            professional_id | social_worker_registration_no
            W1              | SW1
            W2              | SW2
        """,
        involvements="""
            id | child | professional_id | professional_role_id | involvement_start_date | involvement_end_date | worker_change_reason
            I1 | 2     | W1              | CW                   | 2025-05-20             | 2025-08-01           | FCONTA
            I2 | 2     | W2              | CW                   | 2025-08-01             | 2025-10-01           | LEFTRL
            I3 | 2     | W1              | CW                   | 2025-10-01             |                      | CHCHAN
            I4 | 1     | W1              | IRO                  | 2025-10-01             |                      |
            I5 | 1     |                 | CW                   | 2025-10-01             |                      |
            I6 | 1     | W9              | CW                   | 2024-02-01             | 2025-09-30           |
        """,  # noqa: E501
    )
    assert_rows(
        found,
        """
        SWEpisodes
        CHILD | SW_ID | SW_DECOM   | SW_DEC     | SW_REASON
        1     | W9    | 01/02/2024 | 30/09/2025 |
        2     | SW1   | 20/05/2025 | 01/08/2025 | FCONTA
        2     | SW2   | 01/08/2025 | 01/10/2025 | LEFTRL
        2     | SW1   | 01/10/2025 |            | CHCHAN
        """,
    )
    assert_left_out(found, ("I5", "names a team and no worker"))
    assert len(not_in_xml(found)) == 4


def test_asylum_seekers_and_mothers():
    found = made(
        immigration_status="""
            id | child | immigration_status | immigration_status_start_date | immigration_status_end_date
            A1 | 1     | UASC               | 2024-02-01                    | 2025-05-06
            A2 | 2     | UASC               | 2025-06-01                    |
        """,
        mother="""
            child | childs_dob
            1     | 2026-03-31
            1     | 2026-04-01
        """,
    )
    assert_rows(
        found,
        """
        UASC
        CHILD | SEX | DOB        | DUC
        1     | F   | 06/05/2013 | 06/05/2025
        2     | M   | 01/11/2022 |

        Header
        CHILD | MOTHER | MC_DOB
        1     | 1      | 31/03/2026
        2     |        |
        """,
    )


def test_orders_depriving_of_liberty_are_asked_from_2026_27_on():
    orders = """
        id | child | start_date | end_date
        O1 | 1     | 2026-05-01 | 2026-06-01
        O2 | 2     | 2026-05-01 |
    """
    assert "DoLo" not in made(dolo=orders).tables
    found = made(2027, dolo=orders)
    assert_rows(
        found,
        """
        DoLo
        CHILD | DOLO_START | DOLO_END
        1     | 01/05/2026 | 01/06/2026
        """,
    )
    assert_left_out(found, ("O2", "not looked after in the year"))
    assert "The data is as at 30 June 2026; the year ends on 31 March 2027." in found.notes


def test_the_xml_form_has_a_childs_episodes_under_tags_of_its_own(tmp_path):
    write_xml(made(), tmp_path / "ssda903.xml")
    first = etree.parse(tmp_path / "ssda903.xml").find("CHILD")
    assert [e.tag for e in first] == ["HEADER", "EPISODE"]
    assert [e.tag for e in first.find("HEADER/OC2")] == []  # no table answers its questions
    assert {e.tag: e.text for e in first.find("HEADER") if e.tag != "OC2"} == {
        "CHILDID": "1", "SEX": "F", "DOB": "06/05/2013", "ETHNIC": "WBRI", "UPN": "A123456789012", "MOTHER": "0",
        "UASC": "0",
    }  # fmt: skip
    assert {e.tag: e.text for e in first.find("EPISODE")} == {
        "DECOM": "01/02/2024", "RNE": "S", "LS": "C2", "CIN": "N1", "PL": "U4", "PLACE_PROVIDER": "PR1",
        "PL_POST": "QX1 1AA", "URN": "SC123456",
    }  # fmt: skip


def test_without_care_there_is_no_return():
    with pytest.raises(BadInput, match="no ssd_cla_episodes, without which there is no SSDA903"):
        made(cla_episodes=EPISODES.split("\n    E1")[0])
