"""Rules of the SSDA903 about permanence before care. 2026-27 unless a test says otherwise."""

from spec.returns.drawing import assert_rule


def test_630_not_recorded_when_care_began():
    assert_rule("ssda903", "630", """
        Episodes
        CHILD | DECOM      | RNE
        1     | 01/04/2026 | S | x
        1     | 01/06/2026 | P |
        2     | 31/03/2027 | S |
        3     | 01/06/2026 | S |
        4     | 01/06/2026 | S | x
        5     | 31/03/2026 | S |
        6     | 01/06/2026 | S | x

        PrevPerm
        CHILD | PREV_PERM | LA_PERM | DATE_PERM
        2     | Z1        |         |
        3     | P1        | 301     | zz/zz/2019
        4     | P1        | 301     |
        6     |           | 301     | 01/06/2019
    """)  # fmt: skip


def test_631_unknown_option():
    assert_rule("ssda903", "631", """
        PrevPerm
        PREV_PERM
        P1 |
        z1 |
        P5 | x
        '' |
    """)  # fmt: skip


def test_632_not_a_date_or_not_before_care():
    # Of a date that is known in part the earliest day counts: ZZ/06/2026 may be before 2 June.
    assert_rule("ssda903", "632", """
        Episodes
        CHILD | DECOM      | RNE
        1     | 02/06/2026 | S | x
        1     | 01/08/2026 | P |
        2     | 02/06/2026 | S |
        3     | 02/06/2026 | S |
        4     | 02/06/2026 | S | x
        5     | 02/06/2026 | S |
        6     | 02/06/2026 | S | x
        7     | 02/06/2026 | S |
        8     | 02/06/2026 | S |
        9     | 02/06/2026 | P |

        PrevPerm
        CHILD | DATE_PERM
        1     | 02/06/2026 | x
        2     | 01/06/2026 |
        3     | zz/06/2026 |
        4     | zz/07/2026 | x
        5     | zz/zz/2026 |
        6     | ZZ/ZZ/2027 | x
        7     | zz/zz/zzzz |
        8     | 31/02/2019 | x
        9     | 02/07/2026 |
        10    | zz/13/2019 | x
        11    | 2019       | x
        12    | ''         |
    """)  # fmt: skip


def test_633_unknown_authority():
    # The last two were merged or split up; the authority that makes the return knows its own number.
    assert_rule("ssda903", "633", """
        PrevPerm
        LA_PERM
        301 |
        wal |
        NUK |
        ABC | x
        001 | x
        ''  |
        909 |
        875 |
        998 |
    """, local_authority="998")  # fmt: skip
    assert_rule("ssda903", "633", "PrevPerm\nLA_PERM\n998 | x\n301 |")


def test_634_recorded_though_care_did_not_begin_in_the_year():
    assert_rule("ssda903", "634", """
        Episodes
        CHILD | DECOM      | RNE
        1     | 31/03/2026 | S | x
        1     | 01/06/2026 | P | x
        2     | 01/04/2026 | S |
        2     | 01/06/2026 | P |
        3     | 31/03/2026 | S |
        4     | 01/04/2026 | S |

        PrevPerm
        CHILD | PREV_PERM | LA_PERM | DATE_PERM
        1     | P1        |         |            | x
        2     | P1        | 301     | 01/06/2019 |
        3     |           |         |            |
        5     |           |         | 01/06/2019 | x
    """)  # fmt: skip


def test_635_details_of_no_earlier_permanence():
    assert_rule("ssda903", "635", """
        PrevPerm
        PREV_PERM | LA_PERM | DATE_PERM
        Z1        | 301     |            | x
        Z1        |         | zz/zz/2019 | x
        Z1        |         |            |
        P1        | 301     | zz/zz/2019 |
        ''        | 301     |            |
    """)  # fmt: skip
