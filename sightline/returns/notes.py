"""
Explanation notes: why a finding about a child is right, kept from year to year in the workspace.

    workspace/returns/notes.json     replaced as a whole, by one atomic rename
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from filelock import FileLock

from sightline.errors import BadInput, BadUsage, did_you_mean
from sightline.returns.rules import all_rules
from sightline.returns.schema import RETURNS, Return

FOLDER, FILE = "returns", "notes.json"
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Note:
    """One note: of a rule and a child (empty for a finding about the whole return), and the day it was written."""

    return_name: str
    rule: str
    child: str
    text: str
    written_on: date

    @property
    def key(self) -> Key:
        return self.return_name, self.rule, self.child


@dataclass(frozen=True)
class Notes:
    """The notes of a workspace."""

    by_key: Mapping[Key, Note] = field(default_factory=dict)

    def of(self, return_name: str, rule: str, child: str | None) -> Note | None:
        return self.by_key.get((return_name, rule, (child or "").strip()))


def read_notes(workspace: Path) -> Notes:
    """The notes there are. Errors: BadInput where their file can't be read."""
    file = workspace / FOLDER / FILE
    if not file.exists():
        return Notes()
    try:
        notes = [Note(**{**n, "written_on": date.fromisoformat(n["written_on"])}) for n in json.loads(file.read_text())]
    except (ValueError, TypeError, KeyError) as error:
        raise BadInput(f"the notes can't be read ({error}). Mend the file, or put it back from a copy.", file=str(file))
    return Notes({n.key: n for n in notes})


def keep_note(workspace: Path, note: Note) -> None:
    """Writes a note down, in place of an earlier one on the same; a note without text takes that one away."""
    with _alone(workspace):
        notes = dict(read_notes(workspace).by_key)
        notes.pop(note.key, None)
        if note.text.strip():
            notes[note.key] = note
        rows = [{**asdict(n), "written_on": n.written_on.isoformat()} for _, n in sorted(notes.items())]
        write_whole(workspace / FOLDER / FILE, json.dumps(rows, indent=1, ensure_ascii=False) + "\n")


def _alone(workspace: Path) -> FileLock:
    (workspace / FOLDER).mkdir(parents=True, exist_ok=True)
    return FileLock(workspace / FOLDER / ".notes.lock", timeout=10)


def write_whole(file: Path, text: str) -> None:
    """Text put in its place by one rename, so that a file that is there is a whole one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(f".{file.name}.{os.getpid()}.partial")
    try:
        partial.write_text(text, "utf-8")
        os.replace(partial, file)
    finally:
        partial.unlink(missing_ok=True)


def return_of_rule(code: str, named: Return | None) -> Return:
    """
    The return whose rule a code is.

    Errors: BadUsage for a code of no return, or of both where none was named.
    """
    having = [of for of in ([named] if named else RETURNS.values()) if any(r.code == code for r in all_rules(of))]
    if len(having) == 1:
        return having[0]
    if having:
        raise BadUsage(f"Both returns have a rule {code}. Say which with --return.")
    codes = {r.code for of in ([named] if named else RETURNS.values()) for r in all_rules(of)}
    raise BadUsage(f"There is no rule '{code}'.{did_you_mean(code, codes)}")
