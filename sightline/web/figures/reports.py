"""The reports: what can be had for a period and for whom, made on demand; the dashboard as one sheet."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST

from sightline.judgement.suppression.audience import Audience, audience_called
from sightline.measures.windows import parse_last_month
from sightline.pages.reports_made import (
    Making,
    ask_for,
    file_of,
    found,
    levels_for,
    report_named,
    usual_level,
)
from sightline.pages.reports_sheet import sheet_of
from sightline.reports.build import REPORTS
from sightline.reports.declare import ReportSpec
from sightline.web.config.context import month_words, period_choice
from sightline.web.people.access import needs
from sightline.web.people.permissions import Permission

DASHBOARD = "dashboard"
ABOUT = {
    "workbook": "The month's performance workbook: its items with charts, tables and findings, a sheet a section.",
    "scorecard": "The year's scorecard of children in need beside targets, neighbours and England.",
    "dashboard": "One sheet for members: thirty measures beside England and similar authorities.",
    "health": "The health of children looked after on a page.",
    "care-leavers": "Care leavers on a page: in touch, homes, work and study.",
}
LEVELS = {
    Audience.INTERNAL: "Internal: exact, small numbers marked",
    Audience.PARTNER: "Partners: small numbers hidden",
    Audience.PUBLIC: "Public: small numbers hidden",
}


@dataclass(frozen=True)
class Offered:
    """One report on the page: its declaration, the level it is offered at first, and what was made of it."""

    spec: ReportSpec
    about: str
    usual: Audience
    made: tuple[tuple[Making, str, str], ...]

    @property
    def is_sheet(self) -> bool:
        return self.spec.name == DASHBOARD


@needs(Permission.SEE_REPORTS)
def reports(request: HttpRequest) -> HttpResponse:
    """The reports of the period, with what is made and what is under way."""
    reading, month, own = request.reading, request.choices.month, request.access.audience
    levels = levels_for(reading, own)
    offered = [
        Offered(
            spec,
            ABOUT[spec.name],
            usual_level(reading, spec, own),
            tuple(
                (making, LEVELS[level], _download(spec.name, str(month), level))
                for level in levels
                if (making := found(reading, spec.name, month, level)) is not None
            ),
        )
        for spec in REPORTS.values()
    ]
    return render(
        request,
        "figures/reports.html",
        {
            "offered": offered,
            "levels": [(level.value, LEVELS[level]) for level in levels],
            "month": month_words(month),
            "period": str(month),
            "is_under_way": any(making.is_under_way for one in offered for making, _level, _url in one.made),
            "dashboard_url": f"{reverse('reports-dashboard')}?period={month}",
            "published_url": _address("published"),
            "context_choices": [period_choice(request)],
            "here": f"{reverse('reports')}?period={month}",
        },
    )


@needs(Permission.SEE_REPORTS)
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """
    Puts a report in the line.

    Errors: BadUsage for a report, a month or a level that does not exist; PermissionDenied for a level looser than the
    person's own.
    """
    spec = report_named(request.POST.get("report", ""))
    month = parse_last_month(request.POST.get("period", "")[:20])
    if month not in request.reading.measured.months:
        raise Http404
    ask_for(request.reading, spec.name, month, level := _allowed(request, request.POST.get("audience", "")))
    period = {"period": str(month)}
    if request.POST.get("then") == DASHBOARD:
        return redirect(f"{reverse('reports-dashboard')}?{urlencode({**period, 'audience': level.value})}")
    return redirect(f"{reverse('reports')}?{urlencode(period)}#{spec.name}")


@needs(Permission.SEE_REPORTS)
def download(request: HttpRequest, name: str, period: str, audience: str) -> FileResponse:
    """
    A finished report as XLSX.

    Errors: Http404 where it is not made, PermissionDenied for a level looser than one's own.
    """
    spec, level = report_named(name), _allowed(request, audience)
    month = parse_last_month(period[:20])
    file = file_of(request.reading, spec.name, month, level)
    if month not in request.reading.measured.months or not file.exists():
        raise Http404
    return FileResponse(file.open("rb"), as_attachment=True, filename=file.name)


@needs(Permission.SEE_REPORTS)
def dashboard(request: HttpRequest) -> HttpResponse:
    """The scrutiny dashboard as one A3 sheet; till it is made, a page that says how far it is, or offers to make it."""
    reading, month = request.reading, request.choices.month
    spec = report_named(DASHBOARD)
    asked = request.GET.get("audience", "")
    level = _allowed(request, asked) if asked else usual_level(reading, spec, request.access.audience)
    making = found(reading, DASHBOARD, month, level)
    back = f"{reverse('reports')}?period={month}"
    if making is None or making.report is None:
        told = {
            "making": making,
            "is_under_way": making is not None and making.is_under_way,
            "month": month_words(month),
            "period": str(month),
            "level": level.value,
            "here": request.get_full_path(),
            "back": back,
        }
        return render(request, "figures/reports_making.html", {**told, "context_choices": [period_choice(request)]})
    if request.headers.get("HX-Request"):
        # The sheet is a page of its own, with its own style.
        return HttpResponse(headers={"HX-Refresh": "true"})
    sheet = sheet_of(making.report)
    return render(request, "figures/reports_dashboard.html", {"sheet": sheet, "report": making.report, "back": back})


def _allowed(request: HttpRequest, name: str) -> Audience:
    """The level asked for, where the person may have it."""
    level = audience_called(name[:20])
    if level not in levels_for(request.reading, request.access.audience):
        raise PermissionDenied("Reports at that level are for those who are cleared for it.")
    return level


def _download(name: str, period: str, level: Audience) -> str:
    return reverse("reports-download", args=[name, period, level.value])


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
