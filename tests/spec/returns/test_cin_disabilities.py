"""Rules of the CIN census about disabilities."""

from spec.returns.drawing import assert_rule


def test_2887q_few_kinds_of_disability():
    seven = "Disabilities\nDisability\nNONE\nMOB\nHAND\nPC\nINC\nCOMM\nLD\nLD"
    assert_rule("cin", "2887Q", seven, whole=True)
    assert_rule("cin", "2887Q", seven + "\nVIS")


def test_2888q_nobody_with_two_disabilities():
    drawing = """
        Disabilities
        LAchildID | Disability
        1         | LD
        1         | {second}
        2         | MOB
    """
    assert_rule("cin", "2888Q", drawing.format(second="AUT"))
    # NONE is no disability, the same one twice is one, and another child's is not this one's.
    for second in ("NONE", "LD", "''"):
        assert_rule("cin", "2888Q", drawing.format(second=second), whole=True)


def test_2888q_says_nothing_of_a_return_without_disabilities():
    assert_rule("cin", "2888Q", "Disabilities\nLAchildID | Disability")


def test_8540_unknown_disability():
    # Only of children already born, with a referral taken further: the child, those referrals, the wrong codes.
    assert_rule("cin", "8540", """
        ChildIdentifiers
        LAchildID | PersonBirthDate | ExpectedPersonBirthDate
        none      | 2015-01-01      |            | x
        wrong     | 2015-01-01      |            | x
        right     | 2015-01-01      |            |
        unborn    |                 | 2026-05-01 |
        nfa       | 2015-01-01      |            |
        blank     | 2015-01-01      |            | x

        CINdetails
        LAchildID | ReferralNFA
        none      | false | x
        none      | true  |
        wrong     | 0     | x
        right     | false |
        unborn    | false |
        nfa       | true  |
        blank     | false | x

        Disabilities
        LAchildID | Disability
        wrong     | LD  |
        wrong     | ldd | x
        right     | NONE |
        nfa       | X   |
        blank     |     | x
    """)  # fmt: skip


def test_8790_disability_beside_none():
    assert_rule("cin", "8790", """
        Disabilities
        LAchildID | Disability
        1         | NONE | x
        1         | LD   | x
        2         | NONE |
        2         |      |
        3         | LD   |
        3         | AUT  |
        ''        | NONE |
        ''        | LD   |
    """)  # fmt: skip


def test_8794_disability_twice():
    assert_rule("cin", "8794", """
        Disabilities
        LAchildID | Disability
        1         | LD  | x
        1         | AUT |
        1         | LD  | x
        2         | LD  |
        3         |     |
        3         |     |
    """)  # fmt: skip
