"""Rules of the SSDA903 about children missing or away. 2026-27 unless a test says otherwise."""

import pytest

from spec.returns.drawing import assert_rule


@pytest.mark.parametrize(("code", "column"), [("1004", "MIS_START"), ("1005", "MIS_END")])
def test_1004_and_1005_no_date(code: str, column: str):
    # A start that is blank is rule 564's business.
    assert_rule("ssda903", code, f"""
        Missing
        CHILD | {column}
        1     | 01/06/2026 |
        2     | 31/06/2026 | x
        3     | 01/06/26   | x
        4     |            |
    """)  # fmt: skip


def test_1006_neither_missing_nor_away():
    assert_rule("ssda903", "1006", """
        Missing
        MISSING
        M  |
        a  |
        X  | x
        '' |
    """)  # fmt: skip


@pytest.mark.parametrize(("code", "column"), [("565", "MIS_START"), ("566", "MIS_END")])
def test_565_and_566_of_no_kind(code: str, column: str):
    assert_rule("ssda903", code, f"""
        Missing
        MISSING | {column}
        ''      | 01/06/2026 | x
        ''      | 31/06/2026 | x
        M       | 01/06/2026 |
        ''      |            |
    """)  # fmt: skip


def test_564_no_start():
    assert_rule("ssda903", "564", """
        Missing
        MISSING | MIS_START
        M       |            | x
        A       |            | x
        M       | 31/06/2026 |
        ''      |            |
    """)  # fmt: skip


def test_567_ends_before_it_starts():
    assert_rule("ssda903", "567", """
        Missing
        MIS_START  | MIS_END
        02/06/2026 | 01/06/2026 | x
        02/06/2026 | 02/06/2026 |
        02/06/2026 |            |
        31/06/2026 | 01/06/2026 |
    """)  # fmt: skip


def test_570_and_571_outside_the_year():
    drawing = """
        Missing
        MIS_START  | MIS_END
        01/04/2027 |            | {start}
        31/03/2027 |            |
        31/03/2026 | 31/03/2026 | {end}
        31/03/2026 | 01/04/2026 |
        31/03/2026 | 01/04/2027 | {end}
    """
    assert_rule("ssda903", "570", drawing.format(start="x", end=""))
    assert_rule("ssda903", "571", drawing.format(start="", end="x"))


def test_574_starts_before_an_earlier_one_has_ended():
    # The one still open need not be the one just before.
    assert_rule("ssda903", "574", """
        Missing
        CHILD | MIS_START  | MIS_END
        1     | 01/06/2026 |            | x
        1     | 01/05/2026 |            | x
        2     | 01/05/2026 | 02/06/2026 | x
        2     | 01/06/2026 | 01/07/2026 | x
        2     | 01/07/2026 |            |
        3     | 01/05/2026 |            | x
        3     | 02/05/2026 | 03/05/2026 | x
        3     | 04/05/2026 | 05/05/2026 | x
        4     | 02/05/2026 |            |
        4     |            |            |
        5     | 01/05/2026 | 31/06/2026 |
        5     | 01/06/2026 |            |
    """)  # fmt: skip


def test_575_open_after_the_placement_ended():
    # A new legal status in the same placement ends no placement.
    assert_rule("ssda903", "575", """
        Episodes
        CHILD | DECOM      | RNE | DEC        | REC
        1     | 01/04/2026 | S   | 01/06/2026 | X1
        1     | 01/06/2026 | P   |            |
        2     | 01/04/2026 | S   | 01/06/2026 | X1
        2     | 01/06/2026 | L   |            |
        3     | 01/04/2026 | S   | 01/06/2026 | X1
        3     | 01/06/2026 | L   | 01/07/2026 | X1
        3     | 01/07/2026 | B   |            |
        4     | 01/04/2026 | S   | 01/06/2026 | E4A

        Missing
        CHILD | MIS_START  | MIS_END
        1     | 31/05/2026 |            | x
        1     | 01/06/2026 |            |
        1     | 01/05/2026 | 02/05/2026 |
        2     | 01/05/2026 |            |
        3     | 01/05/2026 |            | x
        4     | 01/05/2026 |            | x
        5     | 01/05/2026 |            |
        1     | 31/06/2026 |            |
    """)  # fmt: skip


