"""
Drawn records that fill every part of a return come back as they were: written, read, and loaded again.

Of the records the return's own keys and links are not compared: the readers make them of the child and the date.
"""

from datetime import date
from pathlib import Path

from sightline.measures.source_tables import BY_SHORT_NAME
from sightline.returns.read import read_submissions
from sightline.returns.write.census import make_census
from sightline.returns.write.folder import LEFT_OUT, write_return
from sightline.returns.write.made import Authority, Made, authority_of
from sightline.returns.write.ssda903 import NO_TAGS, make_ssda903
from sightline.settings import read_settings
from sightline.sources.load import load
from spec.drawing import OUR_LA
from spec.drawing import drawn as drawn_records

from .writing import authority


def rows_of(made: Made) -> dict[str, list[dict]]:
    return {name: table.to_pylist() for name, table in made.tables.items()}


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {f.name: f.read_bytes() for f in sorted(folder.iterdir()) if f.name != LEFT_OUT}


def assert_read_as_written(made: Made, place: Path, but: tuple[str, ...] = ()) -> None:
    """Our reader takes every row of the written return, and every cell; `but` for tables that a form can't say."""
    (read,) = read_submissions([place])
    assert (read.of, read.year) == (made.of, made.year)
    assert but or read.notes == ()
    for name, rows in made.tables.items():
        if name not in but:
            columns = rows.column_names
            assert cells(read.tables[name].to_pylist(), columns) == cells(rows.to_pylist(), columns), name


def cells(rows: list[dict], columns: list[str]) -> list[tuple[str, ...]]:
    return sorted(tuple(row.get(c) or "" for c in columns) for row in rows)


def loaded(place: Path, workspace: Path) -> Authority:
    """What a written return becomes in a workspace of its own."""
    workspace.mkdir()
    (workspace / "sightline.toml").write_text(f'[authority]\nname = "Anywhere"\nla_code = "{OUR_LA}"\n', "utf-8")
    report = load(workspace, [str(place)], as_at=None, settings=read_settings(workspace))
    return authority_of(report.version, None)


def assert_same_records(back: Authority, drawings: dict[str, str]) -> None:
    """Each drawn table has come back with the drawn facts: the same rows, and none besides."""
    for name, drawing in drawings.items():
        table, rows = BY_SHORT_NAME[name], drawn_records(name, drawing)
        facts = [c for c in rows[0] if c == "person_id" or not c.endswith("_id")]
        found = back.tables[table.stored_name].select([table.stored(c) for c in facts]).to_pylist()
        assert sorted(map(str, (list(r.values()) for r in found))) == sorted(
            str([row[c] for c in facts]) for row in rows
        ), name


