"""Rules of the CIN census about section 47 enquiries and initial conferences. 2025-26 unless a test says otherwise."""

from spec.returns.drawing import assert_rule


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


def test_2889_enquiry_before_referral():
    assert_rule("cin", "2889", """
        CINdetails
        LAchildID | CINdetailsID | CINreferralDate
        1         | 1            | 2025-06-02 | x
        1         | 2            | 2025-07-02 |
        2         | 1            |            |

        Section47
        LAchildID | CINdetailsID | S47ActualStartDate
        1         | 1            | 2025-06-01 | x
        1         | 1            | 2025-06-02 |
        1         | 2            |            |
        2         | 1            | 2025-06-01 |
    """)  # fmt: skip


def test_8615_enquiry_after_its_conference():
    assert_rule("cin", "8615", """
        Section47
        S47ActualStartDate | DateOfInitialCPC
        2025-06-02         | 2025-06-01 | x
        2025-06-02         | 2025-06-02 |
        2025-06-02         |            |
        2025-06-02         | 2025-06-31 |
        ''                 | 2025-06-02 | x
        2025-06-31         | 2025-06-02 | x
    """)  # fmt: skip


def test_2991q_enquiry_without_assessment():
    assert_rule("cin", "2991Q", """
        Section47
        LAchildID | CINdetailsID
        1         | 1 | x
        1         | 2 |
        2         | 1 | x

        Assessments
        LAchildID | CINdetailsID
        1         | 2
        3         | 1
    """)  # fmt: skip


def test_8675q_long_undecided():
    # 15 working days before 31 March 2026 is 10 March.
    assert_rule("cin", "8675Q", """
        Section47
        S47ActualStartDate | DateOfInitialCPC | ICPCnotRequired
        2026-03-09         |                  | false | x
        2026-03-09         |                  |       | x
        2026-03-10         |                  | false |
        2026-03-09         |                  | true  |
        2026-03-09         | 2026-03-20       | false |
        2026-03-09         | 2026-03-32       | false |
        ''                 |                  | false |
    """)  # fmt: skip


def test_8740_undecided_outside_the_year():
    assert_rule("cin", "8740", """
        Section47
        S47ActualStartDate | DateOfInitialCPC | ICPCnotRequired
        2025-03-31         |                  | 0     | x
        2026-04-01         |                  |       | x
        2025-04-01         |                  | false |
        2026-03-31         |                  | false |
        2025-03-31         |                  | 1     |
        2025-03-31         | 2025-04-02       | false |
        ''                 |                  | false |
    """)  # fmt: skip


def test_8839_several_undecided():
    assert_rule("cin", "8839", """
        Section47
        LAchildID | CINdetailsID | DateOfInitialCPC | ICPCnotRequired
        1         | 1            |                  | false | x
        1         | 1            |                  |       | x
        1         | 1            |                  | true  |
        1         | 1            | 2025-06-02       | false |
        1         | 2            |                  | false |
        2         | 1            |                  | false |
        2         | 1            | 2025-06-31       | false |
    """)  # fmt: skip


def test_8890_enquired_twice_at_once():
    # The day of the conference is free; an enquiry that needs no conference has no end to go by.
    assert_rule("cin", "8890", """
        Section47
        LAchildID | CINdetailsID | S47ActualStartDate | DateOfInitialCPC | ICPCnotRequired
        1         | 1            | 2025-05-01         | 2025-06-02       | false | x
        1         | 1            | 2025-06-01         |                  | false | x
        2         | 1            | 2025-05-01         | 2025-06-02       | false |
        2         | 1            | 2025-06-02         |                  | false |
        3         | 1            | 2025-05-01         | 2025-06-02       | false |
        3         | 1            | 2025-05-01         | 2025-06-02       | false |
        4         | 1            | 2025-05-01         |                  | true  |
        4         | 1            | 2025-06-01         |                  | false |
        5         | 1            | 2025-05-01         |                  |       |
        5         | 2            | 2025-06-01         |                  |       |
        6         | 1            | 2025-05-01         |                  |       | x
        6         | 1            | 2025-06-01         |                  | true  | x
        7         | 1            | 2025-05-01         | 2025-06-31       |       |
        7         | 1            | 2025-06-01         | 2025-06-02       |       |
    """)  # fmt: skip


