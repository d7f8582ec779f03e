"""Imports point one way only, down the list of `docs/architecture.md`."""

from architecture.source_code import modules

# Layer -> the layers it may import besides `errors`, `settings` and itself.
MAY_IMPORT = {
    "errors": set(),
    "settings": set(),
    "dataset": set(),
    # An aggregate file is read by what the catalogue says of its measures.
    "sources": {"dataset", "measures"},
    "measures": {"dataset"},
    "clocks": {"dataset", "measures"},
    "geography": {"dataset"},
    "engine": {"dataset", "measures", "clocks", "geography"},
    "judgement": {"dataset", "measures", "engine"},
    "benchmarks": {"dataset", "measures", "engine", "judgement"},
    "reports": {"dataset", "measures", "engine", "benchmarks", "judgement"},
    "returns": {"dataset", "sources", "measures", "engine", "benchmarks", "judgement", "reports"},
    "charts": {"dataset", "measures", "engine", "benchmarks", "judgement"},
    "documentation": {"dataset", "measures", "engine", "benchmarks", "judgement", "reports", "returns"},
    # What a page shows, before HTML.
    "pages": {
        "dataset",
        "measures",
        "clocks",
        "geography",
        "engine",
        "benchmarks",
        "judgement",
        "reports",
        "returns",
        "charts",
    },
    "web": {
        "dataset",
        "sources",
        "measures",
        "clocks",
        "geography",
        "engine",
        "benchmarks",
        "judgement",
        "reports",
        "returns",
        "charts",
        "pages",
    },
    "cli": {
        "sources",
        "dataset",
        "measures",
        "clocks",
        "geography",
        "engine",
        "benchmarks",
        "judgement",
        "reports",
        "returns",
        "charts",
        "pages",
        "web",
    },
}
KNOWN_TO_ALL = {"errors", "settings", "sightline"}


def layer_of(imported: str) -> str:
    return imported.split(".")[1] if "." in imported else "sightline"


def test_every_layer_has_its_place():
    assert {m.layer for m in modules()} - set(MAY_IMPORT) - {"sightline"} == set()


def test_no_import_points_up():
    wrong = [
        f"{module.name} imports {imported}"
        for module in modules()
        for imported in module.imports
        if imported.split(".")[0] == "sightline"
        and layer_of(imported) not in {module.layer, *KNOWN_TO_ALL, *MAY_IMPORT.get(module.layer, set())}
    ]
    assert wrong == []


def test_errors_know_nothing_and_settings_know_only_errors():
    own = {m.layer: {layer_of(i) for i in m.imports if i.split(".")[0] == "sightline"} for m in modules()}
    assert own["errors"] == set()
    assert own["settings"] <= {"errors"}


def test_no_modules_import_each_other_in_a_circle():
    imports = {m.name: {i for i in m.imports_when_loaded if i.startswith("sightline.")} for m in modules()}
    done: set[str] = set()

    def circle_from(name: str, above: tuple[str, ...]) -> list[str]:
        if name in above:
            return [*above[above.index(name) :], name]
        if name in done or name not in imports:
            return []
        for imported in sorted(imports[name]):
            if found := circle_from(imported, (*above, name)):
                return found
        done.add(name)
        return []

    for name in imports:
        assert circle_from(name, ()) == []


def test_only_the_command_line_loads_sources():
    # Returns are read as they were submitted, so they know how files are opened and what the readers declare of their
    # columns; not what a source makes of them.
    opening = {
        "sightline.sources.mapped",
        "sightline.sources.delimited",
        "sightline.sources.xml_files",
        "sightline.sources.ssda903",
        "sightline.sources.workbook",
    }
    loading = {(m.layer, i) for m in modules() if m.layer != "sources" for i in m.imports if ".sources" in i}
    assert {layer for layer, _ in loading} <= {"cli", "returns", "web"}
    assert {i for layer, i in loading if layer == "returns"} <= opening


def test_of_the_sources_only_aggregate_files_ask_what_a_measure_is():
    asking = {m.name for m in modules() if m.layer == "sources" and any(".measures" in i for i in m.imports)}
    assert asking == {"sightline.sources.observation_rows"}
