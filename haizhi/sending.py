"""EDGE: disk, for the file that holds a password. The way out that the settings name, ready to be used.

In: Settings. Out: a Sink. Elsewhere: the sinks themselves (`outbox.sink`), when they are used (`haizhi.pipeline`).
"""

from datetime import timedelta
from pathlib import Path
from typing import Literal, cast

from pydantic import SecretStr

from haizhi.config import Settings
from haizhi.receiving_imap import account_of
from intake.imap_address import is_imap
from outbox.rate import Limits
from outbox.sent_folder import SentFolder
from outbox.sink import Sink, open_sink
from outbox.smtp import SmtpSink, SmtpWays
from outbox.smtp_address import SmtpAddress, WrongSmtpAddress
from outbox.smtp_session import SmtpAccount


def sink_of(settings: Settings) -> Sink:
    """The way out.

    Raises outbox.sink.UnknownSink, WrongSmtpAddress where the setting is wrong, OSError for a password file that
    cannot be read.
    """
    return open_sink(str(settings.outbox), lambda address: _by_mail(settings, address))


def smtp_account(settings: Settings, address: SmtpAddress) -> SmtpAccount:
    """How to get in. Raises WrongSmtpAddress where there is no password, or no encryption to another machine."""
    if settings.smtp_plain and not address.is_loopback:
        raise WrongSmtpAddress("smtp_plain 只能用于本机；发往其他机器必须加密")
    password = smtp_password(settings) if address.user else ""
    if address.user and not password:
        raise WrongSmtpAddress("请在环境变量 HAIZHI_SMTP_PASSWORD 或设定 smtp_password_file 指明的文件中给出发信密码")
    patience = {"seconds": settings.network_seconds, "data_seconds": settings.smtp_data_seconds}
    return SmtpAccount(address, password, settings.ca_file, plain_allowed=settings.smtp_plain, **patience)


def smtp_password(settings: Settings) -> str:
    """The password for sending, else the one for receiving; "": none is given."""
    own = _secret(settings.smtp_password, settings.smtp_password_file)
    return own or _secret(settings.imap_password, settings.imap_password_file)


def _by_mail(settings: Settings, address: SmtpAddress) -> Sink:
    account = smtp_account(settings, address)
    wanted = settings.answer_sent_copy != "none" or settings.answer_copy_to_self
    sent = SentFolder(account_of(settings)) if wanted and is_imap(str(settings.inbox)) else None
    return SmtpSink(account, _ways(settings), sent)


def _ways(settings: Settings) -> SmtpWays:
    limits = Limits(
        settings.answers_an_hour,
        settings.answers_to_address_an_hour,
        settings.answers_to_address_a_day,
        settings.answers_in_thread,
        settings.same_answers_a_day,
    )
    return SmtpWays(
        limits,
        copy_to_self=settings.answer_copy_to_self,
        sent_copy=cast(Literal["append", "server", "none"], settings.answer_sent_copy),
        resend_blindly=settings.answer_uncertain == "resend",
        witness_after=timedelta(seconds=settings.answer_witness_seconds),
    )


def _secret(given: SecretStr | None, file: Path | None) -> str:
    if given:
        return given.get_secret_value()
    return next(iter(file.read_text("utf-8").splitlines()), "").strip() if file else ""
