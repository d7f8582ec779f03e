"""A report's model as text that a person can compare line by line."""

from sightline.reports.model import Cell, Chart, Report, Table


def as_text(report: Report) -> str:
    lines = [report.authority, report.title, report.subtitle, f"{report.state}. {report.audience}", *report.warnings]
    for section in report.sections:
        lines += ["", f"## {section.number} {section.title} [{section.sheet}]"]
        for item in section.items:
            lines += ["", f"### {item.number} {item.title}", item.finding]
            lines += _chart(item.chart)
            for table in item.tables:
                lines += _table(table)
            lines += [f"* {note}" for note in item.notes]
    return "\n".join(lines) + "\n"


def _chart(chart: Chart | None) -> list[str]:
    if chart is None:
        return ["(no chart)"]
    lines = [f"chart of table {chart.table}, {chart.along} {chart.first} to {chart.last}{', stacked' * chart.stacked}"]
    for series in chart.series:
        label = f", named '{series.label}'" if series.label else ""
        lines.append(f"  {series.mark} of {series.role.value}: {series.title} (at {series.at}){label}")
    return lines


def _table(table: Table) -> list[str]:
    heads = [f"{c.group}: {c.heading}" if c.group else c.heading for c in table.columns]
    lines = [f"table {table.caption}".rstrip(), " | ".join([table.corner, *heads])]
    for row in table.rows:
        group = f"[{row.group}] " if row.group else ""
        lines.append(" | ".join([group + "  " * row.indent + row.heading, *map(_cell, row.cells)]))
    lines += [f"beside {group}: {text}" for group, text in table.asides]
    return lines


def _cell(cell: Cell) -> str:
    """The cell's text with its mark, or the months of its small line."""
    if cell.trend:
        return " ".join("." if value is None else str(value) for value in cell.trend)
    return f"{cell.text} {cell.mark.symbol} ({cell.mark.words})" if cell.mark else cell.text
