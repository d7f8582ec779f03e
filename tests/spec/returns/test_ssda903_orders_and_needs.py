"""Rules of the SSDA903 about legal statuses by their time, categories of need, and staying with carers."""

from spec.returns.drawing import assert_rule


def test_445_and_446_orders_of_their_time():
    assert_rule("ssda903", "445", """
        Episodes
        LS | DECOM
        D1 | 31/12/2005 |
        D1 | 01/01/2006 | x
        D1 |            |
        E1 | 01/01/2006 |
    """, year=2024)  # fmt: skip
    assert_rule("ssda903", "446", """
        Episodes
        LS | DECOM
        E1 | 30/11/2005 | x
        e1 | 30/11/2005 | x
        E1 | 01/12/2005 |
        E1 | 31/11/2005 |
        C2 | 30/11/2005 |
    """)  # fmt: skip


def test_451_still_freed():
    assert_rule("ssda903", "451", """
        Episodes
        LS | DEC        | REC
        D1 |            |     | x
        D1 | 01/06/2023 | X1  |
        D1 | 31/06/2023 | X1  |
        E1 |            |     |
    """, year=2024)  # fmt: skip


def test_460_stayed_with_carers_before_18():
    assert_rule("ssda903", "460", """
        Header
        CHILD | DOB
        1     | 02/06/2008
        2     | 01/06/2008
        3     |

        Episodes
        CHILD | DEC        | REC
        1     | 01/06/2026 | E17 | x
        1     | 01/06/2026 | E8  |
        2     | 01/06/2026 | E17 |
        3     | 01/06/2026 | E17 |
        2     |            | E17 |
    """)  # fmt: skip


def test_504_need_changed_in_a_period_of_care():
    # A child who comes back into care may have another need; a blank is another rule's business.
    assert_rule("ssda903", "504", """
        Episodes
        CHILD | DECOM      | RNE | CIN
        1     | 01/06/2026 | P   | N2 | x
        1     | 01/05/2026 | S   | N1 | x
        1     | 01/07/2026 | L   | N2 |
        1     | 01/08/2026 | S   | N3 |
        2     | 01/05/2026 | S   | N1 |
        2     | 01/06/2026 | P   | n1 |
        3     | 01/05/2026 | S   | N1 |
        3     | 01/06/2026 | P   |    |
        4     | 01/05/2026 | P   | N4 |
    """)  # fmt: skip
