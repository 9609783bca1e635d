"""EDGE: disk. The composition root: settings in, a house ready to work out.

In: Settings. Out: House (pickled to the reading processes without its model, which each loads once when first needed).
Elsewhere: what the parts do.
"""

from functools import cache
from importlib.resources import files
from pathlib import Path

from haizhi.config import Settings
from rules.annex1 import layout
from rules.notice import Notice, load_notice
from rules.registry import Registry, load_registry


@cache
def notice_of(name: str) -> Notice:
    """The notice by its short name in data/notices, or by the path of a TOML file.

    Raises FileNotFoundError where there is none.
    """
    own = Path(name)
    shipped = files("data") / "notices" / f"{name}.toml"
    return load_notice((own if own.suffix == ".toml" else shipped).read_text("utf-8"))
