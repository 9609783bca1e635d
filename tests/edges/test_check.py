"""`haizhi check` says what is well, what is not, and what to do about it, and gives no password away."""

from pathlib import Path

import pytest
from imapclient.exceptions import LoginError
from pydantic import SecretStr

from haizhi import check_machine, check_mail
from haizhi.cli import main
from haizhi.config import Settings
from tests.edges.dovecot import PASSWORD, Dovecot
from tests.edges.receiver import receiving


@pytest.fixture(scope="module")
def user(dovecot: Dovecot) -> str:
    import time

    name = dovecot.add("check@bed.test")
    for _ in range(50):
        try:
            with dovecot.client(name):
                return name
        except LoginError:
            time.sleep(0.1)
    raise AssertionError(name)


def test_everything_on_a_good_machine_is_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    options = ["--inbox", str(tmp_path / "in"), "--outbox", str(tmp_path / "out"), "--db", str(tmp_path / "h.db")]
    assert main(["check", *options]) == 0
    out = capsys.readouterr().out
    assert "✗" not in out
    assert out.count("✓") == 8


def test_what_is_missing_is_named_with_a_remedy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "h.db").write_bytes(b"this is no database" * 100)
    assert main(["check", "--inbox", str(tmp_path / "nowhere"), "--db", str(tmp_path / "h.db")]) == 1
    out = capsys.readouterr().out
    for words in ("✗ 数据库", "✗ 收件文件夹", "✗ 答复：没有设定"):
        assert words in out
    assert out.count("    → ") == 3


def test_login_and_a_mail_to_ourselves(dovecot: Dovecot, user: str) -> None:
    with receiving() as receiver:
        settings = Settings(
            inbox=f"imaps://{user}@localhost:{dovecot.ports['imaps']}",
            outbox=f"smtp://{user}@127.0.0.1:{receiver.port}",
            imap_password=SecretStr(PASSWORD),
            ca_file=dovecot.ca_file,
            smtp_plain=True,
            answer_from=user,
        )
        seen = [*check_mail.inbox(settings), check_mail.outbox(settings), check_mail.to_ourselves(settings)]
        assert [probe.good for probe in seen] == [True] * 4, seen
        assert receiver.accepted[0].recipients == [user]


def test_a_wrong_password_is_told_and_not_shown(dovecot: Dovecot, user: str) -> None:
    with receiving() as receiver:
        settings = Settings(
            inbox=f"imaps://{user}@localhost:{dovecot.ports['imaps']}",
            outbox=f"smtp://{user}@127.0.0.1:{receiver.port}",
            imap_password=SecretStr("a guess"),
            ca_file=dovecot.ca_file,
            smtp_plain=True,
            answer_sent_copy="none",
        )
        seen = [*check_mail.inbox(settings), check_mail.outbox(settings)]
    assert [probe.good for probe in seen] == [False, False]
    assert all("授权码" in probe.mend for probe in seen)
    assert "a guess" not in "".join(map(str, seen))


@pytest.mark.parametrize(
    ("outbox", "words"),
    [
        ("smtps://u:pw@h", "不要写密码"),
        ("ftp://x", "不支持"),
        ("smtps://u@127.0.0.1:1", "连不上"),
        ("/dev/null/x", "写入"),
    ],
)
def test_a_wrong_way_out_is_explained(outbox: str, words: str) -> None:
    probe = check_mail.outbox(Settings(outbox=outbox, smtp_password=SecretStr("x")))
    assert not probe.good
    assert words in probe.says
    assert probe.mend


def test_a_damaged_database_is_seen(tmp_path: Path) -> None:
    settings = Settings(db=tmp_path / "h.db")
    assert check_machine.database(settings).good
    (tmp_path / "h.db").write_bytes(b"SQLite format 3\0" + b"\1" * 5000)
    assert not check_machine.database(settings).good


@pytest.mark.parametrize(
    "arguments",
    [
        ["run", "--inbox", ".", "--outbox", "ftp://x", "--db", "h.db", "--once"],
        ["run", "--inbox", ".", "--outbox", "smtps://u@h", "--db", "h.db", "--once"],
        ["run", "--inbox", ".", "--outbox", "out", "--db", "broken.db", "--once"],
        ["status", "--db", "broken.db"],
        ["export", "--db", "broken.db"],
        ["status", "--db", "nowhere.db"],
    ],
)
def test_a_wrong_setting_ends_with_a_sentence_and_two(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.db").write_bytes(b"this is no database" * 100)
    assert main(arguments) == 2
    assert capsys.readouterr().err.startswith("设置有误：")
