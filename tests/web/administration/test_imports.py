"""An uploaded extract changes nothing until it is taken up; a hostile one changes nothing at all."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sightline.dataset.versions import current_version
from sightline.web.administration import loading, uploads
from sightline.web.administration.models import State, Upload

HEADINGS = "cont_contact_id,cont_person_id,cont_contact_date,cont_contact_source_code"
CONTACTS = f"{HEADINGS}\n1,P1,2026-09-01,1A\n2,P2,2026-09-02,1B\n".encode()
PERSONS = b"pers_person_id,pers_sex\nP1,F\nP2,M\n"


class AtOnce:
    """A thread that is done when it is started."""

    def __init__(self, target, args, **_how):
        self.start = lambda: target(*args)


@pytest.fixture
def at_once(monkeypatch):
    """What runs beside the page runs before it answers, so that a test sees the end of it."""
    monkeypatch.setattr(loading, "Thread", AtOnce)
    monkeypatch.setattr(loading, "close_old_connections", lambda: None)


@pytest.fixture
def analyst(signed_in, own_workspace, at_once):
    return signed_in("analyst")


def upload(client, *files, as_at="2026-09-30"):
    client.post("/administration/imports/", {"files": [SimpleUploadedFile(n, c) for n, c in files], "as_at": as_at})
    return Upload.objects.first()


def extract(client):
    return upload(client, ("ssd_contacts.csv", CONTACTS), ("ssd_person.csv", PERSONS))


def test_it_says_what_would_change_and_changes_nothing(analyst, own_workspace):
    made = extract(analyst)
    assert (made.state, made.sentence) == (State.READY, "")
    tables = {table["table"]: table["after"] for table in made.preview["tables"]}
    assert (tables["ssd_contacts"], tables["ssd_person"]) == (2, 2)
    assert current_version(own_workspace) is None
    assert b"ssd_contacts" in analyst.get(f"/administration/imports/{made.pk}/").content


def test_taken_up_it_is_measured_and_current_and_its_files_are_gone(analyst, own_workspace):
    made = extract(analyst)
    analyst.post(f"/administration/imports/{made.pk}/decision/", {"decision": "take"})
    made.refresh_from_db()
    assert (made.state, made.sentence) == (State.CURRENT, "")
    assert current_version(own_workspace).name == made.version
    assert not loading.folder_of(made).exists()


def test_given_up_nothing_of_it_stays(analyst, own_workspace):
    made = extract(analyst)
    analyst.post(f"/administration/imports/{made.pk}/decision/", {"decision": "give_up"})
    made.refresh_from_db()
    assert made.state == State.GIVEN_UP
    assert not loading.folder_of(made).exists()
    assert list((own_workspace / "datasets").iterdir()) == []


def test_one_that_began_before_another_was_taken_up_is_read_again(analyst, own_workspace):
    first, second = extract(analyst), extract(analyst)
    for made in (first, second):
        analyst.post(f"/administration/imports/{made.pk}/decision/", {"decision": "take"})
    second.refresh_from_db()
    assert second.state == State.REFUSED
    assert "Another extract was taken up" in second.sentence
    assert current_version(own_workspace).name == first.version


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ssd_contacts.csv", b"\x00\xff\xfe\x00" * 100),
        ("census.xml", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'),
        ("annex.xlsx", b"PK\x03\x04 but no workbook"),
        ("return.csv", b"=cmd|' /C calc'!A0,b\n1,2\n"),
        ("run.exe", b"MZ"),
        ("../../../etc/passwd.csv", b"a,b\n1,2\n"),
    ],
)
def test_a_hostile_file_is_refused_in_a_sentence_and_leaves_nothing(name, content, analyst, own_workspace):
    before = sorted(path.name for path in own_workspace.iterdir())
    made = upload(analyst, (name, content))
    assert made.state in (State.REFUSED, State.GIVEN_UP)
    assert "Traceback" not in made.sentence
    assert current_version(own_workspace) is None
    left = {path.name for path in own_workspace.iterdir()} - set(before) - {"uploads", "datasets", ".load.lock"}
    assert left == set()
    assert list((own_workspace / "uploads").iterdir()) == []


def test_a_name_is_only_ever_a_name():
    assert loading.plain_name("../../etc/passwd.csv") == "passwd.csv"
    assert loading.plain_name(r"C:\files\..\list 1.xlsx") == "list 1.xlsx"
    assert loading.plain_name(".hidden\x00.csv") == "hidden_.csv"
    assert loading.plain_name("") == "file"


def test_too_much_is_refused_while_it_arrives(analyst, own_workspace, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_BYTES", 1_000)
    answer = analyst.post("/administration/imports/", {"files": [SimpleUploadedFile("ssd_contacts.csv", b"x" * 5_000)]})
    assert b"An upload may have" in answer.content
    assert not Upload.objects.exists()
