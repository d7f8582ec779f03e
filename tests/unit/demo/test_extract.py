"""The extract: the same bytes for the same seed, whatever the number of processes; invented names only."""

import tomllib
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq

from sightline.dataset import demo
from sightline.dataset.demo import extract as writing
from sightline.dataset.demo.names import forenames, surnames

AS_AT = date(2017, 6, 30)
REAL_PLACES = ("Devon", "Exeter", "Plymouth", "Torbay", "Cornwall", "Somerset", "Dorset", "Essex", "Kent", "Norfolk",
               "Suffolk", "Surrey", "London", "Birmingham", "Leeds", "Bristol")  # fmt: skip


def test_the_same_seed_gives_the_same_tables(made):
    again = demo.authority(0, seed=1, as_at=AS_AT)
    assert again.faults == made.faults
    assert again.text_faults == made.text_faults
    assert all(again.tables[name].equals(table) for name, table in made.tables.items())


def test_another_seed_gives_other_lives(made):
    other = demo.authority(0, seed=2, as_at=AS_AT)
    assert not other.tables["ssd_contacts"].equals(made.tables["ssd_contacts"])


def test_two_processes_write_what_one_writes(tmp_path):
    seen = []
    together = demo.write_extract(
        tmp_path / "two", authorities=2, seed=5, as_at=AS_AT, progress=lambda done, of: seen.append((done, of))
    )
    assert seen == [(1, 2), (2, 2)]
    alone = writing._write((tmp_path / "one", 1, 5, AS_AT))
    assert alone.rows == together[1].rows
    files = sorted(p.name for p in alone.folder.iterdir())
    assert files == sorted(p.name for p in together[1].folder.iterdir())
    for name in files:
        assert (alone.folder / name).read_bytes() == (together[1].folder / name).read_bytes(), name


def test_an_extract_says_whose_it_is_and_keeps_what_was_typed(tmp_path, made):
    written = writing.write_authority(tmp_path / made.la_code, made)
    about = tomllib.loads((written.folder / "authority.toml").read_text("utf-8"))
    assert about == {"la_code": "001", "name": "Exmereshire", "area_code": "E99000001"}
    contacts = pq.read_table(written.folder / "ssd_contacts.parquet")
    assert contacts.schema.field("cont_contact_date").type == pa.string()
    assert "TBC" in contacts["cont_contact_date"].to_pylist()
    visits = pq.read_table(written.folder / "ssd_cp_visits.parquet")
    assert visits.schema.field("cppv_cp_visit_date").type == pa.date32()


def test_no_place_is_real(made):
    for table, column in (("ssd_department", "dept_team_name"), ("ext_org_unit", "unit_name")):
        text = " ".join(filter(None, made.tables[table][column].to_pylist()))
        assert not [p for p in REAL_PLACES if p in text]
    assert made.name not in REAL_PLACES
    codes = made.tables["ssd_address"]["addr_address_postcode"].drop_null().to_pylist()
    # No postcode of the United Kingdom begins with Q.
    assert all(c.startswith("Q") for c in codes[:5000])


def test_names_are_put_together_from_syllables():
    import numpy as np

    rng = np.random.default_rng(1)
    first = set(forenames(rng, np.arange(400) % 2).to_pylist())
    last = set(surnames(rng, np.arange(400)).to_pylist())
    common = {"James", "Emily", "Jack", "Olivia", "Smith", "Jones", "Taylor", "Brown", "Williams", "Davies"}
    assert len(first) > 100
    assert len(last) > 200
    assert not (first | last) & common
