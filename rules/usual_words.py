"""What stands in most forms: posts, departments of listed units, yes and no. A scan's doubtful reading that spells such
words and nothing else is believed, since a misreading hardly ever comes out as one.

In: the fields of a scanned form with their values. Out: the field, surer or as it was.
Elsewhere: the names of listed units themselves (`rules.sides`).
Figures are no usual words: 一, 二 and 三 are misread for each other, and each makes a post.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from parsers.document import CERTAIN, DOUBTED, EMPTY_BOX, TICKED
from parsers.form import Field
from parsers.traditional import simplified
from rules.desk import Desk
from rules.folding import comparable, words
from rules.values import Value
from rules.values_department import parts_of

BOXES = re.compile(f"[{TICKED}{EMPTY_BOX}]")
LATIN_UNIT = re.compile(r"[A-Za-z]+[\s,]+[A-Za-z]")
LIKELY, WORDS_LIKELY = 0.7, 0.5
"""Certainty from which on names of listed units are believed; from which on usual words are, and one of two answers."""
_ABOUT = """
    国际 对外 海外 国内 外事 外联 港澳台 海智 学术 学会 会员 组织 人事 人才 科技 科学 科普 技术 创新 创业 发展 项目
    合作 交流 联络 服务 工作 管理 事务 综合 行政 业务 信息 宣传 财务 党群 党建 规划 计划 政策 调研 咨询 培训 教育
    期刊 编辑 出版 会议 展览 企业 产业 成果 转化 推广 协调 联合 智库 战略 研究 与 和 及
"""
_PLACES = "部 处 科 室 组 局 部门 办公室 秘书处 中心 委员会 工作站 联络处"
_POSTS = """
    主任 处长 部长 科长 局长 会长 理事长 秘书长 理事 院长 校长 所长 站长 组长 室长 主席 书记 主管 主任科员 科员 职员
    干部 干事 专员 官员 秘书 助理 经理 总监 负责人 联系人 联络人 联络员 工作人员 教授 研究员 工程师 馆员 编辑 讲师
    会计师 调研员 巡视员
"""
_RANKS = "副 总 正 常务 执行 名誉 高级 中级 初级 首席 资深 助理 代理 荣誉"


def _any_of(listed: str) -> str:
    return "(?:" + "|".join(sorted(listed.split(), key=len, reverse=True)) + ")"


DEPARTMENT = re.compile(f"{_any_of(_ABOUT)}*{_any_of(_PLACES)}")
_POST = f"(?:{_any_of(_ABOUT)}*{_any_of(_PLACES)}?{_any_of(_RANKS)}*{_any_of(_POSTS)}{_any_of('助理')}?)"
POST = re.compile(rf"{_POST}(?:[兼、]?{_POST})?(?:[（(]主持工作[)）])?")


def surer_where_usual(fields: Mapping[str, Field], worth: Mapping[str, Value], desk: Desk) -> dict[str, Field]:
    """The fields, each that spells usual words certain; what is doubted by rule stays so."""
    usual = {
        "position": POST.fullmatch(_written(worth["position"])),
        "unit_department": _is_usual_department(_written(worth["unit_department"]), desk),
        "has_account": not BOXES.search(fields["has_account"].text or ""),
    }
    told = {key: _surer(field) if usual.get(key) and not worth[key].fault else field for key, field in fields.items()}
    department = told["unit_department"]
    text = "".join((department.text or "").split())
    is_told_by_list = LATIN_UNIT.match(department.text or "") or simplified(text) != text
    if usual["unit_department"] and is_told_by_list and department.certainty == DOUBTED:
        # of Latin words nobody knows where one ends, nor whether 協 was printed so, but the list does
        told["unit_department"] = replace(department, certainty=CERTAIN)
    return told


def _surer(field: Field) -> Field:
    is_open = WORDS_LIKELY < field.certainty < CERTAIN and field.certainty != DOUBTED
    return replace(field, certainty=CERTAIN) if is_open else field


def _written(value: Value) -> str:
    return str(value.normal or "")


def _is_usual_department(text: str, desk: Desk) -> bool:
    """A listed unit's name, letter for letter, and one usual department or none."""
    unit, *departments = parts_of(text) or ("",)
    usual = len(departments) < 2 and all(DEPARTMENT.fullmatch(comparable(one)) for one in departments)
    return usual and is_listed_name(unit, desk)


def is_listed_name(text: str, desk: Desk) -> bool:
    """Whether it is a listed unit's name, letter for letter, blanks among Latin ones included."""
    match = desk.registry.find(text) if text else None
    if match is None or match.unit is None or match.status != "listed":
        return False
    return words(text) in map(words, match.unit.names)
