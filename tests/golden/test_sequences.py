"""Several mails, one after the other, through the whole program."""

from collections.abc import Sequence
from dataclasses import replace
from email import message_from_bytes
from pathlib import Path

from data.store import Store
from haizhi.build import house_of
from haizhi.config import Settings
from haizhi.pipeline import read, settle
from intake.message import RawMessage
from tests.golden.person import LETTER, RECORD, SENDER, SUBJECT, WHO, mail, stamped
from tests.golden.shapes import BLANK, NOTICE
from tests.parsers.docx_builder import docx, form
from tests.sequences.paper import stamped_print

WORD = ("附件1.docx", docx(*form(WHO)))


def outcomes(folder: Path, mails: Sequence[bytes], first: int = 1) -> list[tuple[str, list[str]]]:
    """Outcome and codes of each mail, of those that came before too; `first` is the first one's number."""
    house = house_of(Settings())
    with Store.open(folder / "haizhi.sqlite3") as store:
        for number, octets in enumerate(mails, first):
            row = store.receive(RawMessage(octets, f"{number}.eml"))
            assert row is not None
            settle(row, read(store.original(row), house), store, house)
        rows = list(store.export_rows())
        assert all(row["record"] == RECORD for row in rows if row["outcome"] == "accepted")
        return [(row["outcome"], row["problems"]) for row in rows]


def test_two_different_mails_with_one_message_id_are_two(tmp_path: Path) -> None:
    both = [mail(WORD), mail(WORD, stamped(), text="补上PDF版，请查收。")]
    assert outcomes(tmp_path, both) == [("rejected", ["pdf_missing"]), ("accepted", [])]


def test_one_mail_delivered_twice_is_handled_once(tmp_path: Path) -> None:
    octets = mail(WORD, stamped())
    again = b"Received: from a by b; Thu, 15 Sep 2022 11:00:00 +0800\r\n" + octets
    assert outcomes(tmp_path, [octets, again]) == [("accepted", []), ("ignored", [])]


def test_the_pdf_sent_later_completes_the_word_file(tmp_path: Path) -> None:
    found = outcomes(tmp_path, [mail(WORD), mail(stamped(), text="补报PDF版，请查收。")])
    assert found == [("rejected", ["pdf_missing"]), ("accepted", [])]


def test_a_blank_form_sent_with_a_question_is_no_earlier_version(tmp_path: Path) -> None:
    asked = mail(
        ("通知.docx", docx(*NOTICE, *form(BLANK))), subject="咨询", text="请问附件1中的单位-部门怎么填？名额有几个？"
    )
    found = outcomes(tmp_path, [asked, mail(stamped(), text="报送PDF版，请查收。")])
    assert found == [("inquiry", []), ("rejected", ["word_missing"])]


OTHER = replace(WHO, unit_name="中国植物学会", unit_department="中国植物学会-国际交流部")


def from_another(address: str, octets: bytes) -> bytes:
    """The same mail from another address, as another mail."""
    return octets.replace(SENDER.encode(), address.encode()).replace(b"<golden.1@", b"<golden.2@")


def test_two_units_in_one_mail_are_parted_by_a_person(tmp_path: Path) -> None:
    both = mail(WORD, stamped(), ("附件1（植物）.docx", docx(*form(OTHER))), ("植物.pdf", stamped_print(OTHER)))
    assert outcomes(tmp_path, [both]) == [("review", ["uncertain:unit_name"])]


def test_a_colleague_who_sends_the_missing_pdf_is_for_a_person(tmp_path: Path) -> None:
    later = from_another("colleague@insect.example.cn", mail(stamped(), text="补报PDF版，请查收。"))
    assert outcomes(tmp_path, [mail(WORD), later]) == [("rejected", ["pdf_missing"]), ("review", ["duplicate_unit"])]


