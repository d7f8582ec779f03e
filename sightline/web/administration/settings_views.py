"""Pages of settings: each change goes to `sightline.toml`, is checked, and is audited."""

from typing import Any

import tomlkit
from django import forms
from django.conf import settings as django_settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.errors import SightlineError
from sightline.measures.catalogue import CATALOGUE
from sightline.settings import Settings, Target, read_settings
from sightline.web.administration.settings_file import Edit, change, section, state_of
from sightline.web.administration.settings_forms import GroupForm, SchemesForm, TargetForm, ThresholdsForm
from sightline.web.audit.models import Act
from sightline.web.audit.recording import record
from sightline.web.people.access import needs
from sightline.web.people.permissions import Permission


@needs(Permission.MANAGE_SETTINGS)
def targets(request: HttpRequest) -> HttpResponse:
    """Every target with the day it is in force from; a new one takes over from its day."""
    form = _form(request, TargetForm)
    if request.method == "POST" and form.is_valid():
        new = form.cleaned_data
        what = f"Target of {new['measure']} from {new['since']}: {new['comparison']} {new['value']:g}"
        if _changed(request, form, what, lambda document: _add_target(document, new)):
            return redirect("targets")
    held = read_settings(django_settings.WORKSPACE).targets
    rows = [(CATALOGUE[name], held[name]) for name in sorted(held) if name in CATALOGUE]
    return render(request, "administration/targets.html", {"form": form, "rows": rows})


def _add_target(document: tomlkit.TOMLDocument, new: dict[str, Any]) -> None:
    """The measure's targets as a list, in the order of their days; one of the same day is replaced."""
    held = section(document, "targets")
    before = held.get(new["measure"], [])
    kept = [dict(one) for one in (before if isinstance(before, list) else [before])]
    kept = [one for one in kept if one.get("from") != new["since"]]
    made = {"value": new["value"], "comparison": new["comparison"], "from": new["since"], "set_by": new["set_by"]}
    made |= {name: new[name] for name in ("to", "source") if new[name] not in (None, "")}
    Target.model_validate(made)
    written = tomlkit.aot()
    for one in sorted([*kept, made], key=lambda target: str(target.get("from", ""))):
        table = tomlkit.table()
        table.update(one)
        written.append(table)
    held[new["measure"]] = written


@needs(Permission.MANAGE_SETTINGS)
def thresholds(request: HttpRequest) -> HttpResponse:
    """Small numbers, small bases, comparators."""
    held = read_settings(django_settings.WORKSPACE)
    form = _form(request, ThresholdsForm, _thresholds_of(held))
    if request.method == "POST" and form.is_valid():
        new = form.cleaned_data
        words = ", ".join(f"{name} {new[name]}" for name in form.changed_data if name != "state")
        if _changed(
            request, form, f"Thresholds: {words or 'nothing'}", lambda document: _set_thresholds(document, new)
        ):
            return redirect("thresholds")
    return render(request, "administration/thresholds.html", {"form": form})


def _thresholds_of(held: Settings) -> dict[str, Any]:
    return {
        "threshold": held.disclosure.threshold,
        "fewest_for_a_percentage": held.judgement.fewest_for_a_percentage,
        "fewest_without_interval": held.judgement.fewest_without_interval,
        "area_types": held.comparators.area_types,
    }


def _set_thresholds(document: tomlkit.TOMLDocument, new: dict[str, Any]) -> None:
    section(document, "disclosure")["threshold"] = new["threshold"]
    for name in ("fewest_for_a_percentage", "fewest_without_interval"):
        section(document, "judgement")[name] = new[name]
    section(document, "comparators")["area_types"] = new["area_types"]


@needs(Permission.MANAGE_SETTINGS)
def schemes(request: HttpRequest) -> HttpResponse:
    """Which rating scheme colours each product."""
    held = read_settings(django_settings.WORKSPACE).judgement.schemes
    form = _form(request, SchemesForm, dict(held))
    if request.method == "POST" and form.is_valid():
        new = {name: value for name, value in form.cleaned_data.items() if name != "state" and value}

        def edit(document: tomlkit.TOMLDocument) -> None:
            section(document, "judgement")["schemes"] = new

        if _changed(request, form, f"Schemes: {new or 'each its own'}", edit):
            return redirect("schemes")
    return render(request, "administration/schemes.html", {"form": form})


@needs(Permission.MANAGE_SETTINGS)
def groups(request: HttpRequest) -> HttpResponse:
    """Groups of authorities to be compared with."""
    form = _form(request, GroupForm)
    if request.method == "POST" and "remove" in request.POST:
        name = request.POST["remove"]

        def remove(document: tomlkit.TOMLDocument) -> None:
            section(document, "groups").pop(name, None)

        if _changed(request, form, f"Group {name[:40]} taken away", remove, request.POST.get("state", "")):
            return redirect("groups")
    elif request.method == "POST" and form.is_valid():
        new = form.cleaned_data

        def edit(document: tomlkit.TOMLDocument) -> None:
            section(document, "groups")[new["name"]] = {"members": new["members"]}

        if _changed(request, form, f"Group {new['name']}: {', '.join(new['members'])}", edit):
            return redirect("groups")
    held = read_settings(django_settings.WORKSPACE).groups
    return render(request, "administration/groups.html", {"form": form, "groups": held, "state": _state()})


def _state() -> str:
    return state_of(django_settings.WORKSPACE)


def _form(request: HttpRequest, kind: type[forms.Form], initial: dict[str, Any] | None = None) -> forms.Form:
    is_sent = request.method == "POST" and "remove" not in request.POST
    return kind(request.POST if is_sent else None, initial={"state": _state(), **(initial or {})})


def _changed(request: HttpRequest, form: forms.Form, what: str, edit: Edit, state: str = "") -> bool:
    """Makes the change, or says in the form why not."""
    try:
        change(django_settings.WORKSPACE, state or form.cleaned_data["state"], edit)
    except SightlineError as error:
        if form.is_bound:
            form.add_error(None, str(error))
        messages.error(request, str(error))
        return False
    record(request, Act.CHANGED, what)
    messages.success(request, "Kept in sightline.toml. Pages and reports follow it from now on.")
    return True
