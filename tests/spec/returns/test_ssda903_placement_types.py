"""Rules of the SSDA903 about placement types. 2026-27 unless said otherwise: 1 April 2026 to 31 March 2027."""

import pytest

from spec.returns.drawing import assert_rule


def test_178_213_providers_of_placements():
    drawing = """
        Episodes
        PLACE | PLACE_PROVIDER
        U4    | PR5 |
        P1    | pr0 |
        U4    | PR6 | {unknown}
        U4    |     |
        T0    | PR1 | {none}
        T4    | PR9 | {both}
        T4    |     |
        Z1    | PR1 | {z1}
        Z11   | PR1 | {z11}
        Z14   |     |
        ''    | PR1 |
    """
    new, old = {"z1": "x", "z11": "x"}, {"z1": "x", "z11": ""}
    assert_rule("ssda903", "178", drawing.format(unknown="x", none="x", both="x", **new))
    assert_rule("ssda903", "178", drawing.format(unknown="x", none="x", both="x", **old), year=2025)
    assert_rule("ssda903", "213", drawing.format(unknown="", none="x", both="x", **new))
    assert_rule("ssda903", "213", drawing.format(unknown="", none="x", both="x", **old), year=2025)


def test_217_adoption_with_another_carer():
    assert_rule("ssda903", "217", """
        Episodes
        PLACE | DECOM      | RNE
        A3    | 01/04/2015 | P | x
        A5    | 01/04/2026 |   | x
        A5    | 31/03/2015 | P |
        A3    | 01/04/2026 | T |
        A5    | 01/04/2026 | U |
        A3    | 01/04/2026 | S |
        A4    | 01/04/2026 | P |
        A3    | 31/06/2026 | P |
    """)  # fmt: skip


def test_217t_independent_living_ended():
    assert_rule("ssda903", "217t", """
        Episodes
        PLACE | DECOM
        P2    | 28/10/2023 | x
        P2    | 27/10/2023 |
        P1    | 28/10/2023 |
        P2    |            |
    """, year=2024)  # fmt: skip


def test_225_226_why_a_placement_changed():
    # 1: no reason for a change. 2: only the status changed. 3: a temporary placement and back. 4: reasons for both.
    drawing = """
        Episodes
        CHILD | DECOM      | RNE | PLACE | REASON_PLACE_CHANGE
        1     | 01/06/2026 | T   | U4 |       |
        1     | 01/05/2026 | P   | U6 |       | {lacking}
        1     | 01/04/2026 | S   | K2 |       | {lacking}
        2     | 01/04/2026 | S   | U4 |       |
        2     | 01/05/2026 | L   | U4 |       |
        3     | 01/04/2026 | S   | U4 |       |
        3     | 01/05/2026 | P   | T1 |       |
        3     | 01/06/2026 | P   | U4 |       |
        4     | 01/04/2026 | S   | U4 | CARPL | {needless}
        4     | 01/05/2026 | B   | T1 | CARPL | {needless}
        4     | 01/06/2026 | P   | U4 | CARPL |
        4     | 01/07/2026 | U   | U6 |       |
        5     | 01/04/2026 | S   | U4 | CARPL | {needless}
        5     | 01/05/2026 | P   | T1 |       | {beside}
        5     | 01/06/2026 | P   | U4 |       |
    """
    assert_rule("ssda903", "225", drawing.format(lacking="x", needless="", beside=""))
    assert_rule("ssda903", "226", drawing.format(lacking="", needless="x", beside="x"))


def test_233_reason_before_the_change():
    drawing = """
        Episodes
        DEC        | REASON_PLACE_CHANGE
        ''         | CARPL | x
        01/05/2026 | CARPL |
        31/06/2026 | CARPL |
        ''         |       |
    """
    assert_rule("ssda903", "233", drawing)
    assert_rule("ssda903", "233", drawing, year=2026)


def test_234_custody_under_ten():
    assert_rule("ssda903", "234", """
        Header
        CHILD | DOB
        1     | 02/05/2016 | x
        2     | 01/05/2016 |
        3     | 02/05/2016 |
        4     | 01/04/2017 | x
        5     |            |

        Episodes
        CHILD | DEC        | REASON_PLACE_CHANGE
        1     | 01/05/2026 | CUSTOD | x
        2     | 01/05/2026 | CUSTOD |
        3     | 01/05/2026 | CARPL  |
        3     | 31/04/2026 | CUSTOD |
        4     |            | CUSTOD | x
        5     | 01/05/2026 | CUSTOD |
    """)  # fmt: skip


@pytest.mark.parametrize(("code", "year", "place", "other", "born"), [
    ("370", 2024, "P2", "P1", 2010),
    ("370", 2023, "P2", "P1", 2011),
    ("371", 2027, "K3", "H5", 2010),
    ("371", 2025, "K3", "H5", 2010),
    ("371", 2024, "H5", "K3", 2010),
    ("371", 2023, "H5", "K3", 2012),
    ("372", 2027, "R5", "R1", 2016),
    ("373", 2027, "S1", "R1", 2022),
    ("374", 2027, "P3", "P1", 2012),
])  # fmt: skip
def test_370_to_374_too_young(code: str, year: int, place: str, other: str, born: int):
    assert_rule("ssda903", code, f"""
        Header
        CHILD | DOB
        1     | 02/05/{born} | x
        2     | 01/05/{born} |
        3     | 02/05/{born} |
        4     |              |

        Episodes
        CHILD | DECOM      | PLACE
        1     | 01/05/2026 | {place} | x
        1     | 02/05/2026 | {place} |
        2     | 01/05/2026 | {place} |
        3     | 01/05/2026 | {other} |
        3     | 31/04/2026 | {place} |
        4     | 01/05/2026 | {place} |
    """, year=year)  # fmt: skip


