"""Rules of the SSDA903 about yearly outcomes (OC2). 2026-27: 1 April 2026 to 31 March 2027."""

import pytest

from spec.returns.drawing import assert_rule

# A child looked after through the whole year, and one who came on its second day.
WHOLE_AND_SHORT = """
        Episodes
        CHILD | DECOM      | DEC | LS
        1     | 01/04/2026 |     | C2
        2     | 02/04/2026 |     | C2
"""


def test_twelve_months_are_without_a_break_to_31_march_and_no_short_break():
    # 1: through two episodes. 2: a night out of care. 3: ended before 31 March. 4: a short break. 5: ended on 31 March.
    # 6: an end that can't be read is not known to be a break.
    assert_rule("ssda903", "185", """
        Episodes
        CHILD | DECOM      | DEC        | LS
        1     | 01/07/2026 |            | C2
        1     | 31/03/2026 | 01/07/2026 | V2
        2     | 31/03/2026 | 01/07/2026 | C2
        2     | 02/07/2026 |            | C2
        3     | 31/03/2020 | 30/03/2027 | C2
        4     | 31/03/2020 |            | V3
        5     | 31/03/2020 | 31/03/2027 | C2
        6     | 31/03/2020 | 31/06/2026 | C2
        7     | 31/02/2020 |            | C2

        OC2
        CHILD | SDQ_SCORE
        1     | 10 |
        2     | 10 | x
        3     | 10 | x
        4     | 10 | x
        5     | 10 |
        6     | 10 |
        7     | 10 | x
        8     | 10 | x
        8     |    |
    """)  # fmt: skip


def test_157_too_young_or_old_is_said_of_one_between():
    # 4 on 1 April is old enough, 17 on 31 March too old.
    assert_rule("ssda903", "157", """
        OC2
        DOB        | SDQ_REASON
        01/04/2022 | SDQ1 | x
        02/04/2022 | SDQ1 |
        01/04/2010 | SDQ1 | x
        31/03/2010 | SDQ1 |
        01/04/2015 | SDQ2 |
        31/02/2015 | SDQ1 |
        ''         | SDQ1 |
    """)  # fmt: skip


def test_158_159_192_193_substance_misuse_and_its_intervention():
    drawing = """
        OC2
        SUBSTANCE_MISUSE | INTERVENTION_RECEIVED | INTERVENTION_OFFERED
        1  | 1  | 1  | {received_and_offered}
        1  | 1  |    |
        1  | 0  |    | {no_offer}
        1  | 0  | 0  |
        1  |    |    | {not_stated}
        0  | 0  |    | {no_misuse}
        0  |    | 1  | {no_misuse}
        '' | 0  |    | {no_misuse}
        '' |    |    |
    """
    marks = {
        "158": {"received_and_offered": "x"},
        "159": {"no_offer": "x"},
        "192": {"not_stated": "x"},
        "193": {"no_misuse": "x"},
    }
    none = dict.fromkeys(("received_and_offered", "no_offer", "not_stated", "no_misuse"), "")
    for code, marked in marks.items():
        assert_rule("ssda903", code, drawing.format(**{**none, **marked}))


def test_180_score_from_0_to_40():
    assert_rule("ssda903", "180", """
        OC2
        SDQ_SCORE
        0    |
        40   |
        41   | x
        -1   | x
        12.5 | x
        12.0 |
        ten  | x
        ''   |
    """)  # fmt: skip


def test_181_yes_or_no():
    assert_rule("ssda903", "181", """
        OC2
        CONVICTED | TEETH_CHECK | INTERVENTION_OFFERED
        0 | 1  | 1 |
        Y | 1  | 1 | x
        0 | 2  | 1 | x
        0 | '' |   |
    """)  # fmt: skip


def test_182_partly_filled():
    # What is asked of some children only may be blank; nothing at all is not partly.
    assert_rule("ssda903", "182", """
        OC2
        IMMUNISATIONS | TEETH_CHECK | HEALTH_ASSESSMENT | SUBSTANCE_MISUSE | CONVICTED | INTERVENTION_OFFERED
        1  | 0 | 1 | 0 |   |   |
        1  | 0 | 1 |   |   |   | x
        '' |   |   |   | 1 |   | x
        '' |   |   |   |   | 0 | x
        '' |   |   |   |   |   |
    """)  # fmt: skip


