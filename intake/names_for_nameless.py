"""A name for a file that came without one, so that a person can be told which file is meant.

In: its media type and its number in the message. Out: a name, the same at every reading of the message.
"""

_WORD_ML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_ENDINGS = {
    _WORD_ML + "document": ".docx",
    _WORD_ML + "template": ".dotx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/msword": ".doc",
    "application/vnd.ms-excel": ".xls",
    "application/rtf": ".rtf",
    "application/pdf": ".pdf",
    "application/ofd": ".ofd",
    "application/zip": ".zip",
    "application/vnd.rar": ".rar",
    "application/x-7z-compressed": ".7z",
    "application/vnd.ms-outlook": ".msg",
    "application/ms-tnef": ".dat",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/tiff": ".tif",
    "image/bmp": ".bmp",
    "message/rfc822": ".eml",
    "text/plain": ".txt",
    "text/html": ".html",
    "text/calendar": ".ics",
}


def name_for(media_type: str, number: int) -> str:
    """未命名附件 with a number and the usual ending."""
    return f"未命名附件{number}{_ENDINGS.get(media_type, '')}"
