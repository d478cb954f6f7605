"""What the layers may not do, beyond what the import contracts in pyproject.toml can say."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "curator"
MODULES = sorted(PACKAGE.rglob("*.py"))

# Qt offers these under the GPL only (stack.md §2, "Refused on licence").
GPL_ONLY = {
    "QtCharts",
    "QtGraphs",
    "QtDataVisualization",
    "QtVirtualKeyboard",
    "QtNetworkAuth",
    "QtHttpServer",
    "QtQuick3D",
}


def imported(module: Path) -> set[str]:
    """Return the dotted names that a module imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_uses_what_qt_offers_under_the_gpl_only(module: Path) -> None:
    parts = {part for name in imported(module) for part in name.split(".")}
    assert not parts & GPL_ONLY


def test_only_the_named_modules_may_assume_sqlite() -> None:
    assuming = {
        module.relative_to(PACKAGE).as_posix()
        for module in MODULES
        if any("sqlite" in name.lower() for name in imported(module))
        or "PRAGMA" in module.read_text("utf-8")
    }
    assert assuming <= {"storage/pragmas.py", "storage/search.py", "storage/token_index.py"}


def test_no_module_is_longer_than_it_may_be() -> None:
    too_long = {
        module.relative_to(PACKAGE).as_posix(): lines
        for module in MODULES
        if (lines := len(module.read_text("utf-8").splitlines())) > 600
    }
    assert not too_long


def test_names_say_what_modules_are() -> None:
    unsaying = {"utils", "util", "common", "helpers", "helper", "misc", "manager", "managers"}
    assert not [module for module in MODULES if unsaying & {module.stem, module.parent.name}]


def test_help_loads_neither_qt_nor_the_database() -> None:
    code = (
        "import sys, curator.app, curator.cli.main\n"
        "heavy = {'PySide6', 'sqlalchemy', 'alembic', 'requests', 'markdown', 'pygments', 'yaml'}\n"
        "print(sorted(heavy & {name.partition('.')[0] for name in sys.modules}))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
