"""
The rules' SQL, made beforehand, because Ibis takes longer to write it than DuckDB to run it for one authority.

`precompiled.json` is made by `make rules` from the rules' modules and used only with those very modules and libraries:
with any other it is passed over, and each rule is compiled when it is asked for.
"""

import json
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sightline.returns.schema import RETURNS

HERE = Path(__file__).parent
FILE = HERE / "precompiled.json"
RULE_BOOKS = "sightline.returns.rules."
_MADE_BY = ("ibis-framework", "sqlglot")


def sources_key() -> str:
    """A fingerprint of everything the SQL follows from."""
    digest = sha256(" ".join(f"{name} {version(name)}" for name in _MADE_BY).encode())
    for path in [*sorted(HERE.rglob("*.py")), HERE.parent / "dataset" / "code_lists.toml"]:
        digest.update(path.relative_to(HERE.parent).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def known() -> dict[str, Any]:
    """The SQL made beforehand by the rule's name; nothing where it is of other sources."""
    if not FILE.is_file():
        return {}
    made = json.loads(FILE.read_text("utf-8"))
    return made["rules"] if made["key"] == sources_key() else {}


def name_of(return_: str, code: str, first_year: int) -> str:
    return f"{return_}/{code}/{first_year}"


def text() -> str:
    """The file as it should be: the SQL of every rule that is the same in all its years, whatever was supplied."""
    from sightline.returns.rules import all_rules
    from sightline.returns.run import compile_rule

    rules: dict[str, Any] = {}
    for of in RETURNS.values():
        for rule in all_rules(of):
            made, always = compile_rule(rule, rule.last_year, frozenset(of.tables))
            if always:
                rules[name_of(of.name, rule.code, rule.first_year)] = {
                    "sql": made.sql,
                    "marks": made.marks,
                    "tables": sorted(made.tables),
                    "shapes": sorted(made.shapes),
                }
    return json.dumps({"key": sources_key(), "rules": rules}, indent=0, sort_keys=True) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")
