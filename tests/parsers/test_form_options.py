"""Ticks are read as a person reads them; where a person would ask, the answer is None."""

import pytest

from parsers.form_answers import answered
from parsers.form_options import ticked_options

ABC = ("甲类学会", "乙级协会", "丙国基地", "丙国海外基地")
A, B, C, D = ABC


def test_options_in_traditional_characters_are_the_same_options() -> None:
    assert ticked_options("☑甲類學會\n□乙級協會\n□丙國基地\n□丙國海外基地", ABC) == (A,)


@pytest.mark.parametrize(
    "text",
    [
        f"□{A}\n☑{B}\n□{C}\n□{D}",
        f"□{A} ☑{B} □{C} □{D}",
        f"□{A}☑{B}□{C}□{D}",
        f"□ {A}\n√ {B}\n□ {C}\n□ {D}",
        f"□ {A}☑ {B}□ {C}□ {D}",
        f"□{A}\n□{B}√\n□{C}\n□{D}",
        f"□{A}\n□{B}（√）\n□{C}\n□{D}",
        f"□{A} □{B}√ □{C} □{D}",
        f"□{A}\n√□{B}\n□{C}\n□{D}",
        f"□{A}\n□√{B}\n□{C}\n□{D}",
        f"{A}□\n{B}☑\n{C}□\n{D}□",
        f"{A}□ {B}☑ {C}□ {D}□",
        f"{A}□{B}☑{C}□{D}□",
        f"{A}（ ）\n{B}（√）\n{C}（ ）\n{D}（ ）",
        f"（ ）{A}\n（√）{B}\n（ ）{C}\n（ ）{D}",
        f"[ ]{A} [√]{B} [ ]{C} [ ]{D}",
        f"{A}\n{B} √\n{C}\n{D}",
        f"{A}\n√{B}\n{C}\n{D}",
        f"{A}、{B}√、{C}、{D}",
        f"☒{B} □{A} □{C} □{D}",
        f"□{A} ×{B} □{C} □{D}",
        f"○{A} ●{B} ○{C} ○{D}",
        f"○{A} ⊙{B} ○{C} ○{D}",
        f"□{A} ⊠{B} □{C} □{D}",
        f"[ ]{A} [x]{B} [ ]{C} [ ]{D}",
        f"[ ] {A}\n[X] {B}\n[ ] {C}\n[ ] {D}",
        f"（ ）{A}\n（V）{B}\n（ ）{C}\n（ ）{D}",
        f"□{A} R{B} □{C} □{D}",
        f"£{A} R{B} £{C} £{D}",
        f"¨{A} þ{B} ¨{C} ¨{D}",
        f"□{A} V{B} □{C} □{D}",
        f"□{A}\n□{B}V\n□{C}\n□{D}",
        f"请选择：□{A} ☑{B} □{C} □{D}",
        f"（请在□内打“√”）\n□{A}\n☑{B}\n□{C}\n□{D}",
        f"□{A}（一）\n☑{B}（二级）\n□{C}\n□{D}",
        "□甲类\n学会\n☑乙级\n协会\n□丙国\n基地\n□丙国海外\n基地",
        f"{B}",
        f"√{B}",
        f"{B}☑",
        f"□{B}",
        f"类型：{B}",
        f"{B}（三级）",
        f"□{A} □{B} √\n□{C} □{D}",
        "\n".join(f"{mark}\n{option}" for mark, option in zip("□☑□□", ABC, strict=True)),
    ],
)
def test_the_second_option_is_chosen(text: str) -> None:
    assert ticked_options(text, ABC) == (B,)


INSTRUCTIONS = [
    "请打勾选择：√", "请勾选（√）：", "√选一项", "请选择☑", "用√表示", "请在□内打√", "（打√）", "勾选√即可",
    "以“√”标注：",
]  # fmt: skip


