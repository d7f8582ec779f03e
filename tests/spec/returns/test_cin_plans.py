"""Rules of the CIN census about child in need plans, and plans that run at the same time. 2025-26."""

from spec.returns.drawing import assert_rule


def test_4010_plan_without_start():
    assert_rule("cin", "4010", """
        CINplanDates
        CINPlanStartDate
        2026-03-31 |
        2026-04-01 | x
        2025-06-31 | x
        ''         | x
    """)  # fmt: skip


def test_4011_plan_ends_before_start():
    assert_rule("cin", "4011", """
        CINplanDates
        CINPlanStartDate | CINPlanEndDate
        2025-06-02       | 2025-06-01 | x
        2025-06-02       | 2025-06-02 |
        2025-06-02       |            |
        ''               | 2025-06-01 |
    """)  # fmt: skip


def test_4012q_plan_of_one_day():
    assert_rule("cin", "4012Q", """
        CINplanDates
        CINPlanStartDate | CINPlanEndDate
        2025-06-02       | 2025-06-02 | x
        2025-06-02       | 2025-06-03 |
        2025-06-31       | 2025-06-31 |
        ''               |            |
    """)  # fmt: skip


def test_4013_plan_ends_outside_the_year():
    assert_rule("cin", "4013", """
        Header
        ReferenceDate
        2026-03-31 | x

        CINplanDates
        CINPlanEndDate
        2025-03-31 | x
        2025-04-01 |
        2026-03-31 |
        2026-04-01 | x
        2026-02-30 |
        ''         |
    """)  # fmt: skip


def test_4013_without_a_header():
    # The year is that of the rule set then, and there is no header's row to list.
    assert_rule("cin", "4013", """
        CINplanDates
        CINPlanEndDate
        2025-03-31 | x
        2025-04-01 |
    """)  # fmt: skip


def test_4015_plan_before_referral():
    assert_rule("cin", "4015", """
        CINdetails
        LAchildID | CINdetailsID | CINreferralDate
        1         | 1            | 2025-06-02 | x
        1         | 2            | 2025-07-02 |

        CINplanDates
        LAchildID | CINdetailsID | CINPlanStartDate
        1         | 1            | 2025-06-01 | x
        1         | 1            | 2025-06-02 |
        1         | 2            | 2025-07-03 |
        2         | 1            | 2025-06-01 |
    """)  # fmt: skip


DEATH = """
    ChildIdentifiers
    LAchildID | PersonDeathDate
    1         | 2025-06-02 | x
    2         | 2025-06-02 |
    3         |            |
    4         | 2025-06-31 |

    {table}
    LAchildID | {column}
    1         | 2025-06-03 | x
    1         | 2025-06-01 |
    2         | 2025-06-02 |
    3         | 2025-06-03 |
    4         | 2025-07-03 |
    5         | 2025-06-03 |
"""


def test_4008_plan_starts_after_death():
    assert_rule("cin", "4008", DEATH.format(table="CINplanDates", column="CINPlanStartDate"))


def test_4009q_plan_ends_after_death():
    assert_rule("cin", "4009Q", DEATH.format(table="CINplanDates", column="CINPlanEndDate"))


def test_4004_several_open_plans():
    # Whatever the episode. An end that can't be read is an end.
    assert_rule("cin", "4004", """
        CINplanDates
        LAchildID | CINdetailsID | CINPlanEndDate
        1         | 1            |            | x
        1         | 2            |            | x
        1         | 1            | 2025-06-02 |
        2         | 1            |            |
        2         | 1            | 2025-06-31 |
        3         | 1            |            |
        ''        | 1            |            |
        ''        | 1            |            |
    """)  # fmt: skip


def test_4014_overlapping_plans():
    assert_rule("cin", "4014", """
        CINplanDates
        LAchildID | CINPlanStartDate | CINPlanEndDate
        1         | 2025-05-01       | 2025-06-01 | x
        1         | 2025-05-31       |            | x
        2         | 2025-05-01       | 2025-06-01 |
        2         | 2025-06-01       |            |
        3         | 2025-05-01       | 2025-06-31 |
        3         | 2025-06-01       |            |
        4         |                  | 2025-06-01 |
        4         | 2025-05-01       |            |
        5         | 2025-05-01       |            | x
        5         | 2025-05-01       |            | x
    """)  # fmt: skip


