"""Rules of the SSDA903 about the decision to place for adoption. 2026-27 unless a test says otherwise."""

from spec.returns.drawing import assert_rule


def test_522_reversed_before_made():
    assert_rule("ssda903", "522", """
        PlacedAdoption
        DATE_PLACED | DATE_PLACED_CEASED
        02/06/2026  | 01/06/2026 | x
        02/06/2026  | 02/06/2026 |
        02/06/2026  |            |
        31/06/2026  | 01/06/2026 |
    """)  # fmt: skip


def test_563_reversed_but_not_made():
    assert_rule("ssda903", "563", """
        PlacedAdoption
        DATE_PLACED | DATE_PLACED_CEASED | REASON_PLACED_CEASED
        ''          | 01/06/2026         | RD1 | x
        ''          |                    | RD1 | x
        01/05/2026  | 01/06/2026         | RD1 |
        31/06/2026  | 01/06/2026         | RD1 |
        ''          |                    |     |
    """)  # fmt: skip


def test_579_made_while_an_earlier_one_stood():
    # The day of the reversal itself is in order; an end that can't be read is not known to be later; the one that
    # stands need not be the one just before.
    assert_rule("ssda903", "579", """
        PlacedAdoption
        CHILD | DATE_PLACED | DATE_PLACED_CEASED
        1     | 01/06/2026  |            | x
        1     | 01/05/2026  |            | x
        2     | 01/05/2026  | 02/06/2026 | x
        2     | 01/06/2026  |            | x
        3     | 01/05/2026  | 01/06/2026 |
        3     | 01/06/2026  |            |
        4     | 01/05/2026  | 31/06/2026 |
        4     | 01/06/2026  |            |
        5     | 01/06/2026  |            |
        4     | ''          |            |
        6     | 01/05/2026  |            | x
        6     | 01/06/2026  | 02/06/2026 | x
        6     | 01/07/2026  |            | x
    """)  # fmt: skip


def test_583_an_earlier_decision_not_reversed():
    assert_rule("ssda903", "583", """
        PlacedAdoption
        CHILD | DATE_PLACED | DATE_PLACED_CEASED
        1     | 01/06/2026  |            | x
        1     | 01/05/2026  |            | x
        2     | 01/05/2026  | 02/05/2026 |
        2     | 01/06/2026  |            |
        3     | 01/05/2026  |            |
        4     | 01/06/2026  |            |
        4     | ''          |            |
    """)  # fmt: skip


def test_551_placed_without_a_decision():
    assert_rule("ssda903", "551", """
        Episodes
        CHILD | PLACE
        1     | A3 | x
        1     | U4 |
        2     | a6 | x
        3     | A4 |
        4     | U4 |
        5     | A4 |

        PlacedAdoption
        CHILD | DATE_PLACED
        2     |            | x
        3     |            |
        3     | 01/06/2026 |
        5     | 31/06/2026 |
    """)  # fmt: skip


def test_552_decided_after_the_first_placement():
    assert_rule("ssda903", "552", """
        Episodes
        CHILD | DECOM      | PLACE
        1     | 01/06/2026 | A3 | x
        1     | 01/08/2026 | A3 |
        2     | 01/06/2026 | A3 |
        3     | 01/06/2026 | U4 |
        4     | 01/06/2026 | A3 |

        PlacedAdoption
        CHILD | DATE_PLACED
        1     | 02/06/2026 | x
        2     | 01/06/2026 |
        3     | 02/06/2026 |
        4     |            |
    """)  # fmt: skip


def test_553_order_without_a_standing_decision():
    assert_rule("ssda903", "553", """
        Episodes
        CHILD | LS
        1     | E1 | x
        1     | C2 |
        2     | E1 | x
        3     | E1 |
        4     | E1 | x
        5     | C2 |

        PlacedAdoption
        CHILD | DATE_PLACED | DATE_PLACED_CEASED | REASON_PLACED_CEASED
        2     | 01/05/2026  | 01/06/2026         | RD1 | x
        3     | 01/05/2026  | 01/06/2026         | RD1 |
        3     | 01/07/2026  |                    |     |
        4     | ''          |                    |     | x
        5     | ''          |                    |     |
    """)  # fmt: skip


def test_554_decided_after_the_order_began():
    assert_rule("ssda903", "554", """
        Episodes
        CHILD | DECOM      | LS
        1     | 01/05/2026 | C2 |
        1     | 01/06/2026 | E1 | x
        1     | 01/07/2026 | E1 |
        2     | 01/06/2026 | E1 |
        3     | 01/06/2026 | C2 |

        PlacedAdoption
        CHILD | DATE_PLACED
        1     | 02/06/2026 | x
        2     | 01/06/2026 |
        3     | 02/06/2026 |
    """)  # fmt: skip


