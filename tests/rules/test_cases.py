"""Cases that grow: a colleague's address, a withdrawal in words, a promise to send later."""

from dataclasses import replace

import pytest

from rules.case import History, Opened, Registered
from rules.decide import registers
from rules.finding import Outcome
from tests.rules.given import GOOD, SENDER, after, form, judge, mail, pdf, registered, stamped, word

COLLEAGUE = "wang@kexue.example.cn"


def begun(*versions, by=SENDER):
    """A history in which another address has begun to hand in for the unit of the good form."""
    opened = Opened(by, frozenset(versions))
    return History(opened=lambda key: opened if key == GOOD["unit_name"] else None)


def test_a_colleague_who_sends_the_other_version_is_for_a_person():
    decision = judge(mail(pdf(), sender=COLLEAGUE), begun("word"))
    assert decision.outcome is Outcome.REVIEW
    assert decision.problems == ("duplicate_unit",)
    assert not registers(decision)


def test_a_colleague_who_sends_everything_anew_is_for_a_person():
    decision = judge(mail(word(), pdf(), sender=COLLEAGUE), begun("word"))
    assert decision.problems == ("duplicate_unit",)
    assert not registers(decision)


def test_what_neither_address_has_sent_is_still_told():
    decision = judge(mail(word(), sender=COLLEAGUE), begun("word"))
    assert decision.outcome is Outcome.REJECTED
    assert decision.problems == ("pdf_missing", "duplicate_unit")


def test_a_colleagues_own_fault_is_told_beside():
    faulty = {"mobile": "1390001"}
    decision = judge(mail(word(form(faulty)), pdf(stamped(faulty)), sender=COLLEAGUE), begun("word", "pdf"))
    assert decision.outcome is Outcome.REJECTED
    assert set(decision.problems) == {"invalid:mobile", "duplicate_unit"}


def test_a_record_holds_nothing_of_the_other_address():
    decision = judge(mail(pdf(stamped({"mobile": "13900010077"})), sender=COLLEAGUE), begun("word"))
    assert decision.record["mobile"] == "13900010077"


def test_who_is_registered_is_not_hindered_by_what_another_began():
    known = replace(registered(), opened=begun("word", by=COLLEAGUE).opened)
    assert judge(mail(word(), pdf()), known).outcome is Outcome.ACCEPTED


def test_a_unit_registered_before_its_name_was_listed_is_known_under_its_former_key():
    base = {
        "unit_name": "中国（某地）海创基地",
        "unit_department": "中国（某地）海创基地-综合部",
        "unit_type": "国家海外人才离岸创新创业基地",
    }
    asked = []
    history = History(registered=lambda key: asked.append(key))
    judge(mail(word(form(base)), pdf(stamped(base))), history)
    assert "中国(某地)海创基地" in asked


def test_an_update_says_what_it_changes():
    before = {**GOOD, "has_account": False, "mobile": "13900010099"}
    known = Registered(GOOD["unit_name"], SENDER, GOOD["name"], before, Outcome.ACCEPTED)
    decision = judge(mail(word(), pdf()), History(registered=lambda key: known))
    assert decision.update
    assert decision.reasons[-1] == "更新：“手机号”由“13900010099”改为“13900010001”"
    same = replace(known, record={**before, "mobile": "13900010001"})
    assert "相同" in judge(mail(word(), pdf()), History(registered=lambda key: same)).reasons[-1]


TAKEN_BACK = (
    "我单位研究后决定不再参加此项工作，请撤回此前报送的信息表。",
    "因人员变动，申请撤回9月14日的推荐。",
    "昨天的邮件作废，特此说明。",
    "我单位信息表有误，请予作废。",
    "我会决定放弃推荐海智合作机构，抱歉。",
    "请取消我单位的负责人登记。",
)


@pytest.mark.parametrize("text", TAKEN_BACK)
def test_a_withdrawal_in_words_waits_for_a_person(text):
    decision = judge(mail(text=text, subject="海智合作机构信息表"), after(mail(word(), pdf())))
    assert decision.outcome is Outcome.INQUIRY
    assert "撤回" in "".join(decision.reasons)


@pytest.mark.parametrize("text", TAKEN_BACK)
def test_a_form_that_lies_with_a_withdrawal_is_not_handed_in(text):
    assert judge(mail(word(), pdf(), text=text)).outcome is Outcome.INQUIRY


@pytest.mark.parametrize(
    "text",
    [
        "昨天发送的信息表作废，以本邮件为准，请查收。",
        "前一封邮件撤回，现重新报送信息表，请查收。",
        "原信息表手机号有误，请作废，更正后的见附件。",
        "我单位负责人更换，原登记取消，新负责人信息表见附件。",
    ],
)
def test_what_replaces_an_earlier_form_is_handed_in(text):
    assert judge(mail(word(), pdf(), text=text)).outcome is Outcome.ACCEPTED


@pytest.mark.parametrize(
    "text",
    [
        "信息表见附件。因疫情原因会议取消，材料未能及时报送，请谅解。",
        "报送信息表，见附件。原件需要收回请告知，材料另寄。",
        "现报送信息表，涂改作废，请查收。",
        "信息表盖章有效，逾期作废。",
        "报送信息表，盖章原件随后邮寄，如需撤回请告知。",
        "现报送信息表，不再参加线下会议。",
    ],
)
def test_something_else_that_is_cancelled_or_taken_back_is_no_withdrawal(text):
    assert judge(mail(word(), pdf(), text=text)).outcome is Outcome.ACCEPTED


def test_a_form_with_words_of_withdrawal_and_no_word_of_a_new_one_is_looked_at():
    decision = judge(mail(word(), pdf(), text="申请撤回我单位的推荐，信息表见附件。"))
    assert decision.outcome is Outcome.REVIEW
    assert "撤回" in decision.reasons[-1]
    assert decision.record is not None


@pytest.mark.parametrize(
    "text",
    [
        "收到，谢谢！盖章的扫描件会尽快补报。",
        "好的，PDF扫描件我们明天报送。",
        "领导出差，盖章件稍后提交。",
        "我们将于9月18日前报送信息表。",
        "盖好章后马上发送扫描件给您。",
        "信息表下周提交，谢谢！",
        "请先撤回信息表，换人后重新报送。",
    ],
)
def test_a_promise_to_send_later_is_no_forgotten_attachment(text):
    decision = judge(mail(text=text, subject="回复: 信息表需要补正"), after(mail(word())))
    assert decision.outcome is Outcome.INQUIRY


@pytest.mark.parametrize(
    "text", ["PDF扫描件补报如下，请查收。", "盖章后扫描的信息表见附件", "已填好并盖章，尽快审核，谢谢"]
)
def test_an_attachment_that_was_forgotten_in_the_thread_is_told(text):
    decision = judge(mail(text=text, subject="回复: 信息表需要补正"), after(mail(word())))
    assert decision.problems == ("annex1_not_found",)
