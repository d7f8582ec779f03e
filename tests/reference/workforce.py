"""The last workforce census on a day, worker by worker."""

from collections.abc import Iterator
from datetime import date

from reference.records import Records, Row, la


def census(records: Records, day: date) -> Iterator[Row]:
    workers, lines = records.all("workforce_return"), records.all("workforce_vacancy")
    for authority in sorted({la(row) for row in [*workers, *lines]}):
        own = [row for row in workers if la(row) == authority]
        authority_lines = [row for row in lines if la(row) == authority]
        # A line that says nothing is no census.
        told = [r["return_year"] for r in own] + [
            r["return_year"] for r in authority_lines if (r.get("vacancies_fte") or 0) > 0 or _agency_told(own, r)
        ]
        years = [year for year in told if date(year, 9, 30) <= day]
        if not years:
            continue
        year = max(years)
        facts = [_worker(row) for row in own if row["return_year"] == year]
        for line in (line for line in authority_lines if line["return_year"] == year):
            facts.append({"standing": "vacancy", "fte": line.get("vacancies_fte") or 0.0, "cases": 0})
            if _agency_told(own, line):
                facts.append({"standing": "agency", "fte": line.get("agency_fte"), "cases": 0})
        for fact in facts:
            if fact["standing"] == "vacancy" and not fact["fte"]:
                continue
            in_post = fact["standing"] in ("employed", "agency")
            band = "Under 0.5" if fact["fte"] < 0.5 else "0.5 to under 0.8" if fact["fte"] < 0.8 else "0.8 to under 1"
            yield {
                "la": authority,
                "day": day,
                "census_role": None,
                **fact,
                "in_post": in_post,
                "holds_cases": in_post and fact["cases"] > 0,
                "fte_band": "Full time" if fact["fte"] >= 1 else band,
            }


def _agency_told(own: list[Row], line: Row) -> bool:
    """Whether the line's agency FTE counts: there is some, and no agency worker in post is listed that year."""
    of_year = [row for row in own if row["return_year"] == line["return_year"]]
    return (line.get("agency_fte") or 0) > 0 and not any(_worker(row)["standing"] == "agency" for row in of_year)


def _worker(row: Row) -> Row:
    day, before = date(row["return_year"], 9, 30), date(row["return_year"] - 1, 9, 30)
    start, end = row.get("role_start"), row.get("role_end")
    agency = row.get("agency") == "Y"
    if start and start > day:
        standing = "neither"
    elif end and end <= day:
        standing = "left" if end > before and not agency else "neither"
    else:
        standing = "agency" if agency else "employed"
    fte_30, fte = row.get("fte_30_sept"), row.get("fte")
    if standing != "left" and fte_30 is not None:
        fte = fte_30
    return {"standing": standing, "fte": fte or 0.0, "cases": row.get("cases_30_sept") or 0,
            "census_role": row.get("role")}  # fmt: skip
