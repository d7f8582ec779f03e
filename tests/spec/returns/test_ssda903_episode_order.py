"""Rules of the SSDA903 about an episode's codes and how episodes follow one another. 2026-27 unless said otherwise."""

import pytest

from spec.returns.drawing import assert_rule


@pytest.mark.parametrize(("code", "column", "good", "bad"), [
    ("143", "RNE", "s P L T U B", "X SP"),
    ("144", "LS", "C1 v2 V4 D1", "C3 V1"),
    ("145", "CIN", "N1 n8", "N0 N9 1"),
    ("149", "REC", "X1 E11 e4a E48 E17", "E42 E43 E44 E4"),
])  # fmt: skip
def test_143_144_145_149_codes(code: str, column: str, good: str, bad: str):
    rows = [*(f"{c} |" for c in good.split()), *(f"{c} | x" for c in bad.split()), "'' |"]
    assert_rule("ssda903", code, "\n".join(["Episodes", column, *rows]))


def test_141_start_is_no_date():
    assert_rule("ssda903", "141", """
        Episodes
        DECOM
        01/05/2026 |
        31/06/2026 | x
        2026-05-01 | x
        ''         | x
    """)  # fmt: skip


def test_199_in_care_after_adoption():
    # Child 3 was adopted by last year's return; the adoption itself, in both years' files, is no later episode.
    assert_rule("ssda903", "199", """
        Episodes
        CHILD | DECOM      | REC
        1     | 01/06/2026 |     | x
        1     | 01/05/2026 | E11 |
        1     | 01/04/2026 | X1  |
        2     | 01/05/2026 | E4A |
        2     | 01/06/2026 |     |
        3     | 01/05/2025 | E12 |
        3     | 01/05/2026 |     | x
        4     | 31/06/2026 | E11 |
        4     | 01/07/2026 |     |

        Episodes_last
        CHILD | DECOM      | REC
        3     | 01/05/2025 | E12
    """)  # fmt: skip


def test_199_without_last_year():
    assert_rule("ssda903", "199", """
        Episodes
        CHILD | DECOM      | REC
        1     | 01/05/2026 | E11 |
        1     | 01/06/2026 |     | x
        2     | 01/06/2026 |     |
    """)  # fmt: skip


def test_352_care_of_an_adult():
    assert_rule("ssda903", "352", """
        Header
        CHILD | DOB
        1     | 01/05/2008 | x
        2     | 02/05/2008 |
        3     | 01/05/2008 |
        4     |            |

        Episodes
        CHILD | DECOM      | RNE
        1     | 01/05/2026 | S | x
        2     | 01/05/2026 | S |
        3     | 01/05/2026 | P |
        3     | 31/06/2026 | S |
        4     | 01/05/2026 | S |
    """)  # fmt: skip


def test_353_354_355_356_385_dates():
    drawing = """
        Episodes
        DECOM      | DEC
        13/10/1991 |            | {old}
        14/10/1991 |            |
        31/03/2027 | 31/03/2027 | {day}
        01/04/2027 |            | {late}
        01/05/2026 | 30/04/2026 | {backwards}
        01/05/2026 | 01/04/2027 | {end}
        01/05/2026 | 31/06/2026 |
        31/06/2026 | 01/05/2026 |
        ''         | 01/05/2026 |
    """
    marks = {"353": "old", "354": "late", "355": "day", "356": "backwards", "385": "end"}
    none = dict.fromkeys(marks.values(), "")
    for code, mark in marks.items():
        assert_rule("ssda903", code, drawing.format(**{**none, mark: "x"}))


def test_357_first_episode_continues():
    assert_rule("ssda903", "357", """
        Episodes
        CHILD | DECOM      | RNE
        1     | 01/06/2026 | S |
        1     | 01/05/2026 | P | x
        2     | 01/05/2026 | S |
        2     | 01/06/2026 | P |
        3     | 01/05/2025 |   | x
        4     | 31/06/2026 | P |
        4     | 01/07/2026 | S |
    """)  # fmt: skip


def test_357_of_an_episode_in_last_years_return_that_return_has_spoken():
    assert_rule("ssda903", "357", """
        Episodes
        CHILD | DECOM      | RNE
        1     | 01/05/2025 | P |
        2     | 01/05/2026 | P | x

        Episodes_last
        CHILD | DECOM      | RNE
        1     | 01/05/2025 | P
        2     | 01/04/2024 | P
    """)  # fmt: skip


def test_359_still_in_care_as_an_adult():
    assert_rule("ssda903", "359", """
        Header
        CHILD | DOB
        1     | 30/03/2009 | x
        2     | 31/03/2009 |
        3     | 30/03/2009 |
        4     | 30/03/2009 |
        5     | 30/03/2009 | x
        6     | 31/02/2009 |

        Episodes
        CHILD | DEC        | LS | PLACE
        1     |            | C2 | U4 | x
        2     |            | C2 | U4 |
        3     | 31/06/2026 | C2 | U4 |
        4     |            | V2 | K2 |
        5     |            | V2 |    | x
        6     |            | C2 | U4 |
    """)  # fmt: skip


