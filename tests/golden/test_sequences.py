"""Several mails, one after the other, through the whole program."""

from collections.abc import Sequence
from pathlib import Path

from data.store import Store
from haizhi.build import house_of
from haizhi.config import Settings
from haizhi.pipeline import read, settle
from intake.message import RawMessage
from tests.golden.person import RECORD, WHO, mail, stamped
from tests.golden.shapes import BLANK, NOTICE
from tests.parsers.docx_builder import docx, form

WORD = ("附件1.docx", docx(*form(WHO)))


def outcomes(folder: Path, mails: Sequence[bytes]) -> list[tuple[str, list[str]]]:
    """Outcome and codes of each mail."""
    house = house_of(Settings())
    with Store.open(folder / "haizhi.sqlite3") as store:
        for number, octets in enumerate(mails):
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
