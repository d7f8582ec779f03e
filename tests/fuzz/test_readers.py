"""
Two thousand damaged files: a reader either reads a file or refuses it in a sentence, whatever was done to it.

Seeded, so that a failure repeats: the test's message names the file's kind and number.
"""

import io
import random
import zipfile
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sightline.errors import SightlineError
from sightline.settings import Settings
from sightline.sources.annex_a import lists
from sightline.sources.detect import find_sources
from sightline.sources.extract import Context
from sightline.sources.ssda903 import modules

SEED = 1948
CONTEXT = Context("fuzz", Settings(), "878", date(2025, 3, 31))
# What damages cells: nothing, too much, other types, other scripts, and texts that mean something to some parser.
CELLS = [
    "", " ", "NULL", "-1", "0", "1e999", "nan", "31/02/2017", "01/01/0001", "9999-12-31", "99999",
        "12/31/2024", "\u00a0", "é",
    "\ufffd", "\u202e",
        "'; DROP TABLE clean; --", '"', '""', "{}", "[]", '{"a": ', "a) ", "q) 6: Police", "x" * 70_000, "\n", "=1+1",
    "0x10", "1" * 400, "-", "?", "#REF!", "T00:00", "2024-12-10T25:61", "infinity", "epoch", "١٢/٠٣/٢٠٢٤",
        "\x0b", "1_000", "$as_at",
]  # fmt: skip


