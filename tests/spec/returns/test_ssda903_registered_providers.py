"""Rules of the SSDA903 about URNs and Ofsted's lists. 2026-27 unless said otherwise: 1 April 2026 to 31 March 2027."""

import pytest

from spec.returns.drawing import assert_rule


def test_214_short_break_with_provider():
    assert_rule("ssda903", "214", """
        Episodes
        LS | PL_POST | URN
        V3 | AB1 2CD |     | x
        V4 |         | SC1 | x
        V3 |         |     |
        C2 | AB1 2CD | SC1 |
    """)  # fmt: skip


@pytest.mark.parametrize(("year", "needed", "free"), [
    (2027, "U4 A3 K2 K3 S1 R3", "P1 P3 R1 R2 R5 T0 T4 Z11"),
    (2025, "U4 K3", "P1 Z1 T4"),
    (2024, "U4 K2", "H5 P2 Z1"),
    (2023, "U4 K2", "H5 P2 Z1"),
])  # fmt: skip
def test_218_no_urn_by_placement_type(year: int, needed: str, free: str):
    rows = [*(f"{p} | E06000001 |  | 01/05/{year - 1} | x" for p in needed.split()),
            *(f"{p} | E06000001 |  | 01/05/{year - 1} |" for p in free.split())]  # fmt: skip
    assert_rule("ssda903", "218", "\n".join(["Episodes", "PLACE | PL_LA | URN | DECOM", *rows]), year=year)


def test_218_no_urn():
    assert_rule("ssda903", "218", """
        Episodes
        LS | PLACE | PL_LA     | URN     | DECOM      | DEC
        C2 | U4    | E06000001 |         | 01/05/2025 | 01/04/2026 | x
        C2 | U4    | 805       |         | 01/05/2025 |            | x
        C2 | U4    | E06000001 | XXXXXXX | 01/05/2025 |            |
        C2 | U4    | E06000001 | SC1     | 01/05/2025 |            |
        C2 | U4    | E06000001 |         | 01/05/2025 | 31/03/2026 |
        C2 | U4    | E06000001 |         | 01/04/2027 |            |
        C2 | U4    | W06000001 |         | 01/05/2025 |            |
        C2 | U4    | SCO       |         | 01/05/2025 |            |
        C2 | U4    |           |         | 01/05/2025 |            |
        C2 |       | E06000001 |         | 01/05/2025 |            |
        V3 | U4    | E06000001 |         | 01/05/2025 |            |
    """)  # fmt: skip


@pytest.mark.parametrize(("year", "none", "some"), [
    (2027, "P1 P3 R1 R2 R5 T0 T4 Z11", "U4 K2 K3 S1"),
    (2025, "P1 Z1 T4", "U4 K3 Z11"),
    (2024, "P1 P2 Z1", "U4 H5"),
    (2023, "P1 P2 H5 Z1", "U4 K2"),
])  # fmt: skip
def test_222_needless_urn(year: int, none: str, some: str):
    rows = [*(f"{p} | SC1 | x" for p in none.split()), *(f"{p} | SC1 |" for p in some.split()), "P1 |  |"]
    assert_rule("ssda903", "222", "\n".join(["Episodes", "PLACE | URN", *rows]), year=year)


def test_230_semi_independent_without_urn():
    assert_rule("ssda903", "230", """
        Episodes
        PLACE | DEC        | URN | PL_LA
        H5    | 28/10/2023 |     | E06000001 | x
        H5    |            |     |           | x
        H5    | 27/10/2023 |     | E06000001 |
        H5    |            | SC1 | E06000001 |
        H5    |            |     | W06000001 |
        U4    |            |     | E06000001 |
        H5    | 31/11/2023 |     | E06000001 |
    """, year=2024)  # fmt: skip


