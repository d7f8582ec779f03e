"""Files read as submitted: every row and cell kept, what is odd said with its place."""

from pathlib import Path

import pytest

from sightline.errors import BadInput, BadUsage
from sightline.returns.read import read_submissions
from sightline.returns.read_providers import read_providers
from sightline.returns.schema import CIN, SSDA903

SAMPLES = Path(__file__).parents[4] / "shared" / "data" / "samples"

CENSUS = """<?xml version="1.0" encoding="UTF-8"?>
<Message>
  <Header>
    <CollectionDetails><Collection>CIN</Collection><Year>2026</Year><ReferenceDate>2026-03-31</ReferenceDate>
    </CollectionDetails>
    <Source><SourceLevel>L</SourceLevel><LEA>878</LEA></Source>
  </Header>
  <Children>
    <Child>
      <ChildIdentifiers><LAchildID>A1</LAchildID><Sex>F</Sex></ChildIdentifiers>
      <ChildCharacteristics>
        <Ethnicity>WBRI</Ethnicity>
        <Disabilities><Disability>COMM</Disability><Disability>LD</Disability></Disabilities>
      </ChildCharacteristics>
      <CINdetails>
        <CINreferralDate>2025-06-10</CINreferralDate>
        <Assessments>
          <AssessmentActualStartDate>2025-06-11</AssessmentActualStartDate>
          <FactorsIdentifiedAtAssessment>
            <AssessmentFactors>3B</AssessmentFactors><AssessmentFactors>16A</AssessmentFactors>
          </FactorsIdentifiedAtAssessment>
        </Assessments>
        <Assessments><FactorsIdentifiedAtAssessment/></Assessments>
        <ReferralNFA>false</ReferralNFA>
        <ChildProtectionPlans>
          <CPPstartDate>2025-08-07</CPPstartDate>
          <Reviews><CPPreviewDate>2025-11-03</CPPreviewDate><CPPreviewDate>2026-01-03</CPPreviewDate></Reviews>
          <Reviews><CPPreviewDate>2026-02-03</CPPreviewDate></Reviews>
        </ChildProtectionPlans>
        <CINPlanDates><CINPlanStartDate>2025-07-01</CINPlanStartDate></CINPlanDates>
      </CINdetails>
      <CINdetails>
        <CINreferralDate>2026-02-03</CINreferralDate>
        <Section47><S47ActualStartDate>2026-02-04</S47ActualStartDate></Section47>
      </CINdetails>
    </Child>
  </Children>
</Message>
"""


@pytest.fixture
def census(tmp_path: Path):
    def read(text: str = CENSUS, **wanted):
        file = tmp_path / "census.xml"
        file.write_text(text, "utf-8")
        return read_submissions([file], **wanted)[0]

    return read


def cells(submission, table: str, *columns: str) -> list[tuple]:
    return list(zip(*(submission.tables[table].column(c).to_pylist() for c in columns), strict=True))


def test_a_census_becomes_a_table_for_each_repeated_element(census):
    c = census()
    assert (c.of, c.year, c.ends, c.local_authority, c.children) == (CIN, 2026, 2026, "878", 1)
    assert cells(c, "Header", "Collection", "Year", "ReferenceDate", "LEA") == [("CIN", "2026", "2026-03-31", "878")]
    assert cells(c, "Disabilities", "LAchildID", "Disability") == [("A1", "COMM"), ("A1", "LD")]
    assert cells(c, "CINdetails", "CINdetailsID", "CINreferralDate", "ReferralNFA") == [
        ("1", "2025-06-10", "false"),
        ("2", "2026-02-03", None),
    ]
    assert cells(c, "Assessments", "CINdetailsID", "AssessmentID", "AssessmentFactors") == [
        ("1", "1", "3B|16A"),
        ("1", "2", None),
    ]
    assert cells(c, "AssessmentFactorsList", "AssessmentID", "AssessmentFactors") == [("1", "3B"), ("1", "16A")]
    assert cells(c, "Reviews", "CINdetailsID", "CPPID", "CPPreviewDate") == [
        ("1", "1", "2025-11-03"),
        ("1", "1", "2026-01-03"),
        ("1", "1", "2026-02-03"),
    ]
    assert cells(c, "Section47", "CINdetailsID", "row", "_line") == [("2", 0, 34)]
    assert c.notes == ()


def test_episodes_of_two_children_with_one_number_are_numbered_on(census):
    child = CENSUS[CENSUS.index("    <Child>") : CENSUS.index("  </Children>")]
    twice = census(CENSUS.replace("  </Children>", child + "  </Children>"))
    assert [i for (i,) in cells(twice, "CINdetails", "CINdetailsID")] == ["1", "2", "3", "4"]


