"""Rules of the SSDA903 about care leavers and leaving care. 2026-27: 1 April 2026 to 31 March 2027."""

import pytest

from spec.returns.drawing import assert_rule


@pytest.mark.parametrize(("code", "column", "good", "bad"), [
    ("131", "IN_TOUCH", "yes NO DIED REFU NREQ RHOM", "Y MAYBE"),
    ("132", "ACTIV", "0 F1 P5 G6", "F3 P3 G7"),
    ("133", "ACCOM", "0 B1 U2 S2 X2 T1", "S1 X1 U U3 Q1"),
])  # fmt: skip
def test_131_132_133_codes(code: str, column: str, good: str, bad: str):
    rows = [*(f"{c} |" for c in good.split()), *(f"{c} | x" for c in bad.split()), "'' |"]
    assert_rule("ssda903", code, "\n".join(["OC3", column, *rows]))


def test_134_adopted_and_leaver():
    assert_rule("ssda903", "134", """
        OC3
        CHILD | IN_TOUCH | ACTIV
        1     | YES      | F1 | x
        2     |          |    |
        3     | YES      | F1 |
        4     | YES      | F1 |

        AD1
        CHILD | DATE_INT   | NB_ADOPTR
        1     |            | 2 | x
        2     | 01/05/2026 |   |
        3     |            |   |
    """)  # fmt: skip


def test_153_partly_filled():
    assert_rule("ssda903", "153", """
        OC3
        IN_TOUCH | ACTIV | ACCOM
        YES | F1 | U1 |
        NO  | 0  | 0  |
        YES | F1 |    | x
        ''  |    | U1 | x
        ''  |    |    |
    """)  # fmt: skip


def test_187_left_though_in_care():
    # Child 2 was away for a day.
    assert_rule("ssda903", "187", """
        Episodes
        CHILD | DECOM      | LS
        1     | 01/04/2026 | C2
        2     | 02/04/2026 | C2

        OC3
        CHILD | IN_TOUCH | ACCOM
        1     | YES      |    | x
        1     |          |    |
        2     | YES      | U1 |

        AD1
        CHILD | DATE_INT   | NB_ADOPTR
        1     | 31/06/2026 |   | x
        2     | 01/06/2026 | 1 |
    """)  # fmt: skip


def test_187_without_adoptions():
    assert_rule("ssda903", "187", """
        Episodes
        CHILD | DECOM      | LS
        1     | 01/04/2026 | C2

        OC3
        CHILD | IN_TOUCH
        1     | YES | x
    """)  # fmt: skip


def test_215_leaver_with_outcomes():
    assert_rule("ssda903", "215", """
        OC3
        CHILD | ACTIV
        1     | F1 | x
        2     | F1 |
        3     |    |

        OC2
        CHILD | CONVICTED | INTERVENTION_OFFERED
        1     |           | 0 | x
        2     |           |   |
        3     | 1         |   |
    """)  # fmt: skip


def test_344_345_activity_and_touch():
    drawing = """
        OC3
        IN_TOUCH | ACTIV | ACCOM
        DIED | F1 |    | {gone}
        RHOM |    | U1 | {gone}
        DIED |    |    |
        RHOM | 0  | 0  | {gone}
        YES  | 0  | U1 | {not_known}
        YES  | F1 | 0  | {not_known}
        YES  | F1 | U1 |
        YES  |    |    |
        NO   | 0  | 0  |
    """
    assert_rule("ssda903", "344", drawing.format(gone="x", not_known=""))
    assert_rule("ssda903", "345", drawing.format(gone="", not_known="x"))


def test_347_foyer_under_eighteen():
    # 18 on 31 March is old enough.
    drawing = """
        OC3
        DOB        | ACCOM
        01/04/{y}  | T1 | x
        01/04/{y}  | T2 | x
        31/03/{y}  | T1 |
        01/04/{y}  | U1 |
        ''         | T1 |
    """
    assert_rule("ssda903", "347", drawing.format(y=2009))
    assert_rule("ssda903", "347", drawing.format(y=2006), year=2024)


def test_391_leaver_of_another_age():
    # 17 on the year's last day, and 21 on its first, are of the age.
    assert_rule("ssda903", "391", """
        OC3
        DOB        | IN_TOUCH | ACCOM
        01/04/2010 | YES |    | x
        31/03/2010 | YES |    |
        02/04/2004 | YES |    |
        01/04/2004 |     | U1 | x
        01/04/2010 |     |    |
        31/02/2010 | YES |    |
        ''         | YES |    |
    """)  # fmt: skip


@pytest.mark.parametrize(("code", "reasons", "other", "birthday"), [
    ("387", "E5 E6", "E4A", "2012"),
    ("389", "E7", "E6", "2010"),
])  # fmt: skip
def test_387_389_too_young(code: str, reasons: str, other: str, birthday: str):
    for reason in reasons.split():
        assert_rule("ssda903", code, f"""
            Header
            CHILD | DOB
            1     | 02/05/{birthday} | x
            2     | 01/05/{birthday} |
            3     | 02/05/{birthday} |
            4     | 02/05/{birthday} |
            5     |                  |

            Episodes
            CHILD | DEC        | REC
            1     | 01/05/2026 | {reason} | x
            2     | 01/05/2026 | {reason} |
            3     | 01/05/2026 | {other} |
            4     | 31/04/2026 | {reason} |
            5     | 01/05/2026 | {reason} |
        """)  # fmt: skip


def test_407_guardianship_of_an_adult():
    assert_rule("ssda903", "407", """
        Header
        CHILD | DOB
        1     | 01/05/2008 | x
        2     | 02/05/2008 |
        3     | 01/05/2008 |

        Episodes
        CHILD | DEC        | REC
        1     | 01/05/2026 | E45 | x
        2     | 01/05/2026 | E48 |
        3     | 01/05/2026 | E11 |
        3     |            | E46 |
    """)  # fmt: skip
