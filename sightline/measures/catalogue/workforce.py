"""The social work workforce census: caseloads, agency, vacancies and turnover as the DfE defines them."""

from typing import Any

from ibis import _

from sightline.dataset.tables.workforce import WORKFORCE_VACANCY
from sightline.measures.model import COUNT, FTE, MEAN, PERCENT, Measure, Polarity
from sightline.measures.subjects.workforce import workforce_census
from sightline.measures.windows import Window

SOURCE = "DfE children's social work workforce census"
CENSUS_NOTE = "Of the last 30 September on or before the date."
# The same census stands for twelve months: averages of months would only repeat it.
WINDOWS = (Window.SNAPSHOT, Window.FINANCIAL_YEAR)
FACTS: dict[str, Any] = {"breakdowns": ("authority",), "windows": WINDOWS, "source": SOURCE}
EMPLOYED, AGENCY = _.standing == "employed", _.standing == "agency"
IN_POST = workforce_census.amount("fte", _.in_post)

MEASURES = [
    Measure(
        "caseload_average_dfe",
        title="Average caseload (workforce census)",
        definition="Cases held on 30 September by social workers in post who held any, divided by their full-time "
        "equivalents.",
        numerator=workforce_census.amount("cases", _.holds_cases),
        denominator=workforce_census.amount("fte", _.holds_cases), unit=MEAN, polarity=Polarity.LOW,
        note=f"{CENSUS_NOTE} Not the workbook's caseload, which counts all open cases over adjusted posts; never put "
             f"the "
        "two on one line.",
        also_known_as=("February 2018 section 8.3", "Scrutiny dashboard 2023"), **FACTS,
    ),
    Measure(
        "workforce_fte",
        title="Social workers in post (workforce census), full-time equivalents",
        definition="Full-time equivalents of employed and agency social workers in post on 30 September.",
        numerator=IN_POST, unit=FTE, polarity=Polarity.NEUTRAL, note=CENSUS_NOTE, **FACTS,
    ),
    Measure(
        "workforce_fte_spread",
        title="Social workers in post (workforce census) by full-time equivalent",
        definition="Employed and agency social workers in post on 30 September by their full-time equivalent.",
        numerator=workforce_census.where(_.in_post), unit=COUNT, polarity=Polarity.NEUTRAL,
        default_by=("fte_band",), note=f"{CENSUS_NOTE} Agency workers who are not listed one by one count as one line.",
        **FACTS,
    ),
    Measure(
        "agency_rate_dfe",
        title="Agency social workers (workforce census)",
        definition="Full-time equivalents of agency social workers on 30 September, as a percentage of agency and "
                   "employed "
        "ones.",
        numerator=workforce_census.amount("fte", AGENCY), denominator=IN_POST, unit=PERCENT, polarity=Polarity.LOW,
        note=f"{CENSUS_NOTE} Another base than the agency rate on the budgeted establishment.",
        also_known_as=("February 2018 section 8.2",), **FACTS,
    ),
    Measure(
        "vacancy_rate_dfe",
        title="Social worker vacancies (workforce census)",
        definition="Vacant full-time equivalents on 30 September, as a percentage of vacant and employed ones.",
        numerator=workforce_census.amount("fte", _.standing == "vacancy"),
        denominator=workforce_census.amount("fte", (_.standing == "vacancy") | EMPLOYED), unit=PERCENT,
        polarity=Polarity.LOW, needs=(WORKFORCE_VACANCY,), note=CENSUS_NOTE, **FACTS,
    ),
    Measure(
        "workforce_turnover_dfe_pct",
        title="Turnover of social workers (workforce census)",
        definition="Full-time equivalents of employed social workers who left in the twelve months up to 30 "
                   "September, as a "
        "percentage of those employed on it.",
        numerator=workforce_census.amount("fte", _.standing == "left"),
        denominator=workforce_census.amount("fte", EMPLOYED), unit=PERCENT, polarity=Polarity.LOW, note=CENSUS_NOTE,
        **FACTS,
    ),
]  # fmt: skip
