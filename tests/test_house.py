"""The house keeps its own rules: imports run one way, the outside is touched at edges only, every module says why."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("intake", "parsers", "rules", "outbox", "data", "review", "haizhi")
MODULES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py") if path.name != "__init__.py")
OUTSIDE = {
    "time",
    "socket",
    "subprocess",
    "smtplib",
    "imapclient",
    "sqlite_utils",
    "sqlite3",
    "onnxruntime",
    "tempfile",
}
ONE_EDGE_EACH = ("imapclient", "smtplib", "onnxruntime")


def imported(path: Path) -> set[str]:
    """Names of the top packages that a module imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def docstring(path: Path) -> str:
    """The module's docstring, or nothing."""
    return ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""


def test_imports_run_one_way() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports"))]
    assert subprocess.run(command, cwd=ROOT, capture_output=True).returncode == 0


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert docstring(path)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_outside_is_touched_at_edges_only(path: Path) -> None:
    assert docstring(path).startswith("EDGE:") or not imported(path) & OUTSIDE


@pytest.mark.parametrize("package", ONE_EDGE_EACH)
def test_each_outside_library_has_one_edge(package: str) -> None:
    """An edge may take several files of one name, such as imap, imap_idle."""
    edges = {(path.parent.name, path.stem.split("_")[0]) for path in MODULES if package in imported(path)}
    assert len(edges) <= 1