# Three children: one assessed and protected, one with a plan, one who is expected.
CENSUS = {
    "person": """
        id | upn           | sex | ethnicity | dob        | expected_dob | death_date | upn_unknown
        1  | A123456789012 | F   | WBRI      | 2015-02-03 |              | 2026-02-20 |
        2  |               | M   | MWBC      | 2020-11-30 |              |            | UN3
        3  |               | U   | NOBT      |            | 2026-05-10   |            |
    """,
    "disability": """
        child | disability_code
        1     | NONE
        2     | MOB
        2     | VIS
    """,
    "cin_episodes": """
        id | child | referral_date | referral_source_code | cin_primary_need_code | close_date | close_reason | referral_nfa
        R1 | 1     | 2025-01-10    | 1A                   | N1                    | 2026-02-20 | RC2          | N
        R2 | 2     | 2025-05-01    | 2B                   | N2                    | 2025-08-01 | RC1          | N
        R3 | 2     | 2025-11-01    | 5C                   | N8                    |            |              | N
        R4 | 3     | 2026-02-01    | 10                   |                       | 2026-02-01 | RC3          | Y
    """,  # noqa: E501
    "cin_assessments": """
        id | child | referral_id | assessment_start_date | assessment_auth_date
        A1 | 1     | R1          | 2025-03-20            | 2025-05-02
        A2 | 2     | R2          | 2025-05-02            | 2025-06-10
        A3 | 2     | R3          | 2026-03-02            |
    """,
    "cin_plans": """
        id | child | referral_id | cin_plan_start_date | cin_plan_end_date
        P1 | 2     | R2          | 2025-06-10          | 2025-08-01
        P2 | 2     | R3          | 2025-12-10          |
    """,
    "s47_enquiry": """
        id | child | referral_id | s47_start_date
        S1 | 1     | R1          | 2025-05-12
        S2 | 2     | R3          | 2025-11-03
    """,
    "initial_cp_conference": """
        id | child | referral_id | s47_enquiry_id | icpc_target_date | icpc_date
        C1 | 1     | R1          | S1             | 2025-06-03       | 2025-06-02
        C2 | 2     | R2          |                |                  | 2025-07-21
    """,
    "cp_plans": """
        id | child | referral_id | cp_plan_start_date | cp_plan_end_date | cp_plan_initial_category | cp_plan_latest_category
        Q1 | 1     | R1          | 2025-06-02         | 2026-01-20       | NEG                      | MUL
        Q2 | 2     | R2          | 2025-07-21         |                  | EMO                      | EMO
    """,  # noqa: E501
    "cp_plan_reported": """
        cp_plan_id | source | previous_plans
        Q1         | cin_census | 2
        Q2         | cin_census | 0
    """,
    "cp_reviews": """
        id | child | cp_plan_id | cp_review_date
        V1 | 1     | Q1         | 2025-08-20
        V2 | 1     | Q1         | 2026-01-20
        V3 | 2     | Q2         | 2025-10-06
    """,
    "pre_proceedings": """
        id | child | pre_pro_decision_date | pre_pro_letter_date | initial_pre_pro_meeting_date | pre_pro_meetings_num
        L1 | 1     | 2025-12-01            | 2025-12-05          | 2025-12-19                   | 2
    """,
}  # fmt: skip
FACTORS = """
    assessment_id | assessment_factors_json
    A1            | ["1A", "19B"]
    A2            | ["21"]
"""


def test_a_census_comes_back_as_it_was_drawn(tmp_path):
    made = make_census(authority(**CENSUS, assessment_factors=FACTORS), 2026)
    assert {name for name, rows in made.tables.items() if not rows.num_rows} == set()
    assert made.left_out == ()
    (place,) = write_return(made, tmp_path / "first")
    assert_read_as_written(made, place)
    back = loaded(place, tmp_path / "workspace")
    assert_same_records(back, CENSUS)
    again = make_census(back, 2026)
    assert rows_of(again) == rows_of(made)
    assert bytes_of(write_return(again, tmp_path / "second")[0]) == bytes_of(place)