@pytest.mark.parametrize("instruction", INSTRUCTIONS)
def test_the_tick_in_an_instruction_ticks_nothing(instruction: str) -> None:
    boxes = f"□{A}\n□{B}\n□{C}\n□{D}"
    assert ticked_options(f"{instruction}\n{boxes}", ABC) == ()
    assert ticked_options(f"{instruction}\n{boxes.replace('□' + B, '☑' + B)}", ABC) == (B,)
    assert ticked_options(f"{boxes}\n{instruction}", ABC) == ()


@pytest.mark.parametrize("text", [f"选择：√{B}", f"请选择：√□{B} □{A} □{C}", f"我单位选择√{B}"])
def test_a_tick_beside_an_option_is_no_instruction(text: str) -> None:
    assert ticked_options(text, ABC) in ((B,), None)


@pytest.mark.parametrize(
    "instruction",
    ["单选√", "（单选√）", "选中为☑", "请标√", "必填√", "例：√", "√：", "（如☑）", "限选一项（√）", "请点选 √"],
)
@pytest.mark.parametrize("box", ["□", ""])
def test_a_tick_among_other_words_ticks_no_option_whatever_the_words(instruction: str, box: str) -> None:
    options = "\n".join(box + option for option in ABC)
    for text in (f"{instruction}\n{options}", f"{options}\n{instruction}"):
        assert not ticked_options(text, ABC), text
    for text in (f"{instruction} {options}", f"{instruction}{options}"):
        assert instruction == "√：" or not ticked_options(text, ABC), text


@pytest.mark.parametrize("sample", [f"如：☑{A}", f"例如：√{A}", f"示例：☑ {A}"])
def test_an_option_shown_as_a_sample_is_not_chosen(sample: str) -> None:
    boxes = f"□{A}\n□{B}\n□{C}\n□{D}"
    assert ticked_options(f"{sample}\n{boxes}", ABC) is None
    assert ticked_options(f"{boxes}\n{sample}", ABC) is None
    assert ticked_options(f"{sample}\n{boxes.replace('□' + B, '☑' + B)}", ABC) is None


@pytest.mark.parametrize(
    "text",
    [f"请选择 ☑{B} □{A} □{C}", f"类型：√{B}", f"□{A} □{B}（单选）√ □{C}", f"□{A}\n{B}类√\n□{C}"],
)
def test_words_beside_an_option_take_no_tick_from_it(text: str) -> None:
    assert ticked_options(text, ABC) == (B,)


@pytest.mark.parametrize(
    "text", ["", " ", f"□{A}\n□{B}\n□{C}\n□{D}", f"{A} {B} {C} {D}", "某某大学", f"{A}□ {B}□ {C}□ {D}□"]
)
def test_nothing_is_chosen(text: str) -> None:
    assert ticked_options(text, ABC) == ()


@pytest.mark.parametrize(
    "text",
    [
        f"□{A}√□{B}□{C}□{D}",
        f"□{A} √ □{B} □{C} □{D}",
        f"{A} √ {B}",
        f"√{A} ×{B} □{C} □{D}",
        f"×{A} ×{B} □{C} ×{D}",
        f"□{A} □{B} □{C} ☑其他",
        f"☑其他 □{A}",
        "☑",
        f"其他学会√ {A}□",
        f"□{A} {B} □{C} □{D}",
        f"□{A} □{B} □{C} □{D}\n{B}",
        f"□{A}\n□{B}\n\ufffc□{C}\n□{D}",
        f"□{A}\n☑\n□{B}\n□{C}\n□{D}",
        f"□{A} □省科协 □离岸中心",
        f"□{A}\n□{B}\n□{C}\n□{D}\n☑",
        f"☑\n□{A}\n□{B}\n□{C}\n□{D}",
        f"{A}\n{B}\n√",
        f"不是{B}",
        f"□{A} □{B}（是） □{C} □{D}",
        f"□{A}\n□{B} 选中\n□{C}\n□{D}",
        f"{B}还是别的什么类型我们不知道",
    ],
)
def test_what_can_be_read_both_ways_is_left_open(text: str) -> None:
    assert ticked_options(text, ABC) is None


