"""Letters for tests: an office, a message from an invented sender, decisions about it."""

import io
import zipfile
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from importlib.resources import files

from intake.message import Envelope, Submission
from outbox.compose import compose
from outbox.entry import Inbound, OutboxEntry
from outbox.letter import Office
from parsers.reading import Reading
from rules.finding import Decision, Finding, Outcome, Record
from rules.notice import load_notice

NOTICE = load_notice((files("data") / "notices" / "2022-74.toml").read_text("utf-8"))
OFFICE = Office(NOTICE, "示例办公室")
AT = datetime(2022, 9, 13, 16, 30, tzinfo=UTC)
RECORD: Record = {
    "unit_name": "某某学会",
    "name": "言午阳",
    "unit_department": "某某学会-联络部",
    "position": "主任",
    "mobile": "13900001234",
    "email": "yan@unit.example.cn",
    "unit_type": "全国学会",
    "has_account": False,
}
BOTH_HERE = {"word": "here", "pdf": "here"}


def envelope(
    subject: str = "报送信息表", message_id: str | None = "<a1@unit.example.cn>", to: str = "yan@unit.example.cn"
) -> Envelope:
    """A message from an invented office."""
    return Envelope(message_id, (), (), "yan@unit.example.cn", "言", to, subject, AT)


def decision(outcome: Outcome, *codes: str | Finding, **other: object) -> Decision:
    """A decision with these findings."""
    found = tuple(code if isinstance(code, Finding) else Finding(code) for code in codes)
    facts: dict[str, object] = {"record": RECORD, "unit_key": "某某学会", "notes": BOTH_HERE} | other
    return Decision(outcome, found, **facts)  # type: ignore[arg-type]


def entry_for(decided: Decision, of: Envelope | None = None, source: str = "0001.eml") -> OutboxEntry | None:
    """The answer to a message of which this was decided."""
    reading = Reading(Submission(of or envelope(), "", ()), ())
    return compose(decided, reading, Inbound(source, "ab" * 32, AT), OFFICE)


def answer(decided: Decision, of: Envelope | None = None) -> EmailMessage:
    """The same as a mail program reads it."""
    entry = entry_for(decided, of)
    assert entry is not None
    message = message_from_bytes(entry.octets, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def texts(message: EmailMessage) -> tuple[str, str]:
    """Plain text and HTML of an answer."""
    parts = [part for part in message.walk() if part.get_content_maintype() == "text"]
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html"]
    plain, html = (part.get_content().replace("\r\n", "\n") for part in parts)
    return plain, html


def everything(octets: bytes) -> str:
    """All that stands in a message: headers, texts, and what lies in the files that go along."""
    message = message_from_bytes(octets, policy=default)
    said = [str(value) for value in message.values()]
    for part in message.walk():
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            said += [text.decode("utf-8", "replace") for text in _contents(content)]
    return "\n".join(said)


def _contents(octets: bytes) -> list[bytes]:
    if not zipfile.is_zipfile(io.BytesIO(octets)):
        return [octets]
    with zipfile.ZipFile(io.BytesIO(octets)) as parts:
        return [parts.read(name) for name in parts.namelist()]
