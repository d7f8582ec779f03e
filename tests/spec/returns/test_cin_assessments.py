"""Rules of the CIN census about assessments and their factors. 2025-26 unless a test says otherwise."""

import pytest

from spec.returns.drawing import Drawn, assert_rule, failing


def test_1103_assessed_before_referral():
    assert_rule("cin", "1103", """
        CINdetails
        LAchildID | CINdetailsID | CINreferralDate
        1         | 1            | 2025-06-02 | x
        1         | 2            | 2025-07-02 |
        2         | 1            | 2025-07-02 |

        Assessments
        LAchildID | CINdetailsID | AssessmentActualStartDate
        1         | 1            | 2025-06-01 | x
        1         | 1            | 2025-06-02 |
        1         | 2            | 2025-07-03 |
        2         | 1            | 2025-06-31 |
    """)  # fmt: skip


def test_1103_on_tables_that_number_no_episodes():
    # Where both tables leave the numbers out, a child's rows are of the same episode.
    assert_rule("cin", "1103", """
        CINdetails
        LAchildID | CINreferralDate
        1         | 2025-06-02 | x
        2         | 2025-06-01 |

        Assessments
        LAchildID | AssessmentActualStartDate
        1         | 2025-06-01 | x
        2         | 2025-06-01 |
    """)  # fmt: skip


def test_8608_authorised_before_start():
    assert_rule("cin", "8608", """
        Assessments
        AssessmentActualStartDate | AssessmentAuthorisationDate
        2025-06-02                | 2025-06-01 | x
        2025-06-02                | 2025-06-02 |
        2025-06-02                |            |
        ''                        | 2025-06-02 |
    """)  # fmt: skip


def test_8696_authorised_outside_the_year():
    assert_rule("cin", "8696", """
        Header
        ReferenceDate
        2026-03-31 | x

        Assessments
        AssessmentAuthorisationDate
        2025-03-31 | x
        2025-04-01 |
        2026-03-31 |
        2026-04-01 | x
        2026-02-30 |
        ''         |
    """)  # fmt: skip


def test_8736_unauthorised_outside_the_year():
    assert_rule("cin", "8736", """
        Assessments
        AssessmentActualStartDate | AssessmentAuthorisationDate
        2025-03-31                |            | x
        2026-04-01                |            | x
        2025-04-01                |            |
        2025-03-31                | 2025-04-02 |
        2025-03-31                | 2025-04-31 |
        ''                        |            |
    """)  # fmt: skip


def test_8670q_long_open_assessment():
    # 45 working days before 31 March 2026 is 27 January: nothing but weekends between.
    assert_rule("cin", "8670Q", """
        Assessments
        AssessmentActualStartDate | AssessmentAuthorisationDate
        2026-01-26                |            | x
        2026-01-27                |            |
        2025-05-01                | 2025-06-01 |
        2025-05-01                | 2025-06-31 |
        0205-05-01                |            | x
        ''                        |            |
    """)  # fmt: skip


def test_8670q_across_bank_holidays():
    # From 24 January 2024 there are 47 weekdays to 31 March, a Sunday, less Good Friday: 46 working days after it.
    assert_rule("cin", "8670Q", """
        Header
        ReferenceDate
        2024-03-31

        Assessments
        AssessmentActualStartDate
        2024-01-24 | x
        2024-01-25 |
    """, year=2024)  # fmt: skip


def test_8896_several_unauthorised():
    assert_rule("cin", "8896", """
        Assessments
        LAchildID | CINdetailsID | AssessmentAuthorisationDate
        1         | 1            |            | x
        1         | 1            |            | x
        1         | 1            | 2025-06-02 |
        1         | 2            |            |
        2         | 1            |            |
        2         | 1            | 2025-06-31 |
    """)  # fmt: skip


def test_8863q_assessed_twice_at_once():
    # The day of the authorisation is free; the same dates twice are no matter of this rule; nor is another episode.
    assert_rule("cin", "8863Q", """
        Assessments
        LAchildID | CINdetailsID | AssessmentActualStartDate | AssessmentAuthorisationDate
        1         | 1            | 2025-05-01                | 2025-06-02 | x
        1         | 1            | 2025-06-01                |            | x
        2         | 1            | 2025-05-01                | 2025-06-02 |
        2         | 1            | 2025-06-02                |            |
        3         | 1            | 2025-05-01                | 2025-06-02 |
        3         | 1            | 2025-05-01                | 2025-06-02 |
        4         | 1            | 2025-05-01                |            |
        4         | 1            | 2025-05-01                |            |
        5         | 1            | 2025-05-01                |            |
        5         | 2            | 2025-06-01                |            |
        6         | 1            | 2025-05-01                | 2025-06-31 |
        6         | 1            | 2025-06-01                | 2025-06-02 |
        7         | 1            | 2025-05-01                | 2025-05-20 | x
        7         | 1            | 2025-05-01                | 2025-06-20 | x
    """)  # fmt: skip


