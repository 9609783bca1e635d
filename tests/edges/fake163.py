"""A mail server as 163 and other Coremail hosts are said to be: SELECT after ID only, no IDLE, no MOVE, no keywords.

It knows the commands that the program uses, and says BAD to any other. Log-ins may be throttled.
"""

import contextlib
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

USER, PASSWORD = "office@bed.test", "authorisation-code"
CAPABILITIES = "IMAP4rev1 XLIST SPECIAL-USE ID LITERAL+ STARTTLS APPENDLIMIT=71680000 UIDPLUS X-CM-EXT-1 SASL-IR"
FLAGS = r"(\Answered \Seen \Deleted \Draft \Flagged)"
UNSAFE = "NO SELECT Unsafe Login. Please contact kefu@188.com for help"


@dataclass
class Host:
    """A running server and what it has seen."""

    capabilities: str = CAPABILITIES
    uidvalidity: int = 1
    most_log_ins: int = 0
    """In `window_seconds`; 0: as many as one likes."""
    window_seconds: float = 3600
    drops_after_select: bool = False
    password: str = PASSWORD
    broken: set[int] = field(default_factory=set)
    """UIDs that it does not give out."""
    port: int = 0
    messages: dict[str, dict[int, bytes]] = field(default_factory=lambda: {"INBOX": {}})
    flags: dict[int, set[str]] = field(default_factory=dict)
    log_ins: list[float] = field(default_factory=list)
    refused: int = 0
    commands: list[str] = field(default_factory=list)
    next_uid: int = 1
    open_lines: list[socket.socket] = field(default_factory=list)

    def deliver(self, octets: bytes) -> int:
        """A mail arrives."""
        self.messages["INBOX"][self.next_uid] = octets
        self.next_uid += 1
        return self.next_uid - 1

    def hang_up(self) -> None:
        """Every session ends."""
        for line in self.open_lines:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        self.open_lines.clear()


