"""Rules of the CIN census about referrals. 2025-26 unless a test says otherwise: 1 April 2025 to 31 March 2026."""

from spec.returns.drawing import assert_rule


def test_8600_referral_without_a_date_in_time():
    assert_rule("cin", "8600", """
        Header
        ReferenceDate
        2026-03-31

        CINdetails
        CINreferralDate
        2026-03-31 |
        2026-04-01 | x
        ''         | x
        2025-02-30 | x
    """)  # fmt: skip


def test_8620_closed_outside_the_year_of_the_header():
    assert_rule("cin", "8620", """
        Header
        ReferenceDate
        2025-03-31

        CINdetails
        CINclosureDate
        2024-03-31 | x
        2024-04-01 |
        2025-03-31 |
        2025-04-01 | x
        ''         |
    """)  # fmt: skip


def test_8630_closed_before_referral():
    assert_rule("cin", "8630", """
        CINdetails
        CINreferralDate | CINclosureDate
        2025-06-02      | 2025-06-01 | x
        2025-06-02      | 2025-06-02 |
        2025-06-02      |            |
    """)  # fmt: skip


def test_8805_closed_without_reason():
    assert_rule("cin", "8805", """
        CINdetails
        CINclosureDate | ReasonForClosure
        2025-06-01     |     | x
        2025-06-01     | RC1 |
        ''             |     |
    """)  # fmt: skip


def test_8640_unknown_closure_reason():
    assert_rule("cin", "8640", """
        CINdetails
        ReasonForClosure
        RC10 | x
        RC9  |
        ''   |
    """)  # fmt: skip


def test_4000_plan_without_further_action():
    # The plan must be of the same episode.
    assert_rule("cin", "4000", """
        CINdetails
        LAchildID | CINdetailsID | ReferralNFA
        1         | 1            | true  | x
        1         | 2            | 1     |
        2         | 1            | false |

        CINplanDates
        LAchildID | CINdetailsID
        1         | 1
        2         | 1
    """)  # fmt: skip


def test_8590_child_without_episode():
    assert_rule("cin", "8590", """
        ChildIdentifiers
        LAchildID
        1 |
        2 | x

        CINdetails
        LAchildID
        1
    """)  # fmt: skip


def test_1104_conference_before_referral():
    assert_rule("cin", "1104", """
        CINdetails
        LAchildID | CINdetailsID | CINreferralDate
        1         | 1            | 2025-06-02 | x
        1         | 2            | 2025-06-02 |

        Section47
        LAchildID | CINdetailsID | DateOfInitialCPC
        1         | 1            | 2025-06-01 | x
        1         | 1            | 2025-06-02 |
        1         | 2            | 2025-06-03 |
    """)  # fmt: skip
