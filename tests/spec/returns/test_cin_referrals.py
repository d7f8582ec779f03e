"""Rules of the CIN census about referrals. 2025-26 unless a test says otherwise: 1 April 2025 to 31 March 2026."""

from spec.returns.drawing import assert_rule


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


def test_8866_unknown_source():
    # Sources are asked for from April 2013.
    assert_rule("cin", "8866", """
        CINdetails
        CINreferralDate | ReferralSource
        2025-06-02      | 5D |
        2025-06-02      | 5E | x
        2025-06-02      |    | x
        2013-04-01      |    | x
        2013-03-31      |    |
        ''              | 5E |
        2025-06-31      | 5E |
    """)  # fmt: skip


def test_8650_unknown_need():
    assert_rule("cin", "8650", """
        CINdetails
        PrimaryNeedCode
        N0  |
        N9  |
        N10 | x
        n1  | x
        ''  |
    """)  # fmt: skip


def test_8610_taken_further_without_need():
    assert_rule("cin", "8610", """
        CINdetails
        ReferralNFA | PrimaryNeedCode
        false       |    | x
        0           |    | x
        FALSE       | N1 |
        true        |    |
        ''          |    |
    """)  # fmt: skip


def test_8568_neither_yes_nor_no():
    assert_rule("cin", "8568", """
        CINdetails
        ReferralNFA
        true  |
        FALSE |
        0     |
        1     |
        N     | x
        2     | x
        ''    | x
    """)  # fmt: skip


def test_8569q_old_referral_without_further_action():
    # The last working day before 1 April 2025 is Monday 31 March.
    assert_rule("cin", "8569Q", """
        CINdetails
        CINreferralDate | ReferralNFA
        2025-03-31      | true  |
        2025-03-30      | true  | x
        0225-03-30      | 1     | x
        2025-03-30      | false |
        2025-02-30      | true  |
        ''              | true  |
    """)  # fmt: skip


def test_8569q_at_easter():
    # Before Easter Monday, 1 April 2024, the last working day was Thursday 28 March.
    assert_rule("cin", "8569Q", """
        Header
        ReferenceDate
        2025-03-31

        CINdetails
        CINreferralDate | ReferralNFA
        2024-03-30      | true |
        2024-03-28      | true |
        2024-03-27      | true | x
    """, year=2025)  # fmt: skip


def test_8555q_referral_after_death():
    assert_rule("cin", "8555Q", """
        ChildIdentifiers
        LAchildID | PersonDeathDate
        1         | 2025-06-01 | x
        2         | 2025-06-01 |
        3         |            |

        CINdetails
        LAchildID | CINreferralDate
        1         | 2025-05-01 |
        1         | 2025-06-02 | x
        2         | 2025-06-01 |
        3         | 2025-06-02 |
    """)  # fmt: skip


def test_8606_referral_before_conception():
    # 280 days before 31 December 2025 is 26 March. A birth date stands before an expected one.
    assert_rule("cin", "8606", """
        ChildIdentifiers
        LAchildID | PersonBirthDate | ExpectedPersonBirthDate
        1         | 2025-12-31      |            | x
        2         | 2025-12-31      |            |
        3         |                 | 2025-12-31 | x
        4         | 2025-12-30      | 2025-12-31 |
        5         |                 |            |

        CINdetails
        LAchildID | CINreferralDate
        1         | 2025-03-25 | x
        1         | 2025-03-26 |
        2         | 2025-03-26 |
        3         | 2025-03-25 | x
        4         | 2025-03-25 |
        5         | 2025-03-25 |
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


def test_8831_work_without_further_action():
    assert_rule("cin", "8831", """
        CINdetails
        LAchildID | CINdetailsID | ReferralNFA | DateOfInitialCPC
        1         | 1            | true        |            | x
        1         | 2            | false       | 2025-06-02 |
        2         | 1            | 1           |            | x
        3         | 1            | TRUE        | 2025-06-02 | x
        4         | 1            | true        |            |

        Assessments
        LAchildID | CINdetailsID
        1         | 1 | x
        1         | 2 |
        4         | 2 |

        Section47
        LAchildID | CINdetailsID
        1         | 2 |
        2         | 1 | x
    """)  # fmt: skip


def test_8831_where_only_episodes_were_supplied():
    assert_rule("cin", "8831", """
        CINdetails
        ReferralNFA | DateOfInitialCPC
        true        | 2025-06-02 | x
        true        |            |
    """)  # fmt: skip


def test_8832_protection_plan_without_further_action():
    assert_rule("cin", "8832", """
        CINdetails
        LAchildID | CINdetailsID | ReferralNFA
        1         | 1            | true  | x
        1         | 2            | false |
        2         | 1            | true  |

        ChildProtectionPlans
        LAchildID | CINdetailsID
        1         | 1 | x
        1         | 2 |
    """)  # fmt: skip
