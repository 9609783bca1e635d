"""A mail whose words correct the form that lies with it, or that came before, is not accepted as the form stands."""

from dataclasses import replace

import pytest

from rules.case import History
from rules.finding import Outcome
from tests.rules.given import after, judge, mail, pdf, word

THANKS = "您好！信息表（WORD版和盖章的PDF版）见附件，请查收。"


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("另：表中手机号应为13900010099，请以此为准。", "mobile"),
        ("手机号码更正为：139 0001 0099", "mobile"),
        ("手机号请以13900010099为准。", "mobile"),
        ("附件里手机号填错了。", "mobile"),
        ("请将职务改为副主任。", "position"),
        ("表中邮箱有误，应该是new@kexue.example.cn，其余见附件。", "email"),
        ("附件中的姓名写错了，应为林书行。", "name"),
        ("负责人已由林书航改为顾北辰，请按顾北辰登记。", "name"),
        ("部门应为学术部。", "unit_department"),
        ("“科协一家”账户应为是。", "has_account"),
    ],
)
def test_a_correction_in_words_beside_the_form_is_for_a_person(words, field):
    decision = judge(mail(word(), pdf(), text=f"{THANKS}\n{words}"))
    assert decision.outcome is Outcome.REVIEW
    assert decision.problems == (f"uncertain:{field}",)


@pytest.mark.parametrize(
    "words",
    [
        "前次报送的手机号有误，应为13900010001，现将更正后的信息表报上。",
        "手机号由13900010099改为139 0001 0001。",
        "手机号应为11位，已改正。",
        "邮箱已改为单位邮箱。",
        "单位-部门已按要求改为规范格式，应为国际部。",
        "职务应为“主任”。",
        "因原负责人职务变动，现改为林书航同志。",
        "原定负责人变更，以此次为准。",
        "上次的姓名写错了，现重新报送。",
        "手机号以WORD版为准。",
        "“科协一家”账户应为否。",
        "请问单位-部门应为什么格式？",
        "如邮箱有误，请告知。",
    ],
)
def test_words_that_say_what_the_form_says_or_speak_of_an_older_one_change_nothing(words):
    assert judge(mail(word(), pdf(), text=f"{THANKS}\n{words}")).outcome is not Outcome.REVIEW


def test_a_correction_in_the_words_that_are_forwarded_with_the_form_is_for_a_person():
    text = "转报，请查收。\n\n-----原始邮件-----\n发件人：办公室\n主题：报送\n\n附件请查收，手机号应为13900010099。"
    for subject in ("转发：报送信息表", "Fwd: 报送信息表", "转报信息表"):
        assert judge(mail(word(), pdf(), subject=subject, text=text)).problems == ("uncertain:mobile",)
    assert judge(mail(word(), pdf(), subject="回复：报送信息表", text=text)).outcome is Outcome.ACCEPTED


def test_a_correction_in_a_letter_beside_the_form_is_for_a_person():
    letter = word(name="更正说明.docx", text_excerpt="关于更正的说明\n负责人手机号应为13900010099，特此说明。")
    assert judge(mail(word(), pdf(), letter)).problems == ("uncertain:mobile",)


def test_the_notice_itself_corrects_nothing():
    notice = word(
        name="通知.docx", text_excerpt="表中负责人及联系人姓名根据实际情况填写外，其余栏目应当按样例格式填写。"
    )
    assert judge(mail(word(), pdf(), notice)).outcome is Outcome.ACCEPTED


def test_a_correction_in_words_that_came_between_the_two_versions_is_not_forgotten():
    history = replace(after(mail(word())), said=("老师好，WORD版里手机号应为13900010099。",))
    assert judge(mail(pdf()), history).problems == ("uncertain:mobile",)


def test_a_correction_in_words_that_the_next_form_carries_out_is_settled():
    assert judge(mail(word(), pdf()), History(said=("手机号应为13900010001。",))).outcome is Outcome.ACCEPTED


def test_what_an_older_mail_below_the_answer_corrects_is_not_said_again():
    quoted = "> 手机号应为13900010099。"
    assert judge(mail(word(), pdf(), text=f"{THANKS}\n\n{quoted}")).outcome is Outcome.ACCEPTED
