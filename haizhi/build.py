"""EDGE: disk. The composition root: settings in, a house ready to work out.

In: Settings. Out: House; each process builds its own, once.
Elsewhere: what the parts do (`haizhi.pipeline` tells the story).
"""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from haizhi.config import Settings
from haizhi.pipeline import House
from outbox.letter import Office
from parsers.dispatch import Readers
from parsers.scan.eyes import Eyes
from rules.annex1 import layout
from rules.case import Desk
from rules.notice import Notice, load_notice
from rules.registry import Registry, load_registry


@cache
def house_of(settings: Settings) -> House:
    """All parts for these settings. Raises FileNotFoundError where a notice or list is missing."""
    notice = notice_of(settings.notice)
    sender = settings.answer_from or notice.mailbox
    own = frozenset(address.lower() for address in settings.own_addresses | {notice.mailbox, sender})
    return House(
        own,
        Readers(layout(notice), Eyes()),
        Desk(notice, registry_of(settings.registry, notice)),
        Office(notice, settings.office_name, sender),
    )


def notice_of(name: str) -> Notice:
    """The notice by its name in data/notices, or by the path of a TOML file of one's own."""
    own = Path(name)
    shipped = files("data") / "notices" / f"{name}.toml"
    return load_notice((own if own.suffix == ".toml" else shipped).read_text("utf-8"))


def registry_of(folder: Path | None, notice: Notice) -> Registry:
    """The unit lists of a folder; None: those that ship with the program."""
    lists: Traversable | Path = folder or files("data") / "registry"
    return load_registry({f.name: f.read_text("utf-8") for f in lists.iterdir() if f.name.endswith(".csv")}, notice)
