"""EDGE: network. A connection to a mail server, logged in, with its name told (ID), and its errors in three kinds.

In: ImapAccount. Out: an imapclient connection with nothing selected yet; NotLetIn (a person must act), Unreachable
(worth another attempt), Throttled (worth one much later).
Sources: RFC 2971 (ID; 163, 126 and other Coremail hosts refuse SELECT without it), RFC 5530 (response codes).
Elsewhere: what is asked of the connection (`intake.imap`), when to come again (`haizhi.patience`).
"""

import imaplib
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import LoginError

from intake.imap_address import ImapAddress, WrongAddress

PROGRAM = "haizhi-intake"
KEEPALIVE_SECONDS = 60
_NOT_NOW = re.compile(
    r"\[(UNAVAILABLE|LIMIT|INUSE|SERVERBUG)\]|too (many|frequent)|frequen|try (again|later)|temporar|exceed|limit"
    r"|频繁|次数|稍后|超过|繁忙",
    re.IGNORECASE,
)
LONGEST_TROUBLE = 200


class Unreachable(Exception):
    """The server cannot be reached, or broke off; another attempt may succeed."""


class Throttled(Unreachable):
    """The server asks to come less often."""


class NotLetIn(Exception):
    """The server refuses this user and password; to try again would only lock the account. The text is Chinese."""


@dataclass(frozen=True, slots=True)
class ImapAccount:
    """How to get in."""

    address: ImapAddress
    password: str = field(repr=False)
    ca_file: Path | None = None
    """Certificates to trust instead of the system's."""
    connect_seconds: float = 15
    read_seconds: float = 60
    """Longest silence of the server while an answer is due."""
    plain_allowed: bool = False
    """Whether a password may travel unencrypted to another machine."""


def connect(account: ImapAccount) -> IMAPClient:
    """Logged in, ID sent. Raises NotLetIn, Unreachable, Throttled, WrongAddress, FileNotFoundError (`ca_file`)."""
    address = account.address
    if not (address.encrypted or address.is_loopback or account.plain_allowed):
        raise WrongAddress("imap:// 不加密，密码会被旁人看到；请改用 imaps://，或明确设定 imap_plain = true")
    context = _context(account) if address.encrypted else None
    patience = SocketTimeout(connect=account.connect_seconds, read=account.read_seconds)
    with speaking():
        client = IMAPClient(address.host, address.port, ssl=address.encrypted, ssl_context=context, timeout=patience)
    try:
        client.normalise_times = False
        _keep_alive(client.socket())
        _log_in(client, account)
        with speaking():
            _tell_name(client, address.user)
    except BaseException:
        hang_up(client)
        raise
    return client


@contextmanager
def speaking() -> Iterator[None]:
    """Whatever goes wrong while speaking with the server is Unreachable."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise Unreachable(f"服务器证书未通过验证：{error.verify_message}") from error
    except (OSError, imaplib.IMAP4.error) as error:
        raise Unreachable(_said(error)) from error


def is_refusal(error: Unreachable) -> bool:
    """True where the server answered NO or BAD and the connection still stands."""
    cause = error.__cause__
    return isinstance(cause, imaplib.IMAP4.error) and not isinstance(cause, imaplib.IMAP4.abort)


def hang_up(client: IMAPClient) -> None:
    """Close the connection without a word; never raises."""
    with suppress(OSError, imaplib.IMAP4.error):
        client.shutdown()


def _context(account: ImapAccount) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=account.ca_file)


def _log_in(client: IMAPClient, account: ImapAccount) -> None:
    user = account.address.user
    try:
        with speaking():
            client.login(user, account.password)
    except UnicodeEncodeError as error:
        raise NotLetIn("收件邮箱的用户名或密码含有不能用于登录的字符") from error
    except Unreachable as error:
        if not _is_answer_to_login(error.__cause__):
            raise
        if _NOT_NOW.search(str(error)):
            raise Throttled(f"服务器暂不允许登录：{error}") from error
        raise NotLetIn(
            f"收件邮箱 {user} 登录被拒绝，请核对用户名和密码（163、QQ 等邮箱用“授权码”，不是网页密码）。"
            f"服务器答复：{error}"
        ) from error


def _is_answer_to_login(error: BaseException | None) -> bool:
    # imapclient makes a LoginError of a connection that broke in the middle of LOGIN too: no verdict on the password.
    broke = isinstance(error, LoginError) and isinstance(error.__context__, (imaplib.IMAP4.abort, OSError))
    return isinstance(error, LoginError) and not broke and "BYE" not in str(error)


def _tell_name(client: IMAPClient, user: str) -> None:
    if not client.has_capability("ID"):
        return
    try:
        client.id_({"name": PROGRAM, "version": "1.0", "vendor": PROGRAM, "support-email": user})
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error:
        return


def _keep_alive(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option in ("TCP_KEEPIDLE", "TCP_KEEPINTVL"):
        if hasattr(socket, option):
            connection.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), KEEPALIVE_SECONDS)


def _said(error: Exception) -> str:
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return " ".join(text.split())[:LONGEST_TROUBLE] or type(error).__name__