# SC2 is listed twice; nothing but its number is known of SC3.
PROVIDERS = """
        provider_info
        URN | PLACE_CODES | PROVIDER_CODES | POSTCODE | REG_END    | LA_CODE
        SC1 | K1,K2       | PR4            | AB1 2CD  | 01/05/2026 | 805
        SC2 | U1 / U4     | PR1/PR2        | AB1 2CE  | 01/05/2026 | 806
        SC2 | K2          | PR5            | AB1 2CF  |            | 806
        SC3 |             |                |          | 31/06/2026 |
"""


def test_219_224_type_and_sector():
    drawing = (
        PROVIDERS
        + """
        Episodes
        URN | PLACE | PLACE_PROVIDER
        sc1 | K2 | PR4 |
        SC1 | K  | PR4 | {type}
        SC1 | U4 | PR4 | {type}
        SC1 | K2 | PR1 | {sector}
        SC2 | U4 | PR2 |
        SC2 | K2 | PR5 |
        SC2 | K1 | PR4 | {both}
        SC3 | K1 | PR4 |
        SC9 | K1 | PR4 |
        SC1 |    |     |
        ''  | K1 | PR4 |
    """
    )
    assert_rule("ssda903", "219", drawing.format(type="x", sector="", both="x"))
    assert_rule("ssda903", "224", drawing.format(type="", sector="x", both="x"))


@pytest.mark.parametrize(("year", "there", "anywhere"), [
    (2027, "K1 K2 K3 R3 S1", "U4 H5"),
    (2024, "K1 K2 H5 R3 S1", "U4 K3"),
    (2023, "K1 K2 R3 S1", "U4 H5"),
])  # fmt: skip
def test_221_not_at_the_provider(year: int, there: str, anywhere: str):
    rows = [*(f"SC1 | {p} | AB1 9ZZ | x" for p in there.split()), *(f"SC1 | {p} | AB1 9ZZ |" for p in anywhere.split()),
            "SC1 | K2 | ab12cd |", "SC1 | K2 | |", "SC2 | K2 | AB1 2CF |", "SC2 | K2 | AB1 2CD | x",
            "SC3 | K2 | AB1 9ZZ |", "SC9 | K2 | AB1 9ZZ |", " | K2 | AB1 9ZZ |"]  # fmt: skip
    assert_rule("ssda903", "221", PROVIDERS + "\n" + "\n".join(["Episodes", "URN | PLACE | PL_POST", *rows]), year=year)


def test_227_228_after_the_provider_closed():
    # SC2 is listed as open too; when SC3 closed can't be read.
    drawing = (
        PROVIDERS
        + """
        Episodes
        URN | DECOM      | DEC
        SC1 | 01/05/2026 | 02/05/2026 | {both}
        SC1 | 30/04/2026 | 01/05/2026 |
        SC1 | 30/04/2026 | 02/05/2026 | {ends}
        SC1 | 30/04/2026 |            | {ends}
        SC1 | 30/04/2026 | 31/06/2026 |
        SC1 | 31/06/2026 | 01/05/2026 |
        SC2 | 02/05/2026 |            |
        SC3 | 02/07/2026 |            |
        SC9 | 02/07/2026 |            |
    """
    )
    assert_rule("ssda903", "227", drawing.format(both="x", ends=""))
    assert_rule("ssda903", "228", drawing.format(both="x", ends="x"))


@pytest.mark.parametrize("own", ["805", "E06000001", "Hartlepool"])
def test_229_provider_of_another_authority(own: str):
    assert_rule("ssda903", "229", PROVIDERS + """
        Episodes
        URN | PLACE_PROVIDER
        SC1 | PR1 |
        SC1 | PR2 | x
        SC2 | PR1 | x
        SC2 | PR2 |
        SC2 | PR4 |
        SC3 | PR1 |
        SC3 | PR2 |
        SC9 | PR1 |
        SC1 |     |
    """, local_authority=own)  # fmt: skip


def test_229_by_the_authoritys_name():
    assert_rule("ssda903", "229", """
        provider_info
        URN | Local Authority
        SC1 | Hartlepool
        SC2 | Middlesbrough

        Episodes
        URN | PLACE_PROVIDER
        SC1 | PR1 |
        SC2 | PR1 | x
    """, local_authority="805")  # fmt: skip
