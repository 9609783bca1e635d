"""EDGE: environment and disk. Settings: defaults < configuration file (TOML) < environment < command line.

In: a TOML file (`--config`, HAIZHI_CONFIG, or ./haizhi.toml), variables HAIZHI_*, options given by the command line.
Out: Settings. Elsewhere: what the options mean to a person (`haizhi.cli`, `config.example.toml`).
"""

import os
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from haizhi.config_file import written_in


class Settings(BaseSettings):
    """Every setting of the program, each with its default."""

    model_config = SettingsConfigDict(env_prefix="HAIZHI_", extra="forbid", frozen=True)

    inbox: str | None = None
    """Folder of .eml files, Maildir, or imaps://user@host/folder."""
    outbox: str | None = None
    """Folder that answers are written to, or smtps://user@host (smtp://… with STARTTLS)."""
    db: Path | None = None
    notice: str = "2022-74"
    """Name of a file in data/notices (without .toml), or a path to a notice of one's own."""
    registry: Path | None = None
    """Folder of unit lists (CSV); None: the lists that ship with the program."""
    own_addresses: frozenset[str] = frozenset()
    """Further addresses of the office itself, besides the mailbox named in the notice; never answered."""
    office_name: str = "中国科协国际合作部"
    """Signs the answers."""
    workers: Annotated[int, Field(ge=0, le=64)] | Annotated[str, Field(pattern=r"^(here|dask(\+tls)?://.+)$")] = 0
    """Reading processes; 0: one a processor; dask://host:port: a cluster's; here: none, for looking for errors."""
    message_seconds: float = Field(default=120, gt=0)
    """Longest time that reading one message may take, in seconds."""
    step_seconds: float = Field(default=4, gt=0)
    """Longest processor time to open or draw one page of one file; more for recognition (`haizhi.pace`)."""
    worker_megabytes: int = Field(default=640, ge=300)
    """Most memory of one reading process."""
    worker_messages: int = Field(default=500, ge=1)
    """Messages after which a reading process makes room for a new one."""
    imap_password: SecretStr | None = None
    imap_password_file: Path | None = None
    """File whose first line is the password; either this or `imap_password`."""
    imap_plain: bool = False
    """Whether imap:// (unencrypted) may lead to another machine."""
    ca_file: Path | None = None
    """Certificates to trust in TLS instead of the system's."""
    after: str = Field(default="keyword", pattern=r"^(keyword|nothing|move:.+)$")
    """What happens on the server to messages that are settled: keyword, move:FOLDER, nothing."""
    poll_seconds: float = Field(default=60, gt=0)
    """How often a mailbox is looked into that does not tell of new mail by itself."""
    idle_seconds: float = Field(default=300, ge=0, le=1700)
    """How long one IDLE lasts before it is renewed; 0: poll, even where the server offers IDLE."""
    network_seconds: float = Field(default=60, gt=0)
    """Longest silence of a mail server while an answer is due."""
    reconnect_seconds: float = Field(default=1, gt=0)
    reconnect_most_seconds: float = Field(default=300, gt=0)
    """First and longest pause before a lost connection is made again."""
    smtp_password: SecretStr | None = None
    smtp_password_file: Path | None = None
    """File whose first line is the password; neither this nor `smtp_password`: that of the inbox on a server."""
    smtp_plain: bool = False
    """Whether smtp:// may do without TLS; only towards this machine."""
    smtp_data_seconds: float = Field(default=600, gt=0)
    """Longest silence after the last byte of an answer; less than the host takes makes answers uncertain."""
    answer_from: str | None = None
    """Address that answers come from; None: the mailbox named in the notice."""
    answer_copy_to_self: bool = False
    """Whether each answer goes to ourselves too (Bcc), as a witness that it was accepted."""
    answer_sent_copy: str = Field(default="append", pattern=r"^(append|server|none)$")
    """Who puts a copy into Sent: append (this program), server (the host by itself, a witness too), none."""
    answer_uncertain: str = Field(default="staff", pattern=r"^(staff|resend)$")
    """What becomes of an answer of which nobody knows whether it was accepted: left to staff, or sent again."""
    answer_witness_seconds: float = Field(default=300, ge=0)
    """How long the host may take to show what it accepted."""
    answers_an_hour: int = Field(default=200, ge=0)
    """The most answers in an hour; 0: no limit (as for those below)."""
    answers_to_address_an_hour: int = Field(default=10, ge=0)
    answers_to_address_a_day: int = Field(default=30, ge=0)
    answers_in_thread: int = Field(default=6, ge=0)
    """More in one thread are left to staff."""
    same_answers_a_day: int = Field(default=2, ge=0)
    """So often somebody who sends nothing new gets the same answer; then staff look."""
    office_address: str | None = None
    """Where alerts and the daily digest go; None: nowhere."""
    digest_hour: int | None = Field(default=None, ge=0, le=23)
    """Hour (Beijing) from which the daily digest is sent; None: no digest."""
    no_answer: bool = False
    """Settle what arrives, write no answers that are sent."""
    since: date | None = None
    """Messages in a server's mailbox that arrived before this day are left alone."""


def load_settings(file: Path | None = None, **options: Any) -> Settings:
    """Settings from all sources; options that are None count as not given.

    Raises FileNotFoundError where a configuration file was named that is not there, pydantic.ValidationError where a
    value is wrong.
    """
    written = written_in(file)
    given = {key: value for key, value in options.items() if value is not None}
    # The environment, which pydantic-settings reads by itself, wins over the file.
    said = {key: value for key, value in written.items() if f"HAIZHI_{key}".upper() not in os.environ}
    return Settings(**(said | given))
