"""What pixels cannot tell stays doubtful; what its neighbours settle does not."""

import math
from dataclasses import replace

import pytest

from parsers.lattice import Lattice
from parsers.scan.honesty import has_odd_line, is_doubtful, with_dashes, with_town
from parsers.scan.recogniser import RecognisedLine


def a_line(text: str) -> RecognisedLine:
    letter = ({character: math.log(0.99), "": math.log(0.01)} for character in text)
    steps = tuple(step for one in letter for step in ({"": 0.0}, one, {"": 0.0}))
    return RecognisedLine(text, Lattice(steps), tuple((place + 0.5) / len(text) for place in range(len(text))))


@pytest.mark.parametrize(
    "address",
    [
        "kong1x@a.cn",
        "zhangl@a.cn",
        "SZI018w@a.cn",
        "admin_l@a.cn",
        "a0@qq.com",
        "O9v@a.cn",
        "110r9n@a.cn",
        "1852vBZ@a.cn",
        "ollluS62@a.cn",
        "scolrvrZ@a.cn",
        "Sgvrlvmqu@a.cn",
        "all5rb@a.cn",
    ],
)
def test_letters_that_may_be_digits_are_doubtful(address: str) -> None:
    assert is_doubtful(address)


@pytest.mark.parametrize(
    "address",
    [
        "li@gmail.com",
        "wang1013@163.com",
        "office_01@a.org.cn",
        "lilian@vip.sina.com",
        "intl-b@a.cn",
        "Intl@a.gov.cn",
        "Luobo@a.cn",
        "lili88@a.cn",
        "Long-2022@a.cn",
        "li-\nhua@a-\nsci.cn",
        "minyua\nnzhang\nzhao@1\n63.com",
    ],
)
def test_letters_among_letters_and_digits_among_digits_are_not(address: str) -> None:
    assert not is_doubtful(address)


@pytest.mark.parametrize(
    "text",
    ["电话13800138000", "一级调研员", "+85291234567", "CSIAM-办公室", "Anna Ivanova", "某某学会-组\n织人事部"],
)
def test_plain_words_and_numbers_are_not_doubtful(text: str) -> None:
    assert not is_doubtful(text)


@pytest.mark.parametrize(
    "text",
    [
        "I1-I11 Lee",
        "Will1am",
        "C0SMOS",
        "José Ga\nrcía",
        "DAV\nID L\nIU",
        "Chinese Ph.D Associationin Japan",
        "某某基地(济南",
        "某某基地(中国(上海自贸区)",
        "某某基地上海)",
        "-songqi@a.cn",
        "·某某学会",
        "—办公室",
        "部门,负责人",
        "某某学会.",
    ],
)
def test_words_with_digits_for_letters_are(text: str) -> None:
    assert is_doubtful(text)


@pytest.mark.parametrize(
    "text",
    ["Anna O'\nNeill", "Anna O' Neill", "黃勇德", "某某學会", "Chen -Baker", "Chen\n-Baker", "毫州市科协"],
)
def test_parted_names_and_traditional_letters_are(text: str) -> None:
    assert is_doubtful(text)


def test_a_lone_stroke_among_lines_is_odd() -> None:
    assert has_odd_line(["否", "一"])
    assert not has_odd_line(["一"])
    assert not has_odd_line(["中国某某学会-", "国际部"])


def test_a_rank_in_a_column_of_single_characters_is_not_odd() -> None:
    assert not has_odd_line([*"一级主任科员"])
    assert has_odd_line([*"主任一"])
    assert has_odd_line(["一", "级", "主任科员"])


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("某某学会一国际联络部", "某某学会—国际联络部"),
        ("某某科协一科技人才部", "某某科协—科技人才部"),
        ("某某学会-项目一部", "某某学会-项目一部"),
        ("某某统一战线学会秘书处", "某某统一战线学会秘书处"),
        ("某某省科协一级主任科员", "某某省科协一级主任科员"),
        ("丁一", "丁一"),
    ],
)
def test_a_long_dash_is_told_from_the_character_one(read: str, meant: str) -> None:
    (line,) = with_dashes((a_line(read),))
    assert line.text == meant
    assert line.lattice.ratio(meant.replace("—", "-")) == 0.0


def test_a_dash_that_might_be_the_character_one_by_its_shape_alone_is_certain() -> None:
    line = a_line("某某学会—国际部")
    steps = tuple({"—": math.log(0.6), "一": math.log(0.4)} if "—" in step else step for step in line.lattice.steps)
    wavering = replace(line, lattice=Lattice(steps))
    assert math.exp(wavering.lattice.log_probability(line.text)) < 0.6
    (told,) = with_dashes((wavering,))
    assert math.exp(told.lattice.log_probability(line.text)) > 0.9
    assert told.text == line.text
    (other,) = with_dashes((replace(wavering, text="某某学会—级社团"),))
    assert math.exp(other.lattice.log_probability("某某学会—级社团")) < 0.6


def test_a_dash_at_the_end_of_a_line_looks_to_the_next_line() -> None:
    lines = with_dashes((a_line("某某某某学会一"), a_line("综合部")))
    assert [line.text for line in lines] == ["某某某某学会—", "综合部"]


@pytest.mark.parametrize("address", ["6804@fxf.edu.c", "hanmei@sina.co", "hanmei@kexue"])
def test_an_address_that_may_have_lost_its_end_is_doubtful(address: str) -> None:
    assert is_doubtful(address)
    assert not is_doubtful("hanmei@kexue.edu.cn")


@pytest.mark.parametrize(
    ("name", "doubtful"),
    [
        ("吕宇·凡", True),
        ("韩·梅", True),
        ("让·皮埃尔·杜邦", False),
        ("古丽·买买提", False),
        ("约翰·\n史密斯", False),
        ("欧阳·\n红梅", True),
        ("卡米拉·冯·\n霍夫曼", False),
        ("卡米拉·", True),
    ],
)
def test_a_dot_in_a_short_chinese_name_may_be_a_speck(name: str, doubtful: bool) -> None:
    assert is_doubtful(name) == doubtful


@pytest.mark.parametrize("text", ["科技人\n。才部", "。才部", "（甲）。处"])
def test_a_full_stop_before_or_between_words_is_more_likely_a_speck(text: str) -> None:
    assert is_doubtful(text)
    assert not is_doubtful("是。")


@pytest.mark.parametrize(
    "text", ["DAVID L IU", "International Societyof Zoological Sciences", "项目-部\n例1：重庆市科协"]
)
def test_lost_blanks_and_dashes_before_samples_leave_doubt(text: str) -> None:
    assert is_doubtful(text)
    assert not is_doubtful("DAVID LIU")


@pytest.mark.parametrize(
    ("address", "doubted"),
    [
        ("Wangli_1011@a.cn", False),
        ("Info-hz@a.cn", False),
        ("Intl2@a.cn", True),
        ("WangLi_1011@a.cn", True),
        ("Vbqmu1011@a.cn", True),
    ],
)
def test_a_capital_with_which_a_name_begins_makes_no_other_likelier(address: str, doubted: bool) -> None:
    assert is_doubtful(address) == doubted


def test_the_town_whose_first_character_is_hardly_known_is_put_right_over_a_line_end() -> None:
    first, second = with_town((a_line("某某基地-毫"), a_line("州科协")))
    assert (first.text, second.text) == ("某某基地-亳", "州科协")
    assert first.lattice.ratio("某某基地-亳") == 0.0
    assert with_town((a_line("毫米"),))[0].text == "毫米"
