"""Rules of the SSDA903 about adoption. 2026-27: 1 April 2026 to 31 March 2027."""

import pytest

from spec.returns.drawing import assert_rule

NOT_A_DATE = """
        {table}
        {column}
        01/05/2026 |
        31/06/2026 | x
        2026-05-01 | x
        01/05/26   | x
        ''         |
"""


@pytest.mark.parametrize(("code", "table", "column"), [
    ("112", "AD1", "DATE_INT"),
    ("113", "AD1", "DATE_MATCH"),
    ("115", "PlacedAdoption", "DATE_PLACED"),
    ("116", "PlacedAdoption", "DATE_PLACED_CEASED"),
])  # fmt: skip
def test_112_113_115_116_not_a_date(code: str, table: str, column: str):
    assert_rule("ssda903", code, NOT_A_DATE.format(table=table, column=column))


@pytest.mark.parametrize(("code", "table", "column", "good", "bad"), [
    ("114", "AD1", "FOSTER_CARE", "0 1", "2 Y"),
    ("120", "PlacedAdoption", "REASON_PLACED_CEASED", "RD1 rd4", "RD5 XXX"),
    ("175", "AD1", "NB_ADOPTR", "1 2", "0 3"),
    ("176", "AD1", "SEX_ADOPTR", "M1 FF mf", "MM1 F"),
    ("177", "AD1", "LS_ADOPTR", "L0 L11 L12 L2 L3 L4", "L1 L5"),
])  # fmt: skip
def test_114_120_175_176_177_codes(code: str, table: str, column: str, good: str, bad: str):
    rows = [*(f"{c} |" for c in good.split()), *(f"{c} | x" for c in bad.split()), "'' |"]
    assert_rule("ssda903", code, "\n".join([table, column, *rows]))


def test_117_decided_after_care_or_the_year():
    # 1: after leaving. 2: on the day. 3: left and came back. 4: after the year. 5: given up after leaving.
    # 6: X1 is no leaving. 7: no date. 8: no episode.
    assert_rule("ssda903", "117", """
        PlacedAdoption
        CHILD | DATE_PLACED | DATE_PLACED_CEASED
        1     | 02/05/2026  |            | x
        2     | 01/05/2026  |            |
        3     | 02/05/2026  |            |
        4     | 01/04/2027  |            | x
        5     | 01/04/2026  | 02/05/2026 | x
        6     | 02/05/2026  |            |
        7     | 31/02/2026  |            |
        8     | 01/05/2026  | 01/04/2027 | x

        Episodes
        CHILD | DECOM      | DEC        | REC
        1     | 01/04/2025 | 01/05/2026 | E11 | x
        2     | 01/04/2025 | 01/05/2026 | E11 |
        3     | 01/04/2025 | 01/05/2026 | E4A |
        3     | 05/05/2026 |            |     |
        4     | 01/04/2025 |            |     |
        5     | 01/04/2024 | 01/04/2025 | X1  |
        5     | 01/04/2025 | 01/05/2026 | E11 | x
        6     | 01/04/2025 | 01/05/2026 | X1  |
        7     | 01/04/2025 | 01/05/2026 | E11 |
    """)  # fmt: skip


def test_118_given_up_before_care_or_the_year():
    assert_rule("ssda903", "118", """
        PlacedAdoption
        CHILD | DATE_PLACED_CEASED
        1     | 31/03/2026 | x
        2     | 30/04/2026 | x
        3     | 01/05/2026 |
        4     | 15/04/2026 | x
        5     | 31/02/2026 |
        5     | ''         |
        6     | 31/03/2026 | x

        Episodes
        CHILD | DECOM      | LS
        1     | 01/04/2025 | C2 | x
        2     | 01/05/2026 | C2 | x
        2     | 01/06/2026 | C2 |
        3     | 01/05/2026 | C2 |
        4     | 01/04/2026 | V3 |
        4     | 01/05/2026 | V2 | x
        5     | 01/05/2026 | C2 |
    """)  # fmt: skip


def test_119_half_given_up():
    assert_rule("ssda903", "119", """
        PlacedAdoption
        DATE_PLACED_CEASED | REASON_PLACED_CEASED
        01/05/2026 |     | x
        ''         | RD1 | x
        01/05/2026 | RD1 |
        31/06/2026 | RD1 |
        ''         |     |
    """)  # fmt: skip


