"""The social work workforce census: workers and vacancies, numbers hashed, faults told."""

from datetime import date

import pytest

from sightline.errors import BadInput
from sightline.sources.csww import hashed

WORKER = """<CSWWWorker><AgencyWorker>{agency}</AgencyWorker><SWENo>{number}</SWENo><FTE>{fte}</FTE>
  <PersonBirthDate>1980-01-01</PersonBirthDate><Ethnicity>WBRI</Ethnicity><OrgRole>5</OrgRole>
  <RoleStartDate>2020-05-04</RoleStartDate><StartOrigin>1</StartOrigin><FTE30>0.6</FTE30><Cases30>17</Cases30>
  <WorkingDaysLost>2.5</WorkingDaysLost><Absat30Sept>1</Absat30Sept><ReasonAbsence>MAT</ReasonAbsence></CSWWWorker>"""


def worker(number="AB1234567890", fte="0.8", agency="0") -> str:
    return WORKER.format(number=number, fte=fte, agency=agency)


def workforce(*workers: str, reference: str = "2022-09-30", year: str = "2022") -> str:
    return f"""<Message xmlns="urn:any"><Header><CollectionDetails><Collection>CSWW</Collection><Year>{year}</Year>
      <ReferenceDate>{reference}</ReferenceDate></CollectionDetails><Source><LEA>878</LEA></Source></Header>
      <LALevelVacancies><NumberOfVacancies>12.5</NumberOfVacancies><NoAgencyFTE>7.2</NoAgencyFTE>
      <NoAgencyHeadcount>8</NoAgencyHeadcount></LALevelVacancies>{"".join(workers)}</Message>"""


def test_a_worker_and_the_vacancies(loaded, put):
    found = loaded(put({"any name.xml": workforce(worker())}), as_at=None)
    columns = ("return_year", "agency", "fte", "fte_30_sept", "role", "role_start", "origin", "cases_30_sept",
               "working_days_lost", "absent_30_sept", "absence_reason", "la_code")  # fmt: skip
    assert found.rows("ext_workforce_return", *columns) == [
        (2022, "N", 0.8, 0.6, "5", date(2020, 5, 4), "1", 17, 2.5, "Y", "MAT", "878")
    ]
    assert found.rows("ext_workforce_vacancy", "return_year", "vacancies_fte", "agency_fte", "agency_headcount") == [
        (2022, 12.5, 7.2, 8)
    ]
    assert found.report.manifest.as_at == date(2022, 9, 30)


def test_a_workers_number_is_kept_as_a_hash_that_is_the_same_from_year_to_year(loaded, put):
    first = workforce(worker("ab 1234567890"))
    second = workforce(worker("AB1234567890"), reference="2023-09-30", year="2023")
    found = loaded(put({"first.xml": first, "second.xml": second}))
    assert found.rows("ext_workforce_return", "swe_number") == [hashed("AB1234567890")] * 2
    assert "1234567890" not in str(found.contents())


def test_a_value_that_is_not_one_is_set_aside_and_the_worker_kept(loaded, put):
    found = loaded(put({"csww.xml": workforce(worker(fte="most"))}))
    assert found.rows("ext_workforce_return", "fte", "fte_30_sept") == [(None, 0.6)]
    assert [(r["column"], r["value"], r["whole_row"]) for r in found.rejects] == [("FTE", "most", False)]


def test_a_worker_without_a_number_is_set_aside(loaded, put):
    found = loaded(put({"csww.xml": workforce(worker(), worker(number=""))}))
    assert len(found.rows("ext_workforce_return", "fte")) == 1
    assert [(r["column"], r["whole_row"]) for r in found.rejects] == [("SWENo", True)]


def test_a_reference_date_that_is_not_a_30_september_is_noted(loaded, put):
    found = loaded(put({"csww.xml": workforce(worker(), reference="2022-09-29")}))
    assert any("29/09/2022, not a 30 September" in note for note in found.notes)


def test_without_a_reference_date_the_year_stands_for_its_30_september(loaded, put):
    found = loaded(put({"csww.xml": workforce(worker(), reference="")}), as_at=None)
    assert found.report.manifest.as_at == date(2022, 9, 30)


def test_a_census_without_a_year_is_refused(loaded, put):
    with pytest.raises(BadInput, match="reference date '31/02/2022' is not a date and no year is given"):
        loaded(put({"csww.xml": workforce(worker(), reference="31/02/2022", year="")}) / "csww.xml")


def test_the_sample(samples, loaded):
    found = loaded(samples / "workforce")
    count = next(c for c in found.report.manifest.tables if c.table == "ext_workforce_return")
    assert count.read == count.kept + count.rejected
    assert count.kept > 10
    assert found.rows("ext_workforce_vacancy", "vacancies_fte") == [79.68]
