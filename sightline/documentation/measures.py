"""Pages of measures: one for each section of the catalogue, an index, and the breakdowns."""

from types import ModuleType

from sightline.documentation.markdown import anchor, code, page, sentence, table
from sightline.documentation.spec_examples import Drawing, Example
from sightline.documentation.words import GOOD, counted, divided_by, explained
from sightline.measures import breakdowns
from sightline.measures.catalogue import CATALOGUE, SECTIONS
from sightline.measures.model import ALL_BREAKDOWNS, AREA_BREAKDOWNS, UNIT_BREAKDOWNS, Kind, Measure, Subject
from sightline.measures.observed import Observed
from sightline.measures.windows import Window

WINDOWS = {
    Window.MONTH: "events dated inside the calendar month; of a snapshot, the month's end",
    Window.QUARTER: "the months of the quarter up to the period's",
    Window.YEAR_TO_DATE: "1 April to the period's end; of a snapshot, the average of the month ends",
    Window.ROLLING_12: "the twelve whole months that end with the period; of a snapshot, the average of the month ends",
    Window.FINANCIAL_YEAR: "1 April to 31 March; of a snapshot, 31 March",
    Window.SNAPSHOT: "open on the last day of the period",
    Window.PROJECTED_YEAR: "the year to date x 12 / the months elapsed",
    Window.LATEST: "of figures that another system counted, the newest whose own period has ended by the period's end",
}


def index_page(files: dict[str, str]) -> str:
    """Every measure with its title, unit and page; and what the windows mean."""
    parts = [
        "# Measures",
        f"{len(CATALOGUE)} measures. [How figures are cut](breakdowns.md) lists every breakdown and its members; the "
        "[data dictionary](../data-dictionary.md) every table that figures are made from.",
        "## Windows",
        table(["window", "", "what it is"], [[f"`{w.value}`", w.title, text] for w, text in WINDOWS.items()]),
        "Percentages are divided once, for the slice asked; they are never averaged. A month's rate per 10,000 is "
        "annualised; a quarter's and a year to date's are not. Figures are rounded half up, once.",
    ]
    for title, module in SECTIONS.items():
        rows = [
            [f"[`{m.id}`]({files[title]}{anchor(m.title)})", m.title, _unit(m), GOOD[m.polarity].split(":")[0]]
            for m in module.MEASURES
        ]
        parts += [f"## [{title}]({files[title]})", table(["measure", "title", "unit", "good"], rows)]
    return page(*parts)


def section_page(title: str, module: ModuleType, examples: list[Example]) -> str:
    """The measures of one section, each with its definition and the spec tests about it."""
    parts = [f"# {title}", (module.__doc__ or "").strip()]
    for measure in module.MEASURES:
        parts += _measure(measure, [e for e in examples if measure.id in e.measures])
    counts = [count for measure in module.MEASURES for count in measure.counts]
    subjects = dict.fromkeys(count.subject for count in counts if not isinstance(count, Observed))
    if subjects:
        parts.append("## What is counted")
    for subject in subjects:
        parts += _subject(subject)
    if own := [e for e in examples if e.measures & {m.id for m in module.MEASURES}]:
        parts.append("## Worked examples")
        parts.append("Each is a test: the drawn rows are the whole of the data, as at 30 June 2017 unless it says so.")
        for example in own:
            parts += _example(example)
    return page(*parts)


