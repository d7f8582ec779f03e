"""Pages for loading an extract: choose files, see what would change, take it up or give it up."""

from datetime import date

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Submit
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from sightline.errors import SightlineError
from sightline.web.administration.loading import (
    KINDS,
    begin_reading,
    begin_taking_up,
    give_up,
    keep_files,
    plain_name,
    was_cut_off,
)
from sightline.web.administration.models import State, Upload
from sightline.web.administration.uploads import MOST_BYTES
from sightline.web.audit.models import Act
from sightline.web.audit.recording import record
from sightline.web.people.access import needs
from sightline.web.people.permissions import Permission

SHOWN = 20


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class _Files(forms.FileField):
    """One file or several."""

    widget = _ManyFiles

    def clean(self, data, initial=None):
        found = data if isinstance(data, (list, tuple)) else [data]
        return [super(_Files, self).clean(one, initial) for one in found]


class UploadForm(forms.Form):
    """The files of one extract."""

    files = _Files(
        label="Files", help_text=f"All files of one extract: {', '.join(KINDS)}. What kind it is, Sightline finds out.",
        error_messages={"required": "Choose the files of the extract.", "empty": "One of the files is empty."},
    )  # fmt: skip
    as_at = forms.DateField(
        label="The data are as at", required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Leave it empty where the files say it themselves, as a statutory return does.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("submit", "See what would change"))

    def clean_as_at(self) -> date | None:
        day = self.cleaned_data["as_at"]
        if day and day > date.today():
            raise forms.ValidationError("That day is still to come. Put the day the extract was made.")
        return day


@needs(Permission.IMPORT_DATA)
def imports(request: HttpRequest) -> HttpResponse:
    """Upload an extract, and the last uploads."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if getattr(request, "is_too_large", False):
        form = UploadForm()
        messages.error(request, f"An upload may have {MOST_BYTES // 1_000_000} MB. Upload fewer files at a time.")
    elif request.method == "POST" and form.is_valid():
        files = form.cleaned_data["files"]
        upload = Upload.objects.create(
            person=request.user, as_at=form.cleaned_data["as_at"], files=[plain_name(file.name) for file in files]
        )
        try:
            keep_files(upload, files)
        except SightlineError as error:
            give_up(upload)
            form.add_error("files", str(error))
        else:
            record(request, Act.IMPORTED, f"Uploaded {', '.join(upload.files)}")
            begin_reading(upload)
            return redirect("import", upload.pk)
    uploads = Upload.objects.select_related("person")[:SHOWN]
    return render(request, "administration/imports.html", {"form": form, "uploads": uploads})


@needs(Permission.IMPORT_DATA)
def one_import(request: HttpRequest, number: int) -> HttpResponse:
    """One upload: where it stands, and what would change."""
    upload = get_object_or_404(Upload.objects.select_related("person"), pk=number)
    return render(request, "administration/import.html", {"upload": upload, "cut_off": was_cut_off(upload)})


@needs(Permission.IMPORT_DATA)
@require_POST
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Takes an upload up, or gives it up."""
    upload = get_object_or_404(Upload, pk=number)
    if request.POST.get("decision") == "take":
        if upload.state != State.READY:
            messages.error(request, "This upload is not ready to be taken up.")
        elif _halves(upload) and request.POST.get("halved") != "on":
            messages.error(request, "Tables would lose half of their rows. Say that this is right before you go on.")
        else:
            record(request, Act.IMPORTED, f"Took up upload {upload.pk}, version {upload.version}")
            begin_taking_up(upload)
    elif upload.state in (State.CURRENT, State.MEASURING):
        messages.error(request, "This upload is taken up already.")
    else:
        record(request, Act.IMPORTED, f"Gave up upload {upload.pk}")
        give_up(upload)
    return redirect("import", number)


def _halves(upload: Upload) -> bool:
    return any(table["halved"] for table in upload.preview.get("tables", []))