def test_a_review_without_its_date_is_a_row(census):
    c = census(CENSUS.replace("<Reviews><CPPreviewDate>2026-02-03</CPPreviewDate></Reviews>", "<Reviews/>"))
    assert cells(c, "Reviews", "CPPreviewDate")[-1] == (None,)


@pytest.mark.parametrize(
    ("found", "put", "note"),
    [
        ("<Sex>F</Sex>", "<Sex>F</Sex>stray", "line 10: stray text between elements was passed over"),
        ("<Sex>F</Sex>", "<Sex>F</Sex><Shoe>9</Shoe>", "line 10: 'Shoe' is no field of the census there"),
        ("<Sex>F</Sex>", "<Sex>F</Sex><Sex>M</Sex>", "line 10: 'Sex' stands twice in one element; the first was kept"),
    ],
)
def test_what_the_census_does_not_know_is_noted_with_its_line(census, found: str, put: str, note: str):
    assert note in census(CENSUS.replace(found, put)).notes[0]


@pytest.mark.parametrize(
    ("found", "put", "message"),
    [
        ("</Children>", "", "line 38, column 11"),
        ("<Message>", '<Message xmlns="urn:x">', "line 2, column 1: 'Message' is in the namespace 'urn:x'"),
        ("<Sex>F</Sex>", '<s:Sex xmlns:s="urn:x">F</s:Sex>', "line 10, column 50: 'Sex' is in the namespace"),
        ("CINPlanDates>", "CarePlanDates>", "line 30, column 9: there is no module 'CarePlanDates' there"),
        ("  </Children>", "  </Children><Header/>", "line 37, column 14: a second Header"),
    ],
)
def test_a_broken_census_is_refused_with_line_and_column(census, found: str, put: str, message: str):
    with pytest.raises(BadInput, match=r"census\.xml") as error:
        census(CENSUS.replace(found, put))
    assert message in str(error.value)
    assert str(error.value).count("\n") == 0


def test_the_wrong_year_is_refused(census):
    with pytest.raises(BadInput, match=r"line 3, column 3: the census is of 2026, not of 2025"):
        census(year=2025)
    with pytest.raises(BadUsage, match="no rule set of the CIN census for 2031"):
        census(CENSUS.replace("2026</Year>", "2031</Year>").replace(">2026-03-31", ">2031-03-31"), year=2031)


def test_a_census_of_a_year_without_rules_is_checked_by_the_nearest(census):
    old = census(CENSUS.replace("2026</Year>", "2019</Year>").replace(">2026-03-31", ">2019-03-31"))
    assert (old.year, old.ends) == (2023, 2019)
    assert "there is no rule set of the CIN census for 2019, so that of 2023 was used" in old.notes[0]


HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"


def csv(tmp_path: Path, name: str, text: str) -> Path:
    (tmp_path / name).write_text(text, "utf-8")
    return tmp_path / name


def test_a_set_of_files_is_one_return_of_the_year_of_its_dates(tmp_path: Path):
    csv(tmp_path, "a.csv", HEADER + "1,m,01/02/2010,WBRI,,,\n\n2,F,31/02/2010,,,,\n")
    csv(
        tmp_path,
        "b.csv",
        "PL_POST,CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,URN\n"
        ",1,05/06/2025,S,C2,N1,U4,PR1,,,,,\n",
    )
    (submission,) = read_submissions([tmp_path])
    assert (submission.of, submission.year, submission.rows) == (SSDA903, 2026, 3)
    assert cells(submission, "Header", "CHILD", "SEX", "row", "_line") == [("1", "m", 0, 2), ("2", "F", 1, 4)]
    assert submission.supplied == {"Header", "Episodes"}
    assert any("not supplied: AD1," in note for note in submission.notes)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEADER.replace("SEX", "DOB"), "line 1, column 3: the heading 'DOB' stands twice"),
        (HEADER + "1,M,,,,,\n" + HEADER, "line 3, column 1: the headings stand a second time"),
        (HEADER.replace("ETHNIC,", ""), "it looks like Header but lacks the columns ETHNIC"),
        ("a,b\n1,2\n", "its columns are those of no SSDA903 table"),
        ("", "the file is empty"),
    ],
)
def test_a_broken_file_of_a_set_is_refused_with_its_place(tmp_path: Path, text: str, message: str):
    with pytest.raises(BadInput, match=r"header\.csv") as error:
        read_submissions([csv(tmp_path, "header.csv", text)])
    assert message in str(error.value)


