"""Extracts on disk, loaded and measured once by the command line."""

import json

import pytest

from printed_tables.authority import authority_of_the_workbook
from printed_tables.extract import Extract
from printed_tables.printed import FILE, Workbook, run


@pytest.fixture(scope="session")
def loaded(tmp_path_factory):
    """`loaded(extract)`: the extract written, loaded and measured by the command line, open for questions."""

    def load(extract: Extract, *, as_at: str = "2017-06-30") -> Workbook:
        folder, workspace = tmp_path_factory.mktemp("ssd"), tmp_path_factory.mktemp("workspace")
        extract.write(folder)
        said = json.loads(run("load", str(folder), "--as-at", as_at, "--workspace", str(workspace), "--json"))
        run("measure", "--workspace", str(workspace))
        return Workbook(workspace, folder, said)

    if not FILE.exists():
        pytest.skip(f"the printed tables lie outside the repository, in {FILE}, which is not here")
    return load


@pytest.fixture(scope="session")
def workbook(loaded):
    """The authority of the workbook's monthly tables."""
    return loaded(authority_of_the_workbook())