def test_555_and_556_freeing_orders_until_2024():
    assert_rule("ssda903", "555", """
        Episodes
        CHILD | LS
        1     | D1 | x
        2     | D1 |
        3     | E1 |

        PlacedAdoption
        CHILD | DATE_PLACED | DATE_PLACED_CEASED
        2     | 01/05/2005  | 01/06/2005
    """, year=2024)  # fmt: skip
    assert_rule("ssda903", "556", """
        Episodes
        CHILD | DECOM      | LS
        1     | 01/06/2005 | D1 | x
        2     | 01/06/2005 | D1 |
        3     | 01/06/2005 | E1 |

        PlacedAdoption
        CHILD | DATE_PLACED
        1     | 02/06/2005 | x
        2     | 01/06/2005 |
        3     | 02/06/2005 |
    """, year=2024)  # fmt: skip


def test_557_left_care_without_a_reversal():
    # A freeing order counted until 2023-24.
    drawing = """
        Episodes
        CHILD | PLACE | LS | REC
        1     | A3    | C2 | E4A | x
        2     | U4    | E1 | E13 | x
        3     | U4    | D1 | E13 | {freed}
        4     | A3    | E1 | E11 |
        5     | A3    | E1 | X1  |
        6     | A3    | E1 |     |
        7     | A3    | E1 | E4A |
        8     | U4    | C2 | E4A |
        9     | A3    | E1 | E4A | x

        PlacedAdoption
        CHILD | DATE_PLACED_CEASED | REASON_PLACED_CEASED
        1     |                    |     | x
        2     | 01/06/2026         |     | x
        4     |                    |     |
        7     | 01/06/2026         | RD1 |
        8     |                    |     |
    """
    assert_rule("ssda903", "557", drawing.format(freed=""), year=2025)
    assert_rule("ssda903", "557", drawing.format(freed="x"), year=2024)


def test_558_adopted_but_reversed():
    assert_rule("ssda903", "558", """
        Episodes
        CHILD | REC
        1     | X1  |
        1     | E11 | x
        2     | E12 |
        3     | E4A |

        PlacedAdoption
        CHILD | DATE_PLACED_CEASED
        1     | 01/06/2026 | x
        2     |            |
        3     | 01/06/2026 |
    """)  # fmt: skip


def test_1003_decided_before_care():
    # A return that starts in the middle of a child's care doesn't show when care began.
    assert_rule("ssda903", "1003", """
        Episodes
        CHILD | DECOM      | RNE
        1     | 02/06/2026 | S | x
        1     | 01/07/2026 | L |
        2     | 02/06/2026 | S |
        3     | 02/06/2026 | L |
        4     | 02/06/2026 | S |

        PlacedAdoption
        CHILD | DATE_PLACED
        1     | 01/06/2026 | x
        2     | 02/06/2026 |
        3     | 01/06/2026 |
        4     |            |
    """)  # fmt: skip


def test_559_early_decision_that_was_not_in_last_years_return():
    assert_rule("ssda903", "559", """
        PlacedAdoption
        CHILD | DATE_PLACED
        1     | 31/03/2026 | x
        2     | 01/04/2026 |
        3     | 31/03/2026 |
        4     | 31/03/2026 | x
        5     |            |

        PlacedAdoption_last
        CHILD | DATE_PLACED
        3     | 31/03/2026
        4     | 30/03/2026
        2     | 31/03/2026
    """)  # fmt: skip


def test_560_another_day_than_the_standing_decision():
    # A second decision this year beside last year's own is in order.
    assert_rule("ssda903", "560", """
        PlacedAdoption
        CHILD | DATE_PLACED
        1     | 02/03/2026 | x
        2     | 01/03/2026 |
        2     | 01/06/2026 |
        3     | 02/03/2026 |
        4     | 02/03/2026 |
        5     |            |

        PlacedAdoption_last
        CHILD | DATE_PLACED | DATE_PLACED_CEASED | REASON_PLACED_CEASED
        1     | 01/03/2026  |                    |     | x
        2     | 01/03/2026  |                    |     |
        3     | 01/03/2026  | 20/03/2026         | RD1 |
        4     | ''          |                    |     |
        5     | 01/03/2026  |                    |     |
    """)  # fmt: skip


def test_561_and_584_same_or_another_day_than_the_reversed_decision():
    drawing = """
        PlacedAdoption
        CHILD | DATE_PLACED
        1     | 01/03/2026 | {same}
        2     | 02/06/2026 | {another}
        3     | 01/03/2026 |
        4     |            |
        5     | 01/06/2026 |

        PlacedAdoption_last
        CHILD | DATE_PLACED | DATE_PLACED_CEASED | REASON_PLACED_CEASED
        1     | 01/03/2026  | 20/03/2026         | RD1 | {same}
        2     | 01/03/2026  | 20/03/2026         | RD1 | {another}
        3     | 01/03/2026  |                    |     |
        4     | 01/03/2026  | 20/03/2026         | RD1 |
    """
    assert_rule("ssda903", "561", drawing.format(same="x", another=""))
    assert_rule("ssda903", "584", drawing.format(same="", another="x"))
