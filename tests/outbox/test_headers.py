"""The answer's octets: valid whatever a stranger's subject, names and ids hold."""

import re
from dataclasses import replace
from email import message_from_bytes
from email.policy import compat32, default

from hypothesis import given, settings
from hypothesis import strategies as st

from intake.message import Submission
from outbox.answering import is_message_id, references, subject
from outbox.compose import compose
from outbox.entry import Inbound
from outbox.letter import Office
from parsers.reading import Reading
from rules.case_number import case_number
from rules.finding import Outcome
from tests.outbox.letters import AT, NOTICE, OFFICE, answer, decision, entry_for, envelope

ANY = st.text(st.characters(), max_size=200)
HEADERS = re.compile(rb"(?:[!-9;-~]+: ?[ -~]*\r\n(?:[ \t][ -~]+\r\n)*)+\r\n")


@settings(max_examples=150, deadline=None)
@given(original=ANY, office=st.text(st.characters(), min_size=1, max_size=120), ids=st.lists(ANY, max_size=4))
def test_any_subject_and_any_name_give_a_message_that_reads_back(original: str, office: str, ids: list[str]) -> None:
    of = replace(envelope(original, ids[0] if ids else None), references=tuple(ids), in_reply_to=tuple(ids))
    reading = Reading(Submission(of, "", ()), ())
    house = Office(NOTICE, "".join(c for c in office if c.isprintable()) or "办公室")
    entry = compose(decision(Outcome.REVIEW, "late"), reading, Inbound("s", "d", AT), house)
    assert entry is not None
    assert HEADERS.match(entry.octets)
    assert b"\n" not in entry.octets.replace(b"\r\n", b"")
    assert b"\r" not in entry.octets.replace(b"\r\n", b"")
    assert all(len(line) <= 998 for line in entry.octets.split(b"\r\n"))
    message = message_from_bytes(entry.octets, policy=default)
    assert message.defects == []
    number = case_number("yan@unit.example.cn", "某某学会")
    assert message["Subject"] == subject(original, NOTICE.form.title, number)
    (sender,) = message["From"].addresses
    assert sender.addr_spec == NOTICE.mailbox
    assert message["To"] == "yan@unit.example.cn"
    assert len([name for name in message if name.lower() in ("bcc", "cc", "to", "from", "subject")]) == 3


def test_the_answer_is_marked_automatic_and_threaded() -> None:
    message = answer(decision(Outcome.ACCEPTED))
    assert message["Auto-Submitted"] == "auto-replied"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["X-Loop"] == NOTICE.mailbox
    assert message["In-Reply-To"] == "<a1@unit.example.cn>"
    assert message["References"] == "<a1@unit.example.cn>"
    assert re.fullmatch(r"<r\.[0-9a-f]{24}\.confirmation\.1@cast\.org\.cn>", message["Message-ID"])
    assert message["From"].addresses[0].display_name == OFFICE.name


def test_a_long_office_name_keeps_the_blank_before_its_address() -> None:
    reading = Reading(Submission(envelope(), "", ()), ())
    entry = compose(decision(Outcome.ACCEPTED), reading, Inbound("s", "d", AT), Office(NOTICE, "示例办公室" * 9))
    assert entry is not None
    unfolded = re.sub(rb"\r\n(?=[ \t])", b"", entry.octets)
    assert re.search(rb"\?= <haizhi", unfolded)
    assert not re.search(rb"\?=<", unfolded)


def test_the_texts_are_utf8_in_base64_with_crlf_inside() -> None:
    entry = entry_for(decision(Outcome.ACCEPTED))
    assert entry is not None
    for part in message_from_bytes(entry.octets, policy=compat32).walk():
        if not part.is_multipart():
            assert part["Content-Transfer-Encoding"] == "base64"
            assert part.get_content_charset() == "utf-8"
            octets = part.get_payload(decode=True)
            assert isinstance(octets, bytes)
            assert octets.count(b"\n") == octets.count(b"\r\n") > 5


def test_repeated_prefixes_are_taken_off_the_subject() -> None:
    assert subject("Re: 回复： RE：Fwd: 转发:报送", "表") == "回复：报送"
    assert subject("  \r\n", "表") == "回复：表"
    assert subject("Re:", "表") == "回复：表"
    assert len(subject("长" * 100, "表")) == 63


def test_a_message_without_a_valid_id_is_answered_without_a_thread() -> None:
    for bad in (None, "", "a@b", "<a b@c>", "<ab>", "<a@b>\r\nBcc: x@y", "<甲@b>", "<" + "a" * 999 + "@b>"):
        message = answer(decision(Outcome.ACCEPTED), envelope(message_id=bad))
        assert message["In-Reply-To"] is None
        assert message["References"] is None
        assert message["Bcc"] is None


def test_the_thread_is_kept_to_its_newest_ids_and_drops_bad_ones() -> None:
    of = replace(envelope(), references=(*(f"<{n}@x>" for n in range(20)), "bad", "<a1@unit.example.cn>"))
    thread = references(of)
    assert len(thread) == 10
    assert thread[-1] == "<a1@unit.example.cn>"
    assert all(map(is_message_id, thread))