def test_576_gone_since_last_year():
    assert_rule("ssda903", "576", """
        Missing
        CHILD | MIS_START
        1     | 01/03/2026
        2     | 02/03/2026

        Missing_last
        CHILD | MIS_START  | MIS_END
        1     | 01/03/2026 |            |
        2     | 01/03/2026 |            | x
        3     | 01/03/2026 |            | x
        4     | 01/03/2026 | 20/03/2026 |
    """)  # fmt: skip


def test_577_left_care_with_an_open_missing_episode():
    # A child who came back and went missing then is in care.
    assert_rule("ssda903", "577", """
        Episodes
        CHILD | DECOM      | DEC        | REC
        1     | 01/05/2026 | 01/06/2026 | E4A
        2     | 01/05/2026 | 01/06/2026 | X1
        2     | 01/06/2026 |            |
        3     | 01/05/2026 | 01/06/2026 | E4A
        3     | 01/08/2026 |            |
        4     | 01/05/2026 | 01/06/2026 | E4A
        5     | 01/05/2026 | 01/06/2026 | E4A

        Missing
        CHILD | MIS_START  | MIS_END
        1     | 01/05/2026 |            | x
        2     | 01/05/2026 |            |
        3     | 02/08/2026 |            |
        3     | 02/05/2026 |            | x
        4     | 01/05/2026 | 01/06/2026 |
        5     | 02/06/2026 |            |
        6     | 02/06/2026 |            |
    """)  # fmt: skip


def test_578_starts_after_the_child_left_care():
    assert_rule("ssda903", "578", """
        Episodes
        CHILD | DECOM      | DEC        | REC
        1     | 01/05/2026 | 01/06/2026 | E4A
        1     | 01/08/2026 |            |
        2     | 01/05/2026 | 01/06/2026 | X1
        3     | 01/05/2026 | 01/06/2026 | E4A

        Missing
        CHILD | MIS_START
        1     | 01/06/2026 |
        1     | 02/06/2026 | x
        1     | 01/08/2026 |
        2     | 02/06/2026 |
        3     | 02/06/2026 | x
        3     | 01/05/2026 |
        4     | 02/06/2026 |
    """)  # fmt: skip


def test_580_missing_on_the_18th_birthday():
    assert_rule("ssda903", "580", """
        Episodes
        CHILD | DEC        | REC
        1     | 01/06/2026 | E4A | x
        2     | 01/06/2026 | E8  |
        3     | 31/05/2026 | E4A |
        4     | 01/06/2026 | E4A |
        5     | 01/06/2026 | E4A | x
        6     | 01/06/2026 | X1  |
        7     | 01/06/2026 | E4A |

        Missing
        CHILD | DOB        | MIS_START  | MIS_END
        1     | 01/06/2008 | 01/05/2026 |            |
        2     | 01/06/2008 | 01/05/2026 |            |
        3     | 01/06/2008 | 01/05/2026 |            |
        4     | 01/06/2008 | 01/05/2026 | 31/05/2026 |
        5     | 01/06/2008 | 01/05/2026 | 01/06/2026 |
        6     | 01/06/2008 | 01/05/2026 |            |
        7     | 01/06/2008 | 02/06/2026 |            |
    """)  # fmt: skip


def test_581_starts_before_care():
    # A return that starts in the middle of a child's care doesn't show when care began.
    assert_rule("ssda903", "581", """
        Episodes
        CHILD | DECOM      | RNE
        1     | 02/06/2026 | S
        1     | 01/08/2026 | P
        2     | 02/06/2026 | L

        Missing
        CHILD | MIS_START
        1     | 01/06/2026 | x
        1     | 02/06/2026 |
        1     | 03/06/2026 |
        2     | 01/06/2026 |
        3     | 01/06/2026 |
    """)  # fmt: skip


def test_586_starts_before_birth():
    assert_rule("ssda903", "586", """
        Missing
        DOB        | MIS_START
        02/06/2026 | 01/06/2026 | x
        01/06/2026 | 01/06/2026 |
        ''         | 01/06/2026 |
    """)  # fmt: skip
