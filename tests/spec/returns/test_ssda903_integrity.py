"""Rules of the SSDA903 about tables that must agree with each other."""

import pytest

from spec.returns.drawing import assert_rule


@pytest.mark.parametrize(
    ("code", "table"),
    [("INT01", "AD1"), ("INT02", "PlacedAdoption"), ("INT04", "Missing"), ("INT05", "OC2"), ("INT06", "OC3"),
     ("INT07", "PrevPerm"), ("INT08", "Reviews"), ("INT09", "UASC")],
)  # fmt: skip
def test_int01_to_int09_a_child_who_is_not_in_the_header(code: str, table: str):
    assert_rule("ssda903", code, f"""
        Header
        CHILD
        1

        {table}
        CHILD
        1 |
        2 | x
        2 | x
    """)  # fmt: skip


@pytest.mark.parametrize(
    ("code", "table"),
    [("INT11", "AD1"), ("INT12", "PlacedAdoption"), ("INT13", "Missing"), ("INT14", "OC2"), ("INT15", "OC3"),
     ("INT16", "PrevPerm"), ("INT17", "Reviews"), ("INT18", "UASC")],
)  # fmt: skip
def test_int11_to_int18_another_birthday_than_the_headers(code: str, table: str):
    # A blank, an unreadable date and a child who isn't in the header are other rules' business.
    assert_rule("ssda903", code, f"""
        Header
        CHILD | DOB
        1     | 01/02/2015 |
        2     | 01/02/2015 | x
        3     | 01/02/2015 |
        4     | 01/02/2015 |

        {table}
        CHILD | DOB
        1     | 1/2/2015   |
        2     | 02/02/2015 | x
        3     |            |
        4     | 31/02/2015 |
        5     | 02/02/2015 |
    """)  # fmt: skip


@pytest.mark.parametrize(
    ("code", "table"), [("INT31", "AD1"), ("INT33", "OC2"), ("INT34", "OC3"), ("INT35", "PrevPerm"), ("INT36", "UASC")]
)
def test_int31_to_int36_a_child_more_than_once(code: str, table: str):
    assert_rule("ssda903", code, f"""
        {table}
        CHILD
        1  | x
        2  |
        1  | x
        '' |
        '' |
    """)  # fmt: skip


def test_int21_another_sex_than_the_headers():
    assert_rule("ssda903", "INT21", """
        Header
        CHILD | SEX
        1     | M |
        2     | F | x
        3     |   |

        UASC
        CHILD | SEX
        1     | m |
        2     | M | x
        3     | M |
    """)  # fmt: skip


def test_epi_nothing_but_a_header():
    assert_rule("ssda903", "EPI", """
        Header
        CHILD
        1 |
        2 |
        3 | x

        Episodes
        CHILD
        1

        OC3
        CHILD
        2
    """)  # fmt: skip


def test_epi_without_a_table_of_care_leavers():
    assert_rule("ssda903", "EPI", """
        Header
        CHILD
        1 |
        2 | x

        Episodes
        CHILD
        1
    """)  # fmt: skip


def test_444_upn_of_two_children():
    # Codes for an unknown UPN are everybody's; a child who is twice in the header has one UPN.
    assert_rule("ssda903", "444", """
        Header
        CHILD | UPN
        1     | A123456789123 | x
        2     | a123456789123 | x
        3     | B123456789123 |
        3     | B123456789123 |
        4     | UN4           |
        5     | UN4           |
        6     |               |
        7     |               |
    """)  # fmt: skip


def test_1012_records_without_an_episode():
    # Any of the tables may be absent.
    assert_rule("ssda903", "1012", """
        Episodes
        CHILD
        1

        Missing
        CHILD
        1 |
        2 | x
        2 | x

        OC2
        CHILD
        3 | x
        1 |

        OC3
        CHILD
        4
    """)  # fmt: skip


def test_1014_asylum_seeking_care_leaver():
    assert_rule("ssda903", "1014", """
        Episodes
        CHILD
        1

        OC3
        CHILD | IN_TOUCH
        1     | YES |
        2     | YES | x
        3     | YES |

        UASC
        CHILD | DUC
        1     | 01/05/2026 |
        2     | 01/05/2026 | x
        4     | 01/05/2026 |
    """)  # fmt: skip
