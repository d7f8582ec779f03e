"""The page that maps every numbered item of the real reports to the measures that give it."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from sightline.documentation.markdown import page, table


@dataclass(frozen=True)
class RealItem:
    """One item of a real report; `none` says why it needs no measure."""

    report: str
    item: str
    shows: str
    measures: tuple[str, ...]
    none: str


@lru_cache(maxsize=1)
def real_items() -> tuple[RealItem, ...]:
    """Every item of `real_reports.toml`, in its order."""
    read = tomllib.loads((files("sightline.documentation") / "real_reports.toml").read_text("utf-8"))
    return tuple(
        RealItem(report["title"], item["item"], item["shows"], tuple(item.get("measures", ())), item.get("none", ""))
        for report in read["report"]
        for item in report["items"]
    )


def real_reports_page(pages: dict[str, str]) -> str:
    """A table for each report; `pages` is the page of each measure, as seen from `docs/`."""
    parts = [
        "# The real reports, item by item",
        "Sightline was designed from the papers of one county authority. Every numbered table, chart and paragraph of "
        "them with a figure stands here with the measures that give it; a test fails when one has none.",
    ]
    items = real_items()
    for report in dict.fromkeys(item.report for item in items):
        rows = [
            [item.item, item.shows, ", ".join(_link(m, pages) for m in item.measures) or item.none]
            for item in items
            if item.report == report
        ]
        parts += [f"## {report}", table(["item", "shows", "measures"], rows)]
    return page(*parts)


def _link(measure: str, pages: dict[str, str]) -> str:
    return f"[`{measure}`]({pages[measure]})" if measure in pages else f"`{measure}`"