def _measure(measure: Measure, examples: list[Example]) -> list[str]:
    facts = {
        "Counts": sentence(counted(measure.numerator)),
        "Divided by": sentence(divided_by(measure)),
        "Told": " or ".join(f"every {kind.value}" for kind in measure.numerator.every)
        if isinstance(measure.numerator, Observed)
        else "",
        "Members": _members_of(measure),
        "Unit": f"{_unit(measure)}, {measure.unit.decimals or 'no'} decimal{'' if measure.unit.decimals == 1 else 's'}",
        "Good": GOOD[measure.polarity],
        "Windows": code(w.value for w in measure.windows),
        "Cut by": _cut_by(measure),
        "Shown by": code(measure.default_by),
        "Needs": code(t.stored_name for t in measure.required_tables),
        "Source": measure.source,
        "Also known as": ", ".join(measure.also_known_as),
    }
    links = "; ".join(f"[{e.title}]({anchor(e.title)})" for e in examples)
    return [
        f"## {measure.title}",
        f"`{measure.id}`",
        measure.definition,
        f"**Why it matters.** {measure.why_it_matters}" if measure.why_it_matters else "",
        f"**Note.** {measure.note}" if measure.note else "",
        table(["", ""], [[name, text] for name, text in facts.items() if text]),
        f"**Worked examples.** {links}." if links else "",
    ]


def _members_of(measure: Measure) -> str:
    """The members that an observed measure declares for itself, by breakdown."""
    if not isinstance(measure.numerator, Observed):
        return ""
    return "; ".join(f"`{name}`: {', '.join(own)}" for name, own in measure.numerator.members.items() if own)


def _example(example: Example) -> list[str]:
    parts: list[str] = []
    expected: list[str] = []
    for step in example.steps:
        if isinstance(step, Drawing):
            if expected:
                parts.append("\n".join(expected))
                expected = []
            parts.append(f"`{step.table}`\n\n```text\n{step.text}\n```")
        else:
            expected.append(f"- `{step.measure}`, {step.text}")
    return [f"### {example.title}", *parts, "\n".join(expected)]


def _subject(subject: Subject) -> list[str]:
    own = code(subject.dimensions)
    when = "dated by its day" if subject.kind is Kind.EVENT else "counted on the last day of each month"
    return [
        f"### {subject.name.replace('_', ' ').capitalize()}",
        f"{sentence(subject.grain)}, {when}." + (f" Its own breakdowns: {own}." if own else ""),
        explained(subject),
    ]


def _unit(measure: Measure) -> str:
    per = {"per_1000": "per 1,000", "per_10000": "per 10,000", "per_100000": "per 100,000"}
    return per.get(measure.unit.name, measure.unit.name.replace("_", " "))


def _cut_by(measure: Measure) -> str:
    if not set(ALL_BREAKDOWNS) - set(measure.all_breakdowns):
        own = [b for b in measure.all_breakdowns if b not in (*ALL_BREAKDOWNS, *AREA_BREAKDOWNS)]
        return "unit and child" + (f", {code(own)}" if own else "")
    return code(measure.all_breakdowns)


def breakdowns_page() -> str:
    """Every breakdown: its name, title and printed members; and the age bands by table."""
    child_cuts = [b for b in ALL_BREAKDOWNS if b not in UNIT_BREAKDOWNS]
    unit, child = code(UNIT_BREAKDOWNS), code([*child_cuts, *AREA_BREAKDOWNS])
    rows = []
    for breakdown in breakdowns.ALL.values():
        members = list(breakdown.labels("standard").values())
        shown = ", ".join(members[:12]) + (f" and {len(members) - 12} more" if len(members) > 12 else "")
        rows.append([f"`{breakdown.name}`", breakdown.title, shown])
    bands = [[name.replace("_", " "), ", ".join(limits)] for name, limits in breakdowns.AGE_BANDS.items()]
    return page(
        "# How figures are cut",
        f"'Unit' stands for {unit}; 'child' for {child}. `service_area` and `locality` are two cuts across the "
        "organisation, not levels of one another. Units outside a cut come as 'County-wide', events without a team as "
        "'No assigned team', children of whom the column is not known as 'Unknown'. `ward` and `district` are where "
        "the child lived on the date, 'No usable address' where that is not known.",
        table(["breakdown", "title", "members"], rows),
        "## Age bands by table",
        table(["table", "bands"], bands),
    )
