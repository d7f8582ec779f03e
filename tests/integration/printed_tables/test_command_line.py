"""The printed figures from a terminal: a load that keeps every row, and a query in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

from printed_tables.printed import needs_the_printed_tables, series

pytestmark = needs_the_printed_tables


def test_the_load_keeps_every_row_of_the_extract_and_says_so(workbook):
    said = workbook.load_report
    written = {f.stem: len(f.read_text("utf-8").splitlines()) - 1 for f in workbook.folder.glob("*.csv")}
    assert {t["table"]: t["read"] for t in said["tables"] if t["table"] in written} == written
    # A conference, plan or visit that is missing would only make a figure smaller, so nothing may be set aside.
    assert {t["table"]: t["rejected"] for t in said["tables"] if t["rejected"]} == {}
    assert said["as_at"] == "2017-06-30"


def test_a_query_in_a_process_of_its_own_prints_the_same_table(workbook):
    command = Path(sys.executable).parent / "sightline"
    asked = [
        "query",
        "referrals",
        "--period",
        "2016-06..2017-06",
        "--format",
        "json",
        "--workspace",
        workbook.workspace,
    ]
    done = subprocess.run([command, *asked], capture_output=True, text=True, check=True, timeout=120)
    answer = json.loads(done.stdout)
    assert (answer["measure"], answer["unit"]) == ("referrals", "count")
    assert [row["value"] for row in answer["rows"]] == [int(v) for v in series("7", "referrals").values()]
    assert done.stderr == ""