@pytest.mark.parametrize("sign", ["*", "★", "X", "1", "←", "<---", "本单位", "（打勾）", "是的", "属于", "—是"])
@pytest.mark.parametrize("box", ["□", ""])
def test_an_option_that_alone_bears_a_sign_is_chosen_perhaps(sign: str, box: str) -> None:
    for marked in (f"{box}{B}{sign}", f"{sign} {box}{B}"):
        text = f"请选择：\n{box}{A}\n{marked}\n{box}{C}\n{box}{D}"
        assert ticked_options(text, ABC) is None, text


def test_signs_that_every_option_bears_choose_none() -> None:
    assert ticked_options("\n".join(f"{n}.□{option}；" for n, option in enumerate(ABC)), ABC) == ()
    assert ticked_options(f"请选一项：\n□{A}；\n□{B}；\n□{C}；\n□{D}。\n（单选）", ABC) == ()


def test_two_ticks_are_two_choices_in_printed_order() -> None:
    assert ticked_options(f"□{A} ☑{D} ☑{B} □{C}", ABC) == (B, D)


def test_the_longer_of_two_like_names_wins() -> None:
    assert ticked_options(f"□{C} ☑{D}", ABC) == (D,)
    assert ticked_options(f"☑{C} □{D}", ABC) == (C,)


def test_emphasis_alone_decides_nothing() -> None:
    text = f"□{A}\n□{B}\n□{C}\n□{D}"
    assert ticked_options(text, ABC, emphasised=(B,)) is None
    assert ticked_options(text.replace(f"□{B}", f"☑{B}"), ABC, emphasised=(A,)) == (B,)


def test_on_a_scan_a_lone_empty_box_may_be_what_is_left_of_a_list() -> None:
    assert ticked_options(f"□{B}", ABC, scanned=True) is None
    assert ticked_options(f"☑{B}", ABC, scanned=True) == (B,)


YES_NO = ("是", "否")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "是",
            " 是 ",
            "是。",
            "√是",
            "是√",
            "☑是 □否",
            "是☑ 否□",
            "是☑\n否□",
            "□是√ □否",
            "是（√） 否（ ）",
            "已开通",
            "有",
        ),
        *(
            "是（已开通）",
            "已开通账户",
            "是的",
            "Yes",
            "☑是（已开通） □否（未开通）",
            "是√ 否",
            "√是 否",
            "已有账号",
            "□是",
            "R是 £否",
        ),
        *("是（以手机号为准）", "是否已开通：是", "√已开通 □未开通", "■是□否"),
    ],
)
def test_yes(text: str) -> None:
    assert answered(text, YES_NO) == ("是",)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "否",
            "√否",
            "否√",
            "□是 ☑否",
            "是□ 否☑",
            "未开通",
            "尚未",
            "尚未开通",
            "无",
            "没有",
            "没有账户",
            "不是",
            "暂未开通",
        ),
        *(
            "否，需开通",
            "未开通，请协助开通",
            "否（未开通）",
            "否。",
            "No",
            "□是 √否",
            "是 否√",
            "□否",
            "没有，需要开通账户",
        ),
        *("否（需开通）", "还没有", "□已开通 ☑未开通"),
    ],
)
def test_no(text: str) -> None:
    assert answered(text, YES_NO) == ("否",)


@pytest.mark.parametrize(
    "text", ["", "是/否", "是 否", "□是 □否", "是否", "有/无", "13800000000", "以手机号为准", "张三", "/"]
)
def test_no_answer(text: str) -> None:
    assert answered(text, YES_NO) == ()


@pytest.mark.parametrize(
    "text",
    [
        "是 √ 否",
        "√",
        "×",
        "√是 ×否",
        "不清楚",
        "未知",
        "无需开通",
        "是，未开通",
        "有待开通",
        "不确定是否开通",
        "是\ufffc 否",
        "已申请",
    ],
)
def test_an_answer_that_only_a_person_can_take(text: str) -> None:
    assert answered(text, YES_NO) is None


def test_both_ticked_are_both_chosen() -> None:
    assert answered("☑是 ☑否", YES_NO) == ("是", "否")


def test_an_underlined_answer_is_left_to_a_person() -> None:
    assert answered("是/否", YES_NO, emphasised=("是",)) is None
