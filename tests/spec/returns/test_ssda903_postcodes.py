"""Rules of the SSDA903 about postcodes, distance and authority of placements."""

import pytest

from spec.returns.drawing import assert_rule

# 3 and 4 came as unaccompanied asylum seekers, this year and last; 5 is marked as one.
ASYLUM = """
        UASC
        CHILD
        3

        UASC_last
        CHILD
        4

        Header
        CHILD | UASC
        1     | 0
        5     | 1
"""


def test_164_impossible_distance():
    assert_rule("ssda903", "164", ASYLUM + """
        Episodes
        CHILD | PL_DISTANCE
        1     | 0      |
        1     | 999.9  |
        1     | 1000   | x
        1     | -0.1   | x
        1     | far    | x
        1     |        |
        3     | 1000   |
        4     | 1000   |
        5     | 1000   |
    """)  # fmt: skip


def test_392a_392b_406_distance_and_postcodes_of_asylum_seekers():
    drawing = (
        ASYLUM
        + """
        Episodes
        CHILD | LS | PL_DISTANCE | HOME_POST | PL_POST
        1     | C2 | 1.5 | AB1 2CD | AB1 2CE |
        1     | C2 |     | AB1 2CD | AB1 2CE | {no_distance}
        1     | C2 | 1.5 |         | AB1 2CE | {no_postcode}
        1     | C2 | 1.5 | AB1 2CD |         | {no_postcode}
        1     |    |     |         |         | {neither}
        1     | V3 |     |         |         |
        3     | C2 |     |         |         |
        3     | C2 | 1.5 |         |         | {asylum}
        4     | C2 | 1.5 |         |         | {asylum}
        5     | C2 | 1.5 |         |         | {asylum}
        9     | C2 | 1.5 | AB1 2CD | AB1 2CE |
    """
    )
    none = dict.fromkeys(("no_distance", "no_postcode", "neither", "asylum"), "")
    assert_rule("ssda903", "392a", drawing.format(**{**none, "no_distance": "x", "neither": "x"}))
    assert_rule("ssda903", "392b", drawing.format(**{**none, "no_postcode": "x", "neither": "x"}))
    assert_rule("ssda903", "406", drawing.format(**{**none, "asylum": "x"}))


@pytest.mark.parametrize("place", ["E06000001", "W06000001", "330", "wal", "CON", "Hartlepool"])
def test_169_known_authorities(place: str):
    assert_rule("ssda903", "169", f"""
        Episodes
        LS | PL_LA
        C2 | {place} |
    """)  # fmt: skip


def test_169_420_authorities_of_placements():
    drawing = """
        Episodes
        LS | PL_LA
        C2 | E06000001 |
        C2 |           | {unknown}
        C2 | NOWHERE   | {unknown}
        C2 | E0600001  | {unknown}
        V3 |           |
        V4 | E06000001 | {short_break}
        '' |           | {unknown}
    """
    assert_rule("ssda903", "169", drawing.format(unknown="x", short_break=""))
    assert_rule("ssda903", "420", drawing.format(unknown="", short_break="x"))


def test_392c_no_real_postcode():
    assert_rule("ssda903", "392c", """
        Episodes
        HOME_POST | PL_POST
        AB1 2AD   | ab12ad   |
        SW1A 1AA  | GIR 0AA  |
        AB1 2AD   | AB1      | x
        AB1       | AB1 2AD  | x
        AB1 2AD   | 12345    | x
        AB1 2AD   | AB1 2AI  | x
        ''        |          |
    """)  # fmt: skip


def test_392d_placed_at_home():
    assert_rule("ssda903", "392d", """
        Episodes
        HOME_POST | PL_POST | PLACE
        AB1 2CD   | ab12cd  | U4 | x
        AB1 2CD   | AB1 2CD |    | x
        AB1 2CD   | AB1 2CD | P1 |
        AB1 2CD   | AB1 2CE | U4 |
        ''        |         | U4 |
    """)  # fmt: skip


def test_398_short_break_with_postcode():
    assert_rule("ssda903", "398", """
        Episodes
        LS | HOME_POST | PL_POST
        V3 | AB1 2CD   |         | x
        V4 |           | AB1     | x
        V3 |           |         |
        C2 | AB1 2CD   | AB1 2CD |
    """)  # fmt: skip


@pytest.mark.parametrize(("own", "same", "other", "district"), [
    ("805", "E06000001", "E06000002", "x"),
    ("E06000001", "805", "806", "x"),
    ("Hartlepool", "E06000001", "WAL", "x"),
    ("881", "E10000012", "E10000015", ""),
    ("NARNIA", "NARNIA", "E06000001", "x"),
])  # fmt: skip
def test_411_inside_another_authority(own: str, same: str, other: str, district: str):
    # A county's placements may lie in one of its districts.
    assert_rule("ssda903", "411", f"""
        Episodes
        PL_LOCATION | PL_LA
        IN  | {same}    |
        IN  | {other}   | x
        IN  | E07000066 | {district}
        OUT | {other}   |
        IN  |           |
        ''  | {other}   |
    """, local_authority=own)  # fmt: skip
