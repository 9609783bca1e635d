"""The address of a way out through a mail server, as the setting `outbox` names it.

In: `smtps://user@host[:port]` or `smtp://user@host[:port]` (STARTTLS). Out: SmtpAddress; WrongSmtpAddress, in Chinese,
where the text is none. A password is refused: a setting is shown in process lists and logs.
Elsewhere: passwords (`haizhi.config`), the connection (`outbox.smtp_session`).
"""

import ipaddress
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

PORTS = {"smtps": 465, "smtp": 587}


class WrongSmtpAddress(ValueError):
    """The text names no mail server to send through; it says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class SmtpAddress:
    """Where answers are handed over."""

    user: str
    """The name to log in with; "": nobody logs in (a relay on this machine)."""
    host: str
    port: int
    encrypted: bool = True
    """From the first byte; else STARTTLS."""

    @property
    def is_loopback(self) -> bool:
        """True where the server is this machine."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def is_smtp(text: str) -> bool:
    """True where the setting means a mail server."""
    return text.partition("://")[0].lower() in PORTS


def smtp_address_of(text: str) -> SmtpAddress:
    """The address that a setting means. Raises WrongSmtpAddress."""
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise WrongSmtpAddress(f"答复去处无法识别：{_without_secret(text)}") from error
    user = parts.netloc.rpartition("@")[0]
    if parts.scheme not in PORTS or not host:
        raise WrongSmtpAddress(f"答复去处应写成 smtps://用户@服务器 或文件夹，现为：{_without_secret(text)}")
    if ":" in user:
        raise WrongSmtpAddress(
            "答复去处中不要写密码；密码请放在环境变量 HAIZHI_SMTP_PASSWORD 或设定 smtp_password_file 指明的文件中"
        )
    return SmtpAddress(unquote(user), host, port or PORTS[parts.scheme], parts.scheme == "smtps")


def _without_secret(text: str) -> str:
    scheme, mark, rest = text.partition("://")
    user, at, host = rest.rpartition("@")
    return f"{scheme}{mark}{user.partition(':')[0]}{at}{host}"
