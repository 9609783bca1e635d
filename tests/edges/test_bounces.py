"""A bounce finds the answer that came back, in the shapes that mail hosts give it; an away message is none."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage, Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from data.sendings import Bounced
from intake.message import RawMessage
from intake.submission import open_message
from outbox.entry import Delivery, OutboxEntry
from outbox.life import Event
from parsers.reading import Reading
from rules.finding import Decision, Outcome
from tests.edges.answers import Desk
from tests.outbox.letters import OFFICE

OWN = frozenset({OFFICE.mailbox})
TO = "yan@unit.example.cn"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "db")


def answered(desk: Desk, name: str = "a", to: str = TO) -> OutboxEntry:
    """An answer that was sent."""
    entry = desk.answer(name, to)
    assert desk.store.claim(entry)
    desk.store.record(entry, Delivery(Event.SENT))
    return entry


def arrives(desk: Desk, message: Message, **headers: str) -> list[Bounced]:
    """The mail comes in and is settled; all that came back so far."""
    raw = RawMessage(bytes(message), f"bounce {desk.now}", desk.now)
    row = desk.store.receive(raw)
    assert row is not None
    submission = open_message(raw, OWN)
    assert submission.automatic
    desk.store.settle(row, Reading(submission, ()), Decision(Outcome.IGNORED), None)
    desk.later(minutes=1)
    return desk.store.sendings.bounced(all_of_them=True)


def headed(message: Message, sender: str, subject: str) -> Message:
    """With headers."""
    message["From"], message["To"], message["Subject"] = sender, OFFICE.mailbox, subject
    message["Message-ID"] = "<b1@mx.example.cn>"
    return message


def report(
    entry: OutboxEntry, returned: str = "message/rfc822", action: str = "failed", status: str = "5.1.1"
) -> Message:
    """A DSN as RFC 3464 has it."""
    whole = headed(MIMEMultipart("report", report_type="delivery-status"), "MAILER-DAEMON@mx.example.cn", "Undelivered")
    whole.attach(MIMEText("I'm sorry to have to inform you", "plain", "utf-8"))
    machine = MIMEBase("message", "delivery-status")
    first, second = Message(), Message()
    first["Reporting-MTA"] = "dns; mx.example.cn"
    second["Final-Recipient"], second["Action"], second["Status"] = f"rfc822; {entry.recipient}", action, status
    second["Diagnostic-Code"] = f"smtp; 550 {status} <{entry.recipient}>: user unknown"
    machine.set_payload([first, second])
    whole.attach(machine)
    kind, subkind = returned.split("/")
    back = MIMEBase(kind, subkind)
    if returned == "message/rfc822":
        from email import message_from_bytes

        back.set_payload([message_from_bytes(entry.octets)])
    else:
        back.set_payload(entry.octets.partition(b"\r\n\r\n")[0].decode())
    whole.attach(back)
    return whole


def text_only(text: str, sender: str, subject: str, subtype: str = "plain", charset: str = "utf-8") -> Message:
    """A bounce in plain words."""
    return headed(MIMEText(text, subtype, charset), sender, subject)


def qq_words(entry: OutboxEntry) -> Message:
    """Plain words in HTML with the old id in them."""
    text = (
        f"<html><body><p>很抱歉，您的邮件被退回。</p><p>收件人邮件地址（{entry.recipient}）不存在，邮件无法送达。</p>"
        f"<p>host mx.example.cn said: 550 5.1.1 Mailbox not found</p><pre>Message-ID: {html(entry.message_id)}</pre>"
    )
    return text_only(text, "postmaster@qq.example.com", "系统退信/Systems bounce", "html")


def html(text: str) -> str:
    """Escaped."""
    return text.replace("<", "&lt;").replace(">", "&gt;")


def netease_words(entry: OutboxEntry) -> Message:
    """GBK text, no id at all."""
    text = f"抱歉，您的邮件被退回来了……\r\n收件人：{entry.recipient}\r\n退信原因：对方邮箱不存在 550 User not found\r\n"
    return text_only(text, "Postmaster@163.example.com", "系统退信", charset="gb18030")


def old_style(entry: OutboxEntry) -> Message:
    """qmail: the whole old mail below the words."""
    text = (
        f"Hi. This is the qmail-send program at mx.example.cn.\n\n<{entry.recipient}>:\nSorry, no mailbox here by that "
        f"name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\n{entry.octets.decode()}"
    )
    return text_only(text, "MAILER-DAEMON@mx.example.cn", "failure notice", charset="us-ascii")


def exim(entry: OutboxEntry) -> Message:
    """X-Failed-Recipients, and only the thread to go by."""
    message = text_only(
        "A message that you sent could not be delivered.", "Mailer-Daemon@mx.example.cn", "Mail delivery failed"
    )
    message["X-Failed-Recipients"] = entry.recipient
    message["In-Reply-To"] = entry.message_id
    return message


def with_headers_only(entry: OutboxEntry) -> Message:
    """RFC 6522, headers only."""
    return report(entry, "text/rfc822-headers")


@pytest.mark.parametrize("shape", [report, with_headers_only, qq_words, old_style, exim])
def test_the_answer_is_found_by_its_message_id(shape: Callable[[OutboxEntry], Message], desk: Desk) -> None:
    entry = answered(desk)
    answered(desk, "later, to the same address")
    (found,) = arrives(desk, shape(entry))
    assert (found.by_id, found.message, found.permanent, found.recipient) == (True, 1, True, TO)
    assert desk.state(entry) == "sent"


def test_where_the_host_leaves_no_id_the_address_tells(desk: Desk) -> None:
    answered(desk, "to somebody else", "li@other.example.cn")
    entry = answered(desk)
    (found,) = arrives(desk, netease_words(entry))
    assert (found.by_id, found.message, found.permanent, found.status) == (False, 2, True, "550")
    assert "对方邮箱不存在" in found.reason


def test_an_old_answer_is_not_blamed_by_its_address(desk: Desk) -> None:
    entry = answered(desk)
    desk.later(days=30)
    assert arrives(desk, netease_words(entry)) == []


@pytest.mark.parametrize(
    ("action", "status", "told"), [("delayed", "4.4.1", 1), ("delivered", "2.0.0", 0), ("relayed", "2.1.9", 0)]
)
def test_only_a_failure_is_for_good(action: str, status: str, told: int, desk: Desk) -> None:
    entry = answered(desk)
    found = arrives(desk, report(entry, action=action, status=status))
    assert len(found) == told
    assert desk.store.sendings.bounced() == []


@pytest.mark.parametrize("headers", [{"Auto-Submitted": "auto-replied"}, {"Precedence": "auto_reply"}])
def test_an_away_message_is_no_bounce(headers: dict[str, str], desk: Desk) -> None:
    entry = answered(desk)
    message = EmailMessage()
    message["From"], message["Subject"], message["In-Reply-To"] = TO, "自动回复: 回复：报送信息表", entry.message_id
    for name, value in headers.items():
        message[name] = value
    message.set_content("我正在出差，如有急事请联系 13800000000。")
    assert arrives(desk, message) == []


def test_a_bounce_and_our_own_copy_prove_that_an_uncertain_answer_went_out(desk: Desk) -> None:
    bounced, copied = desk.answer("a"), desk.answer("b")
    for entry in (bounced, copied):
        desk.store.claim(entry)
        desk.store.record(entry, Delivery(Event.UNCERTAIN))
    arrives(desk, report(bounced))
    raw = RawMessage(copied.octets, "copy", desk.now)
    row = desk.store.receive(raw)
    assert row is not None
    submission = open_message(raw, OWN)
    desk.store.settle(row, Reading(submission, ()), Decision(Outcome.IGNORED), None)
    assert {desk.state(bounced), desk.state(copied)} == {"sent"}


def test_an_answer_that_comes_back_whole_is_no_submission(desk: Desk) -> None:
    entry = answered(desk)
    inner = EmailMessage()
    inner["Message-ID"], inner["From"], inner["To"] = entry.message_id, OFFICE.mailbox, TO
    inner.set_content("需补正")
    inner.add_attachment(b"PK\x03\x04 blank form", "application", "msword", filename="附件1.docx")
    whole = headed(MIMEMultipart("mixed"), "postmaster@corp.example.cn", "您的邮件未能送达")
    whole.attach(MIMEText("未能送达", "plain", "utf-8"))
    back = MIMEBase("message", "rfc822")
    back.set_payload([inner])
    whole.attach(back)
    (found,) = arrives(desk, whole)
    assert found.by_id


def test_a_person_who_writes_about_a_bounce_is_a_person() -> None:
    message = EmailMessage()
    message["From"], message["Subject"], message["In-Reply-To"] = TO, "回复：系统退信，重新报送", "<r.x@y>"
    message["Precedence"] = "bulk"
    message.set_content("上次的邮件被退信，现重新报送，见附件。")
    message.add_attachment(b"PK\x03\x04 form", "application", "msword", filename="附件1.docx")
    submission = open_message(RawMessage(bytes(message), "x"), OWN)
    assert not submission.automatic
    assert submission.bounce is None


def test_time_is_that_of_the_store(desk: Desk) -> None:
    entry = answered(desk)
    before: datetime = desk.now
    (found,) = arrives(desk, report(entry))
    assert abs(found.at - before) < timedelta(minutes=1)
