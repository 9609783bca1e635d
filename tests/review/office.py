"""An office with cases for tests: mails of invented people, read as if by the readers, settled by the real rules.

In: a seed, what is doubtful about a case. Out: a Store with settled messages, a Workplace over it.
Units are taken from the lists that ship with the program, by number.
"""

import io
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw

from data.review_people import Role, keep_person
from data.store import Store
from data.threads import Databases
from haizhi.build import house_of
from haizhi.config import Settings
from haizhi.pipeline import House, read, settle
from intake.message import RawMessage
from intake.submission import open_message
from parsers.document import PagePicture, Seal, Where
from parsers.form import ExtractedForm, Field
from parsers.reading import AttachmentReading, Reading
from review.entering import hashed
from review.workplace import Workplace
from rules.finding import FIELDS

AT = datetime(2022, 9, 14, 2, 0, tzinfo=UTC)
PASSWORD = "correct-horse-9"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SURNAMES, GIVEN = "言司欧甄", "午阳晴朗舟禾知微澄然"
WIDTH, HEIGHT = 1400, 990


@dataclass(frozen=True)
class Sent:
    """What one office hands in."""

    unit: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    """In place of what would stand there, in both versions."""
    seen: Mapping[str, str] = field(default_factory=dict)
    """What the scan seems to say instead, without certainty."""
    seal: float = 0.99
    pdf: bool = True
    subject: str = "报送信息表"
    text: str = "您好，现报上信息表，请查收。"
    html: str = ""
    sender: str = ""
    files: tuple[str, str] = ("信息表.docx", "信息表（盖章）.pdf")
    extra: tuple[tuple[str, bytes], ...] = ()
    at: datetime = AT


@cache
def the_house() -> House:
    """The house without its readers' models."""
    return house_of(Settings())


def unit_names(kind: str = "全国学会") -> list[str]:
    """Known units of a type."""
    return [unit.name for unit in the_house().desk.registry.of_kind(kind)]


def person(seed: int) -> dict[str, str]:
    """Somebody who does not exist."""
    dice = random.Random(seed)
    return {
        "name": dice.choice(SURNAMES) + "".join(dice.sample(GIVEN, 2)),
        "position": dice.choice(("主任", "副部长", "科员")),
        "mobile": "139" + "".join(dice.choice("0123456789") for _ in range(8)),
        "email": f"user{seed}@unit{seed}.example.cn",
    }


def values_of(sent: Sent, seed: int) -> dict[str, str]:
    """The eight fields as typed."""
    unit = sent.unit or unit_names()[seed % 150]
    plain = person(seed) | {"unit_name": unit, "unit_department": f"{unit}-联络部", "unit_type": "全国学会"}
    return plain | {"has_account": "否"} | dict(sent.values)


def hand_in(store: Store, sent: Sent, seed: int) -> int:
    """Receive, read and settle one mail; gives its number."""
    values = values_of(sent, seed)
    raw = RawMessage(mail_of(sent, values, seed), f"{seed:04}.eml", sent.at)
    row = store.receive(raw)
    assert row is not None
    settle(row, reading_of(sent, values, raw), store, the_house())
    return row


def mail_of(sent: Sent, values: Mapping[str, str], seed: int) -> bytes:
    """The mail itself."""
    address = sent.sender or values["email"]
    mail = EmailMessage()
    mail["From"] = f"sender <{address}>"
    mail["To"] = "office@example.cn"
    mail["Subject"] = sent.subject
    mail["Date"] = f"{sent.at:%d %b %Y %H:%M:%S} +0000"
    mail["Message-ID"] = f"<t{seed}@example.cn>"
    mail.set_content(sent.text)
    if sent.html:
        mail.add_alternative(sent.html, subtype="html")
    mail.add_attachment(f"word {seed}".encode(), *WORD.split("/"), filename=sent.files[0])  # type: ignore[misc]
    if sent.pdf:
        mail.add_attachment(f"%PDF-1.4 {seed}".encode(), "application", "pdf", filename=sent.files[1])
    for name, octets in sent.extra:
        mail.add_attachment(octets, "application", "octet-stream", filename=name)
    return bytes(mail)


def reading_of(sent: Sent, values: Mapping[str, str], raw: RawMessage) -> Reading:
    """The mail as the readers would have read it."""
    submission = open_message(raw, frozenset())
    word, *others = submission.attachments
    read = [AttachmentReading(word.filename, WORD, word.digest, "word", (_typed(values),))]
    if sent.pdf:
        pdf = others[0]
        page = PagePicture(1, "image/png", page_picture(values["unit_name"], values["name"]), WIDTH, HEIGHT)
        form = _scanned(sent, values)
        read.append(AttachmentReading(pdf.filename, "application/pdf", pdf.digest, "pdf", (form,), pages=(page,)))
    return Reading(submission, tuple(read))


