"""Rules of the SSDA903 about episodes that go on from last year's return. 2026-27 unless a test says otherwise."""

import pytest

from spec.returns.drawing import assert_rule

CODES = [("503A", "RNE", "S", "L"), ("503B", "LS", "C2", "E1"), ("503C", "CIN", "N1", "N2"),
         ("503D", "PLACE", "U4", "U5"), ("503E", "PLACE_PROVIDER", "PR1", "PR4"),
         ("503F", "URN", "SC1", "SC2"), ("503G", "PL_DISTANCE", "12.5", "12.6"), ("503H", "PL_LA", "E1", "E2"),
         ("503J", "PL_LOCATION", "IN", "OUT")]  # fmt: skip


@pytest.mark.parametrize(("code", "column", "one", "other"), CODES)
def test_503_the_episode_carried_over_differs(code: str, column: str, one: str, other: str):
    # An episode of another start, one that ended last year, and another child's are not the one carried over.
    assert_rule("ssda903", code, f"""
        Episodes
        CHILD | DECOM      | {column}
        1     | 01/03/2026 | {other} | x
        1     | 01/06/2026 | {other} |
        2     | 1/3/2026   | {one.lower()} |
        3     | 02/03/2026 | {other} |
        4     | 01/03/2026 | {other} |
        5     |            | {other} |
        6     | 01/03/2026 |         |

        Episodes_last
        CHILD | DECOM      | DEC        | {column}
        1     | 01/05/2025 | 01/03/2026 | {one}   |
        1     | 01/03/2026 |            | {one}   | x
        2     | 01/03/2026 |            | {one}   |
        3     | 01/03/2026 |            | {one}   |
        4     | 01/03/2026 | 30/03/2026 | {one}   |
        5     |            |            | {one}   |
        6     | 01/03/2026 |            |         |
    """)  # fmt: skip


@pytest.mark.parametrize("column", ["LS", "CIN"])
def test_503_a_code_that_was_blank_differs(column: str):
    code = {"LS": "503B", "CIN": "503C"}[column]
    assert_rule("ssda903", code, f"""
        Episodes
        CHILD | DECOM      | {column}
        1     | 01/03/2026 |    | x
        2     | 01/03/2026 | X9 | x

        Episodes_last
        CHILD | DECOM      | {column}
        1     | 01/03/2026 | X9 | x
        2     | 01/03/2026 |    | x
    """)  # fmt: skip


@pytest.mark.parametrize(("code", "column"), [("503G", "PL_DISTANCE"), ("503H", "PL_LA"), ("503J", "PL_LOCATION")])
def test_503_what_was_not_worked_out_does_not_differ(code: str, column: str):
    assert_rule("ssda903", code, f"""
        Episodes
        CHILD | DECOM      | {column}
        1     | 01/03/2026 |   |
        2     | 01/03/2026 | 1 |

        Episodes_last
        CHILD | DECOM      | {column}
        1     | 01/03/2026 | 1 |
        2     | 01/03/2026 |   |
    """)  # fmt: skip


def test_503d_placement_types_that_were_replaced():
    drawing = """
        Episodes
        CHILD | DECOM      | PLACE
        1     | 01/03/2023 | Z11 | {z}
        2     | 01/03/2023 | Z14 | {z}
        3     | 01/03/2023 | K3  | {h}
        4     | 01/03/2023 | K2  | x

        Episodes_last
        CHILD | DECOM      | PLACE
        1     | 01/03/2023 | Z1 | {z}
        2     | 01/03/2023 | Z1 | {z}
        3     | 01/03/2023 | H5 | {h}
        4     | 01/03/2023 | Z1 | x
    """
    assert_rule("ssda903", "503D", drawing.format(z="", h="x"), year=2026)
    assert_rule("ssda903", "503D", drawing.format(z="x", h=""), year=2025)
    assert_rule("ssda903", "503D", drawing.format(z="x", h="x"), year=2024)


def test_502_another_start_than_last_years_open_episode():
    assert_rule("ssda903", "502", """
        Episodes
        CHILD | DECOM      |
        1     | 02/03/2026 | x
        1     | 01/06/2026 |
        2     | 01/03/2026 |
        2     | 01/06/2026 |
        3     | 01/06/2026 |
        4     | 31/06/2026 |
        6     | 01/06/2026 |

        Episodes_last
        CHILD | DECOM      | DEC
        1     | 01/05/2025 | 01/03/2026 |
        1     | 01/03/2026 |            | x
        2     | 01/03/2026 |            |
        3     | 01/03/2026 | 30/03/2026 |
        4     | 01/03/2026 |            |
        5     | 01/03/2026 |            |
    """)  # fmt: skip


@pytest.mark.parametrize(("code", "column", "one", "other"), [("452", "PL_LA", "E1", "E2"),
                                                             ("453", "PL_DISTANCE", "10", "10.1")])  # fmt: skip
def test_452_and_453_the_same_placement_somewhere_else(code: str, column: str, one: str, other: str):
    assert_rule("ssda903", code, f"""
        Episodes
        CHILD | DECOM      | PLACE | PLACE_PROVIDER | PL_POST | URN | {column}
        1     | 01/04/2026 | U4    | PR1            | AB1 1AB | SC1 | {other} | x
        1     | 01/06/2026 | U4    | PR1            | AB1 1AB | SC1 | {other} |
        2     | 01/04/2026 | U4    | PR1            | AB1 1AB | SC1 | {one}   |
        3     | 01/04/2026 | U5    | PR1            | AB1 1AB | SC1 | {other} |
        4     | 01/04/2026 | U4    | PR1            | AB1 2AB | SC1 | {other} |
        5     | 01/04/2026 | U4    | PR1            | AB1 1AB | SC2 | {other} |
        6     | 01/04/2026 | U4    | PR1            |         |     | {other} | x
        7     | 01/04/2026 | U4    | PR1            | AB1 1AB | SC1 |         |

        Episodes_last
        CHILD | DECOM      | PLACE | PLACE_PROVIDER | PL_POST | URN | {column}
        1     | 01/05/2025 | U4    | PR1            | AB1 1AB | SC1 | {other} |
        1     | 01/06/2025 | U4    | PR1            | ab11ab  | SC1 | {one}   | x
        2     | 01/05/2025 | U4    | PR1            | AB1 1AB | SC1 | {one}   |
        3     | 01/05/2025 | U4    | PR1            | AB1 1AB | SC1 | {one}   |
        4     | 01/05/2025 | U4    | PR1            | AB1 1AB | SC1 | {one}   |
        5     | 01/05/2025 | U4    | PR1            | AB1 1AB | SC1 | {one}   |
        6     | 01/05/2025 | U4    | PR1            |         |     | {one}   | x
        7     | 01/05/2025 | U4    | PR1            | AB1 1AB | SC1 | {one}   |
    """)  # fmt: skip


def test_562_and_noe_early_episodes_that_last_year_lacks():
    # Child 2's episode ended last year; child 3 is not in last year's return at all.
    drawing = """
        Episodes
        CHILD | DECOM
        1     | 01/03/2026 |
        1     | 02/03/2026 | {episode}
        2     | 01/03/2026 | {episode}
        3     | 31/03/2026 | {child}
        3     | 01/04/2026 |
        4     | 31/02/2026 |

        Episodes_last
        CHILD | DECOM      | DEC
        1     | 01/03/2026 |
        2     | 01/03/2026 | 30/03/2026
    """
    assert_rule("ssda903", "562", drawing.format(episode="x", child="x"))
    assert_rule("ssda903", "NoE", drawing.format(episode="", child="x"))
