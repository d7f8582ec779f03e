"""The inspection lists, loaded again as an Annex A, tell of the same children and the same events."""

from datetime import date

import pytest

from sightline.errors import BadUsage
from sightline.returns.known import holding_roles
from sightline.returns.write.annex_a import make_lists, months_before, write_lists
from sightline.sources.annex_a import lists as declared_lists

from .conftest import AS_AT

SIX = months_before(AS_AT, 6)


@pytest.fixture(scope="module")
def made(faulty):
    return make_lists(faulty.authority, AS_AT, holding_roles(faulty.settings), "^QX[0-9]")


def test_the_headings_are_ofsteds_in_ofsteds_order(made):
    for number, rows in made.lists.items():
        assert rows.column_names == [c.heading for c in declared_lists()[number].columns]


def test_every_list_that_the_dataset_can_fill_is_filled(made):
    assert [n for n, rows in made.lists.items() if not rows.num_rows] == [11]
    assert "The dataset has no ext_adopter, so list 11 is empty." in made.notes


def test_the_workbook_is_loaded_again_without_a_reject(made, reload, tmp_path):
    write_lists(made, tmp_path / "annex.xlsx")
    back = reload(tmp_path / "annex.xlsx", AS_AT)
    people = set(back.tables["ssd_person"].column("pers_person_id").to_pylist())
    listed = {c for n in range(1, 11) for c in made.lists[n].column("Child Unique ID").to_pylist()}
    assert people == listed


def test_the_figures_are_the_datasets(faulty, made, reload, tmp_path):
    write_lists(made, tmp_path / "annex.xlsx")
    before, after = faulty.authority.tables, reload(tmp_path / "annex.xlsx", AS_AT).tables
    events = {
        ("ssd_contacts", "cont_person_id", "cont_contact_date"),
        ("ssd_cin_episodes", "cine_person_id", "cine_referral_date"),
    }
    known = set(before["ssd_person"].column("pers_person_id").to_pylist())
    for name, person, day in events:
        # Of two contacts that are alike in every column of the list, the load keeps one.
        wanted = {e for e in _pairs(before[name], person, day) if SIX <= e[1] <= AS_AT and e[0] in known}
        assert {e for e in _pairs(after[name], person, day) if SIX <= e[1] <= AS_AT} == wanted
    on_a_plan = _open(before["ssd_cp_plans"], "cppl_person_id", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date")
    assert len(on_a_plan) > 50
    assert _open(after["ssd_cp_plans"], "cppl_person_id", "cppl_cp_plan_start_date",
                 "cppl_cp_plan_end_date") == on_a_plan  # fmt: skip
    statuses = before["ssd_legal_status"].to_pylist()
    short = {row["lega_person_id"] for row in statuses if row["lega_legal_status"] in ("V3", "V4")}
    cared = ("clae_person_id", "clae_cla_episode_start_date", "clae_cla_episode_ceased_date")
    assert _open(after["ssd_cla_episodes"], *cared) == _open(before["ssd_cla_episodes"], *cared) - short


def test_an_earlier_day_knows_nothing_later(faulty):
    day = date(2026, 1, 31)
    earlier = make_lists(faulty.authority, day, holding_roles(faulty.settings), None)
    for number, rows in earlier.lists.items():
        dates = [c for c in rows.column_names if c.startswith("Date") and c != "Date of Birth"]
        if number != 9:
            assert all(v is None or v <= day for c in dates for v in rows.column(c).to_pylist())
    assert any(note.startswith("List 9 has the care leavers as at 30 June 2026") for note in earlier.notes)
    assert any("own_postcodes" in note for note in earlier.notes)


def test_a_day_after_the_datas_own_is_refused(faulty):
    with pytest.raises(BadUsage, match="as at 30 June 2026, so it can't say what there is on 1 July 2026"):
        make_lists(faulty.authority, date(2026, 7, 1), {}, None)


def test_the_same_lists_are_the_same_bytes(made, tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write_lists(made, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def _pairs(table, person: str, day: str) -> list[tuple]:
    return [p for p in zip(table.column(person).to_pylist(), table.column(day).to_pylist(), strict=True) if all(p)]


def _open(table, person: str, start: str, end: str) -> set[str]:
    return {
        r[person]
        for r in table.select([person, start, end]).to_pylist()
        if r[start] and r[start] <= AS_AT and (r[end] is None or r[end] > AS_AT)
    }