def test_8614_factors_before_authorisation():
    assert_rule("cin", "8614", """
        Assessments
        AssessmentAuthorisationDate | AssessmentFactors
        ''                          | 1A | x
        ''                          |    |
        2025-06-02                  | 1A |
        2025-06-31                  | 1A |
    """)  # fmt: skip


LISTED = """
    Assessments
    LAchildID | CINdetailsID | AssessmentID | AssessmentAuthorisationDate
    1         | 1            | 1            | {first}
    1         | 1            | 2            | {second}
    1         | 2            | 1            | {other_episode}
    2         | 1            | 1            | {other_child}

    AssessmentFactorsList
    LAchildID | CINdetailsID | AssessmentID | AssessmentFactors
"""


def listed(*rows: str, fails: str, authorised: str = "2025-06-02") -> str:
    """Four assessments whose factors stand in a table of their own; `fails`: the one that does."""
    names = ("first", "second", "other_episode", "other_child")
    drawing = LISTED.format(**{n: f"{authorised} | {'x' if n == fails else ''}" for n in names})
    return drawing.rstrip() + "\n" + "\n".join(rows)


def test_8614_factors_in_a_table_of_their_own():
    assert_rule("cin", "8614", listed("1 | 1 | 2 | 1A", "2 | 1 | 2 | 2A", fails="second", authorised="''"))


def test_8897q_authorised_without_factors():
    # One valid factor is enough, also one that is used no more.
    assert_rule("cin", "8897Q", """
        Assessments
        AssessmentID | AssessmentAuthorisationDate | AssessmentFactors
        1            | 2025-06-02                  |     | x
        2            | 2025-06-02                  | RB  | x
        3            | 2025-06-02                  | 21  |
        4            | 2025-06-02                  | 18A |
        5            |                             |     |
    """)  # fmt: skip


def test_8897q_factors_in_a_table_of_their_own():
    others = ("1 | 1 | 1 | 1A", "1 | 1 | 1 | RB", "1 | 2 | 1 | 2B", "2 | 1 | 1 | 24A")
    assert_rule("cin", "8897Q", listed(*others, "1 | 1 | 2 | XX", fails="second"))


def cell(*rows: tuple[str, bool]) -> Drawn:
    """Assessments with several factors in the cell, which can't be drawn: `1A|2B`."""
    return {"Assessments": {"columns": ["AssessmentFactors"], "rows": [[text] for text, _ in rows]}}


@pytest.mark.parametrize(
    ("code", "rows"),
    [
        ("8869", [("21|1A", True), ("21", False), ("1A|2B", False), ("", False), ("21|21", False), ("1A| 21", True)]),
        ("8898", [("1A|2B|1A", True), ("1A|2B", False), ("1A||", False), ("", False), ("21|21", True)]),
        ("8945Q", [("18A", True), ("1A|18A", True), ("18B|18C", False), ("19A", False), ("", False)]),
        ("8950Q", [("19A", True), ("1A|19A", True), ("19B|19C", False), ("18A", False), ("", False)]),
        ("8614", [("1A|2B", True), ("", False), ("|", False)]),
    ],
)
def test_factors_in_a_cell(code: str, rows: list[tuple[str, bool]]):
    assert failing("cin", code, cell(*rows)) == {("Assessments", n) for n, (_, fails) in enumerate(rows) if fails}


def test_8869_factors_in_a_table_of_their_own():
    # 21 of one assessment and another factor of another are no matter.
    rows = ("1 | 1 | 1 | 21", "1 | 1 | 2 | 21", "1 | 1 | 2 | 1A", "1 | 2 | 1 | 1A", "2 | 1 | 1 | 2A")
    assert_rule("cin", "8869", listed(*rows, fails="second"))


def test_8898_factors_in_a_table_of_their_own():
    rows = ("1 | 1 | 1 | 1A", "1 | 1 | 2 | 1A", "1 | 2 | 1 | 2B", "1 | 2 | 1 | 2B", "2 | 1 | 1 | 1A")
    assert_rule("cin", "8898", listed(*rows, fails="other_episode"))


def test_factors_that_stand_in_both_places_are_the_same_ones():
    tables: Drawn = {
        "Assessments": {
            "columns": ["LAchildID", "CINdetailsID", "AssessmentID", "AssessmentFactors"],
            "rows": [["1", "1", "1", "1A|2B"]],
        },
        "AssessmentFactorsList": {
            "columns": ["LAchildID", "CINdetailsID", "AssessmentID", "AssessmentFactors"],
            "rows": [["1", "1", "1", "1A"], ["1", "1", "1", "2B"]],
        },
    }
    assert failing("cin", "8898", tables) == set()
