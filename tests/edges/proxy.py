"""A TCP proxy that breaks connections in all the ways a network does, and counts what goes through it."""

import contextlib
import random
import re
import socket
import struct
import threading
import time
from dataclasses import dataclass, field

END = b"\r\n"


@dataclass(slots=True)
class Fault:
    """What happens to one connection, after so many octets from the server."""

    kind: str
    """fin, rst, hole (both sides hang, nothing passes), slow (a few octets at a time)."""
    after: int
    in_literal: bool = False
    """Whether it came in the midst of a message's octets."""


@dataclass(slots=True)
class Proxy:
    """Listens on `port`. The next connection gets the next fault; none are left: nothing happens to it."""

    target: int
    faults: list[Fault] = field(default_factory=list)
    served: list[Fault] = field(default_factory=list)
    cuts: int = 0
    """Open connections that `cut` broke."""
    connections: int = 0
    up: int = 0
    down: int = 0
    commands: list[bytes] = field(default_factory=list)
    refusing: bool = False
    last_octet: float = 0.0
    """When the server last sent something, by the monotonic clock."""
    port: int = 0
    _listener: socket.socket = field(default_factory=socket.socket)
    _open: list[socket.socket] = field(default_factory=list)

    def __enter__(self) -> "Proxy":
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen()
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()
        self.cut("fin")

    def cut(self, kind: str) -> None:
        """Every open connection, now."""
        self.cuts += len(self._open) // 2
        for end in self._open[:]:
            _end(end, kind)
        self._open.clear()

    def is_idle(self, seconds: float) -> bool:
        """Whether a connection is open on which nothing has come for so long."""
        return bool(self._open) and time.monotonic() - self.last_octet > seconds

    def forget(self) -> None:
        """Start counting anew."""
        self.up = self.down = 0
        self.commands.clear()

    def _accept(self) -> None:
        while True:
            try:
                inner, _ = self._listener.accept()
            except OSError:
                return
            if self.refusing:
                _end(inner, "rst")
                continue
            self.connections += 1
            fault = self.faults.pop(0) if self.faults else None
            try:
                outer = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                _end(inner, "fin")
                continue
            self._open += [inner, outer]
            self.last_octet = time.monotonic()
            threading.Thread(target=self._pass_up, args=(inner, outer), daemon=True).start()
            threading.Thread(target=self._pass_down, args=(outer, inner, fault), daemon=True).start()

    def _pass_up(self, inner: socket.socket, outer: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while octets := inner.recv(65536):
                self.up += len(octets)
                self.commands += [line for line in octets.split(END) if line]
                outer.sendall(octets)
        _end(outer, "fin")

    def _pass_down(self, outer: socket.socket, inner: socket.socket, fault: Fault | None) -> None:
        self._until_broken(outer, inner, fault)
        for end in (inner, outer):
            with contextlib.suppress(ValueError):
                self._open.remove(end)

    def _until_broken(self, outer: socket.socket, inner: socket.socket, fault: Fault | None) -> None:
        passed = b""
        with contextlib.suppress(OSError):
            while octets := outer.recv(65536):
                self.down += len(octets)
                self.last_octet = time.monotonic()
                if fault and len(passed) + len(octets) > fault.after:
                    left = max(0, fault.after - len(passed))
                    fault.in_literal = _ends_in_literal(passed + octets[:left])
                    self.served.append(fault)
                    inner.sendall(octets[:left])
                    if not self._break(fault, outer, inner, octets[left:]):
                        return
                    fault = None
                else:
                    inner.sendall(octets)
                passed += octets if fault else b""
        if fault:
            # It never came to this point: the next connection's turn.
            self.faults.append(fault)
        _end(inner, "fin")

    def _break(self, fault: Fault, outer: socket.socket, inner: socket.socket, rest: bytes) -> bool:
        """Whether the connection lives on."""
        if fault.kind == "slow":
            for at in range(0, len(rest), 7):
                inner.sendall(rest[at : at + 7])
                time.sleep(0.002)
            return True
        if fault.kind != "hole":
            _end(inner, fault.kind)
        # A black hole leaves the client's side open: nothing comes any more, and nothing says so.
        _end(outer, "fin")
        return False


def faults(number: int, most: int, seed: int) -> list[Fault]:
    """So many faults of all kinds, at points spread over the first `most` octets of a connection."""
    dice = random.Random(seed)
    kinds = ["fin", "rst", "hole", "slow"]
    return [Fault(kinds[place % len(kinds)], dice.randrange(most)) for place in range(number)]


def _ends_in_literal(passed: bytes) -> bool:
    """True where the last literal that was announced has begun and is not whole."""
    announced = re.search(rb".*\{(\d+)\}\r\n", passed, re.DOTALL)
    return bool(announced and 0 < len(passed) - announced.end() < int(announced[1]))


def _end(end: socket.socket, kind: str) -> None:
    with contextlib.suppress(OSError):
        if kind == "rst":
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            # A thread that waits in recv keeps the socket open, and nothing would be sent until it is woken.
            end.shutdown(socket.SHUT_RD)
        else:
            end.shutdown(socket.SHUT_RDWR)
    with contextlib.suppress(OSError):
        if kind == "rst":
            end.close()
