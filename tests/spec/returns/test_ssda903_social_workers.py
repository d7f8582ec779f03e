"""Rules of the SSDA903 about social workers' episodes. 2026-27 unless a test says otherwise."""

from sightline.returns.rules import rule_set
from sightline.returns.schema import SSDA903
from spec.returns.drawing import assert_rule


def test_social_workers_are_asked_for_from_2023_24():
    assert not [code for code in rule_set(SSDA903, 2023) if code.startswith("SW")]


def test_sw01_no_social_worker_in_2023_24():
    assert_rule("ssda903", "SW01STG1", """
        Episodes
        CHILD | LS | DECOM      | DEC
        1     | C2 | 01/05/2023 |            | x
        1     | C2 | 01/04/2023 | 01/05/2023 |
        2     | C2 | 01/05/2023 |            |
        3     | C2 | 01/05/2023 | 31/03/2024 |
        4     | C2 | 01/05/2023 | 01/04/2024 | x
        5     | V3 | 01/05/2023 |            |

        SWEpisodes
        CHILD | SW_DECOM
        2     | 01/04/2023
    """, year=2024)  # fmt: skip


def test_sw01a_and_sw01b_from_2024_25():
    # A reason has been asked for since 1 April 2023; a start that can't be read is rule SW04's business.
    drawing = """
        SWEpisodes
        SW_ID | SW_DECOM   | SW_REASON
        ''    | 31/03/2023 |        | {early}
        SW1   | 31/03/2023 |        |
        ''    | 01/04/2023 | FCONTA | {late}
        SW1   | 01/04/2023 |        | {late}
        SW1   | 01/04/2023 | FCONTA |
        SW1   |            | FCONTA | {early}{late}
        SW1   | 31/04/2023 |        |
    """
    assert_rule("ssda903", "SW01aSTG1", drawing.format(early="x", late=""))
    assert_rule("ssda903", "SW01bSTG1", drawing.format(early="", late="x"))


def test_sw02_unknown_number():
    assert_rule("ssda903", "SW02STG1", """
        SWEpisodes
        SW_ID
        SW123 |
        sw123 |
        XX123 |
        123   | x
        ASW12 | x
        ''    |
    """)  # fmt: skip


def test_sw03_partly_filled_in_2023_24():
    assert_rule("ssda903", "SW03STG1", """
        SWEpisodes
        CHILD | SW_ID | SW_DECOM   | SW_REASON
        1     | SW1   |            | FCONTA | x
        1     | SW1   | 01/04/2023 |        | x
        1     | SW1   | 31/04/2023 | FCONTA |
        1     |       |            |        |
    """, year=2024)  # fmt: skip


def test_sw04_and_sw05_no_dates():
    drawing = """
        SWEpisodes
        SW_DECOM   | SW_DEC
        01/04/2026 |            |
        31/04/2026 |            | {start}
        ''         | 01/05/2026 | {start}
        01/04/2026 | 31/04/2026 | {end}
    """
    assert_rule("ssda903", "SW04STG1", drawing.format(start="x", end=""))
    assert_rule("ssda903", "SW05STG1", drawing.format(start="", end="x"))


def test_sw06_starts_after_the_year():
    assert_rule("ssda903", "SW06STG2", """
        SWEpisodes
        SW_DECOM
        31/03/2027 |
        01/04/2027 | x
        31/04/2027 |
        ''         |
    """)  # fmt: skip


def test_sw07_ends_outside_the_period():
    # The year before counts too since 2024-25.
    drawing = """
        SWEpisodes
        SW_DEC
        31/03/{before} | x
        01/04/{before} | {first}
        31/03/{start}  | {first}
        01/04/{start}  |
        31/03/{end}    |
        01/04/{end}    | x
        ''             |
    """
    assert_rule("ssda903", "SW07STG2", drawing.format(before=2025, start=2026, end=2027, first=""))
    assert_rule("ssda903", "SW07STG2", drawing.format(before=2022, start=2023, end=2024, first="x"), year=2024)


def test_sw08_earlier_episode_left_open():
    assert_rule("ssda903", "SW08STG2", """
        SWEpisodes
        CHILD | SW_DECOM   | SW_DEC
        1     | 01/05/2026 |            |
        1     | 01/04/2026 |            | x
        2     | 01/04/2026 | 01/05/2026 |
        2     | 01/05/2026 |            |
        3     | 01/04/2026 | 31/04/2026 |
        3     | 01/05/2026 |            |
    """)  # fmt: skip


def test_sw09_ends_on_the_day_it_starts():
    assert_rule("ssda903", "SW09STG2", """
        SWEpisodes
        SW_DECOM   | SW_DEC
        01/04/2026 | 1/4/2026   | x
        01/04/2026 | 02/04/2026 |
        01/04/2026 |            |
        ''         |            |
    """)  # fmt: skip


