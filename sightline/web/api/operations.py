"""
The API: every figure its user may see, read-only, as JSON, CSV or Parquet. No child and no record is in it.

    GET /api/v1/figures?measure=referrals&period=2026-04..2026-10&by=locality     Authorization: Bearer sightline_...
"""

import logging
import secrets
from typing import Literal

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from ninja import NinjaAPI, Query
from ninja.errors import ValidationError

from sightline.engine.asked import parse_slice
from sightline.engine.measured import Slice
from sightline.errors import BadUsage, SightlineError
from sightline.measures.catalogue import CATALOGUE, measure_called
from sightline.pages.organisation import Unit
from sightline.pages.star import TABLES, star_folder
from sightline.web.api.answers import (
    DataVersion,
    FiguresAnswer,
    MeasureAnswer,
    Refusal,
    UnitAnswer,
    figure_answer,
    measure_answer,
)
from sightline.web.api.signing_in import BySession, ByToken
from sightline.web.api.tables import as_csv, as_parquet
from sightline.web.people.permissions import Permission

log = logging.getLogger("sightline.web")
# More periods or breakdowns than these are asked for in pieces.
MOST_FIGURES = 50_000
REFUSALS = {400: Refusal, 401: Refusal, 403: Refusal, 422: Refusal}
LONGEST = 200

api = NinjaAPI(
    title="Sightline",
    version="1.0.0",
    description="Every figure that you may see, with the parts it was divided from. Figures only: no children.",
    auth=[ByToken(), BySession()],
    docs_url=None,
    urls_namespace="figures-api",
)


@api.get("/v1/version", response={200: DataVersion, **REFUSALS}, operation_id="version", tags=["Data"])
def version(request: HttpRequest):
    """Which dataset version answers, and how fresh it is."""
    return _version(request)


@api.get("/v1/measures", response={200: list[MeasureAnswer], **REFUSALS}, operation_id="measures", tags=["Catalogue"])
def measures(request: HttpRequest):
    """Every measure of the catalogue, with its definition."""
    return [measure_answer(measure) for measure in CATALOGUE.values()]


@api.get("/v1/units", response={200: list[UnitAnswer], **REFUSALS}, operation_id="units", tags=["Catalogue"])
def units(request: HttpRequest):
    """The units whose figures you may ask for."""
    return [
        UnitAnswer(key=unit.key, kind=unit.kind.value, name=unit.name)
        for unit in request.reading.organisation.units.values()
        if request.access.may_see_figures_of(unit)
    ]


@api.get("/v1/figures", response={200: FiguresAnswer, **REFUSALS}, operation_id="figures", tags=["Figures"])
def figures(
    request: HttpRequest,
    measure: str = Query(max_length=LONGEST, description="The measure's id, such as referrals"),
    period: str | None = Query(None, max_length=LONGEST, description="2026-10, 2026-Q1, 2025-26 or 2026-04..2026-10"),
    window: str | None = Query(None, max_length=LONGEST, description="month, ytd, rolling12, year, snapshot ..."),
    unit: str = Query("whole", max_length=LONGEST, description="A unit's key; by default the whole"),
    by: str | None = Query(None, max_length=LONGEST, description="Breakdowns, with commas"),
    format: Literal["json", "csv", "parquet"] = Query("json"),  # noqa: A002
):
    """The figures of one measure for periods, a unit and breakdowns, with numerator and denominator."""
    reading, chosen = request.reading, measure_called(measure)
    of = reading.organisation.unit(unit)
    if of is None:
        raise BadUsage(f"There is no unit '{unit}'. /api/v1/units lists them.")
    asked = parse_slice(chosen, period=period, window=window, by=by, where=None, as_at=reading.as_at)
    asked = Slice(asked.window, asked.months, asked.by, of.where)
    _refuse_what_is_closed(request, of, asked.by)
    found = reading.figures(chosen, asked)
    if len(found) > MOST_FIGURES:
        raise BadUsage(f"These are {len(found):,} figures. Ask for fewer periods or breakdowns at a time.")
    answers = [figure_answer(figure, of) for figure in found]
    match format:
        case "csv":
            return as_csv(answers, asked.by)
        case "parquet":
            return as_parquet(answers, asked.by)
    return FiguresAnswer(data=_version(request), figures=answers)


@api.get("/v1/star", response={200: list[str], **REFUSALS}, operation_id="star", tags=["Star schema"])
def star(request: HttpRequest):
    """The addresses of the star schema's tables, for this dataset version; none until `sightline export` made them."""
    made = star_folder(request.reading).is_dir() and _may_have_all(request)
    return [f"/api/v1/star/{table}.parquet" for table in TABLES] if made else []


@api.get(
    "/v1/star/{table}.parquet", response={404: Refusal, **REFUSALS}, operation_id="star_table", tags=["Star schema"]
)
def star_table(request: HttpRequest, table: Literal["figure", "measure", "unit", "month"]):
    """One table of the star schema, as Parquet."""
    if not _may_have_all(request):
        raise PermissionDenied("The star schema holds every team's figures, and is for those who may see teams.")
    file = star_folder(request.reading) / f"{table}.parquet"
    if not file.exists():
        sentence = "The star schema of this dataset version is not made yet. 'sightline export' makes it."
        return api.create_response(request, {"detail": sentence}, status=404)
    return FileResponse(file.open("rb"), as_attachment=True, filename=file.name)


def _may_have_all(request: HttpRequest) -> bool:
    return request.access.may(Permission.SEE_TEAMS)


def _version(request: HttpRequest) -> DataVersion:
    reading = request.reading
    return DataVersion(
        version=reading.name,
        as_at=reading.as_at,
        loaded_at=reading.loaded_at,
        authority=reading.settings.authority.name,
        rejected_rows=reading.rejected_rows,
    )


def _refuse_what_is_closed(request: HttpRequest, unit: Unit, by: tuple[str, ...]) -> None:
    """Errors: PermissionDenied for a unit, or a cut by teams or workers, whose figures are not open."""
    access = request.access
    if not access.may_see_figures_of(unit):
        raise PermissionDenied("The figures of that unit are for those who answer for it.")
    if "team" in by and not (access.may(Permission.SEE_TEAMS) or access.children.holds_unit(unit)):
        raise PermissionDenied("Figures by team are for those who may see teams.")
    if "worker" in by and not access.scope(Permission.SEE_WORKERS).holds_unit(unit):
        raise PermissionDenied("Figures by worker are for those who manage them.")


# Refusals in one sentence


@api.exception_handler(SightlineError)
def refused(request: HttpRequest, error: SightlineError) -> HttpResponse:
    return api.create_response(request, {"detail": str(error)}, status=400)


@api.exception_handler(PermissionDenied)
def closed(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return api.create_response(request, {"detail": str(error)}, status=403)


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    first = error.errors[0]
    return api.create_response(request, {"detail": f"'{first['loc'][-1]}': {first['msg']}."}, status=422)


@api.exception_handler(Exception)
def broken(request: HttpRequest, error: Exception) -> HttpResponse:
    reference = secrets.token_hex(4)
    log.error("Reference %s: %s in the API", reference, type(error).__name__)
    sentence = f"Something is broken on our side. Tell your administrator the reference {reference}."
    return api.create_response(request, {"detail": sentence}, status=500)
