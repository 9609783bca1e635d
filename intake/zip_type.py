"""What a zip file is: a document of Word, Excel, OFD, OpenDocument, or an archive of files.

In: octets. Out: a media type, told from the members. A cut or damaged file is judged by the members that still show.
"""

import io
import re
import zipfile

_OOXML = "application/vnd.openxmlformats-officedocument."
_MAIN_TYPES = (
    (b"wordprocessingml.document.main", _OOXML + "wordprocessingml.document"),
    (b"wordprocessingml.template.main", _OOXML + "wordprocessingml.template"),
    (b"ms-word.document.macroEnabled.main", "application/vnd.ms-word.document.macroEnabled.12"),
    (b"ms-word.template.macroEnabledTemplate.main", "application/vnd.ms-word.template.macroEnabled.12"),
    (b"spreadsheetml.sheet.main", _OOXML + "spreadsheetml.sheet"),
    (b"spreadsheetml.template.main", _OOXML + "spreadsheetml.template"),
    (b"ms-excel.sheet.macroEnabled.main", "application/vnd.ms-excel.sheet.macroEnabled.12"),
    (b"ms-excel.sheet.binary.macroEnabled.main", "application/vnd.ms-excel.sheet.binary.macroEnabled.12"),
    (b"presentationml.presentation.main", _OOXML + "presentationml.presentation"),
    (b"presentationml.slideshow.main", _OOXML + "presentationml.slideshow"),
)
_FOLDERS = (
    ("word/", _MAIN_TYPES[0][1]),
    ("xl/", _MAIN_TYPES[4][1]),
    ("ppt/", _MAIN_TYPES[8][1]),
)
_LOCAL_NAME = re.compile(rb"PK\x03\x04.{22}(.{2}).{2}", re.DOTALL)
_MIMETYPE = re.compile(r"application/[a-z0-9.+-]{1,80}")
_SMALL_MEMBER_OCTETS = 1_000_000
_MAX_ENTRIES = 20_000
_ARCHIVE = "application/zip"


def zip_type(octets: bytes) -> str:
    """The media type; `application/zip` for an archive."""
    names, content_types, mimetype = _shown(octets)
    if _MIMETYPE.fullmatch(mimetype):
        return mimetype
    if "ofd.xml" in names:
        return "application/ofd"
    if "[content_types].xml" in names:
        return _office_type(names, content_types)
    return _ARCHIVE


def entries(octets: bytes) -> int:
    """How many members the central directory claims, found without building them."""
    return octets.count(b"PK\x01\x02")


def _office_type(names: frozenset[str], content_types: bytes) -> str:
    for mark, media_type in _MAIN_TYPES:
        if mark in content_types:
            return media_type
    for folder, media_type in _FOLDERS:
        if any(name.startswith(folder) for name in names):
            return media_type
    return _ARCHIVE


def _shown(octets: bytes) -> tuple[frozenset[str], bytes, str]:
    """Member names in lower case, [Content_Types].xml, the OpenDocument mimetype; empty where they are missing."""
    try:
        if entries(octets) > _MAX_ENTRIES:
            return frozenset(), b"", ""
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            names = {info.filename.replace("\\", "/").lower(): info for info in archive.infolist()}
            content_types = _small_member(archive, names.get("[content_types].xml"))
            mimetype = _small_member(archive, names.get("mimetype")).strip().decode("ascii", "ignore")
            return frozenset(names), content_types, mimetype
    except Exception:  # damaged zips make zipfile raise BadZipFile, struct.error, NotImplementedError, UnicodeError …
        return _bare_names(octets), b"", ""


def _small_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo | None) -> bytes:
    if info is None:
        return b""
    try:
        with archive.open(info) as stream:
            return stream.read(_SMALL_MEMBER_OCTETS)
    except Exception:  # an encrypted or damaged member: its name must do
        return b""


def _bare_names(octets: bytes) -> frozenset[str]:
    """The names in the local headers of a file whose directory is lost."""
    names: set[str] = set()
    for match in _LOCAL_NAME.finditer(octets):
        length = int.from_bytes(match[1], "little")
        names.add(octets[match.end() : match.end() + length].decode("utf-8", "replace").replace("\\", "/").lower())
        if len(names) >= _MAX_ENTRIES:
            break
    return frozenset(names)
