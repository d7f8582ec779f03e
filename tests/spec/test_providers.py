"""Placements by provider and grade, and the register of homes: two bases, never mixed."""

REGISTER = """
    urn | listed_on  | provider_type  | in_county | registration_date | full_inspection_date | overall_effectiveness
    ----+------------+----------------+-----------+-------------------+----------------------+----------------------
    SC1 | 2017-01-01 | CHILDRENS_HOME | Y         | 2010-01-01        | 2017-05-01           | GOOD
    SC2 | 2017-01-01 | CHILDRENS_HOME | Y         | 2017-06-30        |                      |
    SC4 | 2017-01-01 | CHILDRENS_HOME | N         | 2010-01-01        | 2017-05-01           | OUTSTANDING
    SC5 | 2017-01-01 | LA_FOSTERING   | Y         | 2010-01-01        | 2017-05-01           | RI
"""
CLOSED = """
    urn | listed_on  | provider_type      | in_county | closed_date | full_inspection_date | overall_effectiveness
    ----+------------+--------------------+-----------+-------------+----------------------+----------------------
    SC3 | 2017-01-01 | RESIDENTIAL_SCHOOL | Y         | 2017-06-30  | 2017-05-01           | INADEQUATE
"""


def given_placed(spec, *placements):
    """Children in care since 2016, each in a placement of a type with a provider and its number."""
    for child, (kind, provider, urn) in zip("ABCDEFGH", placements, strict=False):
        spec.given(
            cla_episodes=f"child | cla_id | cla_episode_start_date\n---\n{child} | {child} | 2016-01-01",
            cla_placement="child | cla_placement_start_date | cla_placement_type | cla_placement_provider | "
            f"cla_placement_urn\n---\n{child} | 2016-01-01 | {kind} | {provider} | {urn}",
        )


def given_all(spec):
    spec.given(provider=REGISTER)
    spec.given(provider=CLOSED)
    given_placed(
        spec,
        ("K2", "PR4", "SC1"),
        ("K2", "PR4", "1"),
        ("K2", "PR4", "sc 2"),
        ("K2", "PR4", "SC4"),
        ("U6", "PR1", "SC9"),
        ("U4", "PR1", ""),
        ("P1", "PR0", "XXXXXXX"),
        ("K2", "PR4", "SC77"),
    )


def test_children_are_with_the_provider_of_their_placements_number_or_with_own_foster_carers(spec):
    given_all(spec)
    # G lives with parents, H with a provider that no register knows.
    spec.expect("cla_by_provider_grade", "2017-06", numerator=6)
    spec.expect_by("cla_by_provider_grade", "2017-06", "provider_type,provider_grade", {
        "Children's home / Good": 2,
        "Children's home / Not yet inspected": 1,
        "Children's home / Outstanding": 1,
        "Local authority foster carer / Requires improvement": 2,
    })  # fmt: skip


def test_shares_of_children_are_of_those_with_a_provider_graded_or_not_yet(spec):
    given_all(spec)
    spec.expect("cla_in_good_or_outstanding", "2017-06", numerator=3)
    spec.expect("cla_in_good_or_outstanding_pct", "2017-06", numerator=3, denominator=6, value=50)
    spec.expect("cla_in_ri_or_inadequate_pct", "2017-06", numerator=2, denominator=6)
    spec.expect("cla_with_la_foster_carers_ri_pct", "2017-06", numerator=2, denominator=6)


def test_a_grade_counts_from_the_day_of_its_inspection(spec):
    given_all(spec)
    spec.expect("cla_in_good_or_outstanding", "2017-05", numerator=3)
    spec.expect("cla_in_good_or_outstanding", "2017-04", numerator=0)
    spec.expect("cla_in_good_or_outstanding_pct", "2017-04", numerator=0, denominator=6)


def test_providers_used_are_counted_once_wherever_they_are(spec):
    given_all(spec)
    spec.expect("homes_good_or_outstanding", "2017-06", numerator=2)
    spec.expect("homes_good_or_outstanding_pct", "2017-06", numerator=2, denominator=4, value=50)
    spec.expect_by("homes_by_grade", "2017-06", "provider_type", {
        "Children's home": 3, "Local authority foster carer": 1,
    })  # fmt: skip


def test_the_register_holds_the_homes_of_our_area_registered_and_not_closed(spec):
    given_all(spec)
    # SC2 was registered on 30 June, the day on which SC3 closed; SC4 lies elsewhere.
    spec.expect_by("homes_register_grade", "2017-06", "provider_grade", {"Good": 1, "Not yet inspected": 1})
    spec.expect_by("homes_register_grade", "2017-05", "provider_grade", {"Good": 1, "Inadequate": 1})
    spec.expect_by("homes_register_grade", "2017-06", "own_children_placed", {"Yes": 2})
    spec.expect_by("homes_register_grade", "2017-05", "own_children_placed", {"Yes": 1, "No": 1})


def test_what_a_later_register_says_holds_from_its_date(spec):
    spec.given(provider=REGISTER)
    spec.given(provider=CLOSED)
    spec.given(provider="""
        urn | listed_on  | setting_name | provider_type  | in_county | full_inspection_date | overall_effectiveness
        ----+------------+--------------+----------------+-----------+----------------------+----------------------
        1   | 2017-06-15 | Elm House    | CHILDRENS_HOME | Y         | 2017-06-01           | INADEQUATE
    """)  # fmt: skip
    spec.expect("homes_register_grade", "2017-05", numerator=2)
    spec.expect_by("homes_register_grade", "2017-06", "provider_grade", {"Inadequate": 1, "Not yet inspected": 1})


def test_without_a_register_nothing_is_said_of_providers(spec):
    given_placed(spec, ("K2", "PR4", "SC1"))
    spec.expect("cla_in_good_or_outstanding_pct", "2017-06", status="not_supplied")
    spec.expect("homes_good_or_outstanding", "2017-06", status="not_supplied")
    spec.expect("homes_register_grade", "2017-06", status="not_supplied")
