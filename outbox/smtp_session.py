"""EDGE: network. One conversation with a mail server: logged in, then one mail handed over after another.

In: SmtpAccount; sender, recipients and octets of a mail. Out: a Delivery for each mail. NoWayOut where nobody gets in.
The one thing that matters: until the server has answered DATA with 354 nothing can have been accepted, and a reply to
the final dot settles it; whatever goes wrong between the two leaves it open (RFC 5321 §4.2.5, §6.1).
Elsewhere: what a refusal means (`outbox.smtp_replies`), when a connection is kept (`outbox.smtp`).
"""

import re
import smtplib
import socket
import ssl
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from outbox.entry import Delivery
from outbox.life import Event
from outbox.smtp_address import SmtpAddress
from outbox.smtp_replies import Reply, asks_to_stop, is_busy, login_may_succeed_later, refused

READY = 354
_FULL_STOP = re.compile(rb"(?m)^\.")


class NoWayOut(Exception):
    """The server cannot be reached or does not let us in; the text says why, in Chinese."""

    def __init__(self, why: str, *, stop: bool = False, person: bool = False) -> None:
        super().__init__(why)
        self.stop = stop
        """The host asks to come less often."""
        self.person = person
        """No other attempt will succeed until somebody mends it: the password, the certificate."""


@dataclass(frozen=True, slots=True)
class SmtpAccount:
    """How to get in."""

    address: SmtpAddress
    password: str = field(default="", repr=False)
    ca_file: Path | None = None
    """Certificates to trust instead of the system's."""
    seconds: float = 60
    """Longest silence of the server while a reply is due."""
    data_seconds: float = 600
    """The same after the final dot: RFC 5321 §4.5.3.2.6 asks for ten minutes; less makes slow hosts uncertain."""
    plain_allowed: bool = False
    """Whether to do without TLS; on this machine only."""


class SmtpSession:
    """A server that has let us in."""

    def __init__(self, client: smtplib.SMTP, account: SmtpAccount) -> None:
        self._client, self._account = client, account

    @classmethod
    def open(cls, account: SmtpAccount) -> Self:
        """Connect, encrypt, log in. Raises NoWayOut; FileNotFoundError for a `ca_file` that is not there."""
        client = _connected(account)
        try:
            _say_hello(client, account)
            _log_in(client, account)
        except BaseException:
            client.close()
            raise
        return cls(client, account)

    @property
    def is_open(self) -> bool:
        """False once the connection is known to have ended."""
        return self._client.sock is not None

    def alive(self) -> bool:
        """True where the server still listens."""
        try:
            return _asked(self._client, "RSET").good
        except OSError:
            return False

    def hand_over(self, sender: str, recipients: Sequence[str], octets: bytes) -> Delivery:
        """Send one mail to the first recipient, and a copy to the others where the server takes it."""
        try:
            refusal = self._announced(sender, recipients, octets)
        except OSError as error:
            self.close()
            return Delivery(Event.DEFERRED, f"连接在发送前中断：{_said(error)}", again=True)
        return refusal or self._sent(octets)

    def close(self) -> None:
        """Hang up; never raises."""
        with suppress(OSError):
            self._client.close()

    def quit(self) -> None:
        """Say goodbye and hang up; never raises."""
        with suppress(OSError):
            self._client.docmd("QUIT")
        self.close()

    def _announced(self, sender: str, recipients: Sequence[str], octets: bytes) -> Delivery | None:
        """MAIL, RCPT, DATA up to 354; a Delivery where one of them was refused."""
        client = self._client
        size = f" SIZE={len(octets)}" if client.has_extn("size") else ""
        commands = [f"MAIL FROM:<{sender}>{size}", f"RCPT TO:<{recipients[0]}>"]
        for command in commands:
            reply = _asked(client, command)
            if not reply.good:
                return self._refused(reply)
        for copy in recipients[1:]:
            _asked(client, f"RCPT TO:<{copy}>")
        reply = _asked(client, "DATA")
        return None if reply.code == READY else self._refused(reply)

    def _refused(self, reply: Reply) -> Delivery:
        if not self.alive():
            self.close()
        return refused(reply)

    def _sent(self, octets: bytes) -> Delivery:
        try:
            self._client.send(_FULL_STOP.sub(b"..", octets.removesuffix(b"\r\n")) + b"\r\n.\r\n")
            if self._client.sock:
                self._client.sock.settimeout(self._account.data_seconds)
            reply = _reply(self._client)
            if self._client.sock:
                self._client.sock.settimeout(self._account.seconds)
        except OSError as error:
            self.close()
            return Delivery(Event.UNCERTAIN, f"信件内容发出后连接中断，是否送达不明：{_said(error)}")
        if 200 <= reply.code < 300:
            return Delivery(Event.SENT, str(reply))
        # What is neither yes nor no to the final dot is no reply that the protocol knows.
        if not 400 <= reply.code < 600:
            self.close()
            return Delivery(Event.UNCERTAIN, f"服务器的答复无法理解：{reply}")
        return refused(reply)


