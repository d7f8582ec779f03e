"""Rules of the SSDA903 about children adopted in the year. 2026-27 unless a test says otherwise."""

import pytest

from spec.returns.drawing import assert_rule

ALL_SEXES = ("MM", "FF", "MF", "M1", "F1", "XX")


@pytest.mark.parametrize(
    ("code", "status", "sexes"),
    [("517", "L3", "MF"), ("518", "L4", "MM FF"), ("519", "L2", "MM FF MF"), ("520", "L11", "MF"),
     ("524", "L12", "MM FF")],
)  # fmt: skip
def test_517_to_524_sexes_of_a_legal_status(code: str, status: str, sexes: str):
    rows = "\n".join(f"{status} | {s} | {'' if s in sexes.split() else 'x'}" for s in ALL_SEXES)
    assert_rule("ssda903", code, f"""
        AD1
        LS_ADOPTR | SEX_ADOPTR
        {rows}
        {status} | | x
        {status.lower()} | m1 | x
        L0 | M1 |
        '' | M1 |
    """)  # fmt: skip


def test_511_two_adopters_who_are_no_couple():
    assert_rule("ssda903", "511", """
        AD1
        NB_ADOPTR | SEX_ADOPTR
        2 | M1 | x
        2 | F1 | x
        2 | MM |
        2 | MF |
        1 | M1 |
        '' | M1 |
    """)  # fmt: skip


def test_514_single_adopter_as_couple():
    assert_rule("ssda903", "514", """
        AD1
        LS_ADOPTR | SEX_ADOPTR
        L0 | MF | x
        L0 | FF | x
        L0 | F1 |
        L0 |    |
        L2 | FF |
    """)  # fmt: skip


def test_521_decided_after_the_first_placement_for_adoption():
    # The same day is in order; a later placement and another child's are not looked at.
    assert_rule("ssda903", "521", """
        Episodes
        CHILD | DECOM      | PLACE
        1     | 01/05/2026 | U4 |
        1     | 01/06/2026 | A4 | x
        1     | 01/08/2026 | A6 |
        2     | 01/06/2026 | A3 |
        3     | 01/06/2026 | A3 |
        4     | 01/06/2026 | U4 |

        AD1
        CHILD | DATE_INT
        1     | 02/06/2026 | x
        2     | 01/06/2026 |
        3     | 31/06/2026 |
        4     | 02/06/2026 |
    """)  # fmt: skip


def test_523_two_decision_days():
    assert_rule("ssda903", "523", """
        PlacedAdoption
        CHILD | DATE_PLACED
        1     | 01/06/2026 | x
        2     | 01/06/2026 |
        3     |            |
        4     | 01/06/2026 |

        AD1
        CHILD | DATE_INT
        1     | 02/06/2026 | x
        2     | 1/6/2026   |
        3     | 02/06/2026 |
        4     | 2026       |
    """)  # fmt: skip


def test_525_adopted_though_the_decision_was_reversed():
    assert_rule("ssda903", "525", """
        PlacedAdoption
        CHILD | DATE_PLACED_CEASED
        1     | 01/06/2026 | x
        2     |            |
        3     | 01/06/2026 |
        4     | 01/06/2026 |

        AD1
        CHILD | DATE_INT   | NB_ADOPTR
        1     |            | 2 | x
        2     | 02/06/2026 | 2 |
        3     |            |   |
    """)  # fmt: skip


def test_582_adopted_on_the_day_of_the_match():
    assert_rule("ssda903", "582", """
        Episodes
        CHILD | DEC        | REC
        1     | 01/06/2026 | E11 | x
        2     | 01/06/2026 | E12 |
        3     | 01/06/2026 | E4A |
        4     |            | E11 |

        AD1
        CHILD | DATE_MATCH
        1     | 01/06/2026 | x
        2     | 31/05/2026 |
        3     | 01/06/2026 |
        4     |            |
    """)  # fmt: skip


def test_601_adopted_without_a_complete_record():
    assert_rule("ssda903", "601", """
        Episodes
        CHILD | DEC        | REC
        1     | 01/04/2026 | E11 |
        2     | 31/03/2027 | E12 | x
        3     | 01/06/2026 | E11 | x
        4     | 31/03/2026 | E11 |
        5     | 01/06/2026 | E4A |

        AD1
        CHILD | DATE_INT   | DATE_MATCH | FOSTER_CARE | NB_ADOPTR | SEX_ADOPTR | LS_ADOPTR
        1     | 01/02/2026 | 01/03/2026 | 0           | 2         | MF         | L11 |
        2     | 01/02/2026 | 01/03/2026 | 0           | 2         | MF         |     | x
        4     |            |            |             |           |            |     |
    """)  # fmt: skip


def test_602_record_without_an_adoption_in_the_year():
    assert_rule("ssda903", "602", """
        Episodes
        CHILD | DEC        | REC
        1     | 01/04/2026 | X1  |
        1     | 01/06/2026 | E11 |
        2     | 31/03/2026 | E11 |
        3     | 01/06/2026 | E4A |
        4     | 01/06/2026 | E4A |

        AD1
        CHILD | DATE_INT   | NB_ADOPTR
        1     | 01/02/2026 | 1 |
        2     | 01/02/2026 | 1 | x
        3     |            | 1 | x
        4     |            |   |
        5     | 01/02/2026 | 1 | x
    """)  # fmt: skip
