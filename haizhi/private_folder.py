"""EDGE: disk. The temporary folders of reading processes: strangers' files may lie in them, so none is left behind.

In: nothing. Out: a folder of one's own; folders that killed runs left are removed.
"""

import os
import shutil
import tempfile
from pathlib import Path

PREFIX = "haizhi-"


def private_folder() -> "tempfile.TemporaryDirectory[str]":
    """Only its owner may look into it; its name tells which process will remove it."""
    return tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-", ignore_cleanup_errors=True)


def remove(folder: Path) -> None:
    """The folder and all in it."""
    shutil.rmtree(folder, ignore_errors=True)


def remove_orphans() -> None:
    """Folders whose process is gone, with all that it started. Another run may be removing the same at this moment."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*-*"):
        owner = folder.name.removeprefix(PREFIX).partition("-")[0]
        if owner.isdigit() and not Path(f"/proc/{owner}").exists() and _is_ours(folder):
            remove(folder)


def _is_ours(folder: Path) -> bool:
    try:
        return folder.lstat().st_uid == os.getuid()
    except FileNotFoundError:
        return False