def test_151_partly_filled():
    assert_rule("ssda903", "151", """
        AD1
        DATE_INT | DATE_MATCH | FOSTER_CARE | NB_ADOPTR | SEX_ADOPTR | LS_ADOPTR
        01/05/2026 | 01/06/2026 | 0 | 1 | M1 | L0 |
        31/06/2026 | 01/06/2026 | 0 | 1 | M1 | L0 |
        01/05/2026 | 01/06/2026 | 0 | 1 | M1 |    | x
        ''         |            | 0 |   |    |    | x
        ''         |            |   |   |    |    |
    """)  # fmt: skip


def test_184_decided_before_birth():
    assert_rule("ssda903", "184", """
        PlacedAdoption
        CHILD | DATE_PLACED
        1     | 30/04/2026 | x
        2     | 01/05/2026 |
        3     | 30/04/2026 |
        4     |            |

        Header
        CHILD | DOB
        1     | 01/05/2026 | x
        2     | 01/05/2026 |
        3     |            |
        4     | 01/05/2026 |
    """)  # fmt: skip


def test_331_matched_after_placement():
    assert_rule("ssda903", "331", """
        AD1
        CHILD | DATE_MATCH
        1     | 02/05/2026 | x
        2     | 01/05/2026 |
        3     | 02/05/2026 |
        4     |            |

        Episodes
        CHILD | DECOM      | REC
        1     | 01/04/2026 | X1  |
        1     | 01/05/2026 | E12 | x
        2     | 01/05/2026 | E11 |
        3     | 01/05/2026 | X1  |
        4     | 01/05/2026 | E11 |
    """)  # fmt: skip


def test_333_decided_after_match():
    assert_rule("ssda903", "333", """
        AD1
        DATE_INT | DATE_MATCH
        02/05/2026 | 01/05/2026 | x
        01/05/2026 | 01/05/2026 |
        02/05/2026 |            |
        ''         | 01/05/2026 |
        31/06/2026 | 01/05/2026 |
    """)  # fmt: skip


def test_334_decided_before_care():
    # Of two periods of care the later one counts.
    assert_rule("ssda903", "334", """
        AD1
        CHILD | DATE_INT
        1     | 30/04/2026 | x
        2     | 01/05/2026 |
        3     | 01/04/2026 |

        Episodes
        CHILD | DECOM      | RNE
        1     | 01/04/2025 | S |
        1     | 01/05/2026 | S | x
        1     | 01/06/2026 | P |
        2     | 01/05/2026 | S |
        3     | 01/05/2026 | P |
    """)  # fmt: skip


def test_335_foster_carer_contradicted():
    assert_rule("ssda903", "335", """
        AD1
        CHILD | FOSTER_CARE
        1     | 0 | x
        2     | 1 |
        3     | 1 | x
        4     | 0 |
        5     | 0 |
        6     |   |

        Episodes
        CHILD | DECOM      | PLACE | REC
        1     | 01/04/2026 | A4    | X1  |
        1     | 01/05/2026 | A3    | E11 | x
        2     | 01/05/2026 | A5    | E12 |
        3     | 01/05/2026 | A6    | E12 | x
        4     | 01/05/2026 | A4    | E11 |
        5     | 01/05/2026 | A3    | X1  |
        6     | 01/05/2026 | A3    | E11 |
    """)  # fmt: skip


def test_336_adopters_out_of_nowhere():
    # What was before an episode of an earlier year is not in this return; care that begins so came from nowhere.
    assert_rule("ssda903", "336", """
        Episodes
        CHILD | DECOM      | RNE | PLACE
        1     | 01/04/2026 | S   | K2 | x
        1     | 01/05/2026 | P   | A4 | x
        2     | 01/04/2026 | S   | U6 |
        2     | 01/05/2026 | T   | A3 |
        2     | 01/06/2026 | P   | A4 |
        3     | 01/05/2026 | S   | A3 | x
        4     | 01/05/2025 | P   | A4 |
        5     | 01/04/2026 | S   | K2 |
        5     | 01/05/2026 | P   | A5 |
        6     | 01/04/2026 | S   |    | x
        6     | 01/05/2026 | P   | A4 | x
    """)  # fmt: skip


def test_390_adopted_out_of_another_placement():
    assert_rule("ssda903", "390", """
        Episodes
        PLACE | REC
        A3 | E11 |
        A6 | E12 |
        U4 | E11 | x
        '' | E12 | x
        U4 | E4A |
    """)  # fmt: skip


def test_408_placed_without_order():
    assert_rule("ssda903", "408", """
        Episodes
        PLACE | LS
        A5 | E1 |
        A6 | C2 | x
        A5 |    | x
        A4 | C2 |
    """)  # fmt: skip
