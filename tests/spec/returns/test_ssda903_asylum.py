"""Rules of the SSDA903 about unaccompanied asylum-seeking children. 2026-27: 1 April 2026 to 31 March 2027."""

from spec.returns.drawing import assert_rule


def test_104_304_end_of_the_status():
    drawing = """
        UASC
        DOB        | DUC
        01/05/2009 | 01/05/2027 |
        01/05/2009 | 02/05/2027 | {late}
        01/05/2009 | 31/06/2026 | {no_date}
        01/05/2009 |            |
        ''         | 02/05/2027 |
    """
    assert_rule("ssda903", "104", drawing.format(late="", no_date="x"))
    assert_rule("ssda903", "304", drawing.format(late="x", no_date=""))


def test_105_only_of_the_xml_form():
    drawing = """
        Header
        CHILD | UASC
        1     | 0 |
        2     | 1 |
        3     | 2 | {xml}
        4     |   | {xml}
    """
    assert_rule("ssda903", "105", drawing.format(xml="x"), file_format="xml")
    assert_rule("ssda903", "105", drawing.format(xml=""), file_format="csv")
    assert_rule("ssda903", "105", drawing.format(xml=""))


# This year's and last year's status, and the ends of both. 12 is new this year, 13 was there only last year.
BOTH_YEARS = """
        Header
        CHILD | UASC
        1     | 0 | {lost}
        2     | 0 |
        3     | 1 | {outlived}
        4     | 1 |
        5     | 0 | {no_status}
        6     | 1 | {gained}
        7     | 0 |
        8     | 0 | {lost}
        9     | 1 |
        10    |   | {gained}
        11    |   |
        12    | 1 |

        Header_last
        CHILD | UASC
        1     | 1 | {lost}
        2     | 1 |
        3     | 1 | {outlived}
        4     | 1 |
        5     | 0 | {no_status}
        6     | 0 | {gained}
        7     | 0 |
        8     | 1 | {lost}
        9     | 1 |
        10    |   | {gained}
        11    |   |
        13    | 1 |

        UASC
        CHILD | DUC
        3     |            | {outlived}
        4     | 01/05/2026 |
        5     | 01/05/2026 | {no_status}
        6     |            | {gained}
        9     | 31/06/2026 |
        10    |            | {gained}
        11    |            |

        UASC_last
        CHILD | DUC
        1     |            | {lost}
        2     | 31/03/2026 |
        3     | 31/03/2026 | {outlived}
        4     | 01/04/2026 |
        8     | 01/04/2026 | {lost}
        9     | 31/06/2025 |
        11    |            |
"""


def test_205_status_from_year_to_year():
    none = dict.fromkeys(("lost", "outlived", "no_status", "gained"), "")
    for code, mark in {"205A": "lost", "205B": "outlived", "205C": "no_status", "205D": "gained"}.items():
        assert_rule("ssda903", code, BOTH_YEARS.format(**{**none, mark: "x"}))


def test_231_alone_under_eleven():
    # 11 on 31 March is old enough.
    assert_rule("ssda903", "231", """
        Header
        CHILD | DOB        | UASC
        1     | 01/04/2016 |   | x
        2     | 31/03/2016 |   |
        3     | 01/04/2016 |   |
        4     | 01/04/2016 | 1 | x
        5     | ''         | 1 |

        UASC
        CHILD
        1
        2
    """)  # fmt: skip


def test_303_ended_without_status():
    assert_rule("ssda903", "303", """
        Header
        CHILD | UASC
        1     | 0 | x
        2     | 1 |
        3     |   | x
        4     | 0 |

        UASC
        CHILD | DUC
        1     | 01/05/2026 | x
        2     | 01/05/2026 |
        3     | 01/05/2026 | x
        4     |            |
    """)  # fmt: skip


def test_303_in_the_csv_form_the_table_itself_says_who_is_one():
    assert_rule("ssda903", "303", """
        Header
        CHILD
        1

        UASC
        CHILD | DUC
        1     | 01/05/2026 |
    """)  # fmt: skip
