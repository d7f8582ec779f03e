"""Which of the areas in the estimates is ours."""

from spec.world import World

from sightline.settings import Authority, Settings

TWO_AREAS = """
    area_code | year | sex | age | population | first_used_date
    ----------+------+-----+-----+------------+----------------
    E10000008 | 2016 | P   | 10  | 1000       | 2017-04-01
    E10000009 | 2016 | P   | 10  | 500        | 2017-04-01
    E92000001 | 2016 | P   | 10  | 90000      | 2017-04-01
"""
ONE_AREA = """
    area_code | year | sex | age | population | first_used_date
    ----------+------+-----+-----+------------+----------------
    X01       | 2016 | P   | 10  | 700        | 2017-04-01
    E92000001 | 2016 | P   | 10  | 90000      | 2017-04-01
"""


def _ours(code: str) -> World:
    return World(settings=Settings(authority=Authority(area_code=code)))


def test_other_areas_beside_ours_are_not_ours():
    world = _ours("E10000008")
    world.given(population=TWO_AREAS)
    world.expect("population_0_17", "2017-06", numerator=1000)


def test_where_ours_is_not_named_the_area_besides_england_is_ours():
    world = _ours("E10000008")
    world.given(population=ONE_AREA)
    world.expect("population_0_17", "2017-06", numerator=700)
