"""The navigation, in its order: what each entry is called, where it leads, and whom it is shown to."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from sightline.web.commentary.waiting import count_waiting
from sightline.web.people.permissions import Permission as May


@dataclass(frozen=True)
class Entry:
    """`paths`: the beginnings of the addresses that it stands for; `needs`: any of these; `count`: what waits there."""

    title: str
    view: str
    paths: tuple[str, ...]
    needs: tuple[May, ...] = ()
    count: Callable[[HttpRequest], int] | None = None


NAVIGATION = (
    Entry("Home", "home", ("/",)),
    Entry("Scorecard", "scorecard", ("/scorecard/", "/measure/", "/measures/"), (May.SEE_FIGURES,)),
    Entry("Due and overdue", "due", ("/due/",), (May.SEE_CHILDREN,)),
    Entry("Records", "records", ("/records/", "/child/"), (May.SEE_CHILDREN,)),
    Entry("Map", "map", ("/map/",), (May.SEE_FIGURES,)),
    Entry("Data quality", "data-quality", ("/quality/",), (May.SEE_DATA_QUALITY,)),
    Entry("Returns", "returns", ("/returns/",), (May.SEE_RETURNS,)),
    Entry("Commentary", "commentary", ("/commentary/", "/annotations/"), (May.SEE_COMMENTARY,), count=count_waiting),
    Entry("Reports", "reports", ("/reports/", "/published/"), (May.SEE_REPORTS,)),
    Entry("Audit", "audit", ("/audit/",), (May.SEE_AUDIT,)),
    Entry(
        "Administration",
        "administration",
        ("/administration/",),
        (May.MANAGE_PEOPLE, May.MANAGE_SETTINGS, May.IMPORT_DATA),
    ),
)
