"""EDGE: environment and disk. What the configuration file says, as it stands there.

In: the file that was named, else HAIZHI_CONFIG, else ./haizhi.toml. Out: its values, unchecked.
Elsewhere: what they may be (`haizhi.config`), whose import takes longer than a short command.
"""

import os
import tomllib
from pathlib import Path
from typing import Any

DEFAULT_FILE = "haizhi.toml"


def written_in(file: Path | None = None) -> dict[str, Any]:
    """Raises FileNotFoundError where a file was named that is not there, ValueError where it is no TOML."""
    named = file or (Path(os.environ["HAIZHI_CONFIG"]) if os.environ.get("HAIZHI_CONFIG") else None)
    if named and not named.is_file():
        raise FileNotFoundError(named)
    found = named or Path(DEFAULT_FILE)
    return tomllib.loads(found.read_text("utf-8")) if found.is_file() else {}