def _typed(values: Mapping[str, str]) -> ExtractedForm:
    return ExtractedForm({key: _field(key, values[key], 1.0, None) for key in FIELDS})


def _scanned(sent: Sent, values: Mapping[str, str]) -> ExtractedForm:
    fields = {}
    for place, key in enumerate(FIELDS):
        box = (0.06 + 0.11 * place, 0.4, 0.165 + 0.11 * place, 0.55)
        certainty = 0.62 if key in sent.seen else 0.99
        fields[key] = _field(key, sent.seen.get(key, values[key]), certainty, Where(1, box))
    seal = Seal(Where(1, (0.2, 0.15, 0.34, 0.35)), sent.seal, name=values["unit_name"], name_certainty=0.99)
    return ExtractedForm(fields, laid_out=True, scanned=True, seals=(seal,) if sent.seal else ())


def _field(key: str, text: str, certainty: float, where: Where | None) -> Field:
    ticked = (text,) if key in ("unit_type", "has_account") else None
    return Field(text, certainty, ticked, where=where, picture=cell_picture() if where else None)


def question(store: Store) -> int:
    """Somebody asks when it is due; gives the mail's number."""
    octets = (
        "From: a <ask@unit.example.cn>\r\nSubject: =?utf-8?b?6K+36Zeu?=\r\nMessage-ID: <q@x.cn>\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n\r\n请问海智合作机构信息表什么时候截止？\r\n"
    ).encode()
    raw = RawMessage(octets, "q.eml", AT)
    row = store.receive(raw)
    assert row is not None
    settle(row, read(raw, the_house()), store, the_house())
    return row


def trouble(store: Store, case: int, reason: str = "user unknown") -> str:
    """The answer to a case was accepted and came back, another is uncertain; gives the first one's Message-ID."""
    run = store._database.conn.execute
    first, name = run("SELECT id, message_id FROM outbox WHERE message = ? ORDER BY id", (case,)).fetchone()
    at = AT.isoformat()
    run("UPDATE outbox SET state = 'sent', attempts = 1, claimed_at = ?, ended_at = ? WHERE id = ?", (at, at, first))
    run(
        "UPDATE outbox SET state = 'uncertain', attempts = 1, claimed_at = ?, ended_at = ?, detail = ?"
        " WHERE id = (SELECT min(id) FROM outbox WHERE id <> ?)",
        (at, at, "是否送达不明，请人工核实", first),
    )
    raw = RawMessage(bounce_of(str(name), reason), "bounce.eml", AT + timedelta(hours=1))
    row = store.receive(raw)
    assert row is not None
    settle(row, read(raw, the_house()), store, the_house())
    return str(name)


def bounce_of(message_id: str, reason: str) -> bytes:
    """What a host sends back (RFC 3464)."""
    parts = (
        "Content-Type: text/plain; charset=utf-8\n\nThe mail could not be delivered.\n",
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; unit.example.cn\n\n"
        "Final-Recipient: rfc822; nobody@unit.example.cn\nAction: failed\nStatus: 5.1.1\n"
        f"Diagnostic-Code: smtp; 550 5.1.1 {reason}\n",
        f"Content-Type: text/rfc822-headers\n\nMessage-ID: {message_id}\n",
    )
    head = (
        "From: MAILER-DAEMON@unit.example.cn\nSubject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
    )
    return (head + "".join(f"--b\n{part}\n" for part in parts) + "--b--\n").encode()


@cache
def page_picture(unit: str, name: str) -> bytes:
    """A page with lines and a red ring; only its looks matter."""
    page = Image.new("RGB", (WIDTH, HEIGHT), "#fbfbf9")
    draw = ImageDraw.Draw(page)
    for place in range(9):
        draw.line((84 + 154 * place, 300, 84 + 154 * place, 545), "#555", 2)
    for y in (300, 396, 545):
        draw.line((84, y, 84 + 154 * 8, y), "#555", 2)
    draw.ellipse((280, 150, 476, 346), outline="#d03030", width=6)
    draw.text((90, 450), str(len(unit) + len(name)), "#222")
    return _png(page)


@cache
def cell_picture() -> bytes:
    """A small picture of a cell."""
    return _png(Image.new("RGB", (160, 40), "#f4f4f0"))


def _png(picture: Image.Image) -> bytes:
    held = io.BytesIO()
    picture.save(held, "PNG")
    return held.getvalue()


def workplace(path: Path, people: Mapping[str, Role], hold: timedelta = timedelta(0)) -> Workplace:
    """The page's parts over a database, with people whose password is PASSWORD."""
    house = the_house()
    place = Workplace(Databases(path), house.desk, house.office, frozenset(), hold=hold)
    place.hosts = ("127.0.0.1", "localhost", "testserver")
    kept = hashed(PASSWORD)
    for name, role in people.items():
        keep_person(place.database, name, role, kept, AT)
    return place