def _csv(random_: random.Random, rows: list[list[str]]) -> bytes:
    separator = random_.choice(",,,,;\t|")
    lines = [separator.join(_quoted(cell, separator, random_) for cell in row) for row in rows]
    text = random_.choice(["\n", "\n", "\r\n", "\r"]).join(lines)
    encoding = random_.choice(["utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
    return text.encode(encoding, errors="replace")


def _quoted(cell: str, separator: str, random_: random.Random) -> str:
    if random_.random() < 0.9 and any(c in cell for c in (separator, '"', "\n", "\r")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _damaged_rows(random_: random.Random, rows: list[list[str]]) -> list[list[str]]:
    """Rows with cells, columns and lines put in, taken out and moved."""
    rows = [list(row) for row in rows]
    for _ in range(random_.randrange(6)):
        y = random_.randrange(len(rows))
        action = random_.randrange(8)
        if action < 4 and rows[y]:
            rows[y][random_.randrange(len(rows[y]))] = random_.choice(CELLS)
        elif action == 4:
            rows.insert(y, random_.choice([[], [""] * 4, list(random_.choice(rows))]))
        elif action == 5:
            x = random_.randrange(20)
            rows = [row[:x] + row[x + 1 :] for row in rows]
        elif action == 6:
            rows[y] = rows[y] + random_.choices(CELLS, k=random_.randrange(4))
        elif len(rows) > 1:
            del rows[y]
    return rows


def _damaged_bytes(random_: random.Random, content: bytes) -> bytes:
    """Bytes turned over, cut out, doubled or cut off."""
    damaged = bytearray(content)
    for _ in range(random_.choice([0, 0, 1, 2, 8, 40])):
        if not damaged:
            break
        at = random_.randrange(len(damaged))
        action = random_.randrange(4)
        if action == 0:
            damaged[at] = random_.randrange(256)
        elif action == 1:
            del damaged[at : at + random_.randrange(1, 30)]
        elif action == 2:
            damaged[at:at] = damaged[at : at + random_.randrange(1, 200)]
        else:
            damaged[at:at] = random_.randbytes(random_.randrange(1, 5))
    if random_.random() < 0.05:
        damaged = damaged[: random_.randrange(len(damaged) + 1)]
    return bytes(damaged)


# One small good file of each kind ---------------------------------------------------------------------


def _ssd_rows() -> list[list[str]]:
    return [
        [
            "cine_referral_id",
            "cine_person_id",
            "cine_referral_date",
            "cine_referral_source_code",
            "cine_referral_outcome_json",
        ],
        ["R1", "P1", "2024-04-10 00:00:00.000", "6", '{"NFA_FLAG": "Y"}'],
        ["R2", "P2", "10/05/2024", "2A: Schools", ""],
        ["R3", "P2", "43000", "Police", "{}"],
    ]


def _episode_rows() -> list[list[str]]:
    columns = list(modules()["Episodes"].table.by_stored_name)
    good = ["1", "01/05/2023", "S", "C2", "N1", "U4", "PR1", "01/08/2023", "E4A", "", "EX1 1AA", "EX2 2BB", "SC123456"]
    return [columns, good, ["2", *good[1:]], ["1", "01/09/2023", "P", *good[3:]]]


def _list_rows() -> list[list[str]]:
    names = [c.name for c in lists()[3].columns]
    row = {
        "child_id": "7",
        "gender": "a) Male",
        "birth_date": "01/05/2010",
        "referral_date": "10/04/2024",
        "team": "Duty",
        "worker": "W",
    }
    return [
        [c.heading for c in lists()[3].columns],
        *([{**row, "child_id": str(n)}.get(c, "") for c in names] for n in range(3)),
    ]


CENSUS = """<Message><Header><CollectionDetails><Collection>CIN</Collection>
<Year>2025</Year><ReferenceDate>2025-03-31</ReferenceDate>
</CollectionDetails><Source><LEA>878</LEA></Source></Header><Children><Child><ChildIdentifiers><LAchildID>P1</LAchildID>
<PersonBirthDate>2010-05-01</PersonBirthDate><Sex>F</Sex></ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI</Ethnicity>
<Disabilities><Disability>HAND</Disability></Disabilities></ChildCharacteristics><CINdetails><CINreferralDate>2024-06-10</CINreferralDate>
<ReferralSource>2A</ReferralSource><Assessments><AssessmentActualStartDate>2024-06-11</AssessmentActualStartDate>
<FactorsIdentifiedAtAssessment><AssessmentFactors>3B</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>
<Section47><S47ActualStartDate>2024-07-21</S47ActualStartDate><DateOfInitialCPC>2024-08-07</DateOfInitialCPC></Section47>
<ChildProtectionPlans><CPPstartDate>2024-08-07</CPPstartDate><NumberOfPreviousCPP>0</NumberOfPreviousCPP></ChildProtectionPlans>
</CINdetails></Child></Children></Message>"""
RETURN = """<EXPSSDA903><CHILD><HEADER><CHILDID>1</CHILDID><SEX>2</SEX><DOB>05/05/2010</DOB>
<IN_TOUCH>YES</IN_TOUCH><ACCOM>U1</ACCOM>
<AREVIEW><REVIEW>01/06/2023</REVIEW></AREVIEW></HEADER><EPISODE><DECOM>01/05/2023</DECOM><RNE>S</RNE><LS>C2</LS><PL>U4</PL></EPISODE>
</CHILD></EXPSSDA903>"""


def _damaged_xml(random_: random.Random, text: str) -> bytes:
    """XML with elements renamed, doubled, nested, emptied, or given other texts."""
    import re

    for _ in range(random_.randrange(5)):
        tags = list(re.finditer(r"<(\w+)>([^<]*)</\1>", text))
        if not tags:
            break
        tag = random_.choice(tags)
        name, value = tag[1], random_.choice(CELLS).replace("&", "").replace("<", "").replace("\x0b", "")
        new = random_.choice([
            "", f"<{name}>{value}</{name}>", tag[0] * 3, f"<{name}>{tag[0]}</{name}>",
                f"<Other>{value}</Other>", f"<{name}/>", f"{value}{tag[0]}",
        ])  # fmt: skip
        text = text[: tag.start()] + new + text[tag.end() :]
    prologue = random_.choice(
        ["", "", '<?xml version="1.0"?>', '<!DOCTYPE a [<!ENTITY b "c">]>', "<!-- c -->", "\ufeff"]
    )
    return (prologue + text).encode(errors="replace")


def _workbook(random_: random.Random, rows: list[list[str]]) -> bytes:
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(
        content, {"in_memory": True, "strings_to_numbers": True, "strings_to_formulas": True}
    ) as book:
        sheet = book.add_worksheet("List 3")
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                sheet.write(y, x, cell[:32_000])
        if random_.random() < 0.2:
            book.add_worksheet("Other").write(random_.randrange(99), 3, "x")
    return content.getvalue()


def _damaged_member(random_: random.Random, content: bytes) -> bytes:
    """A workbook with one of its parts damaged or gone, zipped again so that it opens."""
    given, made = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    chosen = random_.choice(given.namelist())
    with zipfile.ZipFile(made, "w") as archive:
        for name in given.namelist():
            part = given.read(name)
            if name != chosen:
                archive.writestr(name, part)
            elif random_.random() < 0.8:
                archive.writestr(name, _damaged_bytes(random_, part))
    return made.getvalue()


def _parquet(random_: random.Random, rows: list[list[str]]) -> bytes:
    width = len(rows[0])
    columns = {}
    for x in range(width):
        cells = [row[x] if x < len(row) else None for row in rows[1:]]
        kind = random_.randrange(6)
        made = {
            0: lambda c=cells: pa.array([n for n, _ in enumerate(c)], pa.int64()),
            1: lambda c=cells: pa.array([n / 3 for n, _ in enumerate(c)], pa.float64()),
            2: lambda c=cells: pa.array([None] * len(c), pa.null()),
            3: lambda c=cells: pa.array([[v] for v in c], pa.list_(pa.string())),
        }.get(kind, lambda c=cells: pa.array(c, pa.string()))()
        columns[rows[0][x] or f"c{x}"] = made
    content = io.BytesIO()
    pq.write_table(pa.table(columns), content)
    return content.getvalue()


def _make(kind: str, random_: random.Random) -> bytes:
    if kind == "csv":
        rows = random_.choice([_ssd_rows] * 6 + [_episode_rows, _list_rows])()
        return _damaged_bytes(random_, _csv(random_, _damaged_rows(random_, rows)))
    if kind == "xml":
        return _damaged_bytes(random_, _damaged_xml(random_, random_.choice([CENSUS, RETURN])))
    if kind == "parquet":
        return _damaged_bytes(random_, _parquet(random_, _damaged_rows(random_, _ssd_rows())))
    content = _workbook(random_, _damaged_rows(random_, _list_rows()))
    return random_.choice([_damaged_bytes, _damaged_member])(random_, content)


@pytest.mark.parametrize(("kind", "count"), [("csv", 500), ("xml", 250), ("xlsx", 200), ("parquet", 1050)])
def test_a_damaged_file_is_read_or_refused(kind, count, tmp_path):
    outcomes = {"read": 0, "refused": 0}
    for number in range(count):
        file: Path = tmp_path / f"damaged.{kind}"
        file.write_bytes(_make(kind, random.Random(f"{SEED} {kind} {number}")))
        try:
            for source in find_sources(str(file), CONTEXT.settings):
                extract = source.read(CONTEXT)
                assert all(t.count.read == t.count.kept + t.count.rejected for t in extract.tables.values())
            outcomes["read"] += 1
        except SightlineError as error:
            assert "\n" not in str(error)
            outcomes["refused"] += 1
        except BaseException as error:
            pytest.fail(f"{kind} {number}: {type(error).__name__}: {str(error)[:300]}")
    assert min(outcomes.values()) > count // 50, outcomes
