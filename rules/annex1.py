"""Annex 1 (海智合作机构推荐工作负责人信息表) as one declarative form: one name, one place, one kind of value a line.

In: a Notice. Out: Annex1 (the form's fields, validated), LABELS, `layout` for the readers.
Elsewhere: how a value is brought into its normal form (`rules.values*`), what the notice prints (`data/notices`).
"""

from dataclasses import dataclass
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, StrictBool, StringConstraints, model_validator

from parsers.layout import FieldLayout, FormLayout
from rules.finding import Record
from rules.notice import Notice


@dataclass(frozen=True, slots=True)
class Printed:
    """How a field stands on paper and is spoken of. Its label as printed is the notice's."""

    label: str
    """What people call it in a letter or on the staff's page."""
    wanted: str
    """What is to be written, with an example; completes “请填写……”."""
    wordings: tuple[str, ...] = ()
    """Other labels met in practice."""
    place: Literal["cell", "line"] = "cell"


Text = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]


class Annex1(BaseModel):
    """A complete form: one person who does the recommending for one unit. All fields are required."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    unit_name: Annotated[
        Text,
        Printed(
            "单位名称",
            "单位全称（基地名称按批件填写），如：重庆市科协",
            (
                "推荐单位名称",
                "单位全称",
                "推荐单位",
                "填报单位",
                "报送单位",
                "申报单位",
                "填表单位",
                "单位名称（盖章）",
                "单位（盖章）",
                "单位（公章）",
                "单位（签章）",
            ),
            "line",
        ),
    ]
    name: Annotated[Text, Printed("姓名", "一位推荐工作负责人的姓名", ("负责人姓名", "推荐工作负责人", "负责人"))]
    unit_department: Annotated[
        Text,
        Printed(
            "单位-部门",
            "“单位-部门”，如：重庆市科协-国际合作部",
            ("单位/部门", "单位部门", "单位及部门", "工作单位及部门", "所在部门", "工作部门", "部门"),
        ),
    ]
    position: Annotated[Text, Printed("职务", "负责人的职务，如：副部长", ("职务/职称", "职位", "职务职称"))]
    mobile: Annotated[
        Text,
        Printed(
            "手机号",
            "11位手机号，境外号码请加国家（地区）代码，如：+85291234567",
            ("手机号码", "手机", "移动电话", "联系电话"),
        ),
    ]
    email: Annotated[
        Text,
        Printed("邮箱", "一个邮箱地址，如：name@example.cn", ("电子邮箱", "电子邮件", "邮箱地址", "E-mail", "Email")),
    ]
    unit_type: Annotated[Text, Printed("单位类型", "在六类单位中勾选本单位的一类，只勾一项", ("单位类别", "单位性质"))]
    has_account: Annotated[
        StrictBool,
        Printed(
            "是否已开通“科协一家”账户",
            "“是”或“否”（以手机号为准）",
            ("是否开通“科协一家”账户", "是否已开通“科协一家”账号", "科协一家账户", "是否已开通"),
        ),
    ]

    @model_validator(mode="after")
    def _mobile_and_email_are_in_normal_form(self) -> Self:
        # The lists of telephone areas and of domains load slowly; who only asks for labels does not need them.
        from rules.values_contact import email, mobile

        if mobile(self.mobile).normal != self.mobile or mobile(self.mobile).fault:
            raise ValueError("mobile is not in normal form")
        if email(self.email).normal != self.email or email(self.email).fault:
            raise ValueError("email is not in normal form")
        return self


def _printed() -> dict[str, Printed]:
    fields = Annex1.model_fields.items()
    return {key: next(m for m in field.metadata if isinstance(m, Printed)) for key, field in fields}


PRINTED = _printed()
"""Every field's `Printed`, in the order of the contract."""

LABELS = {key: printed.label for key, printed in PRINTED.items()}
"""What people call each field."""


def layout(notice: Notice) -> FormLayout:
    """The form as the readers look for it."""
    form = notice.form
    options = {"unit_type": notice.options, "has_account": form.answers_has_account}
    samples = {"unit_department": form.samples_unit_department}
    fields = tuple(
        FieldLayout(
            key,
            tuple(dict.fromkeys((form.labels[key], printed.label, *printed.wordings))),
            printed.place,
            options.get(key, ()),
            samples.get(key, ()),
        )
        for key, printed in PRINTED.items()
    )
    return FormLayout(form.title, fields, form.noise)


def is_complete(record: Record, notice: Notice) -> bool:
    """True where the record is a valid Annex 1 with a unit type of this notice: nothing else may be accepted."""
    try:
        form = Annex1.model_validate(dict(record))
    except ValueError:
        return False
    return form.unit_type in notice.options
