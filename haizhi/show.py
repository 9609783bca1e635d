"""What reading one file gives, as plain data for `haizhi extract`: what was found, where, how certain, why not more.

In: a file's name and octets. Out: dicts and lists ready for JSON, without pictures.
Elsewhere: reading itself (`haizhi.pipeline`).
"""

from typing import Any

from haizhi.build import house_of
from haizhi.config import Settings
from haizhi.pipeline import House, read
from intake.media_type import media_type_of
from intake.message import Attachment, RawMessage
from parsers.dispatch import read_attachment
from parsers.document import Seal, Where
from parsers.form import ExtractedForm, Field
from parsers.reading import AttachmentReading


def shown(name: str, octets: bytes, settings: Settings) -> dict[str, Any]:
    """One file: a mail with its attachments, or an attachment."""
    house = house_of(settings)
    media_type = media_type_of(octets, name)
    if media_type == "message/rfc822":
        return _mail(name, octets, house)
    return _attachment(read_attachment(Attachment(name, media_type, octets), house.readers))


def _mail(name: str, octets: bytes, house: House) -> dict[str, Any]:
    reading = read(RawMessage(octets, name), house)
    submission = reading.submission
    return {
        "file": name,
        "media_type": "message/rfc822",
        "subject": submission.envelope.subject,
        "from": submission.envelope.from_address,
        "received_at": submission.envelope.received_at.isoformat() if submission.envelope.received_at else None,
        "automatic": list(submission.automatic),
        "unopened": [{"file": u.filename, "reason": u.reason, "detail": u.detail} for u in submission.unopened],
        "attachments": [_attachment(a) for a in reading.attachments],
    }


def _attachment(reading: AttachmentReading) -> dict[str, Any]:
    found: dict[str, Any] = {"file": reading.filename, "media_type": reading.media_type, "version": reading.version}
    if reading.unreadable:
        found["unreadable"] = {"reason": reading.unreadable.reason, "detail": reading.unreadable.detail}
    if reading.doubt:
        found["doubt"] = reading.doubt
    if not reading.forms and not reading.unreadable:
        found["text"] = reading.text_excerpt[:200]
    return found | {"forms": [_form(form) for form in reading.forms]}


def _form(form: ExtractedForm) -> dict[str, Any]:
    return {
        "people": form.people,
        "scanned": form.scanned,
        "page": form.page,
        "fields": {key: _field(field) for key, field in form.fields.items()},
        "seals": [_seal(seal) for seal in form.seals],
        "seal_decidable": form.seal_decidable,
    }


def _field(field: Field) -> dict[str, Any]:
    shown: dict[str, Any] = {"text": field.text, "certainty": round(field.certainty, 3)}
    if field.ticked is not None:
        shown["ticked"] = list(field.ticked)
    if field.samples_only:
        shown["samples_only"] = True
    return shown | _where(field.where)


def _seal(seal: Seal) -> dict[str, Any]:
    name = {"name": seal.name, "name_certainty": round(seal.name_certainty, 3)}
    return {"certainty": round(seal.certainty, 3), "shape": seal.shape} | name | _where(seal.where)


def _where(where: Where | None) -> dict[str, Any]:
    if where is None:
        return {}
    return {"page": where.page, "box": [round(edge, 4) for edge in where.box]}
