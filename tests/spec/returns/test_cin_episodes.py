"""Rules of the CIN census about episodes: how they close, and several of one child."""

from spec.returns.drawing import assert_rule


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


def test_8640_unknown_closure_reason():
    assert_rule("cin", "8640", """
        CINdetails
        ReasonForClosure
        RC10 | x
        RC9  |
        ''   |
    """)  # fmt: skip


def test_8805_closed_without_reason():
    assert_rule("cin", "8805", """
        CINdetails
        CINclosureDate | ReasonForClosure
        2025-06-01     |     | x
        2025-06-01     | RC1 |
        ''             |     |
    """)  # fmt: skip


def test_8810_reason_without_closure():
    # A closure that can't be read is there all the same.
    assert_rule("cin", "8810", """
        CINdetails
        CINclosureDate | ReasonForClosure
        ''             | RC1 | x
        ''             | X   | x
        2025-06-01     | RC1 |
        2025-06-31     | RC1 |
        ''             |     |
    """)  # fmt: skip


def test_8585q_died_without_date():
    assert_rule("cin", "8585Q", """
        ChildIdentifiers
        LAchildID | PersonDeathDate
        1         |            | x
        2         | 2025-06-01 |
        3         | 2025-06-31 |
        4         |            |

        CINdetails
        LAchildID | ReasonForClosure
        1         | RC2 | x
        1         | RC1 |
        2         | RC2 |
        3         | RC2 |
        4         |     |
    """)  # fmt: skip


def test_8775q_open_after_25():
    # 25 on 30 March 2026, on the last day of the year, and on 1 March for one of 29 February.
    assert_rule("cin", "8775Q", """
        ChildIdentifiers
        LAchildID | PersonBirthDate
        1         | 2001-03-30 | x
        2         | 2001-03-31 |
        3         | 2000-06-01 | x
        4         | 2000-06-01 |
        5         | 2000-02-29 |
        6         |            |

        CINdetails
        LAchildID | CINclosureDate
        1         |            | x
        1         | 2026-03-30 |
        2         |            |
        3         | 2025-06-02 | x
        3         | 2025-06-01 |
        4         | 2025-06-31 |
        5         | 2025-03-01 |
        6         |            |
    """)  # fmt: skip


def test_2990_more_than_assessed():
    # Each of the four modules alone is enough; those of another episode are not.
    assert_rule("cin", "2990", """
        CINdetails
        LAchildID | CINdetailsID | ReasonForClosure | DateOfInitialCPC
        1         | 1            | RC8              | 2025-06-02 | x
        2         | 1            | RC9              |            | x
        3         | 1            | RC8              |            | x
        4         | 1            | RC8              |            | x
        5         | 1            | RC8              |            |
        5         | 2            | RC7              | 2025-06-02 |

        Section47
        LAchildID | CINdetailsID
        2         | 1
        5         | 2

        CINplanDates
        LAchildID | CINdetailsID
        3         | 1

        ChildProtectionPlans
        LAchildID | CINdetailsID
        4         | 1
        6         | 1
    """)  # fmt: skip


def test_8825q_closed_after_no_assessment():
    assert_rule("cin", "8825Q", """
        CINdetails
        LAchildID | CINdetailsID | ReasonForClosure
        1         | 1            | RC8 | x
        1         | 2            | RC9 |
        2         | 1            | RC9 | x
        3         | 1            | RC1 |
        4         | 1            |     |

        Assessments
        LAchildID | CINdetailsID
        1         | 2
    """)  # fmt: skip


def test_8873q_no_factors_and_not_closed():
    # Only where the episode has one assessment; still open is not closed as after assessment.
    assert_rule("cin", "8873Q", """
        CINdetails
        LAchildID | CINdetailsID | ReasonForClosure
        1         | 1            | RC1 | x
        2         | 1            | RC8 |
        3         | 1            |     | x
        4         | 1            | RC1 |
        5         | 1            | RC1 |
        5         | 2            | RC9 |

        Assessments
        LAchildID | CINdetailsID | AssessmentID | AssessmentFactors
        1         | 1            | 1            | 21 | x
        2         | 1            | 1            | 21 |
        3         | 1            | 1            | 21 | x
        4         | 1            | 1            | 21 |
        4         | 1            | 2            | 1A |
        5         | 1            | 1            | 2A |
        5         | 2            | 1            | 21 |
    """)  # fmt: skip


def test_8867_closed_during_assessment():
    assert_rule("cin", "8867", """
        CINdetails
        LAchildID | CINdetailsID | CINclosureDate
        1         | 1            | 2025-06-02 | x
        1         | 2            |            |
        2         | 1            | 2025-06-02 |

        Assessments
        LAchildID | CINdetailsID | AssessmentAuthorisationDate
        1         | 1            |            | x
        1         | 1            | 2025-06-01 |
        1         | 2            |            |
        2         | 1            | 2025-06-31 |
    """)  # fmt: skip


