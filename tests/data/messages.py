"""Messages for tests of the store: readings and decisions about invented offices."""

from datetime import UTC, datetime
from pathlib import Path

from data.store import Store
from intake.message import Attachment, Envelope, RawMessage, Submission, Unopened
from outbox.entry import OutboxEntry
from parsers.document import PagePicture, Seal, Unreadable, Where
from parsers.form import ExtractedForm, Field
from parsers.lattice import Lattice
from parsers.reading import AttachmentReading, Reading, Version
from rules.finding import FIELDS, Decision, Finding, Outcome
from tests.outbox.letters import BOTH_HERE, RECORD, entry_for, envelope

AT = datetime(2022, 9, 13, 8, 0, tzinfo=UTC)
PLACE = Where(1, (0.1, 0.2, 0.3, 0.4))


def opened(path: Path, *, alone: bool = False) -> Store:
    """A store whose clock stands still."""
    return Store.open(path, lambda: AT, alone=alone)


def raw(name: str = "0001.eml", octets: bytes = b"Subject: x\r\n\r\nhello\r\n") -> RawMessage:
    """A message as a mailbox gives it."""
    return RawMessage(octets, name, AT)


def form(name: str = "言午阳", scanned: bool = False) -> ExtractedForm:
    """A form, from pixels with its evidence or typed."""
    lattice = Lattice(({"言": -0.1, "": -2.0},)) if scanned else None
    fields = {key: Field(f"{key}值", 0.97, where=PLACE, lattice=lattice, picture=b"cell") for key in FIELDS}
    seals = (Seal(PLACE, 0.99, name="某某学会", picture=b"seal"),) if scanned else ()
    return ExtractedForm(fields | {"name": Field(name)}, scanned=scanned, seals=seals)


def attachment(version: Version = "word", *forms: ExtractedForm) -> AttachmentReading:
    """One attachment, read; with pages where it is a PDF."""
    pages = (PagePicture(1, "image/jpeg", b"page", 10, 20),) if version == "pdf" else ()
    return AttachmentReading(f"表.{version}", "x/y", version * 8, version, forms, pages=pages)


def reading(*attachments: AttachmentReading, of: Envelope | None = None, content: str = "c") -> Reading:
    """A message, read."""
    files = tuple(Attachment(a.filename, a.media_type, b"12345") for a in attachments)
    return Reading(Submission(of or envelope(), "您好", files, content_digest=content), attachments)


def hostile_reading() -> Reading:
    """A message with everything in it that a database may choke on."""
    bad = "\udc80'; DROP TABLE messages;--\x00\u202e"
    of = Envelope(f"<{bad}@x>", (), (), f"{bad}@x.example.cn", bad, "", bad, None)
    shut = AttachmentReading(bad, "x/y", "d", "pdf", unreadable=Unreadable("encrypted", bad), text_excerpt=bad)
    odd = ExtractedForm({"name": Field(bad, where=PLACE), "unit_type": Field(None, ticked=(bad,))})
    files = Submission(of, bad, (), (Unopened(bad, "bomb", bad),), content_digest="h")
    return Reading(files, (shut, AttachmentReading(bad, "x/y", "e", "word", (odd,), doubt=bad)))


def hostile_decision() -> Decision:
    """A decision with the same."""
    bad = "\udc80'\x00"
    finding = Finding("invalid:name", bad, bad, bad, bad, (bad,))
    return Decision(
        Outcome.REVIEW, (finding,), {"name": bad, "has_account": None}, bad, False, (bad,), {"word": "here"}
    )


def decision(outcome: Outcome = Outcome.ACCEPTED, unit: str | None = "某某学会", **other: object) -> Decision:
    """A decision about a unit."""
    facts: dict[str, object] = {"record": RECORD, "notes": BOTH_HERE} | other
    return Decision(outcome, unit_key=unit, **facts)  # type: ignore[arg-type]


def settled(store: Store, name: str, read: Reading, decided: Decision) -> tuple[int, OutboxEntry | None]:
    """Receive and settle one message, with the answer that it gets."""
    row = store.receive(raw(name, name.encode()))
    assert row is not None
    entry = entry_for(decided, read.submission.envelope, name)
    store.settle(row, read, decided, entry)
    return row, entry
