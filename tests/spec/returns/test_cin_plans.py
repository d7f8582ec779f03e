"""Rules of the CIN census about plans and assessments."""

from spec.returns.drawing import assert_rule


def test_8940_overlapping_protection_plans():
    # A plan that starts on the day another ends doesn't overlap it.
    assert_rule("cin", "8940", """
        ChildProtectionPlans
        LAchildID | CPPstartDate | CPPendDate
        1         | 2025-05-01   | 2025-06-01 | x
        1         | 2025-05-31   |            | x
        2         | 2025-05-01   | 2025-06-01 |
        2         | 2025-06-01   |            |
    """)  # fmt: skip


def test_8670q_long_open_assessment():
    # 45 working days before 31 March 2026 is 27 January: nothing but weekends between.
    assert_rule("cin", "8670Q", """
        Assessments
        AssessmentActualStartDate | AssessmentAuthorisationDate
        2026-01-26                |            | x
        2026-01-27                |            |
        2025-05-01                | 2025-06-01 |
    """)  # fmt: skip