def test_8868_closed_during_enquiry():
    # Neither a conference nor the mark, or both.
    assert_rule("cin", "8868", """
        CINdetails
        LAchildID | CINdetailsID | CINclosureDate
        1         | 1            | 2025-06-02 | x
        2         | 1            | 2025-06-02 | x
        3         | 1            | 2025-06-02 |
        4         | 1            |            |

        Section47
        LAchildID | CINdetailsID | DateOfInitialCPC | ICPCnotRequired
        1         | 1            |                  | false | x
        1         | 1            |                  |       | x
        2         | 1            | 2025-05-02       | true  | x
        3         | 1            | 2025-05-02       | false |
        3         | 1            |                  | 1     |
        4         | 1            |                  | false |
    """)  # fmt: skip


def test_8565_work_after_closure():
    # On the day of the closure is in time; work of another episode doesn't matter.
    assert_rule("cin", "8565", """
        CINdetails
        LAchildID | CINdetailsID | CINclosureDate | DateOfInitialCPC
        1         | 1            | 2025-06-02     | 2025-06-03 | x
        2         | 1            | 2025-06-02     |            | x
        3         | 1            | 2025-06-02     |            | x
        4         | 1            | 2025-06-02     | 2025-06-02 |
        4         | 2            |                |            |
        5         | 1            | 2025-06-02     |            | x

        Assessments
        LAchildID | CINdetailsID | AssessmentActualStartDate | AssessmentAuthorisationDate
        2         | 1            | 2025-06-01                | 2025-06-03 | x
        2         | 1            | 2025-06-01                | 2025-06-02 |
        4         | 2            | 2025-06-03                |            |

        Section47
        LAchildID | CINdetailsID | S47ActualStartDate | DateOfInitialCPC
        3         | 1            | 2025-06-03         |            | x
        3         | 1            | 2025-06-02         | 2025-06-31 |
        3         | 1            |                    | 2025-06-04 | x

        CINplanDates
        LAchildID | CINdetailsID | CINPlanStartDate | CINPlanEndDate
        5         | 1            | 2025-05-01       | 2025-06-03 | x
        5         | 1            | 2025-05-01       | 2025-06-02 |

        ChildProtectionPlans
        LAchildID | CINdetailsID | CPPstartDate | CPPendDate
        5         | 1            | 2025-05-01   | 2025-06-03 | x
        5         | 1            | 2025-06-03   |            | x
        5         | 1            | 2025-05-01   |            |
    """)  # fmt: skip


def test_8565_where_only_episodes_were_supplied():
    assert_rule("cin", "8565", """
        CINdetails
        CINclosureDate | DateOfInitialCPC
        2025-06-02     | 2025-06-03 | x
        2025-06-02     | 2025-06-02 |
        ''             | 2025-06-03 |
    """)  # fmt: skip


def test_8815_several_open_episodes():
    # An end that can't be read is no open one; a referral with no further action doesn't count.
    assert_rule("cin", "8815", """
        CINdetails
        LAchildID | ReferralNFA | CINclosureDate
        1         | false       |            | x
        1         | 0           |            | x
        1         | true        |            |
        1         | false       | 2025-06-02 |
        2         | false       |            |
        2         | true        |            |
        3         | false       |            |
        3         | false       | 2025-06-31 |
        ''        | false       |            |
        ''        | false       |            |
    """)  # fmt: skip


def test_8816_open_before_the_latest():
    assert_rule("cin", "8816", """
        CINdetails
        LAchildID | CINreferralDate | ReferralNFA | CINclosureDate
        1         | 2025-05-01      | false       |            | x
        1         | 2025-06-01      | true        |            | x
        2         | 2025-05-01      | false       | 2025-05-31 |
        2         | 2025-06-01      | false       |            |
        3         | 2025-05-01      | true        |            |
        3         | 2025-06-01      | false       |            |
        4         | 2025-06-01      | false       |            |
        4         | 2025-06-01      | false       |            |
        5         |                 | false       |            |
        5         | 2025-06-01      | false       | 2025-06-02 |
    """)  # fmt: skip


def test_8820_overlapping_episodes():
    # The next may begin on the day of the closure.
    assert_rule("cin", "8820", """
        CINdetails
        LAchildID | CINreferralDate | CINclosureDate
        1         | 2025-05-01      | 2025-06-01 | x
        1         | 2025-05-31      |            | x
        2         | 2025-05-01      | 2025-06-01 |
        2         | 2025-06-01      | 2025-07-01 |
        2         | 2025-07-01      |            |
        3         | 2025-05-31      |            |
        4         | 2025-05-01      |            | x
        4         | 2025-05-01      |            | x
        5         | 2025-05-01      | 2025-06-31 |
        5         | 2025-06-01      |            |
    """)  # fmt: skip


def test_8820_referral_without_further_action():
    # It lasts no longer than its day, but may fall into another episode.
    assert_rule("cin", "8820", """
        CINdetails
        LAchildID | CINreferralDate | CINclosureDate | ReferralNFA
        1         | 2025-05-01      |                | true  |
        1         | 2025-06-01      |                | false |
        2         | 2025-05-01      |                | false | x
        2         | 2025-06-01      |                | true  | x
        3         | 2025-05-01      | 2025-06-15     | true  | x
        3         | 2025-06-01      |                | false | x
        4         | 2025-05-01      |                | true  |
        4         | 2025-05-01      |                | false |
    """)  # fmt: skip
