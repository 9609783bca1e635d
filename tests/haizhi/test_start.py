"""Commands that only look begin at once: none of the heavy parts is imported for them."""

import subprocess
import sys
from pathlib import Path

import pytest

from data.store import Store

HEAVY = (
    "numpy",
    "pydantic",
    "openpyxl",
    "sqlite_utils",
    "phonenumbers",
    "rapidfuzz",
    "lxml",
    "cv2",
    "onnxruntime",
    "docx",
    "asyncio",
)
FOR_COVERAGE = ("pydantic",)
"""What the notice needs."""
PROGRAM = """
import sys
from haizhi.cli import main
code = main(sys.argv[1:])
print("imported:", *sys.modules, file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize("command", ["export", "status"])
def test_no_heavy_part_is_imported(command: str, tmp_path: Path) -> None:
    with Store.open(tmp_path / "db"):
        pass
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, command, "--db", str(tmp_path / "db")],
        capture_output=True,
        text=True,
        check=True,
    )
    imported = ran.stderr.rpartition("imported:")[2].split()
    assert "data.rows" in imported
    assert [name for name in HEAVY if name in imported and not (command == "status" and name in FOR_COVERAGE)] == []


@pytest.mark.parametrize("how", ["option", "environment", "file", "named file"])
def test_the_database_is_found_however_it_is_named(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from haizhi.cli import main

    monkeypatch.chdir(tmp_path)
    with Store.open(tmp_path / "db"):
        pass
    arguments = ["status"]
    if how == "option":
        arguments += ["--db", "db"]
    elif how == "environment":
        monkeypatch.setenv("HAIZHI_DB", "db")
    else:
        name = "haizhi.toml" if how == "file" else "other.toml"
        (tmp_path / name).write_text('db = "db"')
        arguments += [] if how == "file" else ["--config", name]
    assert main(arguments) == 0
    assert "未处理" in capsys.readouterr().out


def test_a_database_that_nobody_named_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from haizhi.cli import main

    monkeypatch.chdir(tmp_path)
    assert main(["export"]) == 2
    assert "--db" in capsys.readouterr().err
    assert main(["export", "--config", "none.toml"]) == 2
