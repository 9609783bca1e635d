"""`haizhi extract` says in Chinese what a file is, what is doubtful, and why something was not read."""

import json
from typing import Any

import pytest

from haizhi.config import Settings
from haizhi.show import shown
from rules.finding import FIELDS
from tests.golden.all_stories import STORIES
from tests.golden.bombs import hanging_page, one_page
from tests.golden.person import RECORD, octets_of

FILES = (
    ("form.doc", octets_of("form.doc")),
    ("stamped.pdf", octets_of("stamped.pdf")),
    ("printed.pdf", octets_of("printed.pdf")),
    ("cut.pdf", octets_of("stamped.pdf")[:9_000]),
    ("hang.pdf", hanging_page()),
    ("other.pdf", one_page(b"", b"BT ET")),
    *((f"{story.name}.eml", story.mail()) for story in STORIES if story.name in ("docx-struck-beside", "link-qq")),
)


@pytest.fixture(scope="module")
def found() -> dict[str, dict[str, Any]]:
    given = list(shown(FILES, Settings()))
    json.dumps(given)
    return {one["file"]: one for one in given}


def test_a_word_file_is_told_with_all_its_fields(found: dict[str, dict[str, Any]]) -> None:
    word = found["form.doc"]
    assert word["says"] == "是信息表，WORD或WPS版；读出的各栏都有把握"
    fields = word["forms"][0]["fields"]
    assert list(fields) == list(FIELDS)
    assert fields["mobile"] == {"text": RECORD["mobile"], "certainty": 1.0}


def test_a_pdf_tells_of_its_seal_or_that_there_is_none(found: dict[str, dict[str, Any]]) -> None:
    assert "有印章1枚" in found["stamped.pdf"]["says"]
    assert "没有印章" in found["printed.pdf"]["says"]


@pytest.mark.parametrize("name", ["cut.pdf", "hang.pdf"])
def test_what_was_not_read_says_why(name: str, found: dict[str, dict[str, Any]]) -> None:
    assert found[name]["says"].startswith("没有读出：文件")
    assert found[name]["forms"] == []


def test_a_paper_that_is_no_form_says_so(found: dict[str, dict[str, Any]]) -> None:
    assert found["other.pdf"]["says"].startswith("不是信息表")


def test_doubtful_fields_are_named_as_on_the_form(found: dict[str, dict[str, Any]]) -> None:
    assert found["docx-struck-beside.eml"]["attachments"][0]["says"] == "是信息表，WORD或WPS版；不能确定：职务"


def test_a_mail_tells_what_it_comes_to_and_why(found: dict[str, dict[str, Any]]) -> None:
    decision = found["docx-struck-beside.eml"]["decision"]
    assert decision["outcome"] == "review"
    assert {problem["code"] for problem in decision["problems"]} == {"uncertain:position"}
    assert decision["reasons"]


def test_a_file_that_was_only_linked_is_named_with_what_to_do(found: dict[str, dict[str, Any]]) -> None:
    (one,) = found["link-qq.eml"]["unopened"]
    assert "请将文件本身作为附件发送" in one["says"]
