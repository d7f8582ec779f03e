"""Rules of the CIN census about who the children are. 2025-26 unless a test says otherwise."""

from spec.returns.drawing import assert_rule


def test_100_reference_date():
    drawing = """
        Header
        Year | ReferenceDate
        2026 | {day} | {mark}
    """
    for day, mark in (("2026-03-31", ""), ("2025-03-31", "x"), ("2026-03-30", "x"), ("", "x"), ("2026-02-31", "x")):
        assert_rule("cin", "100", drawing.format(day=day, mark=mark))


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


def test_8750_unborn_with_sex():
    # Once born, a child is no longer unborn, whatever was expected.
    assert_rule("cin", "8750", """
        ChildIdentifiers
        Sex | PersonBirthDate | ExpectedPersonBirthDate
        U   |                 | 2026-05-01 |
        F   |                 | 2026-05-01 | x
        ''  |                 | 2026-05-01 | x
        F   | 2026-02-01      | 2026-02-10 |
        F   | 2026-02-01      |            |
        F   |                 |            |
    """)  # fmt: skip


def test_8750_before_2025_gender():
    assert_rule("cin", "8750", """
        ChildIdentifiers
        GenderCurrent | PersonBirthDate | ExpectedPersonBirthDate
        0             |                 | 2024-05-01 |
        9             |                 | 2024-05-01 | x
        1             | 2024-02-01      |            |
    """, year=2024)  # fmt: skip


def children(column: str, unborn: str = "", **counts: int) -> str:
    """A return with so many children of each sex (`blank` has none), and others that are only expected."""
    rows = [f"{code} | 2015-01-01 |" for code, count in counts.items() for _ in range(count)]
    rows += [f"{code} | | 2026-05-01" for code in unborn]
    drawn = "\n".join([f"ChildIdentifiers\n{column} | PersonBirthDate | ExpectedPersonBirthDate", *rows])
    return drawn.replace("blank", "''").replace("_", "")


def test_2886q_many_without_sex():
    # 2 in 100 is not more than 2%; unborn children don't count either way.
    assert_rule("cin", "2886Q", children("Sex", M=50, F=48, U=1, blank=1))
    assert_rule("cin", "2886Q", children("Sex", M=50, F=47, U=2, blank=1), whole=True)
    assert_rule("cin", "2886Q", children("Sex", M=50, F=48, U=2, unborn="UUUUUU"))
    assert_rule("cin", "2886Q", children("Sex", M=50, F=47, U=2, unborn="MMMMMM"), whole=True)
    assert_rule("cin", "2886Q", children("Sex", unborn="UUU"))


def test_2886q_before_2025_gender():
    # 9 is a gender that is neither; 0 is none recorded.
    assert_rule("cin", "2886Q", children("GenderCurrent", _1=95, _0=2, blank=1, _9=2), year=2024, whole=True)
    assert_rule("cin", "2886Q", children("GenderCurrent", _1=95, _0=1, blank=1, _9=3), year=2024)


def test_4220_unknown_ethnicity():
    assert_rule("cin", "4220", """
        ChildCharacteristics
        Ethnicity
        WBRI |
        NOBT |
        wbri | x
        A1   | x
        ''   | x
    """)  # fmt: skip


def test_8520_born_after_the_year():
    # The header says when the year ends, so it takes part.
    assert_rule("cin", "8520", """
        Header
        ReferenceDate
        2026-03-31 | x

        ChildIdentifiers
        PersonBirthDate
        2026-03-31 |
        2026-04-01 | x
        2026-04-31 |
        ''         |
    """)  # fmt: skip


def test_8525q_born_and_expected():
    # A date that can't be read is filled all the same.
    assert_rule("cin", "8525Q", """
        ChildIdentifiers
        PersonBirthDate | ExpectedPersonBirthDate
        2015-01-01      |            |
        ''              | 2026-05-01 |
        2015-01-01      | 2015-01-10 | x
        ''              |            | x
        2015-02-30      |            |
    """)  # fmt: skip


def test_8530q_expected_at_another_time():
    # 30 days before 31 March is 1 March; nine months after it is 31 December.
    assert_rule("cin", "8530Q", """
        ChildIdentifiers
        ExpectedPersonBirthDate
        2026-02-28 | x
        2026-03-01 |
        2026-12-30 |
        2026-12-31 | x
        2026-13-01 |
        ''         |
    """)  # fmt: skip


def test_8535q_death_before_birth():
    assert_rule("cin", "8535Q", """
        ChildIdentifiers
        PersonBirthDate | PersonDeathDate
        2015-01-02      | 2015-01-01 | x
        2015-01-02      | 2015-01-02 |
        2015-01-02      |            |
        ''              | 2015-01-02 |
    """)  # fmt: skip


def test_8545q_death_outside_the_year():
    assert_rule("cin", "8545Q", """
        ChildIdentifiers
        PersonDeathDate
        2025-03-31 | x
        2025-04-01 |
        2026-03-31 |
        2026-04-01 | x
        2026-02-31 |
        ''         |
    """)  # fmt: skip
