"""What an OLE2 file (the container of Office 97 to 2003, of Kingsoft .wps and of Outlook .msg) holds.

In: octets. Out: a media type, told from the names of its streams. A damaged file is judged by what still shows.
"""

import io

import olefile

WORD, EXCEL, POWERPOINT = "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"
ENCRYPTED_OFFICE, OLE_STORAGE = "application/x-ole-encrypted", "application/x-ole-storage"
_OUTLOOK = "application/vnd.ms-outlook"
_STREAMS = (
    ("EncryptedPackage", ENCRYPTED_OFFICE),
    ("WordDocument", WORD),
    ("Workbook", EXCEL),
    ("Book", EXCEL),
    ("PowerPoint Document", POWERPOINT),
    ("__properties_version1.0", _OUTLOOK),
    ("MatOST", "application/vnd.ms-works"),
    ("MN0", "application/vnd.ms-works"),
)
_LOOKED_AT_OCTETS = 20_000_000


def ole_type(octets: bytes) -> str:
    """The media type; `application/x-ole-storage` where no known stream shows."""
    names = _top_names(octets)
    if names is None:
        return _by_bare_names(octets)
    return next((media_type for name, media_type in _STREAMS if name.lower() in names), OLE_STORAGE)


def _top_names(octets: bytes) -> frozenset[str] | None:
    try:
        with olefile.OleFileIO(io.BytesIO(octets)) as file:
            return frozenset(kid.name.lower() for kid in file.root.kids)
    except Exception:  # olefile raises OSError, struct.error, IndexError, RecursionError … on damaged files
        return None


def _by_bare_names(octets: bytes) -> str:
    """Directory entries are found by their UTF-16 names even where the file is cut."""
    seen = octets[:_LOOKED_AT_OCTETS]
    found = (media_type for name, media_type in _STREAMS if (name + "\0").encode("utf-16-le") in seen)
    return next(found, OLE_STORAGE)