def _connected(account: SmtpAccount) -> smtplib.SMTP:
    address = account.address
    # Named here, since the library would ask the name server for it, which may take long.
    known: Any = {"local_hostname": "localhost", "timeout": account.seconds}
    try:
        context = ssl.create_default_context(cafile=account.ca_file)
        if address.encrypted:
            client: smtplib.SMTP = smtplib.SMTP_SSL(address.host, address.port, context=context, **known)
        else:
            client = smtplib.SMTP(address.host, address.port, **known)
    except FileNotFoundError:
        raise
    except ssl.SSLCertVerificationError as error:
        raise NoWayOut(f"发信服务器证书未通过验证：{error.verify_message}", person=True) from error
    except smtplib.SMTPConnectError as error:
        reply = Reply(error.smtp_code, _text(error.smtp_error))
        raise NoWayOut(f"发信服务器拒绝连接：{reply}", stop=asks_to_stop(reply)) from error
    except OSError as error:
        raise NoWayOut(f"连不上发信服务器 {address.host}:{address.port}：{_said(error)}") from error
    client.local_hostname = _own_literal(client)
    return client


def _own_literal(client: smtplib.SMTP) -> str:
    """The address that this end of the connection has, as EHLO wants it (RFC 5321 §4.1.3)."""
    own = str(client.sock.getsockname()[0]) if client.sock else "127.0.0.1"
    return f"[IPv6:{own}]" if ":" in own else f"[{own}]"


def _say_hello(client: smtplib.SMTP, account: SmtpAccount) -> None:
    try:
        _greet(client)
        if account.address.encrypted or (account.plain_allowed and account.address.is_loopback):
            return
        if not client.has_extn("starttls"):
            raise NoWayOut("发信服务器不提供加密（STARTTLS），密码会被旁人看到；请改用 smtps://", person=True)
        client.starttls(context=ssl.create_default_context(cafile=account.ca_file))
        _greet(client)
    except ssl.SSLCertVerificationError as error:
        raise NoWayOut(f"发信服务器证书未通过验证：{error.verify_message}", person=True) from error
    except OSError as error:
        raise NoWayOut(f"发信服务器中断了连接：{_said(error)}") from error


def _greet(client: smtplib.SMTP) -> None:
    code, text = client.ehlo()
    if not 200 <= code < 300:
        code, text = client.helo()
    _must_be_good(Reply(code, _text(text)), client)


def _log_in(client: smtplib.SMTP, account: SmtpAccount) -> None:
    user = account.address.user
    if not user:
        return
    try:
        client.login(user, account.password)
    except smtplib.SMTPAuthenticationError as error:
        reply = Reply(error.smtp_code, _text(error.smtp_error))
        if login_may_succeed_later(reply):
            raise NoWayOut(f"发信服务器暂不允许登录：{reply}", stop=is_busy(reply)) from error
        raise NoWayOut(
            f"发信邮箱 {user} 登录被拒绝，请核对用户名和密码（163、QQ 等邮箱须用“授权码”而非网页密码）。答复：{reply}",
            person=True,
        ) from error
    except smtplib.SMTPNotSupportedError as error:
        raise NoWayOut("发信服务器不接受用户名和密码登录", person=True) from error
    except UnicodeEncodeError as error:
        raise NoWayOut("发信邮箱的用户名或密码含有不能用于登录的字符", person=True) from error
    except OSError as error:
        raise NoWayOut(f"登录发信服务器时连接中断：{_said(error)}") from error


def _must_be_good(reply: Reply, client: smtplib.SMTP) -> None:
    if not reply.good:
        client.close()
        raise NoWayOut(f"发信服务器拒绝连接：{reply}", stop=asks_to_stop(reply))


def _asked(client: smtplib.SMTP, command: str) -> Reply:
    client.putcmd(command)
    return _reply(client)


def _reply(client: smtplib.SMTP) -> Reply:
    code, text = client.getreply()
    if code == 421:
        # The server says goodbye with it, whatever was asked.
        client.close()
    return Reply(code, _text(text))


def _text(text: bytes | str) -> str:
    if isinstance(text, str):
        return text
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        return text.decode("gb18030", "replace")


def _said(error: OSError) -> str:
    if isinstance(error, (TimeoutError, socket.timeout)):
        return "等待超时"
    text = error.strerror if error.strerror else str(error)
    return " ".join(str(text).split())[:200] or type(error).__name__
