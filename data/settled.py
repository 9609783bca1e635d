"""EDGE: disk, through an open database. The rows of a settled message: what was read, with its evidence, and found.

In: an open Database, the message's row, Reading, Decision, the time. Out: rows.
Everything here belongs into one transaction of its caller (`data.store`). Elsewhere: answers (`data.answers`), reading
it back for later messages (`data.former`).
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from data.database import Database, inserted
from data.pictures import keep_pages, keep_picture
from data.text import json_text, moment, packed, storable
from intake.message import Envelope, Submission
from parsers.document import Where
from parsers.form import ExtractedForm, Field
from parsers.form_json import dump_form
from parsers.reading import AttachmentReading, Reading
from rules.decide import registers
from rules.finding import Decision, Outcome, Record
from rules.gather import handed_in

Row = dict[str, Any]


def message_columns(reading: Reading, decision: Decision) -> dict[str, Any]:
    """What a message says of itself, and what it came to."""
    submission, envelope = reading.submission, reading.submission.envelope
    return envelope_columns(envelope) | {
        "content_digest": submission.content_digest,
        "outcome": decision.outcome,
        "problems": json_text(decision.problems),
        "record": None if decision.record is None else json_text(dict(decision.record)),
        "is_update": decision.update,
        "unit_key": decision.unit_key and storable(decision.unit_key),
        "reasons": json_text(decision.reasons),
        "notes": json_text(dict(decision.notes)),
    }


def envelope_columns(envelope: Envelope) -> dict[str, Any]:
    """What a message says of itself in its headers."""
    return {
        "message_id": envelope.message_id and storable(envelope.message_id),
        "sender": storable(envelope.from_address),
        "subject": storable(envelope.subject),
        "received_at": moment(envelope.received_at),
        "sent_at": moment(envelope.sent_at),
    }


def add_findings(database: Database, row: int, decision: Decision) -> None:
    """One row for each finding, in order."""
    database.table("findings").insert_all(
        {
            "message": row,
            "code": finding.code,
            "found": storable(finding.found),
            "found_in_pdf": storable(finding.found_in_pdf),
            "filename": storable(finding.filename),
            "detail": storable(finding.detail),
            "suggestions": json_text(finding.suggestions),
        }
        for finding in decision.findings
    )


def add_reading(database: Database, row: int, reading: Reading, record: Record | None) -> None:
    """Attachments, page pictures, fields with their evidence, seals."""
    sizes = {attachment.digest: len(attachment.octets) for attachment in reading.submission.attachments}
    for attachment in reading.attachments:
        number = _add_attachment(database, row, attachment, sizes.get(attachment.digest))
        keep_pages(database, number, attachment.pages)
        for place, form in enumerate(attachment.forms):
            evidence: Row = {"attachment": number, "form": place}
            about = evidence | {"message": row, "version": attachment.version}
            database.table("fields").insert_all([about | field for field in _fields(database, form, record or {})])
            database.table("seals").insert_all([evidence | seal for seal in _seals(database, form)])
    _add_unopened(database, row, reading.submission)


def add_handed(database: Database, row: int, reading: Reading) -> None:
    """The versions that the rules want back when this sender's next message comes."""
    database.table("handed").insert_all(
        {
            "message": row,
            "digest": paper.digest,
            "version": paper.version,
            "filename": storable(paper.filename),
            "doubt": storable(paper.doubt),
            "form": packed(dump_form(_storable_form(paper.form)).encode()) if paper.form else None,
        }
        for paper in handed_in(reading, reading.submission.envelope.received_at)
    )


def join_case(database: Database, row: int, reading: Reading, decision: Decision, now: datetime) -> int | None:
    """The case of this sender and unit, with this message's outcome; None where there is no such unit or sender."""
    sender, unit = reading.submission.envelope.from_address, decision.unit_key
    if not sender or not unit:
        return None
    key = {"sender": storable(sender), "unit_key": storable(unit)}
    database.conn.execute(
        "INSERT INTO cases (sender, unit_key, status, opened_at, changed_at)"
        " VALUES (:sender, :unit_key, :status, :now, :now)"
        " ON CONFLICT (sender, unit_key) DO UPDATE SET status = :status, changed_at = :now",
        key | {"status": decision.outcome, "now": moment(now)},
    )
    (case,) = database.conn.execute(
        "SELECT id FROM cases WHERE sender = :sender AND unit_key = :unit_key", key
    ).fetchone()
    if registers(decision):
        _register(database, case, row, decision.outcome)
    return int(case)


def _register(database: Database, case: int, row: int, outcome: Outcome) -> None:
    # What waits for a person does not displace what has been accepted.
    database.conn.execute(
        "UPDATE cases SET registered_by = :row WHERE id = :case AND (:outcome = 'accepted' OR registered_by IS NULL"
        " OR (SELECT outcome FROM items WHERE items.message = registered_by) <> 'accepted')",
        {"row": row, "case": case, "outcome": outcome},
    )


def _add_attachment(database: Database, row: int, attachment: AttachmentReading, size: int | None) -> int:
    shut = attachment.unreadable
    return inserted(
        database,
        "attachments",
        {
            "message": row,
            "filename": storable(attachment.filename),
            "media_type": attachment.media_type,
            "digest": attachment.digest,
            "size": size,
            "version": attachment.version,
            "unreadable": shut.reason if shut else None,
            "unreadable_detail": storable(shut.detail) if shut else "",
            "doubt": storable(attachment.doubt),
            "excerpt": storable(attachment.text_excerpt),
        },
    )


def _add_unopened(database: Database, row: int, submission: Submission) -> None:
    database.table("attachments").insert_all(
        {
            "message": row,
            "filename": storable(unopened.filename),
            "media_type": "",
            "unreadable": unopened.reason,
            "unreadable_detail": storable(unopened.detail),
        }
        for unopened in submission.unopened
    )


def _fields(database: Database, form: ExtractedForm, record: Record) -> Iterator[Row]:
    for key, field in form.fields.items():
        yield {
            "field": key,
            "text": None if field.text is None else storable(field.text),
            "normal": json_text(record[key]) if key in record else None,
            "ticked": None if field.ticked is None else json_text(field.ticked),
            "certainty": field.certainty,
            **_place(field.where),
            "picture": keep_picture(database, field.picture),
        }


def _seals(database: Database, form: ExtractedForm) -> Iterator[Row]:
    for seal in form.seals:
        yield {
            **_place(seal.where),
            "certainty": seal.certainty,
            "shape": seal.shape,
            "name": None if seal.name is None else storable(seal.name),
            "name_certainty": seal.name_certainty,
            "picture": keep_picture(database, seal.picture),
        }


def _place(where: Where | None) -> Row:
    return {"page": where.page if where else None, "box": json_text(where.box) if where else None}


def _storable_form(form: ExtractedForm) -> ExtractedForm:
    """Without pictures, which are rows of their own, and without what UTF-8 cannot hold."""
    fields = {key: _storable_field(field) for key, field in form.fields.items()}
    seals = (replace(seal, picture=None, name=seal.name and storable(seal.name)) for seal in form.seals)
    return replace(form, fields=fields, seals=tuple(seals))


def _storable_field(field: Field) -> Field:
    ticked = None if field.ticked is None else tuple(map(storable, field.ticked))
    return replace(field, picture=None, text=field.text and storable(field.text), ticked=ticked)
