"""The address of a mailbox folder on a server, as the setting `inbox` names it.

In: `imaps://user@host[:port]/folder`. Out: ImapAddress; WrongAddress, in Chinese, where the text is none.
The user may hold a plain `@`; the folder may hold Chinese, plain or percent-encoded. A password is refused: a setting
is shown in process lists and logs.
Elsewhere: passwords (`haizhi.config`), the connection (`intake.imap`).
"""

import ipaddress
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

PORTS = {"imaps": 993, "imap": 143}


class WrongAddress(ValueError):
    """The text names no mailbox on a server; it says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class ImapAddress:
    """Where a mailbox folder is."""

    user: str
    host: str
    port: int
    folder: str = "INBOX"
    encrypted: bool = True

    @property
    def name(self) -> str:
        """What the database calls this folder; the port is left out, since it may change."""
        return f"{self.user}@{self.host}/{self.folder}"

    @property
    def is_loopback(self) -> bool:
        """True where the server is this machine."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def is_imap(text: str) -> bool:
    """True where the setting means a mailbox on a server."""
    return text.partition("://")[0].lower() in PORTS


def address_of(text: str) -> ImapAddress:
    """The address that a setting means. Raises WrongAddress."""
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise WrongAddress(f"收件地址无法识别：{_without_secret(text)}") from error
    user = parts.netloc.rpartition("@")[0]
    if parts.scheme not in PORTS or not host or not user:
        raise WrongAddress(f"收件地址应写成 imaps://用户@服务器/文件夹，现为：{_without_secret(text)}")
    if ":" in user:
        raise WrongAddress("收件地址中不要写密码；请用环境变量 HAIZHI_IMAP_PASSWORD，或设定 imap_password_file")
    folder = unquote(parts.path.strip("/")) or "INBOX"
    return ImapAddress(unquote(user), host, port or PORTS[parts.scheme], folder, parts.scheme == "imaps")


def _without_secret(text: str) -> str:
    scheme, mark, rest = text.partition("://")
    user, at, host = rest.rpartition("@")
    return f"{scheme}{mark}{user.partition(':')[0]}{at}{host}"
