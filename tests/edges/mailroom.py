"""What the tests of a whole run share: mails of invented offices, settings for a mailbox, a run as a process."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

from data.store import Store
from tests.edges.dovecot import PASSWORD, Dovecot
from tests.edges.receiver import PASSWORD as SMTP_PASSWORD

START_SECONDS = 60


def mail(number: int, text: str = "信息表见附件，请查收。") -> bytes:
    """A mail that is answered at once: its form is missing. Each from another office."""
    message = EmailMessage()
    message["From"] = f"office{number}@unit{number}.example.cn"
    message["To"] = "haizhijihua@cast.org.cn"
    message["Date"] = "Thu, 15 Sep 2022 10:00:00 +0800"
    message["Message-ID"] = f"<{number}.mail@unit{number}.example.cn>"
    message["Subject"] = f"报送信息表 {number}"
    message.set_content(text)
    return message.as_bytes(policy=SMTP)


@dataclass
class Mailroom:
    """A folder with a database, and how a run gets at its mailbox."""

    folder: Path
    inbox: str
    outbox: str = "answers"
    environment: dict[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def database(self) -> Path:
        """Where the run keeps its mail."""
        return self.folder / "h.sqlite3"

    def start(self, *more: str) -> "subprocess.Popen[bytes]":
        """`haizhi run` with these further options."""
        given = ["--inbox", self.inbox, "--outbox", self.outbox, "--db", "h.sqlite3", "--workers", "1"]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "haizhi", "-v", "run", *given, *more],
                cwd=self.folder,
                env=os.environ | self.environment,
                stdout=log,
                stderr=log,
            )
        return self.process

    @contextlib.contextmanager
    def running(self, *more: str) -> Iterator["subprocess.Popen[bytes]"]:
        """The endless run, ended by SIGTERM, which it must obey with status 0."""
        process = self.start(*more)
        try:
            yield process
            # One that has only just begun has no ear for it yet.
            end = time.monotonic() + START_SECONDS
            while process.poll() is None and not _hears(process.pid, signal.SIGTERM) and time.monotonic() < end:
                time.sleep(0.05)
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0, self.log()
        finally:
            process.kill()
            process.wait()

    def log(self) -> str:
        """What the runs said."""
        return (self.folder / "log").read_text()

    def rows(self) -> list[dict[str, Any]]:
        """What has been handled."""
        if not self.database.exists():
            return []
        with Store.open(self.database) as store:
            return [dict(row) for row in store.export_rows()]

    def until(self, done: Callable[[], bool], seconds: float = START_SECONDS) -> None:
        """Wait for something to become true."""
        end = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < end, self.log()[-3000:]
            assert self.process is None or self.process.poll() is None, self.log()[-3000:]
            time.sleep(0.05)


def _hears(pid: int, number: int) -> bool:
    """True where the process catches this signal."""
    caught = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("SigCgt"))
    return bool(int(caught.split()[1], 16) >> (number - 1) & 1)


def mailroom(folder: Path, server: Dovecot, user: str, port: int | None = None, **settings: object) -> Mailroom:
    """A run on this user's INBOX, over TLS unless another port (a proxy's) is named."""
    folder.mkdir(parents=True, exist_ok=True)
    scheme = "imaps" if port is None else "imap"
    given: dict[str, object] = {"imap_password": PASSWORD, "smtp_password": SMTP_PASSWORD, "ca_file": server.ca_file}
    inbox = f"{scheme}://{user}@127.0.0.1:{port or server.ports['imaps']}/INBOX"
    names = {f"HAIZHI_{key.upper()}": str(value) for key, value in (given | settings).items()}
    return Mailroom(folder, inbox, environment=names | {"PYTHONPATH": str(Path(__file__).parents[2])})
