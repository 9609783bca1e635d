"""EDGE: LibreOffice, as a last resort and with a time limit, for formats that no reader of our own opens.

In: octets and their file name extension. Out: Document of what LibreOffice made of them, or Unreadable.
Elsewhere: all formats that can be read directly (the other readers). Without LibreOffice: Unreadable("no_reader").
"""

import os
import resource
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import cast

from parsers.document import Document, Unreadable

TIMEOUT_SECONDS = 60
PROCESSOR_SECONDS, ADDRESS_OCTETS = 8, 4_000_000_000
MOST_OCTETS = 60_000_000
EXTENSIONS = ("doc", "rtf", "odt", "wps", "xls", "docx")
INSTEAD = "本机无法读取这种格式，请另存为 .docx 或 .doc 后重新发送"

_SAFE_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Calc/Content/Update", "Link", "2"),
)
"""No macro runs and no link is followed: folder of the registry, name, value."""


def read(octets: bytes, extension: str) -> Document | Unreadable:
    """What the file shows, converted to docx first."""
    converted = to_docx(octets, extension)
    if isinstance(converted, Unreadable):
        return converted
    try:
        docx = import_module("parsers.readers.docx")
    except ImportError:
        return Unreadable("no_reader", INSTEAD)
    return cast(Document | Unreadable, docx.read(converted))


def is_there() -> bool:
    """True where LibreOffice is installed."""
    return shutil.which("soffice") is not None


def to_docx(octets: bytes, extension: str) -> bytes | Unreadable:
    """The octets of a docx made of any text document that LibreOffice knows."""
    return convert(octets, extension, "docx")


def convert(octets: bytes, extension: str, target: str) -> bytes | Unreadable:
    """The file in another format; its own temporary folder and profile, nothing of it stays."""
    program = shutil.which("soffice")
    if program is None or extension not in EXTENSIONS:
        return Unreadable("no_reader", INSTEAD)
    with tempfile.TemporaryDirectory(prefix="haizhi-office-") as folder:
        place = Path(folder)
        source = place / f"in.{extension}"
        source.write_bytes(octets)
        _write_settings(place / "profile" / "user")
        if not _run(_command(program, place, target), place):
            return Unreadable("timeout", "转换文件超过时限")
        made = place / "out" / f"in.{target}"
        if not made.is_file() or made.stat().st_size > MOST_OCTETS:
            return Unreadable("corrupt", "文件已损坏，无法转换")
        return made.read_bytes()


def _write_settings(folder: Path) -> None:
    folder.mkdir(parents=True)
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}"><value>{value}</value></prop></item>'
        for path, name, value in _SAFE_SETTINGS
    )
    (folder / "registrymodifications.xcu").write_text(
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>', encoding="utf-8"
    )


def _command(program: str, place: Path, target: str) -> list[str]:
    profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
    options = ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"]
    source = next(place.glob("in.*"))
    return [program, profile, *options, "--convert-to", target, "--outdir", str(place / "out"), str(source)]


def _run(command: list[str], place: Path) -> bool:
    """True where the program ended by itself in time; else it is killed with all it started."""
    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(place), "LANG": "C.UTF-8"}
    process = subprocess.Popen(
        command,
        cwd=place,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    _limit(process.pid)
    try:
        process.wait(TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired:
        return False
    else:
        return True
    finally:
        _kill_group(process)


def _limit(process: int) -> None:
    """Processor time and address space of it and of all that it starts; a conversion takes about two seconds."""
    with suppress(ProcessLookupError, PermissionError):
        resource.prlimit(process, resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
        resource.prlimit(process, resource.RLIMIT_AS, (ADDRESS_OCTETS, ADDRESS_OCTETS))


def _kill_group(process: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
