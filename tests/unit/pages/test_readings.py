"""A request's reading: one version from beginning to end, the last good one until a newer one is ready."""

import shutil
import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sightline.dataset.versions import make_current, open_version
from sightline.engine.measured import Slice
from sightline.errors import SightlineError
from sightline.measures.catalogue import measure_called
from sightline.measures.windows import Window
from sightline.pages import readings as module
from sightline.pages.readings import Readings
from sightline.settings import read_settings
from sightline.sources.load import load

CONTACTS = "cont_contact_id,cont_person_id,cont_contact_date\n"
PERSONS = "pers_person_id,pers_sex\nP1,F\nP2,M\n"
TOML = '[authority]\nname = "Smallshire"\nla_code = "001"\n[history]\nfinancial_years = 1\n'


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch) -> Path:
    """A small authority with one contact, which is looked at anew with every request."""
    monkeypatch.setattr(module, "LOOK_EVERY", 0.0)
    (tmp_path / "sightline.toml").write_text(TOML, "utf-8")
    loaded(tmp_path, contacts=1)
    return tmp_path


def loaded(workspace: Path, contacts: int, *, current: bool = True):
    extract = workspace / "extract"
    shutil.rmtree(extract, ignore_errors=True)
    extract.mkdir()
    rows = "".join(f"{n},P1,2026-09-{n:02}\n" for n in range(1, contacts + 1))
    (extract / "ssd_contacts.csv").write_text(CONTACTS + rows, "utf-8")
    (extract / "ssd_person.csv").write_text(PERSONS, "utf-8")
    report = load(
        workspace, [str(extract)], as_at=date(2026, 9, 30), accept_shrink=True, settings=read_settings(workspace),
        make_current=current,
    )  # fmt: skip
    return report.version


def contacts_in(reading) -> float:
    measure = measure_called("mash_enquiries")
    (figure,) = reading.figures(measure, Slice(Window.MONTH, (reading.last_whole_month,)))
    return float(figure.value)


def until(is_so: Callable[[], bool]) -> None:
    for _try in range(600):
        if is_so():
            return
        time.sleep(0.05)
    raise AssertionError("it never came")


def test_a_newer_version_is_taken_up_once_it_is_measured_and_a_request_keeps_its_own(workspace):
    held = Readings(workspace)
    first = held.current()
    newer = loaded(workspace, contacts=3)
    until(lambda: held.current().name == newer.name)
    assert (contacts_in(first), contacts_in(held.current())) == (1, 3)


def test_first_pages_are_made_before_readers_are_moved(workspace):
    prepared: list[str] = []
    held = Readings(workspace, prepare=lambda reading: prepared.append(reading.name))
    held.current()
    newer = loaded(workspace, contacts=2)
    until(lambda: held.current().name == newer.name)
    assert prepared == [newer.name]


def test_changed_settings_hold_at_once_with_the_counts_that_were_made(workspace):
    held = Readings(workspace)
    before = held.current()
    contacts_in(before)
    file = workspace / "sightline.toml"
    file.write_text(TOML + "[disclosure]\nthreshold = 10\n", "utf-8")
    after = held.current()
    assert after is not before
    assert after.settings.disclosure.threshold == 10
    assert after.measured._series is before.measured._series


def test_settings_that_are_being_mended_leave_the_last_good_state(workspace):
    held = Readings(workspace)
    before = held.current()
    (workspace / "sightline.toml").write_text("[authority\n", "utf-8")
    assert held.current() is before


def test_a_version_that_cannot_be_opened_leaves_the_last_good_one(workspace):
    held = Readings(workspace)
    before = held.current()
    broken = loaded(workspace, contacts=2, current=False)
    (broken.path / "ssd_contacts.parquet").write_bytes(b"no parquet")
    make_current(workspace, open_version(broken.path))
    held.current()
    until(lambda: not [t for t in threading.enumerate() if t.name == "take-up"])
    assert held.current() is before


def test_an_empty_workspace_says_what_to_do(tmp_path):
    with pytest.raises(SightlineError, match="sightline load"):
        Readings(tmp_path).current()


def test_what_is_remembered_is_made_once_and_forgotten_when_it_is_old(workspace, monkeypatch):
    from sightline.pages import reading as of_reading

    monkeypatch.setattr(of_reading, "KEPT", 2)
    reading, made = Readings(workspace).current(), []
    for key in ("a", "b", "a", "c", "a", "b"):
        assert reading.remembered(key, lambda key=key: made.append(key) or key) == key
    assert made == ["a", "b", "c", "b"]
