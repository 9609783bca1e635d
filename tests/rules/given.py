"""Forms, readings and the desk from which the tests of the rules begin; people and addresses are invented.

In: what differs from a form that is in order. Out: ExtractedForm, AttachmentReading, Reading, Desk.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from intake.message import Envelope, Submission, Unopened
from parsers.document import Seal, Unreadable, Where
from parsers.form import ExtractedForm, Field
from parsers.lattice import Lattice
from parsers.reading import AttachmentReading, Reading, Version
from rules.case import Handed, History, Registered
from rules.decide import decide
from rules.desk import Desk
from rules.finding import Decision, Outcome
from rules.gather import handed_in
from rules.notice import load_notice
from rules.registry import load_registry

DATA = Path(__file__).parents[2] / "data"
IN_TIME = datetime(2022, 9, 15, 2, 0, tzinfo=UTC)
SENDER = "lin@kexue.example.cn"
GOOD = {
    "unit_name": "中国声学学会",
    "name": "林书航",
    "unit_department": "中国声学学会-国际部",
    "position": "主任",
    "mobile": "13900010001",
    "email": "lin@kexue.example.cn",
    "unit_type": "全国学会",
    "has_account": "否",
}
SURE_SEAL = Seal(Where(1, (0.2, 0.1, 0.4, 0.3)), 0.99)
WORD, PDF = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/pdf"


@cache
def desk() -> Desk:
    """The real notice and the real lists."""
    notice = load_notice((DATA / "notices" / "2022-74.toml").read_text("utf-8"))
    files = {path.name: path.read_text("utf-8") for path in (DATA / "registry").glob("*.csv")}
    return Desk(notice, load_registry(files, notice))


def form(changed: Mapping[str, Any] | None = None, **about: Any) -> ExtractedForm:
    """A form as read from a WORD file; `changed` gives other texts, or whole Fields."""
    values = GOOD | dict(changed or {})
    fields = {key: value if isinstance(value, Field) else _field(key, value) for key, value in values.items()}
    return ExtractedForm(fields, **about)


def _field(key: str, text: str) -> Field:
    if key == "unit_type":
        return Field(text, ticked=tuple(part for part in text.split("、") if part))
    return Field(text)


def stamped(changed: Mapping[str, Any] | None = None, **about: Any) -> ExtractedForm:
    """A form as read from a text PDF with a seal."""
    return form(changed, **({"laid_out": True, "seals": (SURE_SEAL,)} | about))


def scan(changed: Mapping[str, Any] | None = None, certainty: float = 0.99, **about: Any) -> ExtractedForm:
    """A form as read from a scan: every text with the recogniser's probabilities."""
    made = stamped(changed, scanned=True, **about)
    return replace(made, fields={key: _recognised(field, certainty) for key, field in made.fields.items()})


def _recognised(field: Field, certainty: float) -> Field:
    if field.lattice or field.certainty < 1:
        return field
    return replace(field, certainty=certainty, lattice=lattice(field.text or ""))


def lattice(text: str, doubts: Mapping[int, Mapping[str, float]] | None = None) -> Lattice:
    """Probabilities that say `text`; at the places in `doubts` they waver."""
    steps: list[dict[str, float]] = []
    for place, character in enumerate(text.replace("\n", "")):
        steps += [dict((doubts or {}).get(place, {character: -0.001})), {"": -0.001}]
    return Lattice(tuple(steps))


def word(paper: ExtractedForm | None = None, name: str = "信息表.docx", **about: Any) -> AttachmentReading:
    """A WORD attachment."""
    return _attachment("word", paper or form(), name, WORD, about)


def pdf(paper: ExtractedForm | None = None, name: str = "信息表（盖章）.pdf", **about: Any) -> AttachmentReading:
    """A PDF attachment."""
    return _attachment("pdf", paper or stamped(), name, PDF, about)


def other(name: str, media_type: str, **about: Any) -> AttachmentReading:
    """An attachment that is neither WORD nor PDF."""
    return AttachmentReading(name, media_type, digest=f"{name}-digest", version="other", **about)


def _attachment(
    version: Version, paper: ExtractedForm, name: str, media_type: str, about: dict[str, Any]
) -> AttachmentReading:
    empty = "unreadable" in about or "doubt" in about or "text_excerpt" in about
    given: dict[str, Any] = {"forms": () if empty else (paper,)} | about
    return AttachmentReading(name, media_type, digest=f"{name}-{id(paper)}", version=version, **given)


def unreadable(version: Version, name: str, reason: Any) -> AttachmentReading:
    """An attachment that cannot be read."""
    return AttachmentReading(name, "application/octet-stream", f"{name}-digest", version, unreadable=Unreadable(reason))


def mail(
    *attachments: AttachmentReading,
    text: str = "现将我单位信息表报上，请查收。",
    subject: str = "报送海智合作机构推荐工作负责人信息表",
    sender: str = SENDER,
    **about: Any,
) -> Reading:
    """A mail from a person; `about` goes into the Submission."""
    envelope = Envelope("<a@b.example.cn>", (), (), sender, "", sender, subject, IN_TIME)
    return Reading(Submission(envelope, text, (), **about), attachments)


def archive(name: str, reason: str) -> Unopened:
    """Something that could not be opened."""
    return Unopened(name, reason)


def judge(reading: Reading, history: History | None = None, received_at: datetime | None = IN_TIME) -> Decision:
    """The decision about one message at the real desk."""
    return decide(reading, history or History(), desk(), received_at)


def after(*readings: Reading) -> History:
    """What the store hands over when these messages had arrived before, none of them registered."""
    return History(tuple(handed for reading in readings for handed in handed_in(reading, IN_TIME)))


def registered(sender: str = SENDER, person: str = GOOD["name"], handed: tuple[Handed, ...] = ()) -> History:
    """A history in which the unit of the good form is registered."""
    known = Registered(GOOD["unit_name"], sender, person, {}, Outcome.ACCEPTED)
    return History(handed, lambda key: known if key == known.unit_key else None)