class _Conversation:
    def __init__(self, host: Host, connection: socket.socket) -> None:
        self._host, self._connection = host, connection
        host.open_lines.append(connection)
        self._told, self._selected, self._over = False, "", False
        self._doing: dict[str, Callable[[str, str], str]] = {
            "CAPABILITY": self._capability,
            "LOGIN": self._log_in,
            "ID": self._id,
            "SELECT": self._select,
            "NOOP": lambda _, __: "OK NOOP completed",
            "LIST": self._list,
            "CREATE": self._create,
            "SUBSCRIBE": lambda _, __: "OK SUBSCRIBE completed",
            "UID SEARCH": self._search,
            "UID FETCH": self._fetch,
            "UID STORE": self._store,
            "UID COPY": self._copy,
            "UID EXPUNGE": self._expunge,
            "LOGOUT": self._log_out,
        }

    def run(self) -> None:
        self._say("* OK Coremail System IMap Server Ready(163com)")
        with contextlib.suppress(OSError), self._connection.makefile("rb") as lines:
            for line in lines:
                tag, _, said = line.decode().strip().partition(" ")
                verb = re.match(r"UID \w+|\w+", said, re.IGNORECASE)
                command = verb[0].upper() if verb else ""
                self._host.commands.append(command)
                does = self._doing.get(command, lambda _, __: "BAD Parse command error")
                self._say(f"{tag} {does(tag, said[len(command) :].strip())}")
                if self._over:
                    break
        self._connection.close()

    def _say(self, text: str) -> None:
        self._connection.sendall(text.encode() + b"\r\n")

    def _capability(self, _: str, __: str) -> str:
        self._say(f"* CAPABILITY {self._host.capabilities}")
        return "OK CAPABILITY completed"

    def _log_in(self, _: str, said: str) -> str:
        host, now = self._host, time.monotonic()
        lately = [at for at in host.log_ins if at > now - host.window_seconds]
        if host.most_log_ins and len(lately) >= host.most_log_ins:
            host.refused += 1
            return "NO LOGIN login too frequently, please try again later"
        host.log_ins.append(now)
        good = said.replace('"', "").split() == [USER, host.password]
        return "OK LOGIN completed" if good else "NO LOGIN Login error or password error"

    def _id(self, _: str, said: str) -> str:
        if not re.match(r'\("\w', said):
            return "BAD Parse command error"
        self._told = True
        self._say('* ID ("name" "Coremail Imap" "vendor" "Mailtech" "TransID" "x")')
        return "OK ID completed"

    def _select(self, _: str, said: str) -> str:
        if not self._told:
            return UNSAFE
        self._selected = said.strip('"')
        there = self._host.messages.get(self._selected)
        if there is None:
            return "NO SELECT Folder not exist"
        self._say(f"* {len(there)} EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY {self._host.uidvalidity}] UIDs valid")
        self._say(f"* FLAGS {FLAGS}\r\n* OK [PERMANENTFLAGS {FLAGS}] Limited")
        self._over = self._host.drops_after_select
        return "OK [READ-WRITE] SELECT completed"

    def _list(self, _: str, said: str) -> str:
        wanted = said.split(" ")[-1].strip('"')
        for name in self._host.messages if wanted not in ("", '""') else [""]:
            if wanted in ("", name):
                self._say(f'* LIST () "/" "{name}"')
        return "OK LIST Completed"

    def _create(self, _: str, said: str) -> str:
        self._host.messages.setdefault(said.strip('"'), {})
        return "OK CREATE completed"

    def _search(self, _: str, said: str) -> str:
        there = self._host.messages[self._selected]
        words = said.replace("(", "").replace(")", "").split()
        self._say(f"* SEARCH {' '.join(map(str, self._named(words[words.index('UID') + 1], there)))}")
        return "OK SEARCH completed"

    def _fetch(self, _: str, said: str) -> str:
        there = self._host.messages[self._selected]
        uids, _, items = said.partition(" ")
        order = sorted(there)
        for uid in self._named(uids, there):
            if "BODY" in items and uid in self._host.broken:
                return "NO FETCH System error"
            octets, size = there[uid], len(there[uid])
            facts = f'UID {uid} RFC822.SIZE {size} INTERNALDATE "15-Sep-2022 10:00:00 +0800"'
            if "BODY" in items:
                head = f"* {order.index(uid) + 1} FETCH (UID {uid} BODY[] {{{size}}}\r\n".encode()
                self._connection.sendall(head + octets + b")\r\n")
            else:
                self._say(f"* {order.index(uid) + 1} FETCH ({facts})")
        return "OK FETCH completed"

    def _store(self, _: str, said: str) -> str:
        uids, flags = said.split(" ")[0], re.findall(r"\\\w+", said)
        for uid in self._named(uids, self._host.messages[self._selected]):
            self._host.flags.setdefault(uid, set()).update(flags)
        return "OK STORE completed"

    def _copy(self, _: str, said: str) -> str:
        uids, _, folder = said.partition(" ")
        target = self._host.messages.get(folder.strip('"'))
        if target is None:
            return "NO [TRYCREATE] COPY Folder not exist"
        here = self._host.messages[self._selected]
        for uid in self._named(uids, here):
            target[max(target, default=0) + 1] = here[uid]
        return "OK COPY completed"

    def _expunge(self, _: str, said: str) -> str:
        here = self._host.messages[self._selected]
        for uid in self._named(said, here):
            if r"\Deleted" in self._host.flags.get(uid, ()):
                del here[uid]
        return "OK EXPUNGE completed"

    def _log_out(self, _: str, __: str) -> str:
        self._say("* BYE IMAP4rev1 Server logging out")
        self._over = True
        return "OK LOGOUT completed"

    def _named(self, uids: str, there: dict[int, bytes]) -> list[int]:
        last = max(there, default=0)
        found: set[int] = set()
        for part in uids.split(","):
            ends = [last if end == "*" else int(end) for end in part.split(":")]
            found |= {uid for uid in there if min(ends) <= uid <= max(ends)}
        return sorted(found)


@contextlib.contextmanager
def hosting(**how: object) -> Iterator[Host]:
    """A server on a free port."""
    host = Host(**how)  # type: ignore[arg-type]
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        host.port = listener.getsockname()[1]
        threading.Thread(target=_accept, args=(host, listener), daemon=True).start()
        yield host


def _accept(host: Host, listener: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=_Conversation(host, connection).run, daemon=True).start()
