"""Figures that another system counted: which one is in force, for which period, and what may be added up."""


def test_the_latest_observation_that_had_ended_is_the_figure_with_its_own_period(spec):
    spec.given(
        observation="""
            measure          | period         | numerator | denominator
            -----------------+----------------+-----------+------------
            yos_custody_rate | 12m to 2016-12 | 12        | 60000
            yos_custody_rate | 12m to 2017-03 | 9         | 60000
            yos_custody_rate | 12m to 2017-06 | 6         | 60000
        """
    )
    spec.expect("yos_custody_rate", "2017-05", numerator=9, denominator=60_000, value=0.15)
    spec.expect("yos_custody_rate", "2017-06", numerator=6, value=0.1)
    spec.expect("yos_custody_rate", "2016-11", status="not_supplied")
    (figure,) = spec.figures("yos_custody_rate", "2017-05")
    assert figure.standing.period == "12m to 2017-03"
    assert (figure.standing.status, figure.standing.source) == ("final", "made up")
