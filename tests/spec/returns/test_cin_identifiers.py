"""Rules of the CIN census about the authority's identifier and the unique pupil number."""

from spec.returns.drawing import assert_rule


def upns(*rows: str) -> str:
    """Children of whom only a UPN is known: '<UPN> | <mark>'."""
    return "\n".join(["ChildIdentifiers", "UPN", *rows])


def test_8500_child_without_identifier():
    assert_rule("cin", "8500", """
        ChildIdentifiers
        LAchildID
        1  |
        '' | x
    """)  # fmt: skip


def test_8510_shared_identifier():
    # Two children without one share nothing.
    assert_rule("cin", "8510", """
        ChildIdentifiers
        LAchildID
        1  | x
        2  |
        1  | x
        '' |
        '' |
    """)  # fmt: skip


def test_1570_long_identifier():
    assert_rule("cin", "1570", """
        ChildIdentifiers
        LAchildID
        12345678901234567890  |
        123456789012345678901 | x
        ''                    |
    """)  # fmt: skip


def test_1580_identifier_with_other_characters():
    assert_rule("cin", "1580", """
        ChildIdentifiers
        LAchildID
        DfEX0001 |
        DfE-0001 | x
        DfE 0001 | x
        Zoë1     | x
        ''       |
    """)  # fmt: skip


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


def test_1510_wrong_check_letter():
    # 2x8 + 3x7 + 4x8 + 5x2 + 8x1 + 9x2 + 10x3 + 11x4 + 12x5 + 13x6 = 317, which is 18 more than 13 x 23: V.
    # With the letter B (worth 1) at the end, 317 - 78 + 13 = 252, which is 22 more than 10 x 23: Z.
    assert_rule("cin", "1510", upns(
        "V878200123456 |", "A878200123456 | x", "v878200123456 | x", "1878200123456 | x",
        "Z87820012345B |", "V87820012345B | x", "'' |",
    ))  # fmt: skip


def test_1510_of_upns_that_are_none():
    # One of another length has no check letter; what can't be counted is for the other rules.
    assert_rule("cin", "1510", upns("V87820012345 | x", "V8782001234567 | x", "V8782X0123456 |", "V87820012345O |"))


def test_1530_upn_of_unknown_authority():
    assert_rule("cin", "1530", upns(
        "A878200123456 |", "A001200123456 |", "A943200123456 |", "A941200123456 |", "A909200123456 |",
        "A999200123456 | x", "A000200123456 | x", "AX78200123456 | x", "A8 | x", "'' |",
    ))  # fmt: skip


def test_1530_the_new_authorities_of_2023_came_with_the_set_of_2024():
    assert_rule("cin", "1530", upns("A942200123456 | x", "A940200123456 |"), year=2023)
    assert_rule("cin", "1530", upns("A942200123456 |", "A940200123456 |"), year=2024)


def test_1540_upn_without_digits():
    assert_rule("cin", "1540", upns(
        "A878200123456 |", "A8782001234AB | x", "AXXX200123456 |", "A87820012345Z |", "A8782001 | x", "'' |",
    ))  # fmt: skip


def test_1550_wrong_last_character():
    assert_rule("cin", "1550", upns(
        "A878200123456 |", "A87820012345A |", "A87820012345I | x", "A87820012345O | x", "A87820012345S | x",
        "A87820012345a | x", "A87820012345 | x", "'' |",
    ))  # fmt: skip


def test_1560q_malformed_former_upn():
    assert_rule("cin", "1560Q", """
        ChildIdentifiers
        FormerUPN
        X987654321234  |
        X98765432123B  |
        X98765432123   | x
        X9876543212345 | x
        1987654321234  | x
        X98765432X234  | x
        ''             |
    """)  # fmt: skip


def test_8770q_school_child_without_upn():
    # Born by 31 August 2020 for the census of 2025-26; the UPN or another reason than UN1 will do.
    assert_rule("cin", "8770Q", """
        ChildIdentifiers
        LAchildID | UPN           | UPNunknown | PersonBirthDate
        1         |               |            | 2020-08-31 | x
        2         |               |            | 2020-09-01 |
        3         |               | UN1        | 2015-01-01 | x
        4         |               | UN4        | 2015-01-01 |
        5         | A878200123456 |            | 2015-01-01 |
        6         |               |            | 2015-01-01 |
        7         |               |            |            |
        8         |               |            | 2015-02-30 |
        9         |               |            | 2015-01-01 | x
        10        |               |            | 2015-01-01 |

        CINdetails
        LAchildID | ReferralNFA
        1         | false
        2         | 0
        3         | 0
        4         | false
        5         | false
        6         | true
        7         | false
        8         | false
        9         | true
        9         | FALSE
    """)  # fmt: skip


def test_8770q_of_another_year():
    assert_rule("cin", "8770Q", """
        Header
        ReferenceDate
        2024-03-31

        ChildIdentifiers
        LAchildID | PersonBirthDate
        1         | 2018-08-31 | x
        2         | 2018-09-01 |

        CINdetails
        LAchildID | ReferralNFA
        1         | false
        2         | false
    """, year=2024)  # fmt: skip


def test_8772_no_upn_though_taken_further():
    # The referral taken further is listed, not the child's others.
    assert_rule("cin", "8772", """
        ChildIdentifiers
        LAchildID | UPNunknown
        1         | UN7 | x
        2         | UN7 |
        3         | UN1 |

        CINdetails
        LAchildID | ReferralNFA
        1         | true  |
        1         | false | x
        2         | 1     |
        2         |       |
        3         | false |
    """)  # fmt: skip