def test_388_end_and_next_disagree():
    # 1: X1 and nothing. 2: X1 and the next the same day. 3: X1 and a gap. 4: left, and yet goes on. 5: left.
    # 6: an end that can't be read. 7: a start that is its own end is no next episode. 8: another child's start.
    assert_rule("ssda903", "388", """
        Episodes
        CHILD | DECOM      | DEC        | REC
        1     | 01/04/2026 | 01/05/2026 | X1  | x
        2     | 01/05/2026 |            |     |
        2     | 01/04/2026 | 01/05/2026 | X1  |
        3     | 01/04/2026 | 01/05/2026 | X1  | x
        3     | 02/05/2026 |            |     |
        4     | 01/04/2026 | 01/05/2026 | E4A | x
        4     | 01/05/2026 |            |     |
        5     | 01/04/2026 | 01/05/2026 | E4A |
        6     | 01/04/2026 | 31/04/2026 | X1  |
        6     | 01/05/2026 |            | X1  |
        7     | 01/05/2026 | 01/05/2026 | E4A |
        8     | 02/05/2026 |            |     |
        9     | 01/04/2026 | 02/05/2026 | X1  | x
    """)  # fmt: skip


def test_431_432_433_begins_and_goes_on():
    drawing = """
        Episodes
        CHILD | DECOM      | RNE | DEC        | REC
        1     | 01/05/2026 | S   |            |     | {no_break}
        1     | 01/04/2026 | S   | 01/05/2026 | X1  |
        2     | 01/04/2026 | S   | 01/05/2026 | E4A |
        2     | 02/05/2026 | P   |            |     | {break}
        3     | 01/04/2026 | S   | 01/05/2026 | E4A |
        3     | 02/05/2026 |     |            |     | {after}
        4     | 01/04/2026 | S   | 01/05/2026 | X1  |
        4     | 02/05/2026 | L   |            |     | {gap}
        5     | 01/04/2026 | S   | 01/05/2026 | X1  |
        5     | 01/05/2026 | L   |            |     |
        6     | 01/04/2026 | S   | 01/05/2026 | E4A |
        6     | 02/05/2026 | S   |            |     |
        7     | 01/04/2026 | S   | 31/04/2026 | X1  |
        7     | 02/05/2026 | L   |            |     |
        8     | 02/05/2026 | L   |            |     |
    """
    none = {"no_break": "", "break": "", "after": "", "gap": ""}
    assert_rule("ssda903", "431", drawing.format(**{**none, "no_break": "x"}))
    assert_rule("ssda903", "432", drawing.format(**{**none, "break": "x", "after": "x"}))
    assert_rule("ssda903", "433", drawing.format(**{**none, "break": "x", "gap": "x"}))


# Each child's first episode is the same; the second is what the reason is tested on.
FIRST = "        {child} | 01/04/2026 | S | C2 | U4 | AB1 2CD | SC1 | PR1 | {fails}\n"
COLUMNS = "        CHILD | DECOM | RNE | LS | PLACE | PL_POST | URN | PLACE_PROVIDER\n"


@pytest.mark.parametrize(("code", "reasons", "status", "placement", "both", "neither"), [
    ("434", "L", "", "x", "x", "x"),
    ("435", "P T", "x", "", "x", "x"),
    ("436", "B U", "x", "x", "", "x"),
    ("434", "P", "", "", "", ""),
])  # fmt: skip
def test_434_435_436_what_the_reason_says(code: str, reasons: str, status: str, placement: str, both: str,
                                          neither: str):  # fmt: skip
    """What fails, with the episode before, when only the status, only the placement, both or neither changed."""
    for reason in reasons.split():
        second = [
            f"C1 | U4 | AB1 2CD | SC1 | PR1 | {status}",
            f"C2 | U6 | AB1 2CD | SC1 | PR1 | {placement}",
            f"C2 | U4 | AB1 2CE | SC1 | PR1 | {placement}",
            f"C2 | U4 | AB1 2CD | SC2 | PR1 | {placement}",
            f"C2 | U4 | AB1 2CD |     | PR1 | {placement}",
            f"C2 | U4 | AB1 2CD | SC1 | PR2 | {placement}",
            f"C1 | K2 | AB1 2CE |     | PR2 | {both}",
            f"C2 | U4 | ab12cd  | sc1 | PR1 | {neither}",
        ]
        rows = [
            FIRST.format(child=n, fails=row.rsplit("|", 1)[1]) + f"        {n} | 01/05/2026 | {reason} | {row}\n"
            for n, row in enumerate(second)
        ]
        # A child with one episode has nothing to differ from.
        alone = f"        99 | 01/05/2026 | {reason} | C2 | U4 | AB1 2CD | SC1 | PR1 |\n"
        assert_rule("ssda903", code, "        Episodes\n" + COLUMNS + "".join(rows) + alone)


def test_437_care_after_the_last_end():
    assert_rule("ssda903", "437", """
        Episodes
        CHILD | DECOM      | REC
        1     | 01/06/2026 |     |
        1     | 01/05/2026 | E2  | x
        2     | 01/05/2026 | E15 | x
        2     | 01/06/2026 | E2  |
        3     | 01/05/2026 | E4A |
        3     | 01/06/2026 |     |
        4     | 31/06/2026 | E2  |
        4     | 01/07/2026 |     |
    """)  # fmt: skip
