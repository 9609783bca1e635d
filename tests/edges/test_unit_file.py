"""The systemd unit and the settings that docs/mailbox.md shows are those that the program takes."""

import configparser
import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from haizhi.cli import main
from haizhi.config import Settings
from haizhi.patience import THROTTLED_SECONDS, log_ins_in

DOCS = Path(__file__).parents[2] / "docs"
UNIT = DOCS / "systemd" / "haizhi.service"


def unit() -> configparser.ConfigParser:
    """The file as systemd reads it."""
    parsed = configparser.ConfigParser(interpolation=None, strict=False)
    parsed.optionxform = str  # type: ignore[assignment, method-assign]
    parsed.read(UNIT, "utf-8")
    return parsed


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_finds_nothing_wrong_with_it(tmp_path: Path) -> None:
    # Where the program lies, and under which name it runs, is the machine's own affair.
    text = UNIT.read_text("utf-8").replace("/opt/haizhi/.venv/bin/haizhi", "/bin/true").replace("User=haizhi", "User=1")
    (tmp_path / "haizhi.service").write_text(text)
    asked = ["systemd-analyze", "verify", "--man=no", str(tmp_path / "haizhi.service")]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=60)
    assert "haizhi.service" not in done.stdout + done.stderr


def test_its_command_is_one_that_the_program_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = shlex.split(unit()["Service"]["ExecStart"])
    (tmp_path / "haizhi.toml").write_text('inbox = "imaps://o@h"\noutbox = "smtps://o@h"\ndb = "h.sqlite3"\n')
    monkeypatch.chdir(tmp_path)
    given[given.index("--config") + 1] = "haizhi.toml"
    assert Path(given[0]).name == "haizhi"
    # The settings lack a password: the run says so, with the status that systemd is told not to try again.
    assert main(given[1:]) == int(unit()["Service"]["RestartPreventExitStatus"])
    assert "密码" in capsys.readouterr().err


def test_a_stop_gives_it_time_for_the_message_in_hand() -> None:
    service = unit()["Service"]
    assert service["KillSignal"] == "SIGTERM"
    assert float(service["TimeoutStopSec"]) > Settings().message_seconds


def test_the_settings_in_the_documents_are_settings() -> None:
    text = (DOCS / "mailbox.md").read_text("utf-8")
    for block in re.findall(r"```toml\n(.*?)```", text, re.DOTALL):
        Settings(**tomllib.loads(block))
    for name in re.findall(r"^\| `(\w+)`(?:、`(\w+)`)?", text, re.MULTILINE):
        assert set(filter(None, name)) <= set(Settings.model_fields), name


def test_the_documents_state_how_often_it_logs_in() -> None:
    text, settings = (DOCS / "mailbox.md").read_text("utf-8"), Settings()
    pauses = settings.reconnect_seconds, settings.reconnect_most_seconds
    first = log_ins_in(3600, *pauses)
    later = (log_ins_in(24 * 3600, *pauses) - first) / 23
    found = re.search(r"第一小时登录不超过 (\d+) 次，之后每小时不超过 (\d+) 次", text)
    assert found
    assert int(found[1]) - 1 <= first <= int(found[1])
    assert later <= int(found[2])
    assert f"{THROTTLED_SECONDS // 60} 分钟后再试" in text
