"""Values as columns: text, moments, JSON, compressed blobs; and back.

In: Python values. Out: what SQLite keeps. Elsewhere: which column holds what (`data/migrations/`).
"""

import json
import zlib
from datetime import datetime
from typing import Any

QUICK = 1
"""zlib level. On real mails (base64 of files that are compressed already) level 1 leaves 0.705 of the size, level 6
0.685 in half as much time again, LZMA 0.698 in four times the time."""


def storable(text: str) -> str:
    """Text without lone surrogates, which UTF-8 cannot hold."""
    return text.encode("utf-8", "replace").decode() if not _is_whole(text) else text


def json_text(value: Any) -> str:
    """JSON as a column holds it."""
    return storable(json.dumps(value, ensure_ascii=False))


def moment(at: datetime | None) -> str | None:
    """ISO 8601 with offset."""
    return at.isoformat() if at else None


def moment_of(text: str | None) -> datetime | None:
    """The moment that a column holds."""
    return datetime.fromisoformat(text) if text else None


def packed(octets: bytes) -> bytes:
    """Compressed."""
    return zlib.compress(octets, QUICK)


def unpacked(octets: bytes) -> bytes:
    """As it was before `packed`."""
    return zlib.decompress(octets)


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
