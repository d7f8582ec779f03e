"""Rules of the SSDA903 about episodes. 2026-27 unless a test says otherwise: 1 April 2026 to 31 March 2027."""

from spec.returns.drawing import assert_rule


def test_501_starts_before_the_previous_ends():
    # The same day is in order; rows may come in any order; another child's episode doesn't matter.
    assert_rule("ssda903", "501", """
        Episodes
        CHILD | DECOM      | DEC
        1     | 02/05/2026 |            | x
        1     | 01/04/2026 | 03/05/2026 | x
        2     | 01/04/2026 | 03/05/2026 |
        2     | 03/05/2026 | 04/05/2026 |
        3     | 02/05/2026 | 03/05/2026 |
        4     | 01/04/2026 |            |
        4     | 02/05/2026 |            |
    """)  # fmt: skip


def test_142_earlier_episode_left_open():
    assert_rule("ssda903", "142", """
        Episodes
        CHILD | DECOM      | DEC        | REC
        1     | 01/04/2026 |            | X1   | x
        1     | 02/05/2026 | 03/05/2026 |      | x
        1     | 03/05/2026 | 04/05/2026 | X1   |
        1     | 05/05/2026 |            |      |
        2     | 05/05/2026 |            |      |
    """)  # fmt: skip


def test_147_end_is_no_date():
    assert_rule("ssda903", "147", """
        Episodes
        DECOM      | DEC
        01/04/2026 | 31/04/2026 | x
        01/04/2026 | 30/04/26   | x
        01/04/2026 | 2026-04-30 | x
        01/04/2026 | 30/04/2026 |
        01/04/2026 | ''         |
    """)  # fmt: skip


def test_148_half_an_end():
    # An end that can't be read is filled all the same.
    assert_rule("ssda903", "148", """
        Episodes
        DEC        | REC
        30/04/2026 |    | x
        ''         | X1 | x
        30/04/2026 | X1 |
        30/02/2026 | X1 |
        ''         |    |
    """)  # fmt: skip


def test_146_placement_types_of_each_year():
    types = """
        Episodes
        PLACE
        H5  | {h5}
        K3  | {k3}
        Z1  | {z1}
        Z11 | {z11}
        u4  |
        ''  |
        XX  | x
    """
    assert_rule("ssda903", "146", types.format(h5="x", k3="", z1="x", z11=""), year=2026)
    assert_rule("ssda903", "146", types.format(h5="", k3="x", z1="", z11="x"), year=2024)


def test_302_first_episode_before_birth():
    assert_rule("ssda903", "302", """
        Header
        CHILD | DOB
        1     | 02/04/2026 | x
        2     | 02/04/2026 |

        Episodes
        CHILD | DECOM
        1     | 03/04/2026 |
        1     | 01/04/2026 | x
        2     | 02/04/2026 |
    """)  # fmt: skip


def test_386_adopted_as_an_adult():
    # Born on 29 February, 18 on 1 March of a year without one.
    assert_rule("ssda903", "386", """
        Header
        CHILD | DOB
        1     | 29/02/2008 |
        2     | 28/02/2008 | x
        3     | 28/02/2008 |

        Episodes
        CHILD | DEC        | REC
        1     | 28/02/2026 | E11 |
        2     | 28/02/2026 | E12 | x
        3     | 28/02/2026 | E3  |
    """)  # fmt: skip
