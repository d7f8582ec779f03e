"""Rules of the SSDA903 about reviews. 2026-27: 1 April 2026 to 31 March 2027."""

from spec.returns.drawing import assert_rule


def test_166_167_date_and_code():
    drawing = """
        Reviews
        REVIEW     | REVIEW_CODE
        01/05/2026 | PN0 |
        01/05/2026 | pn7 |
        01/05/2026 | PN8 | {code}
        01/05/2026 |     | {code}
        31/06/2026 | PN1 | {date}
        31/06/2026 |     | {both}
        ''         | PN1 | {both}
        ''         |     | {date}
    """
    assert_rule("ssda903", "166", drawing.format(date="x", code="", both="x"))
    assert_rule("ssda903", "167", drawing.format(date="", code="x", both="x"))


def test_399_short_breaks_only():
    # 1: a mother, or not. 2: a review. 3: in care besides. 4: nothing is said. 5: no episode.
    assert_rule("ssda903", "399", """
        Episodes
        CHILD | LS
        1     | V3 | x
        1     | V3 | x
        2     | V4 | x
        3     | V3 |
        3     | V2 |
        4     | V3 |
        6     |    |

        Header
        CHILD | MOTHER
        1     | 0 | x
        2     |   |
        3     | 1 |
        4     |   |
        5     | 1 |
        6     | 1 |

        Reviews
        CHILD | REVIEW     | REVIEW_CODE
        2     |            | PN1 | x
        2     | 31/06/2026 |     | x
        3     | 01/06/2026 | PN1 |
        4     |            |     |
    """)  # fmt: skip


def test_399_without_reviews():
    assert_rule("ssda903", "399", """
        Episodes
        CHILD | LS
        1     | V3 | x

        Header
        CHILD | MOTHER
        1     | 1 | x
    """)  # fmt: skip


def test_440_441_how_a_child_took_part_by_age():
    drawing = """
        Reviews
        DOB        | REVIEW     | REVIEW_CODE
        01/05/2022 | 01/05/2026 | PN0 | {four}
        02/05/2022 | 01/05/2026 | PN0 |
        02/05/2022 | 01/05/2026 | PN1 | {under}
        01/05/2022 | 01/05/2026 | PN7 |
        02/05/2022 | 01/05/2026 |     |
        ''         | 01/05/2026 | PN1 |
        01/05/2020 |            | PN0 |
    """
    assert_rule("ssda903", "440", drawing.format(four="x", under=""))
    assert_rule("ssda903", "441", drawing.format(four="", under="x"))