@pytest.mark.parametrize(("code", "place", "last_day", "day_after", "half_way"), [
    ("375", "T1", "12/06/2026", "13/06/2026", "20/05/2026"),
    ("376", "T3", "22/05/2026", "23/05/2026", "10/05/2026"),
    ("379", "T4", "08/05/2026", "09/05/2026", "05/05/2026"),
])  # fmt: skip
def test_375_376_379_how_long_a_temporary_placement_may_last(code: str, place: str, last_day: str, day_after: str,
                                                             half_way: str):  # fmt: skip
    # 3: a new legal status on the way. 4: a new placement of the same type. 5: still open. 6: opened at the end.
    assert_rule("ssda903", code, f"""
        Episodes
        CHILD | DECOM      | DEC         | PLACE   | RNE
        1     | 01/05/2026 | {last_day}  | {place} | P |
        2     | 01/05/2026 | {day_after} | {place} | P | x
        3     | {half_way} | {day_after} | {place} | L | x
        3     | 01/05/2026 | {half_way}  | {place} | P | x
        4     | 01/05/2026 | {half_way}  | {place} | P |
        4     | {half_way} | {day_after} | {place} | P |
        5     | 01/05/2026 |             | {place} | P | x
        6     | 28/03/2027 |             | {place} | P |
        7     | 01/05/2026 |             | U4      | P |
        8     | 01/05/2026 | 31/06/2026  | {place} | P |
    """)  # fmt: skip


def test_377_holidays_of_the_carer_in_twelve_months():
    # 1: three within twelve months. 2: the third a year after the first. 3: a new legal status is no new placement.
    assert_rule("ssda903", "377", """
        Episodes
        CHILD | DECOM      | PLACE | RNE
        1     | 01/04/2025 | T3 | P |
        1     | 30/04/2027 | T3 | P | x
        1     | 01/05/2026 | T3 | P | x
        1     | 01/07/2026 | T3 | P | x
        1     | 01/06/2026 | U4 | P |
        2     | 01/05/2026 | T3 | P |
        2     | 01/06/2026 | T3 | P |
        2     | 01/05/2027 | T3 | P |
        3     | 01/05/2026 | T3 | P |
        3     | 05/05/2026 | T3 | L |
        3     | 01/06/2026 | T3 | P |
        3     | 31/06/2026 | T3 | P |
        4     | 01/05/2026 | T3 |   | x
        4     | 01/06/2026 | T3 |   | x
        4     | 01/07/2026 | T3 |   | x
        4     | 01/08/2026 | T3 |   | x
    """)  # fmt: skip


def test_380_381_care_begins_or_ends_temporarily():
    drawing = """
        Episodes
        PLACE | RNE | REC
        T0 | S | X1  | {begins}
        T4 | P | E4A | {ends}
        T4 | P | X1  |
        T4 | P |     |
        U4 | S | E4A |
        '' | S | E4A |
    """
    assert_rule("ssda903", "380", drawing.format(begins="x", ends=""))
    assert_rule("ssda903", "381", drawing.format(begins="", ends="x"))


def test_383_no_return_from_a_temporary_placement():
    # 1: returned. 2: to another type. 3: to another address. 4: not with reason P. 5: not yet. 6: with a new legal
    # status on the way. 7: by way of another temporary placement, which is a return of neither. 8: began before the
    # year, so that nothing is known of the placement before.
    assert_rule("ssda903", "383", """
        Episodes
        CHILD | DECOM      | RNE | PLACE | PL_POST
        1     | 01/04/2026 | S   | U4 | AB1 2CD |
        1     | 01/05/2026 | P   | T1 | ZZ1 1ZZ |
        1     | 01/06/2026 | P   | U4 | ab12cd  |
        2     | 01/04/2026 | S   | U4 | AB1 2CD | x
        2     | 01/05/2026 | P   | T1 |         | x
        2     | 01/06/2026 | P   | U6 | AB1 2CD | x
        3     | 01/04/2026 | S   | U4 | AB1 2CD | x
        3     | 01/05/2026 | P   | T1 |         | x
        3     | 01/06/2026 | P   | U4 | AB1 2CE | x
        4     | 01/04/2026 | S   | U4 | AB1 2CD |
        4     | 01/05/2026 | P   | T1 |         | x
        4     | 01/06/2026 | T   | U4 | AB1 2CD | x
        5     | 01/04/2026 | S   | U4 | AB1 2CD |
        5     | 01/05/2026 | P   | T1 |         |
        6     | 01/04/2026 | S   | U4 | AB1 2CD |
        6     | 01/05/2026 | P   | T1 |         |
        6     | 05/05/2026 | L   | T1 |         |
        6     | 01/06/2026 | P   | U4 | AB1 2CD |
        7     | 01/04/2026 | S   | U4 | AB1 2CD | x
        7     | 01/05/2026 | P   | T1 |         | x
        7     | 05/05/2026 | P   | T3 |         | x
        7     | 01/06/2026 | P   | U4 | AB1 2CD |
        8     | 01/03/2026 | P   | T1 |         |
        8     | 01/06/2026 | P   | U4 | AB1 2CD |
        9     | 01/04/2026 | S   | U4 |         |
        9     | 01/05/2026 | P   | T1 |         |
        9     | 01/06/2026 | P   | U4 | AB1 2CD |
    """)  # fmt: skip
