"""Rules of the SSDA903 about the header. 2026-27: 1 April 2026 to 31 March 2027."""

from spec.returns.drawing import assert_rule


def test_102_301_351_date_of_birth():
    drawing = """
        Header
        DOB
        01/01/2015 |
        30/02/2015 | {no_date}
        2015-01-01 | {no_date}
        ''         | {no_date}
        31/03/2027 |
        01/04/2027 | {after}
        01/04/2001 |
        31/03/2001 | {over}
    """
    none = {"no_date": "", "after": "", "over": ""}
    assert_rule("ssda903", "102", drawing.format(**{**none, "no_date": "x"}))
    assert_rule("ssda903", "301", drawing.format(**{**none, "after": "x"}))
    assert_rule("ssda903", "351", drawing.format(**{**none, "over": "x"}))


def test_301_by_the_days_of_the_collection():
    assert_rule("ssda903", "301", """
        Header
        DOB
        31/03/1981 |
        01/04/1981 | x
    """, collection_start="01/04/1980", collection_end="31/03/1981")  # fmt: skip


def test_103_ethnicity():
    assert_rule("ssda903", "103", """
        Header
        ETHNIC
        WBRI |
        wirt |
        XXXX | x
        ''   | x
    """)  # fmt: skip


def test_165_mothers():
    # 1: neither 0 nor 1. 2: a boy. 3: blank though in care. 4: out of care in the year. 5: left care, yet filled.
    # 6: left care, blank. 7: in care, filled. 8: ended on the year's first day. 9: the end can't be read.
    drawing = """
        Header
        CHILD | SEX | MOTHER
        1     | {f} | 2 | x
        2     | {m} | 0 | x
        3     | {f} |   | x
        4     | {f} |   |
        5     | {f} | 1 | x
        6     | {f} |   |
        7     | {f} | 0 |
        8     | {f} |   | x
        9     | {f} |   |
        10    | {m} |   |

        Episodes
        CHILD | DECOM      | DEC
        1     | 01/05/2026 |            |
        3     | 01/05/2026 |            | x
        4     | 01/05/2025 | 31/03/2026 |
        5     | 01/05/2025 | 31/03/2026 |
        7     | 01/05/2025 |            |
        8     | 01/05/2025 | 01/04/2026 | x
        9     | 01/05/2025 | 31/06/2026 |
        10    | 01/05/2025 |            |

        OC3
        CHILD | IN_TOUCH
        5     | YES | x
        6     | YES |
    """
    assert_rule("ssda903", "165", drawing.format(f="F", m="M"))
    assert_rule("ssda903", "165", drawing.format(f="2", m="1"), year=2024, collection_end="31/03/2027")


def test_165_without_care_leavers():
    assert_rule("ssda903", "165", """
        Header
        CHILD | SEX | MOTHER
        1     | M   | 1 | x

        Episodes
        CHILD | DECOM
    """)  # fmt: skip


def test_168_upn():
    # I, O and S are no letters of a UPN; the last place of a temporary one is a letter.
    assert_rule("ssda903", "168", """
        Header
        UPN
        UN1            |
        un5            |
        UN6            | x
        A123456789012  |
        a12345678901B  |
        I123456789012  | x
        A12345678901   | x
        A1234567890123 | x
        1234567890123  | x
        ''             | x
    """)  # fmt: skip


def test_171_174_mothers_child():
    drawing = """
        Header
        SEX | MC_DOB
        {f} | 01/01/2026 |
        {f} | 31/02/2026 | {no_date}
        {m} | 01/01/2026 | {male}
        {m} | 31/02/2026 | {both}
        {m} |            |
        ''  | 01/01/2026 |
    """
    letters, numbers = {"f": "F", "m": "M"}, {"f": "2", "m": "1"}
    assert_rule("ssda903", "171", drawing.format(**letters, no_date="x", male="", both="x"))
    assert_rule("ssda903", "174", drawing.format(**letters, no_date="", male="x", both="x"))
    assert_rule("ssda903", "174", drawing.format(**numbers, no_date="", male="x", both="x"), year=2024)


def test_209_of_school_age():
    # 4 by 31 August 2025.
    assert_rule("ssda903", "209", """
        Header
        UPN | DOB
        UN1 | 31/08/2021 | x
        UN1 | 01/09/2021 |
        UN2 | 31/08/2021 |
        UN1 | 31/09/2019 |
        UN1 | ''         |
    """)  # fmt: skip


def test_210_upn_unknown_for_over_a_week():
    # 1: eight days. 2: seven. 3: an earlier spell of care doesn't count. 4: a placement changed in the last week.
    # 5: no longer in care.
    assert_rule("ssda903", "210", """
        Header
        CHILD | UPN
        1     | UN4 | x
        2     | UN4 |
        3     | UN4 |
        4     | UN4 | x
        5     | UN4 |
        6     | UN3 |

        Episodes
        CHILD | DECOM      | DEC        | LS
        1     | 23/03/2027 |            | C1 | x
        2     | 24/03/2027 |            | C1 |
        3     | 01/05/2026 | 01/06/2026 | C1 |
        3     | 29/03/2027 |            | C1 |
        4     | 01/05/2026 | 29/03/2027 | C1 | x
        4     | 29/03/2027 |            | C1 |
        5     | 01/05/2026 | 01/06/2026 | C1 |
        6     | 01/05/2026 |            | C1 |
    """)  # fmt: skip


def test_232_sex_unknown():
    assert_rule("ssda903", "232", """
        Header
        SEX
        U  | x
        F  |
        '' |
    """)  # fmt: skip


def test_393_442_what_is_asked_of_children_in_care():
    # A child with nothing but short breaks, or with no episode, is not in care.
    drawing = """
        Header
        CHILD | SEX | MOTHER | UPN
        1     | {f} |   |     | {both}
        2     | {f} | 0 | UN1 |
        3     | {m} |   | UN1 |
        4     | {f} |   |     |
        5     | {f} |   |     |
        6     | {m} |   |     | {upn}

        Episodes
        CHILD | LS
        1     | V3
        1     | C2
        2     | C2
        3     | C2
        4     | V3
        4     | V4
        6     | ''
    """
    letters, numbers = {"f": "F", "m": "M"}, {"f": "2", "m": "1"}
    assert_rule("ssda903", "393", drawing.format(**letters, both="x", upn=""))
    assert_rule("ssda903", "393", drawing.format(**numbers, both="x", upn=""), year=2024)
    assert_rule("ssda903", "442", drawing.format(**letters, both="x", upn="x"))
