"""When a message was received, and when it was written.

In: a message, and IMAP's INTERNALDATE where there is one. Out: an aware datetime or None.
The trace headers are read by mail-parser, which knows the obsolete syntaxes and refuses to guess.
Elsewhere: what is late (`rules`). No clock is read: a date in the future stays what it is.
"""

import re
from datetime import datetime

from mailparser.utils import convert_mail_date

from intake.headers import Part, raw_values

_MAX_TRACES = 20
_YEARS = range(1980, 2200)
_CHINA = re.compile(r"\b(?:CST|BJT)$")
"""RFC 5322 reads CST as the zone of Chicago; the servers of these offices mean China."""
_ZONE_NAME = re.compile(r"\s*\((?:[^()]|\([^()]*\))*\)\s*$")


def received_at(part: Part, internal_date: datetime | None) -> datetime | None:
    """INTERNALDATE, else the topmost Received header that bears a date, else Date, else None."""
    if internal_date is not None and internal_date.tzinfo is not None:
        return internal_date
    traces = [value.rpartition(";")[2] for value in raw_values(part, "Received")[:_MAX_TRACES]]
    dates = (_date(text) for text in [*traces, *raw_values(part, "Date")[:1]])
    return next((date for date in dates if date is not None), None)


def sent_at(part: Part) -> datetime | None:
    """When the sender's program says that it was written."""
    return next((_date(text) for text in raw_values(part, "Date")[:1]), None)


def _date(text: str) -> datetime | None:
    plain = _CHINA.sub("+0800", _ZONE_NAME.sub("", text[:200]).strip())
    try:
        date, _ = convert_mail_date(plain)
    except (ValueError, OverflowError):
        return None
    return date if isinstance(date, datetime) and date.year in _YEARS else None
