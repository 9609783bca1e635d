"""是否已开通“科协一家”账户: an answer in plain words is taken, one that contradicts itself goes to a person."""

import pytest

from parsers.form_answers import answered
from rules.values_choice import has_account

YES_NO = ("是", "否")


def taken(text):
    """What becomes of a cell's text."""
    return has_account(answered(text, YES_NO), text, YES_NO)


@pytest.mark.parametrize(
    "text",
    [
        *("账户已开通", "目前已开通", "本人已开通", "已激活", "已开户", "已成功开通", "开通成功", "是，账号已开通"),
        *("已开通。账户为本人手机号", "是（以手机号为准）", "已开通（13900010001）", "是的，已有账户。", "已開通"),
        "是否已开通？是",
    ],
)
def test_a_plain_yes_in_words_is_taken(text):
    assert (taken(text).normal, taken(text).fault) == (True, "")


@pytest.mark.parametrize(
    "text",
    [
        *("尚无", "目前未开通", "否，尚未开通，请帮助开通", "未开通，烦请开通", "未开通，请予开通", "新用户，未开通"),
        *(
            "首次，未开通",
            "否，望开通",
            "本人尚未开通账户",
            "否（新用户）",
            "没有账号，需申请",
            "未开通，拟近期开通",
            "未開通",
        ),
        *("暂未开通，谢谢", "否/未开通", "否。未注册", "尚 未 开 通", "未开\n通", "未开通\n新用户"),
    ],
)
def test_a_plain_no_in_words_is_taken(text):
    assert (taken(text).normal, taken(text).fault) == (False, "")


@pytest.mark.parametrize(
    "text",
    [
        *("否（已开通）", "否（用139的号已开通）", "是（待确认）", "否？", "是?", "是（尚未开通）", "已开通，请核实"),
        *(
            "已申请未开通",
            "否，同事的已开通",
            "无需开通",
            "有待开通",
            "已开通其他平台",
            "是（好像）",
            "没有问题",
            "需开通",
        ),
        *("是，同事的", "不是没有开通", "应该已开通", "已申请"),
    ],
)
def test_an_answer_that_contradicts_or_doubts_itself_is_for_a_person(text):
    assert (taken(text).normal, taken(text).fault) == (None, "doubtful")


@pytest.mark.parametrize(("text", "fault"), [("是/否", "invalid"), ("（是/否）", "invalid"), ("□是 □否", "missing")])
def test_the_printed_answers_alone_are_no_answer(text, fault):
    assert (taken(text).normal, taken(text).fault) == (None, fault)
