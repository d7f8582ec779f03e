"""The targets that a new workspace may start with."""

import csv
from importlib.resources import files

from sightline.measures.catalogue import CATALOGUE


def targets_toml() -> str:
    """
    The targets of `targets.csv` as text for a workspace's `sightline.toml`.

    They are those that the county whose reports Sightline learned from had set for 2016-17 and 2017-18; an authority
    that starts with them puts its own in their place. Time standards are in the measures' definitions, and targets of
    one locality's plan are not the authority's.
    """
    text = (files("sightline.reports") / "targets.csv").read_text("utf-8")
    blocks = []
    for row in csv.DictReader(text.splitlines()):
        if row["measure"] not in CATALOGUE:
            continue
        lines = [f"[targets.{row['measure']}]", f"value = {row['value']}", f'comparison = "{row["comparison"]}"']
        lines += [f"to = {row['to']}"] if row["to"] else []
        lines += [f"from = {row['from']}"] if row["from"] else []
        lines += [f'{name} = "{row[name]}"' for name in ("set_by", "source", "note") if row[name]]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"
