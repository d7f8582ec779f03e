"""Rules of the SSDA903 about who provides a placement and where it lies."""

import pytest

from spec.returns.drawing import assert_rule


@pytest.mark.parametrize(
    ("code", "provider", "fails", "passes"),
    [("527", "PR1", ["P1", "R2", "R5"], ["U1", "R1", "A3"]), ("528", "PR2", ["P1", "R2", "R5"], ["U1", "K1"]),
     ("529", "PR3", ["P1", "A3", "A6", "K1", "K2", "U1", "U6"], ["R2", "R5", "K3"]),
     ("530", "PR4", ["P1"], ["R2", "U6"]), ("531", "PR5", ["P1"], ["R2", "U6"])],
)  # fmt: skip
def test_527_to_531_placements_that_a_provider_does_not_provide(code, provider, fails, passes):
    failing = "\n".join(f"{place} | {provider} | x" for place in fails)
    passing = "\n".join(f"{place} | {provider} |\n{place} | PR0 |" for place in passes)
    assert_rule("ssda903", code, f"""
        Episodes
        PLACE | PLACE_PROVIDER
        {failing}
        {passing}
        p1    | {provider.lower()} | x
        P1    | PR0 |
        P1    |     |
        ''    | {provider} |
    """)  # fmt: skip


def test_526_no_provider():
    # Temporary and other placements need none; the other placements are Z11 to Z14 from 2025-26.
    drawing = """
        Episodes
        PLACE | PLACE_PROVIDER
        U1    |     | x
        P1    |     | x
        U1    | PR1 |
        T0    |     |
        T4    |     |
        Z1    |     |
        Z11   |     | {new}
        ''    |     |
    """
    assert_rule("ssda903", "526", drawing.format(new=""), year=2026)
    assert_rule("ssda903", "526", drawing.format(new="x"), year=2025)


def test_550_parent_as_provider_of_another_placement():
    assert_rule("ssda903", "550", """
        Episodes
        PLACE | PLACE_PROVIDER
        U1    | PR0 | x
        P1    | PR0 |
        U1    | PR1 |
        ''    | PR0 |
    """)  # fmt: skip


def test_1015_own_provision_outside_the_authority():
    assert_rule("ssda903", "1015", """
        Episodes
        PLACE | PLACE_PROVIDER | PL_LA
        K2    | PR1 | E2 | x
        K2    | PR1 | E1 |
        K2    | PR1 |    |
        K2    | PR4 | E2 |
        U6    | PR1 | E2 |
        A3    | PR1 | E2 |
    """, local_authority="e1")  # fmt: skip


def test_1015_an_authority_by_number_name_or_ons_code():
    # 878 is Devon, a county: a district's code may be its own.
    assert_rule("ssda903", "1015", """
        Episodes
        PLACE | PLACE_PROVIDER | PL_LA
        K2    | PR1 | 878       |
        K2    | PR1 | Devon     |
        K2    | PR1 | E10000008 |
        K2    | PR1 | E07000041 |
        K2    | PR1 | E06000027 | x
        K2    | PR1 | WAL       | x
    """, local_authority="878")  # fmt: skip


def test_454_impossibly_far():
    drawing = """
        Episodes
        PL_DISTANCE
        350   |
        350.1 | x
        999.9 |
        1000  | x
        far   |
        ''    |
    """
    assert_rule("ssda903", "454", drawing, year=2026)


def test_1009_unknown_reason_for_a_placement_change():
    assert_rule("ssda903", "1009", """
        Episodes
        REASON_PLACE_CHANGE
        CARPL |
        custod |
        MOVED | x
        ''    |
    """)  # fmt: skip


def test_516_guardian_did_not_foster():
    assert_rule("ssda903", "516", """
        Episodes
        PLACE | REC
        U1 | E45 |
        U6 | E46 |
        K2 | E45 | x
        A5 | E46 | x
        '' | E46 | x
        K2 | E48 |
    """)  # fmt: skip
