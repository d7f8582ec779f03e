"""Rules of the SSDA903 about outcomes that are asked of an age, at 31 March 2027 unless a test says otherwise."""

import pytest

from spec.returns.drawing import assert_rule

CARE = """
        Episodes
        CHILD | DECOM      | LS | DEC
        1     | 01/04/2026 | C2 |
        2     | 01/04/2026 | C2 |
        3     | 02/04/2026 | C2 |
        4     | 01/04/2026 | V4 |
        5     | 01/04/2020 | C2 | 01/06/2026
        5     | 01/06/2026 | C2 |
        6     | 01/04/2020 | C2 | 01/06/2026
        6     | 02/06/2026 | C2 |
        7     | 01/04/2020 | C2 |
        8     | 01/04/2020 | C2 |
"""


def test_542_convicted_under_ten():
    assert_rule("ssda903", "542", """
        OC2
        DOB        | CONVICTED
        01/04/2017 | 0 | x
        01/04/2017 |   |
        31/03/2017 | 1 |
        ''         | 1 |
        31/02/2020 | 1 |
    """)  # fmt: skip


def test_543_conviction_not_stated_after_twelve_months():
    # 10 on the last day; a day short of twelve months; short breaks; two episodes without and with a gap.
    assert_rule("ssda903", "543", CARE + """
        OC2
        CHILD | DOB        | CONVICTED
        1     | 31/03/2017 |   | x
        2     | 01/04/2017 |   |
        3     | 31/03/2015 |   |
        4     | 31/03/2015 |   |
        5     | 31/03/2015 |   | x
        6     | 31/03/2015 |   |
        7     | 31/03/2015 | 0 |
        8     |            |   |
    """)  # fmt: skip


def test_545_checks_not_stated_after_twelve_months():
    assert_rule("ssda903", "545", CARE + """
        OC2
        CHILD | DOB        | HEALTH_CHECK
        1     | 01/04/2022 |   | x
        2     | 31/03/2022 |   |
        3     | 01/04/2024 |   |
        4     | 01/04/2024 |   |
        5     | 01/04/2024 |   | x
        6     | 01/04/2024 |   |
        7     | 01/04/2024 | 1 |
        8     | 31/02/2024 |   |
    """)  # fmt: skip


def test_546_checks_from_five():
    assert_rule("ssda903", "546", """
        OC2
        DOB        | HEALTH_CHECK
        31/03/2022 | 0 | x
        31/03/2022 |   |
        01/04/2022 | 1 |
        ''         | 1 |
    """)  # fmt: skip


@pytest.mark.parametrize(("code", "column"), [("544", "CONVICTED"), ("547", "HEALTH_CHECK")])
def test_544_and_547_filled_without_the_other_outcomes(code: str, column: str):
    assert_rule("ssda903", code, f"""
        OC2
        {column} | IMMUNISATIONS | TEETH_CHECK | HEALTH_ASSESSMENT | SUBSTANCE_MISUSE
        0        | 1             | 1           | 0                 | 0                |
        1        | 1             | 1           | 0                 |                  | x
        1        |               |             |                   |                  | x
        ''       | 1             |             |                   |                  |
    """)  # fmt: skip