def test_186_no_score_nor_reason():
    assert_rule("ssda903", "186", WHOLE_AND_SHORT + """
        OC2
        CHILD | DOB        | SDQ_SCORE | SDQ_REASON
        1     | 01/04/2015 |           |      | x
        1     | 01/04/2022 |           |      | x
        1     | 02/04/2022 |           |      |
        1     | 01/04/2010 |           |      | x
        1     | 31/03/2010 |           |      |
        1     | 01/04/2015 | 3         |      |
        1     | 01/04/2015 |           | SDQ2 |
        1     | 2015       |           |      |
        2     | 01/04/2015 |           |      |
    """)  # fmt: skip


def test_188_score_under_four():
    assert_rule("ssda903", "188", """
        OC2
        DOB        | SDQ_SCORE | SDQ_REASON
        01/04/2023 | 3         |      | x
        01/04/2023 |           | SDQ1 | x
        31/03/2023 | 3         |      |
        01/04/2023 |           |      |
        ''         | 3         |      |
    """)  # fmt: skip


def test_189_score_at_seventeen():
    assert_rule("ssda903", "189", """
        OC2
        DOB        | SDQ_SCORE | SDQ_REASON
        01/04/2009 | 3         |      | x
        01/04/2009 |           | SDQ1 | x
        02/04/2009 | 3         |      |
        01/04/2009 |           |      |
        ''         | 3         |      |
    """)  # fmt: skip


def test_190_198_outcomes_and_reasons_of_shorter_care():
    assert_rule("ssda903", "190", WHOLE_AND_SHORT + """
        OC2
        CHILD | CONVICTED | TEETH_CHECK
        1     | 0         | 1  |
        2     | 0         |    | x
        2     |           | 1  | x
        2     |           |    |
    """)  # fmt: skip
    assert_rule("ssda903", "198", WHOLE_AND_SHORT + """
        OC2
        CHILD | SDQ_REASON
        1     | SDQ2 |
        2     | SDQ2 | x
        2     | OTHER | x
        2     |      |
    """)  # fmt: skip


def test_191_outcomes_lacking():
    # Child 3 has no row at all; every episode of the child is listed.
    assert_rule("ssda903", "191", """
        Episodes
        CHILD | DECOM      | DEC        | LS
        1     | 01/04/2026 |            | C2 | x
        2     | 01/05/2026 |            | C2 |
        3     | 01/04/2025 | 01/05/2026 | C2 | x
        3     | 01/05/2026 |            | C2 | x
        4     | 01/04/2025 |            | C2 |

        OC2
        CHILD | IMMUNISATIONS | TEETH_CHECK | HEALTH_ASSESSMENT | SUBSTANCE_MISUSE
        1     | 1 | 1 | 1 |   | x
        2     | 1 | 1 | 1 |   |
        4     | 1 | 1 | 0 | 0 |
    """)  # fmt: skip


def test_196_197a_reasons():
    drawing = """
        OC2
        SDQ_SCORE | SDQ_REASON
        '' | SDQ5 |
        '' | SDQ6 | {unknown}
        1  | SDQ1 | {both}
        1  |      |
        '' |      |
    """
    assert_rule("ssda903", "196", drawing.format(unknown="x", both=""))
    assert_rule("ssda903", "197a", drawing.format(unknown="", both="x"))


def test_197b_turned_four_or_seventeen():
    assert_rule("ssda903", "197B", WHOLE_AND_SHORT + """
        OC2
        CHILD | DOB        | SDQ_SCORE | SDQ_REASON
        1     | 01/04/2022 |           |      | x
        1     | 31/03/2022 |           |      |
        1     | 31/03/2023 |           |      | x
        1     | 01/04/2023 |           |      |
        1     | 01/10/2009 |           |      | x
        1     | 01/10/2009 | 5         |      |
        1     | 01/10/2009 |           | SDQ1 |
        1     | ''         |           |      |
        2     | 01/10/2009 |           |      |
    """)  # fmt: skip


@pytest.mark.parametrize("code", ["185", "190", "198"])
def test_without_any_episode_nobody_was_looked_after_for_twelve_months(code: str):
    assert_rule("ssda903", code, """
        Episodes
        CHILD | DECOM

        OC2
        CHILD | SDQ_SCORE | SDQ_REASON | TEETH_CHECK
        1     | 1         | SDQ2       | 1 | x
    """)  # fmt: skip
