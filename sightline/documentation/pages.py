"""All generated pages together: what they should say, which files say something else, and writing them."""

from pathlib import Path

from sightline.documentation.data_dictionary import data_dictionary
from sightline.documentation.markdown import anchor
from sightline.documentation.measures import breakdowns_page, index_page, section_page
from sightline.documentation.real_reports import real_reports_page
from sightline.documentation.spec_examples import examples_in
from sightline.measures.catalogue import SECTIONS

REPOSITORY = Path(__file__).parents[2]
MEASURES = Path("docs") / "measures"


def pages(repository: Path) -> dict[Path, str]:
    """Each generated page's path in the repository and its text."""
    examples = examples_in(repository / "tests" / "spec")
    made = {MEASURES / file_of(title): section_page(title, module, examples) for title, module in SECTIONS.items()}
    made[MEASURES / "index.md"] = index_page({title: file_of(title) for title in SECTIONS})
    made[MEASURES / "breakdowns.md"] = breakdowns_page()
    made[Path("docs") / "data-dictionary.md"] = data_dictionary()
    made[Path("docs") / "real-reports.md"] = real_reports_page(
        {m.id: f"measures/{file_of(t)}{anchor(m.title)}" for t, section in SECTIONS.items() for m in section.MEASURES}
    )
    return made


def file_of(section: str) -> str:
    """`child-protection-plans.md`"""
    return "-".join(section.casefold().split()) + ".md"


def stale(repository: Path, made: dict[Path, str]) -> list[str]:
    """The pages that are missing, say something else, or belong to nothing any more."""
    written = {p.relative_to(repository) for p in (repository / MEASURES).glob("*.md")}
    old = {path for path, text in made.items() if not _says(repository / path, text)}
    return sorted(path.as_posix() for path in old | (written - set(made)))


def write(repository: Path, made: dict[Path, str]) -> None:
    """Writes every page and takes away those that belong to nothing any more."""
    (repository / MEASURES).mkdir(parents=True, exist_ok=True)
    for path in (repository / MEASURES).glob("*.md"):
        if path.relative_to(repository) not in made:
            path.unlink()
    for path, text in made.items():
        (repository / path).write_text(text, "utf-8")


def _says(path: Path, text: str) -> bool:
    return path.exists() and path.read_text("utf-8") == text