def test_the_letter_to_a_colleague_says_nothing_of_the_first_sender(tmp_path: Path) -> None:
    outcomes(tmp_path, [mail(WORD), from_another("colleague@insect.example.cn", mail(stamped()))])
    with Store.open(tmp_path / "haizhi.sqlite3") as store:
        (letter,) = [entry for entry in store.pending_answers() if entry.recipient.startswith("colleague")]
    parts = [part for part in message_from_bytes(letter.octets).walk() if part.get_content_maintype() == "text"]
    words = "".join(bytes(part.get_payload(decode=True)).decode() for part in parts)
    assert "收到" in words
    assert SENDER not in words


def test_a_thank_you_in_the_thread_changes_nothing(tmp_path: Path) -> None:
    thanks = mail(subject="回复: 已登记", text="收到，谢谢！").replace(b"<golden.1@", b"<golden.3@")
    assert outcomes(tmp_path, [mail(WORD, stamped()), thanks]) == [("accepted", []), ("inquiry", [])]


def test_our_enclosed_form_that_comes_back_beside_the_corrected_one_is_no_version(tmp_path: Path) -> None:
    faulty = replace(WHO, mobile="1390001")
    outcomes(tmp_path, [mail(("附件1.docx", docx(*form(faulty))), ("盖章.pdf", stamped_print(faulty)))])
    with Store.open(tmp_path / "haizhi.sqlite3") as store:
        (letter,) = store.pending_answers()
    enclosed = [part for part in message_from_bytes(letter.octets).walk() if part.get_filename()]
    ours = [("附件1（补正用表）.docx", bytes(part.get_payload(decode=True))) for part in enclosed]
    assert ours
    again = mail(WORD, stamped(), *ours, subject="回复: 补正").replace(b"<golden.1@", b"<golden.2@")
    with Store.open(tmp_path / "haizhi.sqlite3") as store:
        row = store.receive(RawMessage(again, "again.eml"))
        assert row is not None
        settle(row, read(store.original(row), house_of(Settings())), store, house_of(Settings()))
        assert [entry["outcome"] for entry in store.export_rows()] == ["rejected", "accepted"]


def test_a_correction_in_words_between_the_versions_keeps_the_old_value_from_being_accepted(tmp_path: Path) -> None:
    words = mail(subject="回复: 补正", text="老师好，手机号应为13900010099。").replace(b"<golden.1@", b"<golden.2@")
    found = outcomes(tmp_path, [mail(WORD), words, mail(stamped(), text="补报PDF版，请查收。")])
    assert found == [("rejected", ["pdf_missing"]), ("inquiry", []), ("review", ["uncertain:mobile"])]


def test_a_mail_that_was_held_up_does_not_replace_the_one_that_was_written_after_it(tmp_path: Path) -> None:
    corrected = replace(WHO, mobile="13900010099")
    files = ("附件1.docx", docx(*form(corrected))), ("盖章.pdf", stamped_print(corrected))
    early = (
        mail(*files, text="报送信息表，请查收。")
        .replace(b"<golden.1@", b"<golden.0@")
        .replace(b"09:59:58", b"08:00:00")
    )
    assert outcomes(tmp_path, [mail(WORD, stamped()), early]) == [("accepted", []), ("review", ["uncertain:mobile"])]


def test_one_mail_that_a_gateway_marked_on_its_second_way_is_handled_once(tmp_path: Path) -> None:
    first, files = mail(WORD, stamped()), (WORD, stamped())
    marked = mail(*files, text=f"{LETTER}\n----\n本邮件已经安全网关检测\n", subject=f"[外部邮件] {SUBJECT}")
    assert outcomes(tmp_path, [first, marked]) == [("accepted", []), ("ignored", [])]


def test_the_same_files_under_one_message_id_on_another_day_are_a_mail_of_their_own(tmp_path: Path) -> None:
    later = mail(WORD, stamped(), text="再发一次，请查收。").replace(b"Thu, 15 Sep 2022 09", b"Fri, 16 Sep 2022 09")
    assert outcomes(tmp_path, [mail(WORD, stamped()), later]) == [("accepted", []), ("accepted", [])]
