"""EDGE: disk, through an open database. Pictures as rows: each kept once, whatever shows it.

In: an open Database, pictures. Out: digests. Elsewhere: what shows them (`data.settled`).
"""

import hashlib
from collections.abc import Iterable

from data.database import Database
from parsers.document import PagePicture


def keep_picture(database: Database, octets: bytes | None, media_type: str = "image/png") -> str | None:
    """The picture's digest, by which it is found again; None for no picture."""
    if octets is None:
        return None
    digest = hashlib.sha256(octets).hexdigest()
    database.conn.execute(
        "INSERT INTO pictures (digest, media_type, octets) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (digest, media_type, octets),
    )
    return digest


def keep_pages(database: Database, attachment: int, pages: Iterable[PagePicture]) -> None:
    """The pages of an attachment as people see them."""
    database.table("pages").insert_all(
        {
            "attachment": attachment,
            "page": page.page,
            "picture": keep_picture(database, page.octets, page.media_type),
            "width": page.width,
            "height": page.height,
        }
        for page in {page.page: page for page in pages}.values()
    )
