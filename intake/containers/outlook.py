"""Mails saved by Outlook as .msg (MS-OXMSG): an OLE2 file with a storage for each attachment.

In: octets, Budget. Out: Words, Members. Mails inside the mail are gone through as well.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import olefile

from intake.charset import decoded
from intake.containers.member import Find, Member, Words
from intake.html_text import text_of_html
from intake.limits import Budget

_ATTACHMENT = "__attach_version1.0_#"
_EMBEDDED = "__substg1.0_3701000D"
_SUBJECT, _BODY, _HTML, _DATA = "0037", "1000", "1013", "3701"
_NAMES = ("3707", "3704", "3001")
_MAX_DEPTH = 4


@dataclass(frozen=True, slots=True)
class _Storage:
    """One message or attachment: the path of its storage in the file."""

    file: olefile.OleFileIO
    path: tuple[str, ...]
    budget: Budget

    def octets(self, identifier: str, kind: str) -> bytes:
        """The property's stream; empty where it is absent."""
        path = [*self.path, f"__substg1.0_{identifier}{kind}"]
        if not self.file.exists(path):
            return b""
        with self.file.openstream(path) as stream:
            return self.budget.read(stream, self.file.get_size(path))

    def text(self, identifier: str) -> str:
        """The property as text, Unicode if it is there."""
        wide = self.octets(identifier, "001F")
        text = wide.decode("utf-16-le", "replace") if wide else decoded(self.octets(identifier, "001E"))
        return text.rstrip("\0")


def read_outlook(octets: bytes, budget: Budget) -> Iterator[Find]:
    """The text, then every attachment."""
    with olefile.OleFileIO(io.BytesIO(octets)) as file:
        yield from _message(_Storage(file, (), budget), 0)


def _message(message: _Storage, depth: int) -> Iterator[Find]:
    text = message.text(_BODY)
    yield Words(message.text(_SUBJECT), text if text.strip() else text_of_html(_html(message)).text)
    for name in _attachment_names(message):
        attachment = _Storage(message.file, (*message.path, name), message.budget)
        if message.file.exists([*attachment.path, _EMBEDDED]) and depth < _MAX_DEPTH:
            yield from _message(_Storage(message.file, (*attachment.path, _EMBEDDED), message.budget), depth + 1)
        else:
            message.budget.count_member()
            yield Member(_name(attachment), attachment.octets(_DATA, "0102"))


def _html(message: _Storage) -> str:
    return decoded(message.octets(_HTML, "0102")) or message.text(_HTML)


def _attachment_names(message: _Storage) -> list[str]:
    depth = len(message.path)
    storages = message.file.listdir(streams=False, storages=True)
    return [
        path[depth]
        for path in storages
        if len(path) == depth + 1 and tuple(path[:depth]) == message.path and path[depth].startswith(_ATTACHMENT)
    ]


def _name(attachment: _Storage) -> str:
    return next((name for identifier in _NAMES if (name := attachment.text(identifier))), "")
