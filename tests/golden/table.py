"""docs/formats.md, written from the golden stories: `python -m tests.golden.table`.

In: STORIES, BOMBS, and what other tests show. Out: the page; a test holds it to them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from tests.golden.all_stories import STORIES
from tests.golden.bombs import BOMBS
from tests.golden.story import Story

PAGE = Path(__file__).parents[2] / "docs" / "formats.md"
HEAD = """# 能读什么，不能读什么

本页由 `python -m tests.golden.table` 从测试写出，每一行都有一个测试走完整个流程（收信、读取、核对、答复）作证。
“读出”指各栏读对并登记；“转人工”指有疑问，由工作人员确认，绝不猜测；“退回”指答复来信人哪里要改。
测试 `名称` 指 `tests/golden/test_stories.py::test_story[名称]`，
`bomb-` 开头的在 `tests/golden/test_bombs.py::test_bomb`。
"""
OUTCOMES = {"accepted": "读出", "review": "转人工", "rejected": "退回", "inquiry": "作咨询处理，不退回"}


@dataclass(frozen=True, slots=True)
class Other:
    """A row that another test bears out."""

    shape: str
    treatment: str
    file: str
    test: str


OTHERS: Sequence[Other] = (
    Other("Word 95 及更早、我们自己读不了的 .doc", "本机装有 LibreOffice 时读出", "tests/parsers/test_office.py",
          "test_a_word_file_that_our_own_reader_refuses_is_read_after_all"),
    Other("同上，本机没有 LibreOffice", "转人工，说明应改存 .docx", "tests/parsers/test_office.py",
          "test_without_libreoffice_the_answer_names_a_format_that_can_be_read"),
    Other("LibreOffice 转换不结束", "连同子进程一并中止，转人工", "tests/parsers/test_office.py",
          "test_a_program_that_does_not_end_is_killed_with_its_children"),
    Other("rar（本机没有 bsdtar）", "退回：attachment_unreadable（请发送WORD、PDF文件）",
          "tests/intake/test_containers.py", "test_a_rar_archive_where_bsdtar_is_missing_is_unsupported"),
    Other("7z（本机没有 py7zr）", "退回：attachment_unreadable（请发送WORD、PDF文件）",
          "tests/intake/test_containers.py", "test_a_7z_archive_where_py7zr_is_missing_is_unsupported"),
    Other("设了密码的 .doc", "退回：attachment_unreadable", "tests/parsers/test_word97.py",
          "test_a_locked_file_is_told_from_a_broken_one"),
    Other("Word 自己插入的符号（sprmCSymbol）", "读出", "tests/parsers/test_word97.py",
          "test_a_symbol_that_word_keeps_behind_a_bracket_is_seen"),
    Other("状态不在文件里的窗体复选框（.doc）", "转人工", "tests/parsers/test_word97.py",
          "test_a_check_box_without_data_is_unknown_and_never_empty"),
    Other("RTF 中的复选框、符号字体", "读出", "tests/parsers/test_rtf.py", "test_words_own_check_boxes"),
    Other("OFD 的电子印章", "读出印章所在", "tests/parsers/test_ofd.py", "test_a_signature_places_a_seal"),
    Other("OFD 中看不见的内容", "不读", "tests/parsers/test_ofd.py", "test_what_is_not_shown_is_not_read"),
    Other("文字PDF里的表格、勾选、覆盖、白字", "只读人看得见的", "tests/parsers/test_pdf_visible.py",
          "test_text_that_nobody_sees_is_not_read"),
    Other("超过 50 MB 的邮件", "退回：attachment_unreadable（只取开头）", "tests/golden/test_bombs.py",
          "test_a_mail_of_a_hundred_megabytes_is_cut_where_it_is_fetched"),
    Other("同一 Message-ID 的两封不同邮件", "各自处理", "tests/golden/test_sequences.py",
          "test_two_different_mails_with_one_message_id_are_two"),
    Other("同一封邮件送达两次", "第二次不理会", "tests/golden/test_sequences.py",
          "test_one_mail_delivered_twice_is_handled_once"),
    Other("先寄WORD版，后补PDF版", "合为一件", "tests/golden/test_sequences.py",
          "test_the_pdf_sent_later_completes_the_word_file"),
    Other("先问后报：咨询时附过空表", "空表不算WORD版", "tests/golden/test_sequences.py",
          "test_a_blank_form_sent_with_a_question_is_no_earlier_version"),
    Other("使读取进程崩溃或挂起的文件", "中止后读其余附件", "tests/haizhi/test_workers.py",
          "test_what_hangs_is_left_out_and_the_rest_of_the_mail_is_read"),
    Other("外部实体、远程图片、宏", "从不访问", "tests/parsers/test_docx_package.py",
          "test_an_entity_that_names_a_file_is_not_followed"),
    Other("网盘与在线文档的链接（QQ、163、百度、金山、腾讯、飞书等）", "认出链接，请将文件本身作为附件发送",
          "tests/intake/test_links.py", "test_download_pages_are_known"),
    Other("别人公开的恶意邮件与文件（本机有这些文件时）", "都有结果，不影响下一封", "tests/test_mutants.py",
          "test_no_hostile_file_of_others_stops_the_program"),
    Other("损坏的邮件与文件（按种子生成5000份）", "都有结果，存下的值不因损坏而错", "tests/test_mutants.py",
          "test_no_damaged_mail_or_document_stops_the_program"),
)  # fmt: skip


def page() -> str:
    """The whole page."""
    stories = [*STORIES, *BOMBS.values()]
    parts = [HEAD]
    for section, rows in groupby(stories, key=lambda story: story.section):
        parts.append("\n".join((f"## {section}\n", *_lines(("情形", "结果", "文件由何而来", "测试"), map(_row, rows)))))
    others = ((o.shape, o.treatment, f"`{o.file}::{o.test}`") for o in OTHERS)
    parts.append("\n".join(("## 其他\n", *_lines(("情形", "结果", "测试"), others))))
    return "\n\n".join(parts) + "\n"


def _row(story: Story) -> tuple[str, str, str, str]:
    codes = "、".join(f"`{code}`" for code in story.problems)
    treatment = "：".join(part for part in (OUTCOMES[story.outcome], codes) if part)
    needs = f"（需 {story.needs}）" if story.needs else ""
    beside = f"（{story.beside}）" if story.beside else ""
    return story.shape, treatment + beside + needs, story.maker, f"`{story.name}`"


def _lines(head: Sequence[str], rows: "Iterator[tuple[str, ...]]") -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
