"""A file that can't be trusted as a whole is refused in one sentence, and nothing changes."""

import io
import re
import zipfile

import pytest

from sightline.dataset.versions import current_version
from sightline.errors import BadInput, BadUsage, SightlineError

from .builders import annex_list, census, census_child, csv, ssd_files, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
REFERRAL = {"child_id": "7", "referral_date": "10/04/2024"}
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def _zip(**members):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/"), text)
    return content.getvalue()


def _bomb() -> bytes:
    """A workbook of a sheet that unpacks to a thousand times its size."""
    small = workbook({"List 3": annex_list(3, REFERRAL)})
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(small)) as given, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as bomb:
        for entry in given.infolist():
            extra = b" " * 60_000_000 if entry.filename.endswith("sheet1.xml") else b""
            bomb.writestr(entry.filename, given.read(entry) + extra)
    return content.getvalue()


def _far_corner() -> bytes:
    """A workbook whose second cell lies at the far corner of the largest sheet."""
    small = workbook({"List 3": annex_list(3, REFERRAL)})
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(small)) as given, zipfile.ZipFile(content, "w") as far:
        for entry in given.infolist():
            text = given.read(entry)
            if entry.filename.endswith("sheet1.xml"):
                text = text.replace(
                    b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                )
            far.writestr(entry.filename, text)
    return content.getvalue()


WHOLE_FILE_FAULTS = {
    "empty.csv": (b"", "the file is empty"),
    "blank.csv": (b"\r\n \r\n", "the file is empty"),
    "unknown.csv": (b"Day,Weather\n1,fine\n", "its headings (Day, Weather) are of no list, return or table"),
    "binary.csv": (bytes(range(256)) * 40, "not a text file"),
    "quotes.csv": (b'pers_person_id,pers_sex\n1,"F\n2,M\n', "a quotation mark is opened and never closed"),
    "no_key.csv": (b"pers_sex,pers_dob,pers_person\nF,2010-05-01,1\n", "are of no list, return or table"),
    "ssd_person.csv": (b"pers_sex,pers_dob\nF,2010-05-01\n", "no column 'pers_person_id'"),
    "episodes.csv": (
        b"CHILD,DECOM,RNE,LS,CIN,PLACE,DEC\n1,,,,,,\n",
        "the columns are those of the 903's Episodes, but",
    ),
    "protected.xlsx": (OLE, "password-protected or in the old .xls format"),
    "truncated.xlsx": (workbook({"List 3": annex_list(3, REFERRAL)})[:3000], "the workbook is broken"),
    "archive.xlsx": (_zip(readme="nothing"), "the workbook is broken"),
    "bomb.xlsx": (_bomb(), "far more than an inspection workbook"),
    "corner.xlsx": (_far_corner(), "a sheet reaches to row 1,048,576 and column 16,384"),
    "other.xlsx": (
        workbook({"Sheet1": [["Day", "Weather"], ["1", "fine"]]}),
        "no sheet has the headings of an Annex A list",
    ),
    "broken.parquet": (b"PAR1 not really PAR1", "not a Parquet file that can be read"),
    "root.xml": (b"<Report><Child/></Report>", "the root element is 'Report'"),
    "collection.xml": (census(census_child()).replace("CIN</C", "SEN2</C").encode(), "the collection is 'SEN2'"),
    "cut.xml": (census(census_child()).encode()[:-40], "not well-formed XML"),
    "childless.xml": (census().encode(), "the census holds no children"),
    "laughs.xml": (
        census(census_child()).replace("<Message>", LAUGHS + "<Message>").encode(),
        "defines its own entities",
    ),
    "external.xml": (
        census(census_child()).replace("<Message>", EXTERNAL + "<Message>").encode(),
        "defines its own entities",
    ),
    "deep.xml": (b"<Message>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</Message>", "not well-formed XML"),
    "workforce.xml": (
        census().replace("CIN</C", "CSWW</C").encode(),
        "the census holds no workers",
    ),
}


@pytest.mark.parametrize("name", WHOLE_FILE_FAULTS)
def test_a_file_at_fault_is_refused_in_a_sentence(name, loaded, put, workspace):
    content, says = WHOLE_FILE_FAULTS[name]
    with pytest.raises(BadInput) as refused:
        loaded(put({name: content}) / name)
    assert says in str(refused.value)
    assert str(refused.value).startswith(name.split(".")[0])
    assert "\n" not in str(refused.value)
    assert current_version(workspace) is None
    assert not list(workspace.glob("datasets/*"))


def test_one_bad_file_refuses_the_whole_load(loaded, put):
    first = loaded(put(ssd_files(), "good"))
    with pytest.raises(BadInput):
        loaded(put({**ssd_files(), "ssd_contacts.csv": ""}, "bad"))
    assert current_version(first.report.version.path.parents[1]).name == first.report.version.name


def test_nothing_there(loaded):
    with pytest.raises(BadUsage, match=re.escape("There is no file or folder '/nowhere'. Check the path.")):
        loaded("/nowhere")


def test_a_folder_without_sources_says_what_it_found(loaded, put):
    with pytest.raises(BadInput, match=r"no file in this folder is a source that can be loaded\. The first is"):
        loaded(put({"weather.csv": "Day,Weather\n1,fine\n"}))


def test_a_database_of_another_kind(loaded):
    with pytest.raises(BadUsage, match="'mysql://' is not a kind of database"):
        loaded("mysql://server/ssd")


def _people(count):
    return {"ssd_person.csv": csv(["pers_person_id"], *([f"P{n}"] for n in range(count)))}


def test_a_table_that_would_lose_half_of_its_rows_is_refused(loaded, put, workspace):
    first = loaded(put(_people(20), "many"))
    with pytest.raises(SightlineError) as refused:
        loaded(put(_people(10), "few"))
    assert str(refused.value) == (
        "This load would lose half or more of: ssd_person from 20 to 10 rows. Check the export; if it is right, "
        "load it again with --accept-shrink. Nothing was changed."
    )
    assert current_version(workspace).name == first.report.version.name
    assert [p.name for p in (workspace / "datasets").iterdir()] == [first.report.version.name]


def test_a_table_that_is_gone_is_refused_too(loaded, put):
    visits = csv(["cinv_cin_visit_id"], *([str(n)] for n in range(1, 31)))
    loaded(put({**_people(20), "ssd_cin_visits.csv": visits}, "many"))
    with pytest.raises(SightlineError, match="ssd_cin_visits from 30 to 0 rows"):
        loaded(put(_people(20), "few"))


@pytest.mark.parametrize(("before", "after"), [(20, 11), (19, 1)])
def test_a_smaller_loss_and_a_small_table_pass(loaded, put, before, after):
    loaded(put(_people(before), "many"))
    assert len(loaded(put(_people(after), "few")).rows("ssd_person", "pers_person_id")) == after


def test_a_loss_can_be_accepted(loaded, put):
    loaded(put(_people(40), "many"))
    assert len(loaded(put(_people(3), "few"), accept_shrink=True).rows("ssd_person", "pers_person_id")) == 3
