"""Mailboxes on disk."""

import os
from pathlib import Path

import pytest

from intake.oversize import KEPT_OCTETS, size_before_cutting
from intake.sources import Maildir, MailFolder, Source, open_source
from intake.submission import open_message
from tests.intake.mails import OWN, PDF, attachment, mixed, words


def sources(mailbox: Source) -> list[str]:
    return [raw.source for raw in mailbox.messages()]


def test_a_folder_gives_its_eml_files_in_the_order_of_the_octets_of_their_names(tmp_path: Path) -> None:
    for name in ("0002.eml", "0001.EML", "10.eml", "9.eml", "中.eml", ".hidden.eml", "notes.txt"):
        (tmp_path / name).write_bytes(name.encode())
    (tmp_path / "folder.eml").mkdir()
    mailbox = open_source(str(tmp_path))
    assert sources(mailbox) == ["0001.EML", "0002.eml", "10.eml", "9.eml", "中.eml"]
    assert next(iter(mailbox.messages())).octets == b"0001.EML"


def test_the_count_is_known_without_opening_anything(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.eml").symlink_to("/nowhere")
    assert len(open_source(tmp_path)) == 3


def test_a_file_that_vanishes_or_is_shut_does_not_stop_the_next(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"{number}.eml").write_bytes(b"x")
    messages = open_source(tmp_path).messages()
    assert next(messages).source == "0.eml"
    (tmp_path / "1.eml").unlink()
    (tmp_path / "2.eml").unlink()
    (tmp_path / "2.eml").symlink_to("/nowhere")
    assert [raw.source for raw in messages] == ["3.eml"]


def test_a_maildir_is_read_in_order_of_delivery_without_its_flags(tmp_path: Path) -> None:
    for part in ("new", "cur", "tmp"):
        (tmp_path / part).mkdir()
    files = {
        "cur/900.a.host:2,S": b"1",
        "new/1000.b.host": b"2",
        "cur/1000.c.host:2,RS": b"3",
        "tmp/1.d.host": b"-",
        "cur/x": b"0",
    }
    for name, octets in files.items():
        (tmp_path / name).write_bytes(octets)
    mailbox = open_source(tmp_path)
    assert sources(mailbox) == ["x", "900.a.host", "1000.b.host", "1000.c.host"]
    assert [raw.octets for raw in mailbox.messages()] == [b"0", b"1", b"2", b"3"]
    assert len(mailbox) == 4
    os.rename(tmp_path / "new/1000.b.host", tmp_path / "cur/1000.b.host:2,S")
    assert sources(mailbox) == ["x", "900.a.host", "1000.b.host", "1000.c.host"]


def test_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError):
        open_source(tmp_path / "missing")
    with pytest.raises(ValueError, match="imaps"):
        open_source("imaps://user@host/INBOX")


@pytest.mark.parametrize("maildir", [True, False])
def test_a_message_over_the_limit_comes_as_its_beginning_and_is_named_too_large(tmp_path: Path, maildir: bool) -> None:
    octets = mixed(words("附件较大，请查收"), attachment(b"a.pdf", PDF * 40_000))
    mailbox: Source
    if maildir:
        (tmp_path / "new").mkdir()
        (tmp_path / "cur").mkdir()
        (tmp_path / "new" / "1.eml").write_bytes(octets)
        mailbox = Maildir(tmp_path, max_octets=1_200_000)
    else:
        (tmp_path / "1.eml").write_bytes(octets)
        mailbox = MailFolder(tmp_path, max_octets=1_200_000)
    (raw,) = mailbox.messages()
    assert len(raw.octets) < KEPT_OCTETS + 100
    assert size_before_cutting(raw.octets) == len(octets)
    submission = open_message(raw, OWN)
    assert [(unopened.filename, unopened.reason) for unopened in submission.unopened] == [
        ("a.pdf", "too_large"),
        ("", "too_large"),
    ]
    assert submission.attachments == ()
    assert submission.text == "附件较大，请查收"
    assert submission.envelope.reply_to == "wang@unit.example.cn"


def test_a_message_within_the_limit_comes_octet_by_octet(tmp_path: Path) -> None:
    octets = bytes(range(256)) * 10
    (tmp_path / "1.eml").write_bytes(octets)
    (raw,) = open_source(tmp_path).messages()
    assert raw.octets == octets
    assert size_before_cutting(raw.octets) is None
