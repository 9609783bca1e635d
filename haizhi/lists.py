"""EDGE: disk and environment. The notice, the unit lists, and both as people have set them in a database.

In: names and paths from the settings; an open Database. Out: Notice, Registry, Desk.
Elsewhere: what a list means (`rules.registry`), what people set (`data.review_settings`).
"""

import os
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from haizhi.config_file import written_in
from rules.notice import Notice, load_notice
from rules.registry import Registry, load_registry

if TYPE_CHECKING:
    from data.database import Database
    from rules.desk import Desk

USUAL_NOTICE = "2022-74"


def notice_of(name: str) -> Notice:
    """The notice by its name in data/notices, or by the path of a TOML file of one's own."""
    own = Path(name)
    shipped = files("data") / "notices" / f"{name}.toml"
    return load_notice((own if own.suffix == ".toml" else shipped).read_text("utf-8"))


def registry_of(folder: Path | None, notice: Notice) -> Registry:
    """The unit lists of a folder; None: those that ship with the program."""
    lists: Traversable | Path = folder or files("data") / "registry"
    return load_registry({f.name: f.read_text("utf-8") for f in lists.iterdir() if f.name.endswith(".csv")}, notice)


def desk_in(database: "Database", config: Path | None) -> "Desk":
    """The desk of this database: the configured notice and lists, with what people set and the units they added.

    Raises FileNotFoundError where a file that was named is not there, ValueError where it is wrong.
    """
    from data.review_settings import desk_now
    from rules.desk import Desk

    written = written_in(config)
    notice = notice_of(os.environ.get("HAIZHI_NOTICE") or str(written.get("notice") or USUAL_NOTICE))
    folder = os.environ.get("HAIZHI_REGISTRY") or written.get("registry")
    return desk_now(database, Desk(notice, registry_of(Path(folder) if folder else None, notice)))
