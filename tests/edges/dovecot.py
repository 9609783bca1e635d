"""A real Dovecot for tests: IMAP, IMAPS and LMTP on free ports of this machine, mail in a temporary folder.

Runs as root and as an ordinary user. Bad log-ins are not slowed down, so that tests need not wait for each other.
"""

import contextlib
import grp
import os
import pwd
import shutil
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from imapclient import IMAPClient

PASSWORD = "correct-horse"
START_SECONDS = 10
NAME = "已发送"

CONFIGURATION = """
base_dir = {d}/run
state_dir = {d}/state
instance_name = t{imap}
log_path = {d}/dovecot.log
info_log_path = {d}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
default_login_user = {login}
default_internal_user = {user}
default_internal_group = {group}
first_valid_uid = 0
mail_uid = {user}
mail_gid = {group}
mail_home = {d}/home/%u
mail_location = {location}
mail_max_userip_connections = 0
disable_plaintext_auth = no
auth_mechanisms = plain login
ssl = yes
ssl_cert = <{d}/tls.crt
ssl_key = <{d}/tls.key
ssl_dh =
auth_failure_delay = 0
imap_idle_notify_interval = 30 s
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={d}/home/%u allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
  separator = {separator}
  mailbox "{sent}" {{
    auto = subscribe
    special_use = \\Sent
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  process_min_avail = 1
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
protocol lmtp {{
  postmaster_address = postmaster@bed.test
}}
{more}
"""


@dataclass(slots=True)
class Dovecot:
    """A running server."""

    folder: Path
    ports: Mapping[str, int]
    process: "subprocess.Popen[bytes]" = field(repr=False)

    @property
    def ca_file(self) -> Path:
        """The certificate to trust."""
        return self.folder / "tls.crt"

    def add(self, user: str) -> str:
        """A new mailbox; gives its user name. Every user exists, with the same password."""
        return user

    def deliver(self, user: str, octets: bytes, sender: str = "unit@unit.example.cn") -> None:
        """One mail by LMTP, as an MTA would."""
        with smtplib.LMTP("127.0.0.1", self.ports["lmtp"]) as lmtp:
            lmtp.sendmail(sender, [user], octets)

    @contextlib.contextmanager
    def client(self, user: str, folder: str | None = "INBOX") -> Iterator[IMAPClient]:
        """What a person's mail program would do."""
        with IMAPClient("127.0.0.1", self.ports["imap"], ssl=False) as client:
            client.login(user, PASSWORD)
            if folder:
                client.select_folder(folder)
            yield client

    def change_uidvalidity(self, user: str, to: int) -> None:
        """The folder's INBOX under a new UIDVALIDITY, same messages."""
        mail = self.folder / "home" / user / "mail"
        listed = mail / "dovecot-uidlist"
        head, _, rest = listed.read_text().partition("\n")
        words = [f"V{to}" if word.startswith("V") else word for word in head.split(" ")]
        listed.write_text(" ".join(words) + "\n" + rest)
        for index in mail.glob("dovecot.index*"):
            index.unlink()

    def stop(self) -> None:
        """End the server, with whatever sessions it has."""
        self.process.terminate()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextlib.contextmanager
def running(*, more: str = "", separator: str = "/", location: str = "maildir:~/mail") -> Iterator[Dovecot]:
    """A Dovecot with further configuration."""
    if shutil.which("dovecot") is None:
        raise RuntimeError("dovecot is not installed: setup.sh installs it, and these tests are never skipped")
    with tempfile.TemporaryDirectory(prefix="dc", dir="/tmp") as made:
        folder = Path(made)
        ports = {name: free_port() for name in ("imap", "imaps", "lmtp")}
        _certificate(folder)
        facts = _who() | {
            "d": folder,
            "location": location,
            "separator": separator,
            "sent": NAME,
            "more": more,
            "password": PASSWORD,
        }
        (folder / "conf").write_text(CONFIGURATION.format(**facts, **ports))
        _give_away(folder)
        process = subprocess.Popen(["dovecot", "-F", "-c", str(folder / "conf")], stderr=subprocess.PIPE)
        server = Dovecot(folder, ports, process)
        try:
            _wait_for(server)
            yield server
        finally:
            server.stop()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _who() -> dict[str, object]:
    name = "nobody" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    person = pwd.getpwnam(name)
    group = grp.getgrgid(person.pw_gid).gr_name
    return {"login": name, "user": name, "group": group, "uid": person.pw_uid, "gid": person.pw_gid}


def _certificate(folder: Path) -> None:
    kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    files = ["-keyout", str(folder / "tls.key"), "-out", str(folder / "tls.crt")]
    subprocess.run(["openssl", "req", *kind, *name, *files], check=True, capture_output=True)


def _give_away(folder: Path) -> None:
    folder.chmod(0o755)
    if os.getuid() == 0:
        person = pwd.getpwnam("nobody")
        for path in (folder, *folder.iterdir()):
            os.chown(path, person.pw_uid, person.pw_gid)


def _wait_for(server: Dovecot) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if server.process.poll() is not None:
            raise RuntimeError(f"dovecot: {server.process.stderr.read().decode() if server.process.stderr else ''}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", server.ports["imap"]), 1) as probe:
            probe.settimeout(1)
            if probe.recv(4) == b"* OK":
                return
        time.sleep(0.01)
    raise RuntimeError((server.folder / "dovecot.log").read_text())
