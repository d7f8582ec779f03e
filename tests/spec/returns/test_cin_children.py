"""Rules of the CIN census about who the children are."""

from spec.returns.drawing import assert_rule


def test_100_reference_date():
    drawing = """
        Header
        Year | ReferenceDate
        2026 | {day} | {mark}
    """
    for day, mark in (("2026-03-31", ""), ("2025-03-31", "x"), ("2026-03-30", "x"), ("", "x"), ("2026-02-31", "x")):
        assert_rule("cin", "100", drawing.format(day=day, mark=mark))


def test_8500_child_without_identifier():
    assert_rule("cin", "8500", """
        ChildIdentifiers
        LAchildID
        1  |
        '' | x
    """)  # fmt: skip


def test_4180_sex_and_before_2025_gender():
    drawing = """
        ChildIdentifiers
        Sex | GenderCurrent
        M   | 1 |
        m   |   | x
        1   | M | x
    """
    assert_rule("cin", "4180", drawing, year=2026)
    assert_rule("cin", "4180", drawing, year=2024)


def test_1520_shared_upn():
    assert_rule("cin", "1520", """
        ChildIdentifiers
        LAchildID | UPN
        1         | A123 | x
        2         | B123 |
        3         | A123 | x
        4         |      |
        5         |      |
    """)  # fmt: skip


def test_2887q_few_kinds_of_disability():
    seven = "Disabilities\nDisability\nNONE\nMOB\nHAND\nPC\nINC\nCOMM\nLD\nLD"
    assert_rule("cin", "2887Q", seven, whole=True)
    assert_rule("cin", "2887Q", seven + "\nVIS")
