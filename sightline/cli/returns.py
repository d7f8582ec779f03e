"""`sightline returns`: the statutory returns, checked, and their rule books."""

import csv
import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from sightline.cli import returns_check, returns_compare, returns_write
from sightline.cli.console import out
from sightline.cli.figures_text import csv_text, write_text
from sightline.cli.options import OutFile
from sightline.errors import BadInput, BadUsage
from sightline.returns.batch import check_lines, check_one
from sightline.returns.declare import Rule, check_year
from sightline.returns.rules import all_rules, rule_set
from sightline.returns.schema import RETURNS, Return, return_called

app = typer.Typer(
    help="The CIN census and the SSDA903: checked by the DfE's rules, explained, written.", no_args_is_help=True
)

app.command("check")(returns_check.command)
app.command("write")(returns_write.write)
app.command("annex-a")(returns_write.annex_a)
app.command("compare")(returns_compare.compare_two)
app.command("runs")(returns_compare.show_runs)
app.command("note")(returns_compare.write_note)

ReturnName = Annotated[str | None, typer.Option("--return", metavar="cin|ssda903", help="Which return.")]
Year = Annotated[int | None, typer.Option("--year", help="The year it ends in: 2026 is 2025-26.")]

NO_SUCH_RULE = 3


@app.command("check-tables")
def check_tables(
    batch: Annotated[Path | None, typer.Option("--batch", help="Lines of JSON, one rule on some tables each.")] = None,
    output: Annotated[Path | None, typer.Option("--output", help="Write the answers here, not to the screen.")] = None,
    rule: Annotated[str | None, typer.Option("--rule", help="One rule, with --return, --year and --tables.")] = None,
    return_: ReturnName = None,
    year: Year = None,
    tables: Annotated[Path | None, typer.Option("--tables", help="A folder with a CSV for each table.")] = None,
    json_: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Run rules on loose tables, for tests and for other programs."""
    if batch is not None:
        _check_batch(batch, output)
        return
    if rule is None or return_ is None or tables is None:
        raise BadUsage("Give --batch FILE, or --rule CODE with --return, --year and --tables FOLDER.")
    of = return_called(return_)
    year = year or of.years[-1]
    declared = rule_set(of, year).get(rule) if year in of.years else None
    if declared is None:
        typer.echo(json.dumps({"id": rule, "status": "unsupported"}) if json_ else _no_such_rule(of, year, rule))
        raise typer.Exit(NO_SUCH_RULE)
    answer = check_one(declared, year, _read_folder(of, tables), _metadata(tables))
    if json_:
        typer.echo(json.dumps(answer))
    elif answer["status"] == "ok":
        _show_failures(declared, answer)
    if answer["status"] == "error":
        if not json_:
            typer.echo(answer["message"], err=True)
        raise typer.Exit(1)


@app.command("rules")
def rules(
    return_: ReturnName = None,
    year: Year = None,
    search: Annotated[str | None, typer.Option("--search", help="Only rules with these words in them.")] = None,
    format_: Annotated[str, typer.Option("--format", "-f", help="table, json or csv.")] = "table",
    out_file: OutFile = None,
) -> None:
    """Show the rule book, of every return or one, of every year or one."""
    if format_ not in ("table", "json", "csv"):
        raise BadUsage(f"There is no format '{format_}'. Use one of: table, json, csv.")
    wanted = [return_called(return_)] if return_ else list(RETURNS.values())
    found = [r for of in wanted for r in _rules_of(of, year) if _mentions(r, search)]
    if format_ != "table":
        rows = [_rule_row(r) for r in found]
        write_text(json.dumps(rows, indent=1) if format_ == "json" else csv_text(rows), out_file)
        return
    table = Table(title=f"{len(found)} rules")
    for heading in ("Return", "Rule", "Severity", "Years", "What is wrong", "Fields", "Needs"):
        table.add_column(heading, overflow="fold")
    for row in map(_rule_row, found):
        years = f"{row['first_year']}-{row['last_year']}"
        table.add_row(row["return"], row["rule"], row["severity"], years, row["message"], row["fields"], row["needs"])
    out.print(table if found else "No rule says that.")


def _check_batch(batch: Path, output: Path | None) -> None:
    if not batch.is_file():
        raise BadInput("there is no such file.", file=str(batch))
    with batch.open(encoding="utf-8-sig") as lines:
        if output is None:
            for answer in check_lines(lines):
                sys.stdout.write(json.dumps(answer) + "\n")
            return
        with output.open("w", encoding="utf-8") as written:
            written.writelines(json.dumps(answer) + "\n" for answer in check_lines(lines))


def _no_such_rule(of: Return, year: int, code: str) -> str:
    return f"There is no rule {code} in the {of.title}'s set of {year}."


def _show_failures(rule: Rule, answer: dict[str, Any]) -> None:
    if "not_run" in answer:
        out.print(f"{rule.code} was not run: {answer['not_run']}.")
        return
    out.print(f"{rule.code}: {rule.message}. Failures: {len(answer['failures'])}.")
    for failure in answer["failures"]:
        where = "the return as a whole" if failure["table"] is None else f"{failure['table']} row {failure['row']}"
        out.print(f"  {where}")


def _read_folder(of: Return, folder: Path) -> dict[str, dict[str, Any]]:
    """The CSVs of a folder as loose tables, each named for its table. Other files are passed over."""
    if not folder.is_dir():
        raise BadInput("there is no such folder.", file=str(folder))
    names = {name.casefold(): name for name in of.tables}
    tables: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.csv")):
        name = names.get(path.stem.casefold())
        if name is None:
            continue
        with path.open(encoding="utf-8-sig", newline="") as file:
            headings, *rows = list(csv.reader(file)) or [[]]
        tables[name] = {"columns": headings, "rows": [row for row in rows if row]}
    if not tables:
        raise BadInput(
            f"no CSV in it is named for a table of the {of.title}: {', '.join(of.tables)}.", file=str(folder)
        )
    return tables


def _metadata(folder: Path) -> dict[str, Any]:
    """What `metadata.json` beside the tables says of the collection, if it is there."""
    path = folder / "metadata.json"
    if not path.is_file():
        return {}
    try:
        return dict(json.loads(path.read_text("utf-8")))
    except (ValueError, TypeError) as error:
        raise BadInput(f"not an object in JSON ({error}).", file=str(path))


def _rules_of(of: Return, year: int | None) -> list[Rule]:
    if year is None:
        return list(all_rules(of))
    return list(rule_set(of, check_year(of, year)).values())


def _mentions(rule: Rule, search: str | None) -> bool:
    text = f"{rule.code} {rule.message} {' '.join(rule.fields)}".casefold()
    return all(word in text for word in (search or "").casefold().split())


def _rule_row(rule: Rule) -> dict[str, Any]:
    return {
        "return": rule.of.name,
        "rule": rule.code,
        "severity": rule.severity.value,
        "first_year": rule.first_year,
        "last_year": rule.last_year,
        "message": rule.message,
        "fields": ", ".join(rule.fields),
        "needs": "; ".join(need.value for need in rule.needs),
        "what_to_do": rule.what_to_do,
    }
