"""Rules of the SSDA903 about what changed since last year's return."""

from spec.returns.drawing import assert_rule


def test_202_sex_changed():
    # Last year's number and this year's letter are the same.
    assert_rule("ssda903", "202", """
        Header
        CHILD | SEX
        1     | M | x
        2     | M |
        3     | F |
        4     | F | x
        5     | F |
        6     |   |

        Header_last
        CHILD | SEX
        1     | F | x
        2     | M |
        3     | 2 |
        4     | 1 | x
        6     |   |
    """)  # fmt: skip


def test_203_date_of_birth_changed():
    assert_rule("ssda903", "203", """
        Header
        CHILD | DOB
        1     | 01/02/2015 | x
        2     | 01/02/2015 |
        3     | 01/02/2015 |

        Header_last
        CHILD | DOB
        1     | 02/01/2015 | x
        2     | 1/2/2015   |
        4     | 01/02/2015 |
    """)  # fmt: skip


def test_207_no_longer_a_mother():
    # Child 4 is in care no more.
    assert_rule("ssda903", "207", """
        Header
        CHILD | MOTHER
        1     | 0 | x
        2     |   | x
        3     | 1 |
        4     |   |
        5     | 1 |

        Header_last
        CHILD | MOTHER
        1     | 1 | x
        2     | 1 | x
        3     | 1 |
        4     | 1 |
        5     | 0 |

        Episodes
        CHILD
        1
        2
        3
        5
    """)  # fmt: skip


def test_208_upn_changed():
    assert_rule("ssda903", "208", """
        Header
        CHILD | UPN
        1     | A123456789012 | x
        2     | a123456789012 |
        3     | UN1           |

        Header_last
        CHILD | UPN
        1     | UN1           | x
        2     | A123456789012 |
    """)  # fmt: skip


def test_348_alive_again():
    assert_rule("ssda903", "348", """
        OC3
        CHILD | IN_TOUCH
        1     | YES  | x
        2     | DIED |
        3     | YES  |
        4     |      | x

        OC3_last
        CHILD | IN_TOUCH
        1     | DIED | x
        2     | DIED |
        3     | NO   |
        4     | DIED | x
        5     | DIED |
    """)  # fmt: skip
