"""Annex 1 as it is printed, for tests of parsers: its labels with the wordings met in practice."""

from parsers.layout import FieldLayout, FormLayout

TITLE = "海智合作机构推荐工作负责人信息表"
UNIT_TYPES = (
    "全国学会",
    "省级科协",
    "国家海外人才离岸创新创业基地",
    "中国科协海智计划工作基地",
    "中国科协海智计划海外创新创业基地",
    "海外科技团体",
)
SAMPLES = (
    "重庆市科协-国际合作部",
    "北京市科协-北京科技国际交流中心-综合办公室",
    "中华医学会-对外联络部",
    "国家海外人才离岸创新创业基地（重庆两江新区）-重庆两江新区-科技创新局",
    "中国科协海智计划海南（海南大学）工作基地-海南大学-国际合作交流处",
    "全欧华人专业协会联合会",
)
ACCOUNT = "是否已开通“科协一家”账户（以手机号为准）"
NOISE = ("（盖章）", "（公章）", "（加盖公章）", "（单位盖章）", "（请填写全称）", "盖章")

LABELS = {
    "unit_name": (
        "单位名称",
        "单位全称",
        "推荐单位",
        "填报单位",
        "报送单位",
        "单位（盖章）",
        "单位（公章）",
    ),
    "name": ("姓名", "负责人姓名", "推荐工作负责人"),
    "unit_department": ("单位-部门", "单位—部门", "单位部门", "单位/部门", "部门"),
    "position": ("职务", "职务/职称"),
    "mobile": ("手机号", "手机号码", "手机", "联系手机", "移动电话", "联系电话"),
    "email": ("邮箱", "电子邮箱", "电子邮件", "E-mail", "邮箱地址"),
    "unit_type": ("单位类型",),
    "has_account": (ACCOUNT, "是否已开通科协一家账号"),
}

LAYOUT = FormLayout(
    title=TITLE,
    fields=(
        FieldLayout("unit_name", LABELS["unit_name"], place="line"),
        FieldLayout("name", LABELS["name"]),
        FieldLayout("unit_department", LABELS["unit_department"], samples=SAMPLES),
        FieldLayout("position", LABELS["position"]),
        FieldLayout("mobile", LABELS["mobile"]),
        FieldLayout("email", LABELS["email"]),
        FieldLayout("unit_type", LABELS["unit_type"], options=UNIT_TYPES),
        FieldLayout("has_account", LABELS["has_account"], options=("是", "否")),
    ),
    noise=NOISE,
)
