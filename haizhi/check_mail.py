"""EDGE: network and disk, through the parts that are tried. Do the mailbox and the way out let us in?

In: Settings. Out: Probes; with `send` a mail to ourselves. Passwords and letters are never shown.
Elsewhere: this machine (`haizhi.check_machine`), showing them (`haizhi.check`).
"""

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from haizhi.build import house_of
from haizhi.config import Settings
from haizhi.notify import Desk
from haizhi.probe import Probe
from haizhi.receiving_imap import account_of
from haizhi.sending import sink_of, smtp_account
from intake.imap import ImapSession
from intake.imap_address import WrongAddress, is_imap
from intake.imap_connect import NotLetIn, Unreachable
from intake.sources import open_source
from outbox.letter import Office
from outbox.life import Event
from outbox.sent_folder import SentFolder
from outbox.sink import UnknownSink
from outbox.smtp_address import WrongSmtpAddress, is_smtp, smtp_address_of
from outbox.smtp_session import NoWayOut, SmtpSession

_NETWORK = "请检查网络、服务器地址与端口，稍后再试"
_LETTER = "请核对用户名和密码；163、QQ 等邮箱须在网页设置中开启 IMAP/SMTP 服务，并使用“授权码”"


def inbox(settings: Settings) -> Iterator[Probe]:
    """Login, name, folder; or the folder of files."""
    if not settings.inbox:
        yield Probe("收件", False, "没有设定", "请在配置文件中写 inbox，或用 --inbox 指明")
    elif is_imap(settings.inbox):
        yield _tried("收件邮箱", lambda: _selected(settings))
        if settings.answer_sent_copy != "none" and is_smtp(str(settings.outbox)):
            yield _tried("“已发送”文件夹", lambda: _sent_named(settings))
    else:
        yield _tried("收件文件夹", lambda: f"{len(open_source(str(settings.inbox)))} 封邮件")


def outbox(settings: Settings) -> Probe:
    """Login; or a folder that can be written."""
    if not settings.outbox:
        return Probe("答复", False, "没有设定", "请在配置文件中写 outbox，或用 --outbox 指明")
    if is_smtp(settings.outbox):
        return _tried("发信邮箱", lambda: _let_out(settings))
    return _tried("答复文件夹", lambda: _writable(settings))


def to_ourselves(settings: Settings) -> Probe:
    """A mail from the office to the office."""
    return _tried("给自己发信", lambda: _sent(settings))


def house(settings: Settings) -> Probe:
    """Notice and lists of units."""
    return _tried("通知与单位名单", lambda: f"{house_of(settings).office.notice.mailbox} 的通知可用")


def _tried(name: str, probe: Callable[[], str]) -> Probe:
    try:
        return Probe(name, True, probe())
    except NotLetIn as error:
        return Probe(name, False, str(error), _LETTER)
    except NoWayOut as error:
        return Probe(name, False, str(error), _LETTER if "登录" in str(error) else _NETWORK)
    except Unreachable as error:
        return Probe(name, False, str(error), _NETWORK)
    except (WrongAddress, WrongSmtpAddress, UnknownSink) as error:
        return Probe(name, False, str(error), "请改正设定")
    except FileNotFoundError as error:
        return Probe(name, False, f"找不到 {error.filename or error}", "请改正设定中的路径")
    except (OSError, ValueError) as error:
        return Probe(name, False, str(error) or type(error).__name__, "请改正设定，或检查权限")


def _selected(settings: Settings) -> str:
    with ImapSession.open(account_of(settings)) as session:
        idles = "来信即知（IDLE）" if session.idles else f"每 {settings.poll_seconds:g} 秒查看一次"
        return f"登录、报名（ID）、打开文件夹均成功，{idles}"


def _sent_named(settings: Settings) -> str:
    with closing(SentFolder(account_of(settings))) as sent:
        name = sent.name()
    if name is None:
        raise WrongAddress('没有找到“已发送”文件夹；请在邮箱中建立，或设定 answer_sent_copy = "none"')
    return name


def _let_out(settings: Settings) -> str:
    address = smtp_address_of(str(settings.outbox))
    with closing(SmtpSession.open(smtp_account(settings, address))):
        return f"{address.host} 登录成功"


def _writable(settings: Settings) -> str:
    folder = Path(str(settings.outbox))
    sink_of(settings)
    there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    if not there.is_dir() or not os.access(there, os.W_OK):
        raise PermissionError(f"{folder} 不能写入")
    return f"{folder} 可以写入"


def _sent(settings: Settings) -> str:
    office: Office = house_of(settings).office
    now = datetime.now(UTC)
    mail = Desk(office, office.mailbox).mail(
        f"check {now.isoformat()}", "【海智收件】自检", "这是一封自检邮件，收到即说明发信正常，无须处理。\n", now
    )
    with closing(sink_of(settings)) as sink:
        delivery = sink.deliver(mail)
    if delivery.result is not Event.SENT:
        raise OSError(delivery.detail)
    return f"已发往 {office.mailbox}，请查看是否收到"