def test_4001_both_plans_open():
    assert_rule("cin", "4001", """
        CINplanDates
        LAchildID | CINPlanEndDate
        1         |            | x
        1         | 2025-06-02 |
        2         |            |
        3         | 2025-06-31 |
        4         |            |

        ChildProtectionPlans
        LAchildID | CPPendDate
        1         |            | x
        1         | 2025-05-02 |
        2         | 2025-06-31 |
        3         |            |
        5         |            |
    """)  # fmt: skip


def test_4016_plan_starts_in_protection():
    # The day that the protection plan ends is free, the day that it starts is not.
    assert_rule("cin", "4016", """
        CINplanDates
        LAchildID | CINPlanStartDate
        1         | 2025-06-01 | x
        1         | 2025-06-02 |
        1         | 2025-05-01 | x
        1         | 2025-04-30 |
        2         | 2025-06-01 | x
        3         | 2025-06-01 |
        4         | 2025-06-01 |
        5         |            |

        ChildProtectionPlans
        LAchildID | CPPstartDate | CPPendDate
        1         | 2025-05-01   | 2025-06-02 | x
        1         | 2025-03-01   | 2025-04-01 |
        2         | 2025-05-01   |            | x
        3         | 2025-05-01   | 2025-05-40 |
        4         |              |            |
        5         | 2025-05-01   |            |
    """)  # fmt: skip


def test_4017_protection_starts_in_plan():
    assert_rule("cin", "4017", """
        CINplanDates
        LAchildID | CINPlanStartDate | CINPlanEndDate
        1         | 2025-05-01       | 2025-06-02 | x
        1         | 2025-04-01       | 2025-04-30 |
        2         | 2025-05-01       |            | x
        3         | 2025-05-01       | 2025-05-40 |
        4         |                  |            |

        ChildProtectionPlans
        LAchildID | CPPstartDate
        1         | 2025-06-01 | x
        1         | 2025-06-02 |
        1         | 2025-05-01 | x
        1         | 2025-04-30 |
        2         | 2025-06-01 | x
        3         | 2025-06-01 |
        4         | 2025-06-01 |
    """)  # fmt: skip


def test_4003_review_in_plan():
    # The review that ends its protection plan is in order, another plan's on that day is not.
    assert_rule("cin", "4003", """
        CINplanDates
        LAchildID | CINdetailsID | CINPlanStartDate | CINPlanEndDate
        1         | 1            | 2025-06-02       | 2025-07-02 | x
        2         | 1            | 2025-06-02       |            | x
        3         | 1            | 2025-06-02       |            |
        4         | 1            | 2025-06-02       |            | x
        5         | 1            | 2025-06-02       | 2025-06-31 |
        6         | 1            |                  |            |

        ChildProtectionPlans
        LAchildID | CINdetailsID | CPPID | CPPstartDate | CPPendDate
        1         | 1            | 1     | 2025-05-01   |
        2         | 1            | 1     | 2025-05-01   | 2025-06-20
        3         | 1            | 1     | 2025-05-01   | 2025-06-02
        4         | 1            | 1     | 2025-05-01   | 2025-06-02
        4         | 1            | 2     | 2025-05-01   | 2025-08-02

        Reviews
        LAchildID | CINdetailsID | CPPID | CPPreviewDate
        1         | 1            | 1     | 2025-06-01 |
        1         | 1            | 1     | 2025-06-02 | x
        1         | 1            | 1     | 2025-07-02 | x
        1         | 1            | 1     | 2025-07-03 |
        2         | 1            | 1     | 2025-06-10 | x
        2         | 1            | 1     | 2025-06-20 |
        3         | 1            | 1     | 2025-06-02 |
        3         | 1            | 1     |            |
        4         | 1            | 1     | 2025-06-02 |
        4         | 1            | 2     | 2025-06-02 | x
        5         | 1            | 1     | 2025-06-10 |
        6         | 1            | 1     | 2025-06-10 |
    """)  # fmt: skip
