"""EDGE: disk and terminal. `haizhi extract`: one JSON object a file, in the order of the files.

In: paths, Settings. Out: lines on stdout; exit status 1 where a file could not be opened. Nothing is stored or sent.
Elsewhere: what is shown of a file (`haizhi.show`).
"""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from haizhi.config import Settings
from haizhi.show import File, shown


def print_shown(paths: Iterable[Path], settings: Settings) -> int:
    """Each file as soon as it is read."""
    missing: list[Path] = []
    for found in shown(_opened(paths, missing), settings):
        print(json.dumps(found, ensure_ascii=False), flush=True)
    return 1 if missing else 0


def _opened(paths: Iterable[Path], missing: list[Path]) -> Iterator[File]:
    for path in paths:
        try:
            yield path.name, path.read_bytes()
        except OSError as error:
            missing.append(path)
            print(f"打不开 {path}：{error.strerror}", file=sys.stderr)
