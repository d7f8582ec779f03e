"""Rules of the CIN census about child protection plans and their reviews. 2025-26."""

from spec.returns.drawing import assert_rule


def test_1105_plan_before_referral():
    assert_rule("cin", "1105", """
        CINdetails
        LAchildID | CINdetailsID | CINreferralDate
        1         | 1            | 2025-06-02 | x
        1         | 2            | 2025-07-02 |

        ChildProtectionPlans
        LAchildID | CINdetailsID | CPPstartDate
        1         | 1            | 2025-06-01 | x
        1         | 1            | 2025-06-02 |
        1         | 2            | 2025-07-03 |
        1         | 2            |            |
    """)  # fmt: skip


def test_8720_plan_without_start():
    assert_rule("cin", "8720", """
        Header
        ReferenceDate
        2026-03-31 | x

        ChildProtectionPlans
        CPPstartDate
        2026-03-31 |
        2026-04-01 | x
        2025-06-31 | x
        ''         | x
    """)  # fmt: skip


def test_8925_plan_ends_before_start():
    assert_rule("cin", "8925", """
        ChildProtectionPlans
        CPPstartDate | CPPendDate
        2025-06-02   | 2025-06-01 | x
        2025-06-02   | 2025-06-02 |
        2025-06-02   |            |
        2025-06-31   | 2025-06-01 |
    """)  # fmt: skip


def test_8840_plan_of_one_day():
    assert_rule("cin", "8840", """
        ChildProtectionPlans
        CPPstartDate | CPPendDate
        2025-06-02   | 2025-06-02 | x
        2025-06-02   | 2025-06-03 |
        ''           |            |
    """)  # fmt: skip


def test_8930_plan_ends_outside_the_year():
    assert_rule("cin", "8930", """
        Header
        ReferenceDate
        2026-03-31 | x

        ChildProtectionPlans
        CPPendDate
        2025-03-31 | x
        2025-04-01 |
        2026-03-31 |
        2026-04-01 | x
        ''         |
    """)  # fmt: skip


def test_8930_that_finds_nothing_lists_no_header():
    assert_rule("cin", "8930", """
        Header
        ReferenceDate
        2026-03-31 |

        ChildProtectionPlans
        CPPendDate
        2025-04-01 |
    """)  # fmt: skip


def test_8935_several_open_plans():
    assert_rule("cin", "8935", """
        ChildProtectionPlans
        LAchildID | CINdetailsID | CPPendDate
        1         | 1            |            | x
        1         | 2            |            | x
        1         | 1            | 2025-06-02 |
        2         | 1            |            |
        2         | 1            | 2025-06-31 |
        3         | 1            |            |
    """)  # fmt: skip


def test_8940_overlapping_plans():
    # A plan that starts on the day another ends doesn't overlap it; an end that can't be read is not open.
    assert_rule("cin", "8940", """
        ChildProtectionPlans
        LAchildID | CPPstartDate | CPPendDate
        1         | 2025-05-01   | 2025-06-01 | x
        1         | 2025-05-31   |            | x
        2         | 2025-05-01   | 2025-06-01 |
        2         | 2025-06-01   |            |
        3         | 2025-05-01   | 2025-06-31 |
        3         | 2025-06-01   |            |
        4         | 2025-05-01   |            |
    """)  # fmt: skip


DEATH = """
    ChildIdentifiers
    LAchildID | PersonDeathDate
    1         | 2025-06-02 | x
    2         | 2025-06-02 |
    3         |            |

    ChildProtectionPlans
    LAchildID | {column}
    1         | 2025-06-03 | x
    1         | 2025-06-01 |
    2         | 2025-06-02 |
    3         | 2025-06-03 |
    4         | 2025-06-03 |
"""


def test_8915_plan_starts_after_death():
    assert_rule("cin", "8915", DEATH.format(column="CPPstartDate"))


def test_8920_plan_ends_after_death():
    assert_rule("cin", "8920", DEATH.format(column="CPPendDate"))


def test_8730_without_number_of_previous_plans():
    assert_rule("cin", "8730", """
        ChildProtectionPlans
        NumberOfPreviousCPP
        0  |
        3  |
        X  |
        '' | x
    """)  # fmt: skip


CATEGORY = """
    ChildProtectionPlans
    {column}
    NEG |
    MUL |
    neg | x
    N1  | x
    ''  | x
"""


def test_8905_unknown_first_category():
    assert_rule("cin", "8905", CATEGORY.format(column="InitialCategoryOfAbuse"))


def test_8910_unknown_latest_category():
    assert_rule("cin", "8910", CATEGORY.format(column="LatestCategoryOfAbuse"))


def test_8841_review_before_plan():
    # A review belongs to its plan, by the episode's and the plan's number.
    assert_rule("cin", "8841", """
        ChildProtectionPlans
        LAchildID | CINdetailsID | CPPID | CPPstartDate
        1         | 1            | 1     | 2025-06-02 | x
        1         | 1            | 2     | 2025-09-02 |
        1         | 2            | 1     | 2025-06-02 | x
        2         | 1            | 1     |            |

        Reviews
        LAchildID | CINdetailsID | CPPID | CPPreviewDate
        1         | 1            | 1     | 2025-06-01 | x
        1         | 1            | 1     | 2025-06-03 |
        1         | 1            | 2     | 2025-09-03 |
        1         | 2            | 1     | 2025-06-02 | x
        1         | 2            | 1     |            |
        2         | 1            | 1     | 2025-06-02 |
    """)  # fmt: skip


def test_8842q_review_without_date():
    assert_rule("cin", "8842Q", """
        Reviews
        CPPreviewDate
        2025-06-02 |
        2025-06-31 | x
        ''         | x
    """)  # fmt: skip