def test_8715_conference_outside_the_year():
    assert_rule("cin", "8715", """
        Header
        ReferenceDate
        2026-03-31 | x

        Section47
        DateOfInitialCPC
        2025-03-31 | x
        2025-04-01 |
        2026-03-31 |
        2026-04-01 | x
        ''         |
    """)  # fmt: skip


def test_8870q_conference_due_at_the_weekend():
    # 6 June 2025 is a Friday.
    assert_rule("cin", "8870Q", """
        Section47
        InitialCPCtarget
        2025-06-06 |
        2025-06-07 | x
        2025-06-08 | x
        2025-06-09 |
        2025-06-31 |
        ''         |
    """)  # fmt: skip


def test_8875_conference_at_the_weekend():
    assert_rule("cin", "8875", """
        Section47
        DateOfInitialCPC
        2025-06-06 |
        2025-06-07 | x
        2025-06-08 | x
        2025-06-09 |
        ''         |
    """)  # fmt: skip


def test_2884_conference_twice():
    # On any episode of the child.
    assert_rule("cin", "2884", """
        CINdetails
        LAchildID | CINdetailsID | DateOfInitialCPC
        1         | 1            | 2025-06-02
        2         | 1            | 2025-06-02
        3         | 1            |

        Section47
        LAchildID | CINdetailsID | DateOfInitialCPC
        1         | 1            | 2025-06-02 | x
        1         | 2            | 2025-06-02 | x
        1         | 1            | 2025-06-03 |
        2         | 1            | 2025-06-01 |
        3         | 1            |            |
        4         | 1            | 2025-06-02 |
    """)  # fmt: skip


def test_2883_more_plans_than_conferences():
    # Both kinds of conference count, and only plans and conferences of the year.
    drawing = """
        ChildProtectionPlans
        CPPstartDate
        2025-04-01
        2026-03-31
        2025-03-31
        ''

        CINdetails
        DateOfInitialCPC
        {transferred}
        2025-03-31

        Section47
        DateOfInitialCPC
        {after_enquiry}
        2026-04-01
        2025-06-31
    """
    held = {"transferred": "2025-06-02", "after_enquiry": "2025-06-02"}
    assert_rule("cin", "2883", drawing.format(**held))
    assert_rule("cin", "2883", drawing.format(**{**held, "transferred": "''"}), whole=True)
    assert_rule("cin", "2883", drawing.format(**{**held, "after_enquiry": "''"}), whole=True)
    assert_rule("cin", "2883", drawing.format(transferred="''", after_enquiry="''"), whole=True)


def test_2883_of_a_return_without_plans():
    assert_rule("cin", "2883", """
        ChildProtectionPlans
        CPPstartDate

        CINdetails
        DateOfInitialCPC

        Section47
        DateOfInitialCPC
    """)  # fmt: skip


def test_2885_plan_without_conference():
    # The enquiries of the episode are listed beside the plan, for a date of theirs may be the wrong one.
    assert_rule("cin", "2885", """
        CINdetails
        LAchildID | CINdetailsID | DateOfInitialCPC
        1         | 1            |
        2         | 1            | 2025-06-02
        3         | 1            |

        Section47
        LAchildID | CINdetailsID | DateOfInitialCPC
        1         | 1            | 2025-06-03 | x
        1         | 2            | 2025-06-02 |
        3         | 1            | 2025-06-02 |
        3         | 1            | 2025-06-12 |

        ChildProtectionPlans
        LAchildID | CINdetailsID | CPPstartDate
        1         | 1            | 2025-06-02 | x
        2         | 1            | 2025-06-02 |
        3         | 1            | 2025-06-02 |
        4         | 1            | 2025-06-02 | x
        5         | 1            | 2025-03-31 |
        5         | 1            | 2026-04-01 |
        5         | 1            |            |
    """)  # fmt: skip
