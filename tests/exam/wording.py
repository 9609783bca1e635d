"""The printed words of Annex 1 as the notice has them, with the small liberties that offices take.

In: Dice. Out: labels, lines, notes. Elsewhere: where they stand (`tests.exam.layout`).
"""

from tests.exam.dice import Dice

TITLE = "海智合作机构推荐工作负责人信息表"
FIELDS = {
    "name": "姓名",
    "unit_department": "单位-部门",
    "position": "职务",
    "mobile": "手机号",
    "email": "邮箱",
    "unit_type": "单位类型",
}
SAMPLES = (
    "例1：重庆市科协-国际合作部",
    "例2：北京市科协-北京科技国际交流中心-综合办公室",
    "例3：中华医学会-对外联络部",
    "例4：国家海外人才离岸创新创业基地（重庆两江新区）-重庆两江新区-科技创新局",
    "例5：中国科协海智计划海南（海南大学）工作基地-海南大学-国际合作交流处",
    "例6：全欧华人专业协会联合会",
)
EXTRA = (("序号", "1"), ("序号", "1"), ("性别", "女"), ("性别", "男"), ("备注", ""))


def an_account_label(dice: Dice) -> str:
    """The last column's heading."""
    return dice.weighted(
        {"是否已开通“科协一家”账户（以手机号为准）": 92, "是否已开通“科协一家”账户": 5, "是否开通“科协一家”账号": 3}
    )


def unit_line(dice: Dice) -> tuple[str, str]:
    """What stands before and behind the unit's name."""
    return dice.weighted(
        {
            ("单位名称：（盖章）", ""): 46,
            ("单位名称：（盖章） ", ""): 10,
            ("单位名称（盖章）：", ""): 16,
            ("单位名称：", "（盖章）"): 16,
            ("单位名称： ", " （盖章）"): 5,
            ("单位名称:（盖章）", ""): 3,
            ("单位名称：", ""): 4,
        }
    )


def notes(dice: Dice) -> str:
    """The two notes under the table."""
    first = "注：1.以上各项均为必填项，请勿空缺，相关项请按照样例格式填写，基地名称请按照批件填写，准确规范。"
    second = "2.请各单位确定1位推荐工作负责人，并按照通知要求填表、打印盖章后，将WORD/WPS和PDF版本于9月18日前"
    second += "发送至haizhijihua@cast.org.cn。"
    return first + "\n" + (dice.pick(("", "    ")) + second)
