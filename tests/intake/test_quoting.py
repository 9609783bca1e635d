"""A reply says what stands above the quoted mail; a bare forward says what it forwards."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.quoting import own_words
from rules.finding import Outcome
from tests.outbox.letters import answer, decision

OLD = "请补充盖章的PDF版本。"


@pytest.mark.parametrize(
    "divider",
    [
        "-----原始邮件-----",
        "---原始邮件---",
        "------------------ 原始邮件 ------------------",
        "------------------\u00a0原始邮件\u00a0------------------",
        "------------------ Original ------------------",
        "-----Original Message-----",
        "-------- 转发邮件信息 --------",
        "---------- Forwarded message ---------",
        "Begin forwarded message:",
        "发件人： office\n发送时间： 2022-09-13 09:13\n收件人： wang\n主题： 信息表",
        "发件人: office <office@bureau.example.cn>\n\n日期: 2022年9月13日\n\n收件人: wang",
        "*From:* office\n*Sent:* Tuesday\n*To:* wang\n*Subject:* form",
        "On Tue, Sep 13, 2022 at 9:13 AM Office <office@bureau.example.cn> wrote:",
        "On Tue, Sep 13, 2022 at 9:13 AM\nOffice <office@bureau.example.cn>\nwrote:",
        "在 2022-09-13 16:41:02，office@bureau.example.cn 写道：",
        "于2022年9月13日 16:41，office 写道：",
        "2022年9月13日 16:41，Office <office@bureau.example.cn> 写道：",
        'At 2022-09-13 16:41:02, "office" <office@bureau.example.cn> wrote:',
    ],
)
def test_what_is_quoted_is_dropped(divider: str) -> None:
    assert own_words(f"已补充，请查收。\n王小明\n\n{divider}\n{OLD}\n") == "已补充，请查收。\n王小明"


def test_lines_with_an_angle_are_dropped_wherever_they_stand() -> None:
    assert own_words(f"> {OLD}\n已补充。\n  > 谢谢") == "已补充。"


@pytest.mark.parametrize(
    "head",
    [
        "-------- 转发邮件信息 --------\n发件人：li@unit.example.cn\n发送日期：2022-09-13\n主题：信息表\n",
        "发件人： li\n发送时间： 2022-09-13\n收件人： wang\n主题： 信息表\n",
    ],
)
def test_a_bare_forward_keeps_what_it_forwards(head: str) -> None:
    assert own_words(f"\n{head}\n信息表请见附件。") == "信息表请见附件。"


@pytest.mark.parametrize(
    "text",
    [
        "收件人：请转国际部。谢谢！",
        "发件人：王小明",
        "关于原始邮件的说明如下。",
        "单位名称：某学会\n姓名：王小明\n职务：主任",
        "我在 9月13日 已经寄出材料，请查收",
    ],
)
def test_ordinary_sentences_are_not_taken_for_quotations(text: str) -> None:
    assert own_words(text) == text


@given(st.text(alphabet="发件人：收主题写道在>On wrote:-\n 邮原始转a@1", max_size=200))
def test_own_words_are_a_part_of_the_text(text: str) -> None:
    for line in own_words(text).split("\n"):
        assert line in text


@pytest.mark.parametrize("sign", ["", "> "], ids=["bare", "marked"])
@pytest.mark.parametrize("outcome", [Outcome.ACCEPTED, Outcome.REVIEW, Outcome.REJECTED])
def test_our_own_letter_below_the_answer_is_dropped_without_any_sign_of_a_quotation(
    outcome: Outcome, sign: str
) -> None:
    codes = ["missing:mobile"] if outcome is Outcome.REJECTED else []
    letter = answer(decision(outcome, *codes)).get_body(("plain",))
    assert letter is not None
    quoted = "\n".join(sign + line for line in letter.get_content().splitlines())
    assert own_words(f"尊敬的老师：\n收到，谢谢！\n\n{quoted}\n") == "尊敬的老师：\n收到，谢谢！"
    assert own_words(f"{quoted}\n收到，谢谢！\n") == "收到，谢谢！"
