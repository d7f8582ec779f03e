"""The package as text: its modules, what each imports, what each calls."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
PACKAGE = REPOSITORY / "sightline"


@dataclass(frozen=True)
class Module:
    """One Python file of the package."""

    path: Path

    @cached_property
    def name(self) -> str:
        """`sightline.engine.query`; a package goes by its own name."""
        parts = self.path.relative_to(REPOSITORY).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def layer(self) -> str:
        """The folder (or module) right below the package: `engine`, `errors`."""
        parts = self.name.split(".")
        return parts[1] if len(parts) > 1 else "sightline"

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text("utf-8"))

    @property
    def lines(self) -> int:
        return len(self.path.read_text("utf-8").splitlines())

    @cached_property
    def imports(self) -> frozenset[str]:
        """Every module it imports, wherever in the file, by full name."""
        return frozenset(_imported(self.tree))

    @cached_property
    def imports_when_loaded(self) -> frozenset[str]:
        """The modules that are imported as soon as this one is: not those inside functions or for types only."""
        return frozenset(_imported(ast.Module(list(_run_on_load(self.tree.body)), [])))

    @cached_property
    def calls(self) -> frozenset[str]:
        """What it calls, as written: `print`, `ibis.duckdb.connect`."""
        return frozenset(ast.unparse(n.func) for n in ast.walk(self.tree) if isinstance(n, ast.Call))

    @cached_property
    def texts(self) -> frozenset[str]:
        """Its string constants, docstrings among them."""
        return frozenset(
            n.value for n in ast.walk(self.tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)
        )


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the package."""
    return tuple(Module(path) for path in sorted(PACKAGE.rglob("*.py")) if "__pycache__" not in path.parts)


def _run_on_load(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for statement in body:
        if isinstance(statement, ast.If):
            if "TYPE_CHECKING" not in ast.unparse(statement.test):
                yield from _run_on_load([*statement.body, *statement.orelse])
        elif isinstance(statement, ast.Import | ast.ImportFrom):
            yield statement


def _imported(tree: ast.AST) -> Iterator[str]:
    known = {".".join(p.relative_to(REPOSITORY).with_suffix("").parts) for p in PACKAGE.rglob("*.py")}
    known |= {name.removesuffix(".__init__") for name in known}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            # `from sightline.measures import windows` imports the module, `... import Measure` only its package.
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            modules_inside = [name for name in inner if name in known]
            yield from modules_inside
            if len(modules_inside) < len(inner):
                yield node.module