# Three children: one in care all year, one adopted, one who has left care.
SSDA903 = {
    "person": """
        id | upn           | sex | ethnicity | dob        | is_mother
        1  | A123456789012 | F   | AOTH      | 2011-05-06 | Y
        2  | B234567890123 | M   | WBRI      | 2024-11-01 |
        3  |               | M   | MWBC      | 2007-08-20 |
    """,
    "mother": """
        child | childs_dob
        1     | 2026-12-24
    """,
    "cla_episodes": """
        id | child | cla_placement_id | cla_episode_start_date | cla_episode_start_reason | cla_primary_need_code | cla_episode_ceased_date | cla_episode_ceased_reason
        E1 | 1     | P1               | 2025-02-01             | S                        | N8                    | 2026-09-10              | X1
        E2 | 1     | P2               | 2026-09-10             | P                        | N8                    |                         |
        E3 | 2     | P3               | 2026-04-20             | S                        | N1                    | 2026-12-01              | E11
    """,  # noqa: E501
    "legal_status": """
        child | legal_status | legal_status_start_date | legal_status_end_date
        1     | V2           | 2025-02-01              |
        2     | E1           | 2026-04-20              | 2026-12-01
    """,
    "cla_placement": """
        id | child | cla_placement_start_date | cla_placement_end_date | cla_placement_type | cla_placement_provider | cla_placement_urn | cla_placement_postcode | cla_placement_change_reason
        P1 | 1     | 2025-02-01               | 2026-09-10             | U4                 | PR1                    | SC123456          | QX1 1AA               | CARPL
        P2 | 1     | 2026-09-10               |                        | K2                 | PR4                    | SC654321          | QX2 2BB               |
        P3 | 2     | 2026-04-20               | 2026-12-01             | A5                 | PR1                    | SC111111          | QX3 3DD               |
    """,  # noqa: E501
    "address": """
        child | address_type          | address_start_date | address_postcode
        1     | Home at start of care | 2025-02-01         | QX99ZZ
        2     | Home at start of care | 2026-04-20         | QX88YY
    """,
    "cla_reviews": """
        id | cla_person_id | cla_review_date | cla_review_participation
        V1 | 1             | 2026-06-01      | PN1
        V2 | 1             | 2026-11-20      | PN3
        V3 | 2             | 2026-05-15      | PN0
    """,
    "immigration_status": """
        id | child | immigration_status | immigration_status_end_date
        A1 | 1     | UASC               | 2027-02-14
    """,
    "cla_annual_outcome": """
        child | return_year | sdq_score | convicted | immunisations | teeth_check | health_assessment | substance_misuse | intervention_received | intervention_offered
        1     | 2027        | 14        | N         | Y             | Y           | N                 | Y                | N                     | Y
    """,  # noqa: E501
    "care_leaver_observation": """
        child | source | observed_on | in_touch | activity | accommodation | suitability
        3     | s903   | 2026-08-20  | YES      | F2       | U             | 1
    """,
    "permanence": """
        child | adm_decision_date | matched_date | decision_reversed_date | decision_reversed_reason | number_of_adopters | adopter_sex | adopter_legal_status | adopted_by_carer_flag
        2     | 2026-05-20        | 2026-08-02   |                        |                          | 2                  | MF          | L11                  | N
    """,  # noqa: E501
    "cla_previous_permanence": """
        child | previous_permanence_option | previous_permanence_la | previous_permanence_order_date
        2     | P1                         | 878                    | 03/05/2025
    """,
    "missing": """
        child | missing_episode_type | missing_episode_start_date | missing_episode_end_date
        1     | M                    | 2026-05-01                 | 2026-05-03
        1     | A                    | 2027-03-30                 |
    """,
    "professionals": """
        professional_id | social_worker_registration_no
        W1              | SW123
        W2              | SW456
    """,
    "involvements": """
        child | professional_id | professional_role_id | involvement_start_date | involvement_end_date | worker_change_reason
        1     | W1              | CW                   | 2025-02-01             | 2026-10-01           | FCONTA
        1     | W2              | CW                   | 2026-10-01             |                      | LEFTRL
        2     | W1              | CW                   | 2026-04-20             | 2026-12-01           | FCONTA
    """,  # noqa: E501
    "dolo": """
        child | start_date | end_date
        1     | 2026-09-11 | 2026-12-11
    """,
}  # fmt: skip


def test_an_ssda903_comes_back_as_it_was_drawn(tmp_path):
    made = make_ssda903(authority(as_at=date(2027, 3, 31), **SSDA903), 2027)
    assert {name for name, rows in made.tables.items() if not rows.num_rows} == set()
    assert made.left_out == ()
    in_csv, in_xml = write_return(made, tmp_path / "first")
    assert_read_as_written(made, in_csv)
    assert_read_as_written(made, in_xml, but=NO_TAGS)
    back = loaded(in_csv, tmp_path / "workspace")
    assert_same_records(back, SSDA903)
    again = make_ssda903(back, 2027)
    assert rows_of(again) == rows_of(made)
    assert bytes_of(write_return(again, tmp_path / "second")[0]) == bytes_of(in_csv)
