"""姓名 and 职务: a name and a post as written; a department, a title or a neighbour's value is not taken for them."""

import pytest

from rules.finding import Outcome
from rules.values import position
from rules.values_name import name
from tests.rules.given import form, judge, mail, pdf, stamped, word


def decided(**changed):
    """The decision about a form with these values, in both versions."""
    return judge(mail(word(form(changed)), pdf(stamped(changed))))


@pytest.mark.parametrize(
    "typed",
    [
        *("国际合作部", "办公室", "外联处", "中国声学学会", "联系人", "经办人", "本人", "先生", "主任", "秘书长"),
        *("林某某", "林某", "林XX", "林×", "林**", "林？航", "林处"),
    ],
)
def test_what_names_no_person_is_for_a_person_to_judge(typed):
    assert (name(typed).normal, name(typed).fault) == (typed, "doubtful")


@pytest.mark.parametrize("typed", ["见附件", "详见附件", "同上", "待聘", "姓名", "样例", "测试"])
def test_a_word_in_place_of_a_name_is_no_name(typed):
    assert name(typed).fault == "invalid"


@pytest.mark.parametrize("typed", ["李登科", "王建站", "林中", "Max Foxx", "刘〇〇", "Xu Xiaoxing", "X. Lin"])
def test_a_name_that_only_looks_like_a_department_or_a_mask_is_a_name(typed):
    assert (name(typed).normal, name(typed).fault) == (typed, "")


@pytest.mark.parametrize(
    ("typed", "normal"),
    [("欧阳 修远", "欧阳修远"), ("司马　静", "司马静"), ("諸葛 靜", "諸葛靜"), ("诸葛 亮 亮", "诸葛亮亮")],
)
def test_a_blank_behind_a_compound_surname_is_inside_one_name(typed, normal):
    assert (name(typed).normal, name(typed).fault) == (normal, "")


@pytest.mark.parametrize("typed", ["欧阳 修远思", "欧阳 修远 林航"])
def test_more_than_a_given_name_behind_a_compound_surname_is_doubted(typed):
    assert name(typed).fault in ("doubtful", "multiple_people")


@pytest.mark.parametrize(
    "typed", ["13900010001", "lin@kexue.example.cn", "X", "1", "见附件", "国际合作部", "中国声学学会", "主任（待定）"]
)
def test_what_is_no_post_is_for_a_person_to_judge(typed):
    decision = decided(position=typed)
    assert (decision.outcome, decision.problems) == (Outcome.REVIEW, ("uncertain:position",))


@pytest.mark.parametrize("label", ["职务", "职务/职称", "姓名", "手机号", "邮箱", "部门"])
def test_the_name_of_a_field_is_no_post(label):
    assert decided(position=label).problems == ("uncertain:position",)


@pytest.mark.parametrize(
    "typed", ["主任", "副处", "负责人", "CEO", "二级巡视员", "项目一部部长", "办公室主任（2022年起）", "会员部干事"]
)
def test_a_post_is_a_post(typed):
    assert (position(typed).normal, position(typed).fault) == (typed, "")
    assert decided(position=typed).outcome is Outcome.ACCEPTED


@pytest.mark.parametrize("typed", ["秘书长\n研究员", "秘书长 研究员", "秘书长　研究员"])
def test_two_posts_written_apart_stay_apart(typed):
    assert position(typed).normal == "秘书长 研究员"
    assert decided(position=typed).outcome is Outcome.ACCEPTED


@pytest.mark.parametrize(
    ("typed", "normal"), [("主 任", "主任"), ("副 主 任", "副主任"), ("主任 （兼）", "主任（兼）")]
)
def test_a_post_that_is_spaced_out_is_one_word(typed, normal):
    assert position(typed).normal == normal
