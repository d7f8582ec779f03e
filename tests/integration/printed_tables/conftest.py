"""The workbook's authority: extracted, loaded and measured once, by the command line."""

import json

import pytest

from printed_tables.authority import authority_of_the_workbook
from printed_tables.printed import FILE, Workbook, run


@pytest.fixture(scope="session")
def extract_folder(tmp_path_factory):
    """The extract on disk: a folder of CSV files."""
    if not FILE.exists():
        pytest.skip(f"the printed tables lie outside the repository, in {FILE}, which is not here")
    return authority_of_the_workbook().write(tmp_path_factory.mktemp("workbook") / "ssd")


@pytest.fixture(scope="session")
def load_report(extract_folder, tmp_path_factory):
    """What `sightline load` says of it, and the workspace it is in."""
    workspace = tmp_path_factory.mktemp("workspace")
    said = run("load", str(extract_folder), "--as-at", "2017-06-30", "--workspace", str(workspace), "--json")
    return json.loads(said), workspace


@pytest.fixture(scope="session")
def workbook(load_report):
    """The measured workbook, open for questions."""
    _said, workspace = load_report
    run("measure", "--workspace", str(workspace))
    return Workbook(workspace)
