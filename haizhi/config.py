"""EDGE: environment and disk. Settings: defaults < configuration file (TOML) < environment < command line.

In: a TOML file (`--config`, HAIZHI_CONFIG, or ./haizhi.toml), variables HAIZHI_*, options given by the command line.
Out: Settings. Elsewhere: what the options mean to a person (`haizhi.cli`, `config.example.toml`).
"""

import os
import tomllib
from pathlib import Path
from typing import Any

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

DEFAULT_FILE = "haizhi.toml"


class Settings(BaseSettings):
    """Every setting of the program, each with its default."""

    model_config = SettingsConfigDict(env_prefix="HAIZHI_", extra="forbid", frozen=True)

    inbox: str | None = None
    """Folder of .eml files, Maildir."""
    outbox: str | None = None
    """Folder that answers are written to."""
    db: Path | None = None
    notice: str = "2022-74"
    """Name of a file in data/notices (without .toml), or a path to a notice of one's own."""
    registry: Path | None = None
    """Folder of unit lists (CSV); None: the lists that ship with the program."""
    own_addresses: frozenset[str] = frozenset()
    """Further addresses of the office itself, besides the mailbox named in the notice; never answered."""
    office_name: str = "中国科协国际合作部"
    """Signs the answers."""
    workers: int = Field(default=0, ge=0, le=64)
    """Reading processes; 0: one for each processor."""
    message_seconds: float = Field(default=120, gt=0)
    """Longest time that reading one message may take, in seconds."""


def load_settings(file: Path | None = None, **options: Any) -> Settings:
    """Settings from all sources; options that are None count as not given.

    Raises FileNotFoundError where a configuration file was named that is not there, pydantic.ValidationError where a
    value is wrong.
    """
    named = file or (Path(os.environ["HAIZHI_CONFIG"]) if os.environ.get("HAIZHI_CONFIG") else None)
    if named and not named.is_file():
        raise FileNotFoundError(named)
    given = {key: value for key, value in options.items() if value is not None}
    return Settings(**(_written(named or Path(DEFAULT_FILE)) | given))


def _written(file: Path) -> dict[str, Any]:
    """What the file says, less what the environment says too (which wins)."""
    if not file.is_file():
        return {}
    settings = tomllib.loads(file.read_text("utf-8"))
    return {key: value for key, value in settings.items() if f"HAIZHI_{key}".upper() not in os.environ}
