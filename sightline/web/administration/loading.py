"""
Loading an uploaded extract in two steps: read it into a version of its own and say what would change; take it up.

Both run beside the page that began them. Until an upload is taken up, and measured, everybody reads the old version.
"""

import logging
import re
import shutil
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from threading import Thread

from django.conf import settings as django_settings
from django.core.files.uploadedfile import UploadedFile
from django.db import close_old_connections

from sightline.dataset.versions import Version, current_version, make_current, open_version
from sightline.engine.base import engine_called
from sightline.engine.cube import measure
from sightline.engine.quality_kept import check_version, keep
from sightline.errors import BadInput, SightlineError
from sightline.returns.nightly import check_own_returns
from sightline.settings import read_settings
from sightline.sources.load import load
from sightline.web.administration.models import State, Upload

log = logging.getLogger("sightline.web")
KINDS = (".xlsx", ".csv", ".xml", ".parquet")
# The uploads that this process is working on; any other 'under way' was cut off.
_running: set[int] = set()


def folder_of(upload: Upload) -> Path:
    """Where its files lie until it is taken up or given up."""
    return django_settings.WORKSPACE / "uploads" / str(upload.pk)


def keep_files(upload: Upload, files: Iterable[UploadedFile]) -> None:
    """
    Writes the files into the upload's own folder, by names of our making.

    Errors: BadInput for a kind of file that no source is read from, or two files of one name.
    """
    folder = folder_of(upload)
    folder.mkdir(parents=True, mode=0o700)
    for file in files:
        name = plain_name(file.name or "")
        if Path(name).suffix.lower() not in KINDS:
            raise BadInput(f"'{name}' is not a file that Sightline loads. Choose {', '.join(KINDS)}.")
        if (folder / name).exists():
            raise BadInput(f"There are two files called '{name}'. Rename one, or leave it out.")
        with (folder / name).open("wb") as kept:
            for chunk in file.chunks():
                kept.write(chunk)
        (folder / name).chmod(0o600)


def plain_name(name: str) -> str:
    """The last part of a name, without anything that a file system takes for more than a name."""
    last = re.split(r"[\\/]", name)[-1]
    return re.sub(r"[^A-Za-z0-9._ -]", "_", last).lstrip(".")[:100] or "file"


def begin_reading(upload: Upload) -> None:
    """Reads the upload beside the request that began it."""
    _begin(upload, _read)


def begin_taking_up(upload: Upload) -> None:
    """Measures the upload's version and makes it current, beside the request that began it."""
    Upload.objects.filter(pk=upload.pk).update(state=State.MEASURING)
    _begin(upload, _take_up)


def was_cut_off(upload: Upload) -> bool:
    """Whether the server stopped while it was under way."""
    return upload.is_under_way and upload.pk not in _running


def give_up(upload: Upload) -> None:
    """Removes its files and its version; what is current stays."""
    _sweep(upload)
    Upload.objects.filter(pk=upload.pk).update(state=State.GIVEN_UP)


def _begin(upload: Upload, work: Callable[[Upload], None]) -> None:
    _running.add(upload.pk)
    Thread(target=_run, args=(upload, work), name=f"upload-{upload.pk}", daemon=True).start()


def _run(upload: Upload, work: Callable[[Upload], None]) -> None:
    try:
        work(upload)
    except SightlineError as error:
        _refuse(upload, str(error))
    except Exception as error:
        log.error("Upload %s could not be loaded: %s", upload.pk, type(error).__name__)
        _refuse(upload, "The files could not be read, for a reason Sightline does not know. Tell your administrator.")
    finally:
        _running.discard(upload.pk)
        close_old_connections()


def _refuse(upload: Upload, sentence: str) -> None:
    _sweep(upload)
    Upload.objects.filter(pk=upload.pk).update(state=State.REFUSED, sentence=sentence)


def _read(upload: Upload) -> None:
    workspace = django_settings.WORKSPACE
    before = current_version(workspace)
    loaded = load(
        workspace,
        [str(folder_of(upload))],
        as_at=upload.as_at,
        accept_shrink=True,
        settings=read_settings(workspace),
        make_current=False,
    )
    Upload.objects.filter(pk=upload.pk).update(
        state=State.READY,
        version=loaded.version.name,
        began_from=before.name if before else "",
        preview=preview(before, loaded.version),
    )


def _take_up(upload: Upload) -> None:
    workspace = django_settings.WORKSPACE
    now = current_version(workspace)
    if (now.name if now else "") != upload.began_from:
        raise SightlineError(
            "Another extract was taken up since this one was read. Upload it again, to see what changes."
        )
    version, settings = open_version(workspace / "datasets" / upload.version), read_settings(workspace)
    with engine_called("duckdb") as engine:
        measure(workspace, version, engine, settings)
        keep(workspace, version, check_version(engine, version, settings))
    check_own_returns(workspace, version, settings, datetime.now())
    make_current(workspace, version)
    shutil.rmtree(folder_of(upload), ignore_errors=True)
    Upload.objects.filter(pk=upload.pk).update(state=State.CURRENT)


def _sweep(upload: Upload) -> None:
    shutil.rmtree(folder_of(upload), ignore_errors=True)
    current = current_version(django_settings.WORKSPACE)
    name = Upload.objects.get(pk=upload.pk).version
    if name and (current is None or current.name != name):
        shutil.rmtree(django_settings.WORKSPACE / "datasets" / name, ignore_errors=True)


def preview(before: Version | None, after: Version) -> dict:
    """What would change: the day, and for each table the rows kept before and after, and those set aside."""
    old = {table.table: table for table in before.manifest.tables} if before else {}
    rows = [
        {
            "table": table.table,
            "before": old[table.table].kept if table.table in old else 0,
            "after": table.kept,
            "rejected": table.rejected,
            "halved": table.table in old and table.kept * 2 < old[table.table].kept,
        }
        for table in after.manifest.tables
        if table.kept or table.rejected or (table.table in old and old[table.table].kept)
    ]
    return {
        "as_at_before": before.manifest.as_at.isoformat() if before else None,
        "as_at": after.manifest.as_at.isoformat(),
        "tables": sorted(rows, key=lambda row: row["table"]),
        "sources": [source.kind for source in after.manifest.sources],
    }
