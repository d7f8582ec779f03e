"""Rules of the SSDA903 about girls who are mothers. 2026-27 unless a test says otherwise."""

from spec.returns.drawing import assert_rule


def test_607_mother_not_stated():
    drawing = """
        Header
        CHILD | SEX | MOTHER
        1     | {f} |   | x
        2     | {f} | 0 |
        3     | {m} |   |
        4     | {f} |   |
        5     | {f} |   |
        6     | {f} |   |
        7     | {f} |   | x
        8     |     |   |

        Episodes
        CHILD | DEC        | REC | LS
        1     | 01/06/{y}  | X1  | C2 |
        1     | 31/03/2024 | E4A | C2 | x
        2     | 01/06/{y}  | E4A | C2 |
        3     | 01/06/{y}  | E4A | C2 |
        4     | 01/06/{y}  | E4A | V4 |
        5     |            |     | C2 |
        6     | 31/03/{y}  | E4A | C2 |
        7     | 01/04/{y}  | E4A |    | x
        8     | 01/06/{y}  | E4A | C2 |
    """
    assert_rule("ssda903", "607", drawing.format(f="2", m="1", y=2023), year=2024)
    newer = drawing.replace("31/03/2024", "31/03/2025")
    assert_rule("ssda903", "607", newer.format(f="F", m="M", y=2024), year=2025)


def test_611_no_birthday_of_the_first_child():
    assert_rule("ssda903", "611", """
        Header
        MOTHER | MC_DOB
        1      |            | x
        1      | 01/06/2026 |
        1      | 31/06/2026 |
        0      |            |
        ''     |            |
    """)  # fmt: skip


def test_612_birthday_of_the_first_child_of_no_mother():
    drawing = """
        Header
        SEX | MOTHER | MC_DOB
        {f} | 0      | 01/06/2020 | x
        {f} |        | 01/06/2020 | x
        {f} | 1      | 01/06/2020 |
        {f} | 0      |            |
        {m} | 0      | 01/06/2020 |
    """
    assert_rule("ssda903", "612", drawing.format(f="F", m="M"), year=2025)
    assert_rule("ssda903", "612", drawing.format(f="2", m="1"), year=2024)


def test_620_mother_under_eleven():
    assert_rule("ssda903", "620", """
        Header
        DOB        | MOTHER
        01/04/2016 | 1 | x
        31/03/2016 | 1 |
        01/04/2016 | 0 |
        ''         | 1 |
    """)  # fmt: skip


def test_621_child_not_born_after_the_mother():
    assert_rule("ssda903", "621", """
        Header
        DOB        | MC_DOB
        02/06/2008 | 01/06/2008 | x
        01/06/2008 | 01/06/2008 | x
        01/06/2008 | 02/06/2008 |
        ''         | 02/06/2008 |
        01/06/2008 | 31/06/2007 |
    """)  # fmt: skip


def test_624_another_birthday_than_last_year():
    assert_rule("ssda903", "624", """
        Header
        CHILD | MC_DOB
        1     | 02/03/2026 | x
        2     | 1/3/2026   |
        3     | 02/03/2026 |
        4     |            |
        5     | 02/03/2026 |

        Header_last
        CHILD | MC_DOB
        1     | 01/03/2026 | x
        2     | 01/03/2026 |
        3     |            |
        4     | 01/03/2026 |
    """)  # fmt: skip


def test_625_child_born_after_the_year_or_after_care():
    # The end of care is that of the last episode; a child who came back is in care.
    assert_rule("ssda903", "625", """
        Header
        CHILD | MC_DOB
        1     | 01/04/2027 | x
        2     | 31/03/2027 |
        3     | 02/06/2026 | x
        4     | 01/06/2026 |
        5     | 02/06/2026 |
        6     | 02/06/2026 |
        7     | 01/04/2027 | x

        Episodes
        CHILD | DECOM      | DEC        | REC
        1     | 01/04/2026 |            |     |
        2     | 01/04/2026 |            |     |
        3     | 01/04/2026 | 01/05/2026 | X1  |
        3     | 01/05/2026 | 01/06/2026 | E4A | x
        4     | 01/05/2026 | 01/06/2026 | E4A |
        5     | 01/05/2026 | 01/06/2026 | E4A |
        5     | 01/07/2026 |            |     |
        6     | 01/05/2026 | 01/06/2026 | X1  |
    """)  # fmt: skip


def test_626_new_mother_of_an_older_child():
    assert_rule("ssda903", "626", """
        Header
        CHILD | MOTHER | MC_DOB
        1     | 1      | 31/03/2026 | x
        2     | 1      | 01/04/2026 |
        3     | 1      | 31/03/2026 |
        4     | 1      | 31/03/2026 | x
        5     | 0      | 31/03/2026 |
        6     | 1      | 31/03/2026 |

        Header_last
        CHILD | MOTHER
        1     | 0 | x
        2     | 0 |
        3     | 1 |
        4     |   | x
        5     | 0 |
    """)  # fmt: skip


def test_628_care_leaver_as_mother():
    assert_rule("ssda903", "628", """
        Header
        CHILD | MOTHER
        1     | 0 | x
        2     | 1 |
        3     |   |
        4     | 1 |

        Episodes
        CHILD
        2

        OC3
        CHILD
        1
        2
        3
    """)  # fmt: skip