def test_sw10_far_from_the_previous():
    # Seven days are in order, before or after; a first contact begins anew, since 2024-25.
    drawing = """
        SWEpisodes
        CHILD | SW_DECOM   | SW_DEC     | SW_REASON
        1     | 01/04/2023 | 01/05/2023 | MANAGE |
        1     | 08/05/2023 | 01/06/2023 | MANAGE |
        1     | 09/06/2023 |            | MANAGE | x
        2     | 01/04/2023 | 01/05/2023 | MANAGE |
        2     | 01/06/2023 |            | FCONTA | {contact}
        3     | 01/04/2023 | 09/05/2023 | MANAGE |
        3     | 01/05/2023 |            |        | x
        4     | 01/04/2023 |            | MANAGE |
        4     | 01/06/2023 |            | MANAGE |
        5     | 01/08/2023 |            | MANAGE |
    """
    assert_rule("ssda903", "SW10STG2", drawing.format(contact=""), year=2025)
    assert_rule("ssda903", "SW10STG2", drawing.format(contact="x"), year=2024)


def test_sw11_last_episode_ends_before_or_with_the_year():
    drawing = """
        SWEpisodes
        CHILD | SW_DECOM   | SW_DEC
        1     | 01/04/2023 | 01/05/2023 |
        1     | 01/05/2023 | 26/03/2024 | {before}
        2     | 01/05/2023 | 27/03/2024 | {before}{last}
        3     | 01/05/2023 | 31/03/2024 | {last}
        4     | 01/05/2023 | 28/03/2024 |
        4     | 28/03/2024 |            |
        5     | 01/05/2023 |            |
        6     | 01/05/2023 | 01/04/2024 |
    """
    assert_rule("ssda903", "SW11aSTG2", drawing.format(before="x", last=""), year=2024)
    assert_rule("ssda903", "SW11bSTG2", drawing.format(before="", last="x"), year=2024)


def test_sw12_no_social_worker_in_a_period_of_care():
    # Child 2's worker ended the day care began; child 3's had gone before the reporting period; child 5 has been in
    # care twice, with a worker in the first time only; child 9 has short breaks.
    assert_rule("ssda903", "SW12STG2", """
        Episodes
        CHILD | LS | DECOM      | DEC
        1     | C2 | 01/05/2026 | 01/06/2026 |
        1     | C2 | 01/06/2026 |            |
        2     | C2 | 01/05/2026 | 01/06/2026 | x
        2     | C2 | 01/06/2026 |            | x
        3     | C2 | 01/05/2020 |            | x
        4     | C2 | 01/05/2020 |            |
        5     | C2 | 01/05/2026 | 01/06/2026 |
        5     | C2 | 01/08/2026 |            | x
        6     | C2 | 01/05/2026 |            | x
        7     | C2 | 01/05/2027 |            |
        8     | C2 | 31/06/2026 |            |
        9     | V4 | 01/05/2026 |            |

        SWEpisodes
        CHILD | SW_DECOM   | SW_DEC
        1     | 01/07/2026 |            |
        2     | 01/04/2026 | 01/05/2026 |
        3     | 01/05/2020 | 31/03/2025 |
        4     | 01/05/2020 | 02/04/2025 |
        5     | 01/05/2026 | 01/06/2026 |
    """)  # fmt: skip


def test_sw12_in_2023_24_the_year_alone_is_reported_on():
    assert_rule("ssda903", "SW12STG2", """
        Episodes
        CHILD | DECOM      | DEC
        1     | 01/05/2020 | | x
        2     | 01/05/2020 | |

        SWEpisodes
        CHILD | SW_DECOM   | SW_DEC
        1     | 01/05/2020 | 01/04/2023
        2     | 01/05/2020 | 02/04/2023
    """, year=2024)  # fmt: skip


def test_sw13_unknown_or_no_reason():
    drawing = """
        SWEpisodes
        SW_DECOM   | SW_REASON
        01/04/2023 | MANAGE |
        01/04/2023 | pcchan |
        31/03/2023 | HOLIDY | x
        01/04/2023 |        | {blank}
        31/03/2023 |        |
        31/04/2023 |        |
    """
    assert_rule("ssda903", "SW13STG1", drawing.format(blank="x"), year=2025)
    assert_rule("ssda903", "SW13STG1", drawing.format(blank=""), year=2024)


def test_sw14_no_end_in_2023_24():
    assert_rule("ssda903", "SW14STG2", """
        SWEpisodes
        SW_DEC
        01/05/2023 |
        31/04/2023 |
        ''         | x
    """, year=2024)  # fmt: skip


def test_sw17_none_open_at_the_end_of_the_year():
    # An episode that ends on 31 March is not open then; what can't be read may be.
    assert_rule("ssda903", "SW17STG2", """
        SWEpisodes
        CHILD | SW_DECOM   | SW_DEC
        1     | 01/04/2026 | 01/05/2026 | x
        1     | 01/05/2026 | 31/03/2027 | x
        2     | 01/04/2026 | 01/05/2026 |
        2     | 01/05/2026 |            |
        3     | 01/04/2026 | 01/04/2027 |
        4     | 01/04/2027 |            | x
        5     | 31/04/2026 |            |
        6     | 01/04/2026 | 31/04/2026 |
    """)  # fmt: skip