def test_what_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(BadInput, match="there is no such file or folder"):
        read_submissions([tmp_path / "nowhere.xml"])
    with pytest.raises(BadInput, match="it holds no return"):
        read_submissions([tmp_path])


def test_the_xml_form_is_the_same_return(tmp_path: Path):
    file = tmp_path / "r.xml"
    file.write_text(
        "<EXPSSDA903><CHILD><HEADER><CHILDID>7</CHILDID><SEX>M</SEX><DOB>01/02/2010</DOB><UASC>1</UASC><DUC/>"
        "<AREVIEW><REVIEW>01/06/2025</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>"
        "<AMISSING><MISSING>M</MISSING></AMISSING><OC2><SDQ_SCORE>9</SDQ_SCORE></OC2>"
        "<ACTIV>F1</ACTIV></HEADER><EPISODE><DECOM>05/06/2025</DECOM><PL>U4</PL></EPISODE></CHILD></EXPSSDA903>",
        "utf-8",
    )
    (submission,) = read_submissions([file])
    assert submission.file_format == "xml"
    assert cells(submission, "Episodes", "CHILD", "DECOM", "PLACE") == [("7", "05/06/2025", "U4")]
    assert cells(submission, "Reviews", "CHILD", "DOB", "REVIEW_CODE") == [("7", "01/02/2010", "PN1")]
    assert cells(submission, "OC3", "CHILD", "ACTIV") == [("7", "F1")]
    assert cells(submission, "UASC", "CHILD", "SEX") == [("7", "M")]
    assert submission.tables["AD1"].num_rows == 0
    assert "SWEpisodes" not in submission.supplied


@pytest.mark.parametrize("folder", ["cin_census", "s903_validator", "s903_two_years", "s903_liia"])
def test_no_row_of_the_samples_is_lost(folder: str):
    if not SAMPLES.exists():
        pytest.skip("the sample returns are not here")
    for submission in read_submissions([SAMPLES / folder]):
        assert submission.rows > 0
    if folder == "s903_validator":
        rows = {n: t.num_rows for n, t in read_submissions([SAMPLES / folder])[0].tables.items()}
        assert (rows["Header"], rows["Episodes"], rows["Reviews"]) == (2675, 5050, 12582)


def test_a_set_beside_the_year_before_has_it_as_last_years():
    if not SAMPLES.exists():
        pytest.skip("the sample returns are not here")
    first, second = read_submissions([SAMPLES / "s903_two_years"])
    assert not any(name.endswith("_last") for name in first.tables)
    assert second.tables["Episodes_last"] is first.tables["Episodes"]
    assert (first.children, second.children) == (362, 226)


def providers(name: str) -> list[tuple]:
    if not SAMPLES.exists():
        pytest.skip("the sample returns are not here")
    table = read_providers([SAMPLES / "s903_validator" / name])
    columns = ("URN", "LA_NAME", "PLACE_CODES", "PROVIDER_CODES", "REG_END", "POSTCODE")
    return list(zip(*(table.column(c).to_pylist() for c in columns), strict=True))


def test_ofsteds_lists_are_read_in_each_of_their_layouts():
    assert providers("ch_fake.xlsx") == [("njascn", "East Sussex", "cod3c0d3", "cod3", "", "bn20 8jx")]
    assert providers("scp_fake.xlsx")[1] == (
        "p4baboo7", "East Sussex County Council", "c0d5", "c0d4d0", "01/01/2023", "BN20 8JX",
    )  # fmt: skip
    assert providers("combined_scp_ch_fake.xlsx")[0] == (
        "ARN00001", "Arnor borough council", "U1,U2,U3,U4,U5,U6", "RD1, RD2", "", "ND1 8AD",
    )  # fmt: skip


def test_supported_accommodation_is_k3_and_closes_on_its_day():
    assert providers("scp_ch_2025_fake.xlsx")[1] == ("2", "SA LA", "K3", "PR4", "01/02/2024", "P05 7OD")
    assert [row[2:5] for row in providers("scpch_assisted.xlsx")[-2:]] == [("K3", "codecode", ""), ("K3", "code1", "")]


def test_a_workbook_without_providers_is_refused():
    if not SAMPLES.exists():
        pytest.skip("the sample returns are not here")
    with pytest.raises(BadInput, match="no sheet lists providers"):
        read_providers([SAMPLES / "annex_a" / "Annex_A.xlsx"])
