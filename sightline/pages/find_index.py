"""What can be found: the catalogue, the organisation, the help pages and the glossary, as one index."""

from collections.abc import Iterable

from sightline.measures.catalogue import SECTIONS
from sightline.pages.finding import Group, Index, Thing
from sightline.pages.glossary import glossary
from sightline.pages.organisation import Organisation, Unit, UnitKind

# The pages of help: title, address below /help/, and the words that people look for them by.
HELP_PAGES = (
    ("Definitions of all measures", "definitions/", ("what is counted", "catalogue", "how is it defined")),
    ("Glossary", "glossary/", ("abbreviations", "words", "meaning")),
    ("Why is a figure hidden?", "hidden/", ("suppressed", "suppression", "small numbers", "[c]", "disclosure")),
    ("How sure is a figure?", "how-sure/", ("confidence interval", "range", "control chart", "limits", "rating")),
    ("How caseloads are counted", "caseloads/", ("full-time equivalents", "FTE", "ASYE", "allocation")),
    ("Privacy and who sees what", "privacy/", ("roles", "permissions", "access", "audit", "who can see")),
    ("Keyboard shortcuts", "keyboard/", ("keys", "accelerators")),
    ("Accessibility statement", "accessibility/", ("WCAG", "screen reader", "disability")),
    ("Help with signing in", "signing-in/", ("password", "locked out", "code", "authenticator", "second factor")),
)  # fmt: skip


def index_of(organisation: Organisation) -> Index:
    """Everything that may be found but for children, who are looked up by id alone, and workers."""
    things = (*_measures(), *_units(organisation), *_help(), *_words())
    return Index(tuple(things), _abbreviations())


def workers_index(workers: Iterable[Unit]) -> Index:
    """The workers that one person may see."""
    return Index(tuple(_unit(worker) for worker in workers), {})


def _measures() -> Iterable[Thing]:
    for section, module in SECTIONS.items():
        for place, measure in enumerate(module.MEASURES):
            yield Thing(
                Group.MEASURES,
                measure.title,
                f"/measure/{measure.id}/",
                section,
                (measure.id, measure.id.replace("_", " "), section, *measure.also_known_as),
                # The first of a section are the ones most asked for.
                1.0 / (1 + place),
            )


def _units(organisation: Organisation) -> Iterable[Thing]:
    return (_unit(unit) for unit in organisation.units.values())


def _unit(unit: Unit) -> Thing:
    kind = "Whole service" if unit.is_whole else unit.kind.words.capitalize()
    teams = ", ".join(sorted(unit.teams)) if unit.kind is UnitKind.WORKER else ""
    url, names, first = f"/unit/?unit={unit.key}", (kind, unit.key), float(unit.is_whole)
    return Thing(Group.UNITS, unit.name, url, teams or kind, names, first, unit.key)


def _help() -> Iterable[Thing]:
    return (Thing(Group.HELP, title, f"/help/{path}", "Help", names) for title, path, names in HELP_PAGES)


def _words() -> Iterable[Thing]:
    return (
        Thing(Group.WORDS, term.term, f"/help/glossary/#{term.anchor}", term.meaning, term.also) for term in glossary()
    )


def _abbreviations() -> dict[str, tuple[str, ...]]:
    """`icpc` -> what the catalogue calls it; only short forms of one word."""
    found: dict[str, tuple[str, ...]] = {}
    for term in glossary():
        for name in term.also:
            if name.replace("[", "").replace("]", "").isalnum():
                key = name.casefold()
                found[key] = (*found.get(key, ()), term.see or term.term)
    return found
