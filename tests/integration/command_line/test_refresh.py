"""`sightline refresh`: readers see the old figures until the new ones are whole."""

from datetime import date

import pytest

from sightline.cli import refresh
from sightline.dataset.versions import current_version
from sightline.engine.cube import cube_path
from sightline.settings import FILE_NAME

AS_AT = "2017-06-30"


@pytest.fixture
def sources(tmp_path):
    """A workspace and a source beside it; `sources(n)` writes an extract of so many children, a referral each."""
    folder = tmp_path / "extract"
    folder.mkdir()
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    (workspace / FILE_NAME).write_text(f'[sources.cases]\npath = "{folder}"\n', "utf-8")

    def write(children: int):
        people = [f"P{n},F,2010-05-01" for n in range(children)]
        referrals = [f"R{n},P{n},2017-05-0{n % 9 + 1}" for n in range(children)]
        _csv(folder / "ssd_person.csv", "pers_person_id,pers_sex,pers_dob", people)
        _csv(folder / "ssd_cin_episodes.csv", "cine_referral_id,cine_person_id,cine_referral_date", referrals)
        return workspace

    return write


def _csv(file, headings, rows):
    file.write_text("\n".join([headings, *rows]) + "\n", "utf-8")


@pytest.fixture
def unmeasured(monkeypatch):
    """Refreshes without measuring; lists what was current when the measuring would have begun."""
    seen = []

    def measured(workspace, version, engine, settings, report):
        seen.append((current_version(workspace), version))

    monkeypatch.setattr(refresh, "measure", measured)
    return seen


def refreshed(run, workspace, *options):
    return run("refresh", "--workspace", workspace, "--as-at", AS_AT, *options)


def test_a_refresh_loads_measures_and_makes_current(run, sources):
    workspace = sources(4)
    done = refreshed(run, workspace)
    assert (done.exit_code, done.stdout) == (0, "")
    version = current_version(workspace)
    said = " ".join(done.stderr.split())
    assert said.endswith(f"rows are current, as at 30 June 2017 (version {version.name}).")
    assert (cube_path(workspace, version) / "cube.json").exists()
    answer = run("query", "referrals", "--period", "2017-05", "-f", "json", "-w", workspace)
    assert answer.json["rows"][0]["value"] == 4
    # The figures are there: nothing is measured when they are asked for.
    assert answer.stderr == ""


def test_the_old_version_is_current_until_the_new_one_is_measured(run, sources, unmeasured):
    workspace = sources(4)
    refreshed(run, workspace)
    first = current_version(workspace)
    sources(5)
    refreshed(run, workspace)
    second = current_version(workspace)
    assert unmeasured == [(None, first), (first, second)]
    assert first.name != second.name


def test_a_refresh_that_fails_while_measuring_leaves_the_old_version_current(run, sources, unmeasured, monkeypatch):
    workspace = sources(4)
    refreshed(run, workspace)
    before = current_version(workspace)

    def fault(*_arguments):
        raise MemoryError

    monkeypatch.setattr(refresh, "measure", fault)
    failed = refreshed(run, workspace)
    assert failed.exit_code == 1
    assert failed.said.startswith("Sightline failed unexpectedly (MemoryError); nothing was changed.")
    assert current_version(workspace) == before


def test_a_refresh_that_fails_while_loading_leaves_the_old_version_current(run, sources, unmeasured, tmp_path):
    workspace = sources(4)
    refreshed(run, workspace)
    before = current_version(workspace)
    (tmp_path / "extract" / "ssd_person.csv").write_bytes(b"pers_person_id\n\x00\xff\n")
    for file in (tmp_path / "extract").iterdir():
        file.rename(tmp_path / file.name)
    failed = refreshed(run, workspace)
    assert failed.exit_code in (1, 2)
    assert str(tmp_path / "extract") in failed.said
    assert current_version(workspace) == before
    assert [path.name for path in (workspace / "datasets").iterdir()] == [before.name]


def test_a_table_that_lost_half_of_its_rows_is_refused_unless_that_is_accepted(run, sources, unmeasured):
    workspace = sources(40)
    refreshed(run, workspace)
    before = current_version(workspace)
    sources(20)
    refused = refreshed(run, workspace)
    assert refused.exit_code == 1
    assert "ssd_" in refused.said
    assert current_version(workspace) == before
    assert refreshed(run, workspace, "--accept-shrink").exit_code == 0
    assert current_version(workspace) != before


def test_every_source_of_the_settings_is_loaded(run, sources, unmeasured, tmp_path):
    workspace = sources(4)
    more = tmp_path / "more"
    more.mkdir()
    _csv(more / "ssd_contacts.csv", "cont_contact_id,cont_person_id,cont_contact_date", ["C1,P1,2017-05-01"])
    with (workspace / FILE_NAME).open("a") as settings:
        settings.write(f'[sources.front_door]\npath = "{more}"\n')
    refreshed(run, workspace)
    assert {"ssd_person", "ssd_contacts"} <= current_version(workspace).manifest.supplied


def test_without_a_date_it_is_as_at_today(run, sources, unmeasured):
    workspace = sources(4)
    run("refresh", "--workspace", workspace)
    assert current_version(workspace).manifest.as_at == date.today()


@pytest.mark.parametrize(
    ("setting", "read"),
    [
        ("as_at = 2017-05-31", lambda manifest: manifest.as_at == date(2017, 5, 31)),
        ('la_code = "878"', lambda manifest: manifest.authorities == ["878"]),
    ],
)
def test_what_the_settings_say_of_a_source_holds(run, sources, unmeasured, setting, read):
    workspace = sources(4)
    with (workspace / FILE_NAME).open("a") as settings:
        settings.write(setting + "\n")
    run("refresh", "--workspace", workspace)
    assert read(current_version(workspace).manifest)


def test_a_source_of_observations_stands_beside_the_case_system(run, sources, tmp_path):
    workspace = sources(4)
    headings = "measure,period,numerator,status,source,extracted_on"
    _csv(tmp_path / "texts.csv", headings, ["chat_health_texts,2017-05,252,final,School nurses,2017-06-10"])
    with (workspace / FILE_NAME).open("a", encoding="utf-8") as settings:
        settings.write(f'[sources.texts]\nkind = "observations"\npath = "{tmp_path / "texts.csv"}"\n')
    for _night in range(2):
        assert refreshed(run, workspace).exit_code == 0
    (row,) = run("query", "chat_health_texts", "-f", "json", "--workspace", workspace).json["rows"]
    assert (row["value"], row["revision"], row["observation_status"]) == (252, 1, "final")
    assert run("query", "referrals", "-p", "2017-05", "-f", "json", "-w", workspace).json["rows"][0]["value"] == 4
