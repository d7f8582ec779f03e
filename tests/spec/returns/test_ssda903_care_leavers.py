"""Rules of the SSDA903 about care leavers. 2026-27 unless a test says otherwise."""

from spec.returns.drawing import assert_rule


def test_1000_died_in_care_this_year_or_last():
    assert_rule("ssda903", "1000", """
        Episodes
        CHILD | REC
        1     | E2
        2     | E4A

        Episodes_last
        CHILD | REC
        3     | E2

        OC3
        CHILD | IN_TOUCH
        1     | DIED | x
        2     | DIED |
        3     | DIED | x
        1     |      |
    """)  # fmt: skip


def test_1000_without_last_year():
    assert_rule("ssda903", "1000", """
        Episodes
        CHILD | REC
        1     | E2

        OC3
        CHILD | ACTIV
        1     | F1 | x
        2     | F1 |
    """)  # fmt: skip


def test_1001_thirteen_weeks_from_14_with_a_day_from_16():
    # 91 days and 90; from 14 only; over both years; the same episode in both years counts once; left before 16;
    # adopted; nothing known.
    assert_rule("ssda903", "1001", """
        Header
        CHILD | DOB
        1     | 01/06/2009
        2     | 01/06/2009
        3     | 01/08/2012
        4     | 01/06/2009
        5     | 01/06/2009
        6     | 01/06/2010
        7     | 01/06/2009
        8     | 01/06/2009
        9     |

        Episodes
        CHILD | DECOM      | DEC        | REC
        1     | 01/04/2026 | 01/07/2026 | E4A
        2     | 01/04/2026 | 30/06/2026 | E4A
        3     | 01/04/2026 | 01/09/2026 | E4A
        4     | 01/05/2026 | 01/06/2026 | E4A
        5     | 01/03/2026 | 30/05/2026 | E4A
        7     | 01/04/2026 | 01/10/2026 | E11
        9     | 01/04/2026 | 30/06/2026 | E4A

        Episodes_last
        CHILD | DECOM      | DEC        | REC
        4     | 01/04/2025 | 31/05/2025 | E4A
        5     | 01/03/2026 |            |
        6     | 01/04/2025 | 31/05/2026 | E4A

        OC3
        CHILD | IN_TOUCH
        1     | YES |
        2     | YES | x
        3     | YES | x
        4     | YES |
        5     | YES | x
        6     | YES | x
        7     | YES | x
        8     | YES | x
        9     | YES |
        2     |     |
    """)  # fmt: skip


def test_1002_never_in_care():
    assert_rule("ssda903", "1002", """
        Episodes
        CHILD
        1

        Episodes_last
        CHILD
        2

        OC3
        CHILD | ACCOM
        1     | U1 |
        2     | U1 |
        3     | U1 | x
        4     |    |
    """)  # fmt: skip


def test_1007_still_in_care_on_the_birthday():
    # Care that ends on the 18th birthday itself is over then; the 16th and 19th birthdays don't count.
    assert_rule("ssda903", "1007", """
        Episodes
        CHILD | DECOM      | DEC
        1     | 01/06/2026 |
        2     | 02/06/2026 |
        3     | 01/04/2026 | 01/06/2026
        4     | 01/04/2026 | 02/06/2026
        5     | 01/04/2025 |
        6     | 01/04/2025 |
        7     | 01/04/2026 | 31/06/2026

        OC3
        CHILD | DOB        | IN_TOUCH
        1     | 01/06/2009 | YES | x
        2     | 01/06/2009 | YES |
        3     | 01/06/2008 | YES |
        4     | 01/06/2008 | YES | x
        5     | 01/06/2010 | YES |
        6     | 01/06/2007 | YES |
        7     | 01/06/2009 | YES |
        1     | 01/06/2009 |     |
    """)  # fmt: skip


def test_1010_episode_lost():
    assert_rule("ssda903", "1010", """
        Episodes
        CHILD
        1

        Episodes_last
        CHILD | DECOM      | DEC
        1     | 01/04/2025 |
        2     | 01/04/2025 |
        3     | 01/04/2025 | 01/06/2025
        4     | 01/04/2025 |
        4     | 01/06/2025 | 01/07/2025

        OC3
        CHILD | ACTIV
        1     | F1 |
        2     | F1 | x
        3     | F1 |
        4     | F1 |
        5     | F1 |
    """)  # fmt: skip


def test_1011_taken_over_by_another_authority():
    assert_rule("ssda903", "1011", """
        Episodes
        CHILD | DECOM      | REC
        1     | 01/04/2025 | X1
        1     | 01/06/2025 | E3
        2     | 01/04/2025 | E3
        2     | 01/06/2025 | E4A
        3     | 01/04/2025 | E4A

        OC3
        CHILD | IN_TOUCH
        1     | YES | x
        2     | YES |
        3     | YES |
        1     |     |
    """)  # fmt: skip


def test_1016_left_care_after_the_birthday():
    assert_rule("ssda903", "1016", """
        Episodes
        CHILD | DEC        | REC
        1     | 02/06/2026 | E4A
        2     | 01/06/2026 | E4A
        3     | 02/06/2026 | X1
        4     | 02/06/2026 | E8
        5     | 02/06/2026 | E8

        OC3
        CHILD | DOB        | IN_TOUCH
        1     | 01/06/2009 | YES | x
        2     | 01/06/2009 | YES |
        3     | 01/06/2009 | YES |
        4     | 01/06/2008 | YES | x
        5     | 01/06/2007 | YES |
    """)  # fmt: skip


def test_3001_with_a_foster_carer_at_seventeen():
    # The header's birthday; that of the care leaver's record where there is no header.
    assert_rule("ssda903", "3001", """
        Header
        CHILD | DOB
        1     | 01/04/2009
        2     | 01/06/2008
        3     | 31/03/2010

        OC3
        CHILD | DOB        | ACCOM
        1     | 01/04/2009 | Z1 | x
        2     | 01/06/2008 | Z1 |
        3     |            | z2 | x
        1     | 01/04/2009 | U1 |
        4     | 01/06/2009 | Z1 | x
    """)  # fmt: skip
