"""Signing a period off: what stops it, what it freezes, that a kill leaves nothing and nothing changes silently."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from sightline.errors import SightlineError
from sightline.judgement.suppression.audience import Audience
from sightline.judgement.suppression.ledger import read_ledger
from sightline.measures.catalogue import measure_called
from sightline.pages import published
from sightline.pages.published_freeze import Frozen, freeze, from_csv, to_csv
from sightline.web.audit.models import Entry
from sightline.web.commentary import publishing
from sightline.web.commentary.models import Commentary, Publication
from sightline.web.commentary.publishing import differing, readiness, state_of_period
from sightline.web.commentary.restated import restated
from web.commentary.conftest import MEASURE

TEXT = f"It was {{{{{MEASURE}}}}}."
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="session")
def frozen(reading) -> Frozen:
    """The newest month, frozen once: it takes some seconds."""
    return freeze(reading, reading.last_whole_month)


@pytest.fixture
def as_frozen(frozen, monkeypatch) -> Frozen:
    monkeypatch.setattr(publishing, "freeze", lambda reading, month: frozen)
    return frozen


@pytest.fixture
def month(reading):
    return reading.last_whole_month


@pytest.fixture
def sign(own_workspace, as_frozen, signed_in, month):
    def signed(who: str = "director", reason: str = "", seen: str = ""):
        given = {"agreed": "on", "reason": reason, "seen": seen or readiness(own_workspace, month).seen}
        return signed_in(who).post(f"/published/sign-off/?period={month}", given)

    return signed


def folder(reading, month) -> Path:
    return reading.workspace / "published" / str(month)


def test_what_is_frozen(frozen, reading, month):
    units = {figure.unit for figure in frozen.exact}
    assert {"whole", "locality.north"} < units
    assert any(unit.startswith("team.") for unit in units)
    by_key = {figure.key: figure for figure in frozen.exact}
    one = by_key["rereferral_pct_children", "whole", "month"]
    assert one.value.endswith("%")
    assert from_csv(to_csv(frozen.exact)) == frozen.exact


def test_the_public_is_shown_no_small_number(frozen):
    """Neither a count of 1 to 5 nor a percentage over or under one, and no team at all."""
    counts = [f for f in frozen.public if f.exact and measure_called(f.measure).subject.about_children]
    assert len(counts) > 500
    small = {"1", "2", "3", "4", "5"}
    assert [f.key for f in counts if f.numerator in small or f.denominator in small] == []
    assert {f.unit.split(".")[0] for f in frozen.public} <= {"whole", "locality", "service-area"}
    assert any(f.status == "suppressed" and not f.value and not f.numerator for f in frozen.public)


def test_what_is_not_approved_stops_it(sign, write, month, own_workspace):
    write("analyst", TEXT)
    sign()
    assert not folder(own_workspace, month).exists()
    assert Publication.objects.count() == 0


def test_a_month_that_has_not_ended_can_not_be_signed(own_workspace, month):
    early = replace(own_workspace.version.manifest, as_at=month.start)
    own_workspace.version = replace(own_workspace.version, manifest=early)
    assert "before" in readiness(own_workspace, month).stops[0].text


@pytest.mark.parametrize("who", ["member", "analyst", "head", "admin"])
def test_who_may_not_sign(sign, who):
    assert sign(who).status_code == 403


def test_signing_off(sign, write, decide, signed_in, month, own_workspace):
    write("analyst", TEXT)
    decide("director", "approve")
    assert state_of_period(month) == "provisional until signed off"
    answer = sign()
    assert answer.headers["Location"] == f"/published/{month}/1/"
    assert state_of_period(month).startswith("signed off ")
    held = Commentary.objects.get()
    assert (held.state, held.edition) == ("locked", 1)
    assert held.protected.keys() == held.figures.keys()
    files = {file.name for file in (folder(own_workspace, month) / "1").iterdir()}
    assert files == {"manifest.json", "figures.csv", "figures-public.csv", "commentary.json", "commentary-public.json",
                     "definitions.json", "restated.json"}  # fmt: skip
    facts = json.loads((folder(own_workspace, month) / "1" / "manifest.json").read_text())
    assert facts["dataset"] == own_workspace.name
    assert facts["signed_by"] == "Rosmer Penhallick"
    assert Entry.objects.filter(act="published").count() == 1
    assert read_ledger(own_workspace.workspace).before(Audience.PUBLIC).shown
    # Members read it, with figures as the public may have them.
    page = signed_in("member").get(f"/published/{month}/1/?unit=locality.north").content.decode()
    assert "as signed off" in page
    assert "[c]" in page
    given = signed_in("member").get(f"/published/{month}/1/figures.csv").content.decode()
    assert given == (folder(own_workspace, month) / "1" / "figures-public.csv").read_text()
    assert "Locked" in signed_in("analyst").get(f"/commentary/{MEASURE}/").content.decode()


def test_a_list_that_changed_is_not_signed(sign, month):
    sign(seen="something else")
    assert Publication.objects.count() == 0


def test_again_is_a_new_edition_with_a_reason(sign, month, own_workspace, monkeypatch, frozen, signed_in):
    sign()
    sign()
    assert Publication.objects.count() == 1
    first = (folder(own_workspace, month) / "1" / "figures.csv").read_bytes()
    key = ("rereferral_pct_children", "whole", "month")
    moved = tuple(replace(f, value="9.9%", exact="99/10") if f.key == key else f for f in frozen.exact)
    monkeypatch.setattr(publishing, "freeze", lambda reading, month: replace(frozen, exact=moved))
    sign(reason="Late referrals were recorded")
    assert [(one.edition, one.reason) for one in Publication.objects.all()] == [
        (2, "Late referrals were recorded"),
        (1, ""),
    ]
    assert (folder(own_workspace, month) / "1" / "figures.csv").read_bytes() == first
    page = signed_in("director").get(f"/published/{month}/2/?unit=whole").content.decode()
    assert "Restated in this edition" in page
    assert "9.9%" in page
    assert "There is a newer edition" in signed_in("director").get(f"/published/{month}/1/").content.decode()


class _KilledError(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("where", ["rename", "ledger", "manifest"])
def test_a_sign_off_that_is_killed_leaves_nothing(where, sign, write, decide, month, own_workspace, monkeypatch):
    write("analyst", TEXT)
    decide("director", "approve")

    def killed(*_given, **_named):
        raise _KilledError

    target = {
        "rename": (os, "rename"),
        "ledger": (publishing, "read_ledger"),
        "manifest": (publishing, "write_edition"),
    }
    with monkeypatch.context() as patch:
        patch.setattr(*target[where], killed)
        with pytest.raises(_KilledError):
            sign()
    assert Publication.objects.count() == 0
    assert Commentary.objects.get().state == "approved"
    assert not folder(own_workspace, month).exists() or list(folder(own_workspace, month).iterdir()) == []
    assert sign().status_code == 302
    assert Publication.objects.get().edition == 1


def test_what_a_power_cut_left_is_swept_up(sign, month, own_workspace):
    """Hidden folders, and an edition whose signature never reached the database."""
    for name in (".1.abc.partial", "1"):
        left = folder(own_workspace, month) / name
        left.mkdir(parents=True)
        (left / "figures.csv").write_text("half")
    sign()
    assert [entry.name for entry in folder(own_workspace, month).iterdir()] == ["1"]
    assert "half" not in (folder(own_workspace, month) / "1" / "figures.csv").read_text()


@pytest.mark.parametrize("name", ["figures.csv", "commentary-public.json", "manifest.json"])
def test_what_was_changed_is_refused(name, sign, signed_in, month, own_workspace):
    sign()
    address = f"/published/{month}/1/"
    assert signed_in("member").get(address).status_code == 200
    file = folder(own_workspace, month) / "1" / name
    file.chmod(0o644)
    file.write_bytes(file.read_bytes() + b" ")
    answer = signed_in("member").get(address)
    assert answer.status_code == 400
    assert f"&#x27;{name}&#x27; was changed" in answer.content.decode()
    file.unlink()
    assert "is missing" in signed_in("member").get(address).content.decode()


def test_an_edition_is_never_written_over(tmp_path, month):
    published.write_edition(tmp_path, month, 1, {"a.txt": "first"}, {}).put_in_place()
    with pytest.raises(SightlineError, match="never written over"):
        published.write_edition(tmp_path, month, 1, {"a.txt": "second"}, {})
    assert (published.folder_of(tmp_path, month, 1) / "a.txt").read_text() == "first"


def test_what_is_restated_on_the_measure_page(sign, month, own_workspace, frozen, monkeypatch):
    whole = own_workspace.organisation.whole
    asked = measure_called("rereferral_pct_children")
    sign()
    assert restated(own_workspace, asked, whole, month, Audience.INTERNAL) == ()
    key = (asked.id, "whole", "month")
    moved = tuple(replace(f, value="9.9%", exact="99/10") if f.key == key else f for f in frozen.exact)
    monkeypatch.setattr(publishing, "freeze", lambda reading, month: replace(frozen, exact=moved))
    sign(reason="To see a difference")
    (one,) = restated(own_workspace, asked, whole, month, Audience.INTERNAL)
    assert (one.was, one.edition, one.window.value) == ("9.9%", 2, "month")
    assert restated(own_workspace, asked, whole, month, Audience.PUBLIC) == ()


def test_a_figure_that_went_is_a_difference(frozen):
    one = frozen.exact[0]
    gone = replace(one, exact="", value="", status="not_supplied")
    (found,) = differing((one,), (gone,))
    assert (found.was, found.now) == (one.value or one.status, "not_supplied")
