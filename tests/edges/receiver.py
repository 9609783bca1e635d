"""A real SMTP receiver on a free port that can be told to fail at any step, and keeps what it accepted.

What a fault means: `drop` ends the connection, `hang` never replies, a reply such as "451 later" is given instead.
"""

import asyncio
import contextlib
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Any, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session, syntax

from tests.edges.dovecot import PASSWORD as PASSWORD

# ruff: noqa: N802 - the names are those of aiosmtpd

STEPS = ("connect", "ehlo", "auth", "mail", "rcpt", "data", "dot", "after")
"""`dot`: the whole mail has come, nothing is kept; `after`: it is kept, and the reply gets lost."""
HANG_SECONDS = 30


@dataclass(slots=True)
class Accepted:
    """One mail that was accepted."""

    sender: str
    recipients: list[str]
    octets: bytes

    @property
    def message_id(self) -> str:
        """Its Message-ID."""
        return str(message_from_bytes(self.octets)["Message-ID"])


@dataclass
class Receiver:
    """A running server."""

    port: int = 0
    accepted: list[Accepted] = field(default_factory=list)
    faults: dict[str, list[str]] = field(default_factory=dict)
    """For each step what happens the next times it is reached; then all is well."""
    seen: list[str] = field(default_factory=list)
    """The steps that were reached, in order."""
    files: Callable[[Accepted], None] | None = None
    """What the host does with what it accepts, such as putting it into Sent."""
    slow_seconds: float = 0
    """Before every reply."""

    def fails(self, step: str, *how: str) -> None:
        """What happens at this step the next times."""
        self.faults[step] = list(how)

    def ids(self) -> list[str]:
        """Message-IDs of what was accepted for others, in order."""
        return [mail.message_id for mail in self.accepted]

    def fault(self, step: str) -> str:
        """What is to happen now."""
        self.seen.append(step)
        waiting = self.faults.get(step)
        return waiting.pop(0) if waiting else ""


class _Failing(SMTP):
    """aiosmtpd with faults at each step."""

    def __init__(self, receiver: Receiver, *given: Any, **more: Any) -> None:
        self._receiver = receiver
        super().__init__(*given, **more)

    def connection_made(self, transport: Any) -> None:
        fault = self._receiver.fault("connect") if not isinstance(self.transport, asyncio.Transport) else ""
        if fault == "drop":
            transport.abort()
        elif fault and fault != "hang":
            transport.write(f"{fault}\r\n".encode())
            transport.close()
        elif not fault:
            super().connection_made(transport)

    @syntax("EHLO hostname")
    async def smtp_EHLO(self, hostname: str) -> None:
        if not await self._failed("ehlo"):
            await super().smtp_EHLO(hostname)

    @syntax("AUTH <mechanism>")
    async def smtp_AUTH(self, arg: str) -> None:
        if not await self._failed("auth"):
            await super().smtp_AUTH(arg)

    @syntax("MAIL FROM: <address>", extended=" [SP <mail-parameters>]")
    async def smtp_MAIL(self, arg: str | None) -> None:
        if not await self._failed("mail"):
            await super().smtp_MAIL(arg)

    @syntax("RCPT TO: <address>", extended=" [SP <mail-parameters>]")
    async def smtp_RCPT(self, arg: str | None) -> None:
        if not await self._failed("rcpt"):
            await super().smtp_RCPT(arg)

    @syntax("DATA")
    async def smtp_DATA(self, arg: str) -> None:
        if not await self._failed("data"):
            await super().smtp_DATA(arg)

    async def _failed(self, step: str) -> bool:
        await asyncio.sleep(self._receiver.slow_seconds)
        how = self._receiver.fault(step)
        if how:
            await happen(self, how)
        return bool(how)


async def happen(server: SMTP, how: str) -> None:
    """A fault."""
    if how == "drop":
        cast(asyncio.Transport, server.transport).abort()
    elif how == "hang":
        await asyncio.sleep(HANG_SECONDS)
    else:
        await server.push(how)


class _Keeper:
    def __init__(self, receiver: Receiver) -> None:
        self._receiver = receiver

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        receiver = self._receiver
        await asyncio.sleep(receiver.slow_seconds)
        how = receiver.fault("dot")
        if how in ("drop", "hang"):
            await happen(server, how)
        if how:
            return how
        mail = Accepted(str(envelope.mail_from), list(envelope.rcpt_tos), bytes(envelope.original_content or b""))
        receiver.accepted.append(mail)
        if receiver.files:
            await asyncio.get_running_loop().run_in_executor(None, receiver.files, mail)
        how = receiver.fault("after")
        if how in ("drop", "hang"):
            await happen(server, how)
        return how or "250 OK queued"


def _authenticated(_: Any, __: Any, ___: Any, mechanism: str, data: Any) -> AuthResult:
    good = isinstance(data, LoginPassword) and data.password == PASSWORD.encode()
    return AuthResult(success=good, handled=False) if not good else AuthResult(success=True)


@contextlib.contextmanager
def receiving(
    *, context: ssl.SSLContext | None = None, starttls: bool = False, login: bool = True
) -> Iterator[Receiver]:
    """A receiver; with TLS from the first byte where a context is given, unless it is for STARTTLS."""
    receiver, loop = Receiver(), asyncio.new_event_loop()
    more: dict[str, Any] = {"timeout": 60, "hostname": "127.0.0.1", "loop": loop}
    if login:
        more |= {"authenticator": _authenticated, "auth_required": True, "auth_require_tls": False}
    if starttls:
        more |= {"tls_context": context}
    made = loop.create_server(
        lambda: _Failing(receiver, _Keeper(receiver), **more), "127.0.0.1", 0, ssl=None if starttls else context
    )
    # In a thread of its own from the start: a browser driven from this thread has a running loop here.
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(made, loop).result(10)
    receiver.port = server.sockets[0].getsockname()[1]
    try:
        yield receiver
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(_stop, loop)
        thread.join(5)


def _stop(loop: asyncio.AbstractEventLoop) -> None:
    for task in asyncio.all_tasks(loop):
        task.cancel()
    loop.call_later(0.01, loop.stop)
