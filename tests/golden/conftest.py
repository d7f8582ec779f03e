"""Golden reports: what a reader sees, never bytes. `make golden` accepts the reports as they are now."""

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from golden.small_world import LAST, small_world
from sightline.engine.measured import Measured
from sightline.reports.build import build
from sightline.reports.definitions.workbook import WORKBOOK
from sightline.reports.model import Report
from sightline.reports.renderers.xlsx import write_xlsx

MADE_AT = datetime(2017, 7, 3, 9, 30)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="Write the reports as they are now over the golden ones.")


@pytest.fixture(scope="session")
def measured() -> Measured:
    return small_world().measured


@pytest.fixture(scope="session")
def report(measured: Measured) -> Report:
    return build(WORKBOOK, measured, LAST, made_at=MADE_AT)


@pytest.fixture(scope="session")
def file(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("workbook") / "workbook.xlsx"
    write_xlsx(report, path)
    return path


@pytest.fixture(scope="session")
def book(file: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(file)


@pytest.fixture
def accepts(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--accept", default=False))
