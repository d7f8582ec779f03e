"""Rules of the SSDA903 about the header and about children in several tables."""

from spec.returns.drawing import assert_rule


def test_101_sex_by_letter_and_before_2025_by_number():
    drawing = """
        Header
        SEX
        M  | {letter}
        f  | {letter}
        1  | {number}
        '' | x
    """
    assert_rule("ssda903", "101", drawing.format(letter="", number="x"), year=2025)
    assert_rule("ssda903", "101", drawing.format(letter="x", number=""), year=2024)


def test_204_ethnicity_changed_since_last_year():
    # A child who was not in last year's return has nothing to differ from.
    assert_rule("ssda903", "204", """
        Header
        CHILD | ETHNIC
        1     | WBRI | x
        2     | wbri |
        3     | WBRI |
        4     |      | x

        Header_last
        CHILD | ETHNIC
        1     | NOBT | x
        2     | WBRI |
        4     | WBRI | x
    """)  # fmt: skip


def test_int03_episode_of_no_child():
    assert_rule("ssda903", "INT03", """
        Header
        CHILD
        1

        Episodes
        CHILD
        1 |
        2 | x
    """)  # fmt: skip


def test_int32_child_twice():
    assert_rule("ssda903", "INT32", """
        Header
        CHILD
        1 | x
        2 |
        1 | x
    """)  # fmt: skip


def test_179_no_placement_location():
    assert_rule("ssda903", "179", """
        Episodes
        LS | PL_LOCATION
        C2 |     | x
        C2 | IN  |
        V3 |     |
        '' |     | x
    """)  # fmt: skip


def test_1008_provider_unknown_to_ofsted():
    assert_rule("ssda903", "1008", """
        Episodes
        URN
        SC123456 |
        SC999999 | x
        XXXXXXX  |
        ''       |

        provider_info
        URN
        SC123456
    """)  # fmt: skip
