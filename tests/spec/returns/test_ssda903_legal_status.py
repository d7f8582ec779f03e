"""Rules of the SSDA903 about legal statuses and short breaks. 2026-27: 1 April 2026 to 31 March 2027."""

import pytest

from spec.returns.drawing import assert_rule


def test_358_justice_under_ten():
    assert_rule("ssda903", "358", """
        Header
        CHILD | DOB
        1     | 02/05/2016 | x
        2     | 01/05/2016 |
        3     | 02/05/2016 |
        4     |            |

        Episodes
        CHILD | DECOM      | LS
        1     | 01/05/2026 | J3 | x
        1     | 02/05/2026 | J1 |
        2     | 01/05/2026 | J1 |
        3     | 01/05/2026 | C2 |
        3     | 31/02/2026 | J2 |
        4     | 01/05/2026 | J2 |
    """)  # fmt: skip


@pytest.mark.parametrize(("code", "status", "last_day", "day_after", "half_way"), [
    ("361", "L1", "04/05/2026", "05/05/2026", "03/05/2026"),
    ("362", "L2", "22/05/2026", "23/05/2026", "11/05/2026"),
    ("363", "L3", "08/05/2026", "09/05/2026", "05/05/2026"),
    ("364", "J2", "22/05/2026", "23/05/2026", "11/05/2026"),
])  # fmt: skip
def test_361_362_363_364_how_long_a_status_may_last(code: str, status: str, last_day: str, day_after: str,
                                                    half_way: str):  # fmt: skip
    # 3: in two episodes without a day between. 4: with another status between. 5: still open. 6: open since the last
    # days of the year. 7: another status.
    assert_rule("ssda903", code, f"""
        Episodes
        CHILD | DECOM      | DEC         | LS
        1     | 01/05/2026 | {last_day}  | {status} |
        2     | 01/05/2026 | {day_after} | {status} | x
        3     | {half_way} | {day_after} | {status} | x
        3     | 01/05/2026 | {half_way}  | {status} | x
        4     | 01/05/2026 | 02/05/2026  | {status} |
        4     | 02/05/2026 | {half_way}  | C2       |
        4     | {half_way} | {day_after} | {status} |
        5     | 01/05/2026 |             | {status} | x
        6     | 29/03/2027 |             | {status} |
        7     | 01/05/2026 |             | C2       |
        8     | 01/05/2026 | 31/06/2026  | {status} |
        9     | 31/04/2026 | {day_after} | {status} |
    """)  # fmt: skip


def test_365_366_one_short_break():
    drawing = """
        Episodes
        CHILD | DECOM      | DEC        | LS | RNE
        1     | 01/05/2026 | 18/05/2026 | V3 | S |
        2     | 01/05/2026 | 19/05/2026 | V3 | S | {long}
        3     | 01/05/2026 |            | V3 | S | {long}
        4     | 14/03/2027 |            | V3 | S |
        5     | 01/05/2026 | 19/05/2026 | V4 | P |
        6     | 01/05/2026 | 10/05/2026 | V3 | P | {reason}
        7     | 10/05/2026 | 19/05/2026 | V3 |   | {reason}
    """
    assert_rule("ssda903", "365", drawing.format(long="x", reason=""))
    assert_rule("ssda903", "366", drawing.format(long="", reason="x"))


def test_367_short_breaks_of_over_75_days():
    # 1: 76 days in all, another year's days apart. 2: 75 days. 3: much of it last year. 4: another status.
    assert_rule("ssda903", "367", """
        Episodes
        CHILD | DECOM      | DEC        | LS
        1     | 01/05/2026 | 31/05/2026 | V3 | x
        1     | 01/06/2026 | 01/07/2026 | V3 | x
        1     | 15/03/2027 |            | V3 | x
        1     | 01/02/2026 | 01/03/2026 | V3 |
        2     | 01/05/2026 | 31/05/2026 | V3 |
        2     | 01/06/2026 | 01/07/2026 | V3 |
        2     | 16/03/2027 |            | V3 |
        2     | 01/07/2026 | 31/09/2026 | V3 |
        3     | 01/01/2026 | 10/04/2026 | V3 |
        4     | 01/05/2026 | 31/12/2026 | V4 |
    """)  # fmt: skip


def test_378_382_384_placements_that_do_not_fit():
    drawing = """
        Episodes
        LS | PLACE
        V2 | P1 | {parents}
        C2 | P1 |
        V2 | U4 |
        V3 | T2 | {temporary}
        V4 | T0 | {temporary}
        V3 | U1 | {long_term}
        V4 | U4 | {long_term}
        V3 | U6 |
        C2 | T2 |
        V3 |    |
        '' | P1 |
    """
    marks = {"378": "parents", "382": "temporary", "384": "long_term"}
    none = dict.fromkeys(marks.values(), "")
    for code, mark in marks.items():
        assert_rule("ssda903", code, drawing.format(**{**none, mark: "x"}))


def test_426_both_kinds_of_short_breaks():
    assert_rule("ssda903", "426", """
        Episodes
        CHILD | LS
        1     | V3 | x
        1     | C2 |
        1     | V4 | x
        2     | V3 |
        2     | V3 |
        3     | V4 |
    """)  # fmt: skip
