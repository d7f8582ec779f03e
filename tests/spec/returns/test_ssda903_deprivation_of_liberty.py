"""Rules of the SSDA903 about deprivation of liberty orders: 1 April 2026 to 31 March 2027."""

from sightline.returns.rules import rule_set
from sightline.returns.schema import SSDA903
from spec.returns.drawing import assert_rule


def test_orders_are_asked_for_from_2026_27():
    orders = {str(code) for code in range(700, 711)}
    assert orders <= set(rule_set(SSDA903, 2027))
    assert not orders & set(rule_set(SSDA903, 2026))


def test_700_start_is_no_date():
    assert_rule("ssda903", "700", """
        DoLo
        CHILD | DOLO_START
        1     | 01/06/2026 |
        2     | 31/06/2026 | x
        3     | 2026-06-01 | x
        4     |            | x
    """)  # fmt: skip


def test_701_end_is_no_date():
    assert_rule("ssda903", "701", """
        DoLo
        CHILD | DOLO_END
        1     | 01/06/2026 |
        2     | 31/06/2026 | x
        4     |            |
    """)  # fmt: skip


def test_702_ends_before_it_starts():
    assert_rule("ssda903", "702", """
        DoLo
        DOLO_START | DOLO_END
        02/06/2026 | 01/06/2026 | x
        02/06/2026 | 02/06/2026 |
        02/06/2026 |            |
        31/06/2026 | 01/06/2026 |
    """)  # fmt: skip


def test_703_and_704_outside_the_year():
    drawing = """
        DoLo
        DOLO_START | DOLO_END
        01/04/2027 |            | {start}
        31/03/2027 |            |
        31/03/2026 | 31/03/2026 | {end}
        31/03/2026 | 01/04/2026 |
        31/03/2026 | 01/04/2027 | {end}
    """
    assert_rule("ssda903", "703", drawing.format(start="x", end=""))
    assert_rule("ssda903", "704", drawing.format(start="", end="x"))


def test_705_starts_before_an_earlier_one_has_ended():
    assert_rule("ssda903", "705", """
        DoLo
        CHILD | DOLO_START | DOLO_END
        1     | 01/06/2026 |            | x
        1     | 01/05/2026 |            | x
        2     | 01/05/2026 | 02/06/2026 | x
        2     | 01/06/2026 | 01/07/2026 | x
        2     | 01/07/2026 |            |
        3     | 02/05/2026 |            |
        3     |            |            |
    """)  # fmt: skip


def test_706_gone_since_last_year():
    assert_rule("ssda903", "706", """
        DoLo
        CHILD | DOLO_START
        1     | 01/03/2026
        2     | 02/03/2026

        DoLo_last
        CHILD | DOLO_START | DOLO_END
        1     | 01/03/2026 |            |
        2     | 01/03/2026 |            | x
        3     | 01/03/2026 |            | x
        4     | 01/03/2026 | 20/03/2026 |
    """)  # fmt: skip


def test_707_left_care_under_an_open_order():
    assert_rule("ssda903", "707", """
        Episodes
        CHILD | DECOM      | DEC        | REC
        1     | 01/05/2026 | 01/06/2026 | E4A
        2     | 01/05/2026 | 01/06/2026 | X1
        2     | 01/06/2026 |            |
        3     | 01/05/2026 | 01/06/2026 | E4A
        3     | 01/08/2026 |            |
        4     | 01/05/2026 | 01/06/2026 | E4A

        DoLo
        CHILD | DOLO_START | DOLO_END
        1     | 01/05/2026 |            | x
        2     | 01/05/2026 |            |
        3     | 01/08/2026 |            |
        4     | 01/05/2026 | 01/06/2026 |
    """)  # fmt: skip


def test_708_starts_before_birth():
    assert_rule("ssda903", "708", """
        DoLo
        DOB        | DOLO_START
        02/06/2026 | 01/06/2026 | x
        01/06/2026 | 01/06/2026 |
        ''         | 01/06/2026 |
    """)  # fmt: skip


def test_709_and_710_placements_under_an_order():
    # An order that starts on the day a placement ends is not of that placement.
    drawing = """
        Episodes
        CHILD | DECOM      | DEC        | PLACE
        1     | 01/04/2026 | 01/06/2026 | U4  |
        1     | 01/06/2026 | 01/07/2026 | K2  |
        1     | 01/07/2026 |            | K1  | {other}{none}
        2     | 01/04/2026 |            | U4  | {other}
        3     | 01/04/2026 |            | Z13 |
        4     | 01/04/2026 |            |     |
        5     | 01/04/2026 | 31/06/2026 | K1  |

        DoLo
        CHILD | DOLO_START | DOLO_END
        1     | 01/06/2026 |            | {other}{none}
        2     | 01/05/2026 | 02/05/2026 | {other}
        3     | 01/05/2026 |            |
        4     | 01/05/2026 |            |
        5     | 01/05/2026 |            |
    """
    assert_rule("ssda903", "709", drawing.format(other="x", none=""))
    assert_rule("ssda903", "710", drawing.format(other="", none="x"))
