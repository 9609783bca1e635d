"""Each problem code in words that the sender can act on, by the notice's own labels, options and samples.

In: a Finding, the Notice, the type that the unit ticked. Out: a Problem (to put right) or one sentence (what a person
in the office looks at). Values that others typed come out shortened, on one line and without live links.
Elsewhere: which findings go into which letter (`outbox.compose`), the words around them (`outbox/letters/`).
"""

import re
import unicodedata
from collections.abc import Mapping

from outbox.letter import Problem
from rules.decide import FOR_THE_OFFICE
from rules.finding import Finding
from rules.notice import Notice

LONGEST_VALUE = 80
LONGEST_SENTENCE = 200
LABELLED = {
    "word_missing": "WORD或WPS版本",
    "pdf_missing": "盖章后扫描的PDF版本",
    "annex1_not_found": "{annex}",
    "attachment_unreadable": "附件",
    "seal_missing": "单位公章",
    "multiple_people": "推荐工作负责人",
}
WHAT = {
    "word_missing": "尚未收到信息表的WORD或WPS版本。",
    "pdf_missing": "尚未收到信息表盖章后扫描的PDF版本。",
    "annex1_not_found": "来信中没有找到{annex}《{title}》。",
    "attachment_unreadable": "附件{file}未能打开。",
    "seal_missing": "PDF版本上没有看到单位公章。",
    "multiple_people": "表中填写了不止一位推荐工作负责人。",
    "missing": "“{label}”一栏没有填写。",
    "invalid": "“{label}”一栏填写的内容不符合要求。",
    "example_left": "“{label}”一栏仍是表上印的样例。",
    "mismatch": "“{label}”一栏，WORD版本与PDF版本填写的内容不一致。",
    "conflict": "“{label}”一栏勾选的类型与单位名称不符。",
    "missing:unit_type": "“{label}”一栏没有勾选。",
    "missing:has_account": "“{label}”一栏没有填写是或否。",
    "invalid:unit_type": "“{label}”一栏只能勾选一项。",
    "invalid:has_account": "“{label}”一栏看不出是或否。",
    "invalid:unit_department": "“{label}”一栏没有写明部门。",
}
WANTED = {
    "word_missing": "请发来填写内容与PDF版本一致的WORD或WPS文件。",
    "pdf_missing": "请将信息表打印、加盖单位公章，扫描成PDF文件后发来。",
    "annex1_not_found": "请填写{annex}，将其WORD或WPS版本和盖章后扫描的PDF版本一并发来。",
    "attachment_unreadable": "请发来能够正常打开、没有设置密码的WORD（或WPS）或PDF文件。",
    "seal_missing": "请在打印的信息表上加盖单位公章，以彩色扫描成PDF文件后重新发来。",
    "multiple_people": "每个单位请只确定1位推荐工作负责人，表中只保留这一位。",
    "example_left": "请删去样例，填写本单位的实际部门。",
    "mismatch": "请核对哪一个版本正确，将两个版本改为一致。",
    "conflict": "请核对单位名称与所勾选的类型，改正有误的一项。",
    "unit_name": "请在表格上方“{label}”处填写单位全称，基地名称请按批件填写。",
    "name": "请填写推荐工作负责人的姓名。",
    "unit_department": "请按“单位-部门”的样式填写，用“-”连接。",
    "position": "请填写推荐工作负责人的职务。",
    "mobile": "请只填一个手机号（不是座机）：内地号码为11位，其他地区请在号码前加“+”和国家（地区）代码。",
    "email": "请填写一个完整的电子邮箱地址，如name@example.cn。",
    "unit_type": "请在下列类型中勾选一项。",
    "has_account": "请填写“{yes}”或“{no}”。",
}
# With these the rule's own sentence stands in place of the general one.
OPENED = {
    "invalid": "“{label}”一栏：",
    "example_left": "“{label}”一栏：",
    "conflict": "“{label}”一栏：",
    "multiple_people": "",
    "attachment_unreadable": "附件{file}：",
}
EXAMPLES_ARE = {
    "missing:unit_type": "可选类型",
    "invalid:unit_type": "可选类型",
    "conflict:unit_type": "名称所属类型",
}
CHECKING = {
    "uncertain": "“{label}”一栏的内容由工作人员核对。",
    "uncertain:seal": "PDF版本上的公章由工作人员核对。",
    "unit_unknown": "单位名称由工作人员与名单核对。",
    "eligibility": "{by_office}的推荐资格由{issuer}确定。",
    "duplicate_unit": "贵单位推荐工作负责人的登记情况由工作人员核实。",
    "late": "来信晚于通知规定的报送时间（{deadline}前），是否受理由工作人员确定。",
}


def is_for_the_office(finding: Finding) -> bool:
    """True where a person in the office decides and the sender has nothing to put right."""
    return finding.kind in FOR_THE_OFFICE


def checking(finding: Finding, notice: Notice) -> str:
    """What a person in the office looks at, one sentence. The finding may hold another sender's values: never told."""
    return _phrase(CHECKING, finding).format_map(_facts(finding, notice))


def problem(finding: Finding, notice: Notice, unit_type: str | None) -> Problem:
    """One thing to put right."""
    facts = _facts(finding, notice)
    named = LABELLED.get(finding.kind, "{label}").format_map(facts)
    return Problem(
        code=finding.code,
        label=named or "信息表",
        what=_what(finding).format_map(facts) + _own_words(finding),
        wanted=_wanted(finding).format_map(facts),
        found=value(finding.found),
        found_in_pdf=value(finding.found_in_pdf),
        examples=_examples(finding, notice, unit_type),
        examples_are=EXAMPLES_ARE.get(finding.code, "示例"),
        printed=notice.form.labels.get(finding.field, ""),
    )


def label(field: str, notice: Notice) -> str:
    """The field as printed on the form, without the note in brackets."""
    return notice.form.labels.get(field, "").partition("（")[0]


def value(text: str) -> str:
    """A value as others typed it, safe to show: one line, no control characters, no live link, not endless."""
    return _shortened(whole_value(text), LONGEST_VALUE)


def whole_value(text: str) -> str:
    """As `value`, at full length: for the record, which the sender must be able to check."""
    visible = "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in text)
    # Bidirectional marks and zero-width characters could make a value look like another one.
    shown = "".join(c for c in visible if unicodedata.category(c) != "Cf")
    # Mail programs turn addresses into links by themselves; an answer must not carry somebody else's link.
    unlinked = re.sub(r"(?i)(www)\.", r"\1．", shown.replace("://", "：//"))
    return " ".join(unlinked.split())


def sentence(text: str) -> str:
    """A rule's own sentence, safe to show, with its full stop."""
    plain = _shortened(whole_value(text), LONGEST_SENTENCE)
    return plain if not plain or plain[-1] in "。！？；" else plain + "。"


def samples(notice: Notice, unit_type: str | None) -> tuple[str, ...]:
    """The printed samples of 单位-部门 that suit this type of unit."""
    by_type = {sample: _type_of_sample(sample, notice) for sample in notice.form.samples_unit_department}
    kind = notice.unit_type(unit_type)
    wanted = kind.name if kind and kind.patterns else None
    departments = not kind or kind.needs_department
    return tuple(s for s, of in by_type.items() if of == wanted and ("-" in s) == departments)


def _type_of_sample(sample: str, notice: Notice) -> str | None:
    unit = unicodedata.normalize("NFKC", sample.partition("-")[0])
    fitting = (kind.name for kind in notice.unit_types if any(re.search(p, unit) for p in kind.patterns))
    return next(fitting, None)


def _phrase(phrases: Mapping[str, str], finding: Finding) -> str:
    general = "来信内容由工作人员核对。" if phrases is CHECKING else "来信内容有误。"
    return phrases.get(finding.code) or phrases.get(finding.kind, general)


def _what(finding: Finding) -> str:
    # A rule that says exactly what is wrong says it better than the general sentence does.
    return _phrase(WHAT, finding) if not finding.detail else OPENED.get(finding.kind, _phrase(WHAT, finding))


def _own_words(finding: Finding) -> str:
    return "" if finding.kind == "missing" else sentence(finding.detail)


def _wanted(finding: Finding) -> str:
    return WANTED.get(finding.kind) or WANTED.get(finding.field, "请核对后改正。")


def _facts(finding: Finding, notice: Notice) -> Mapping[str, str]:
    yes, no = notice.form.answers_has_account
    return {
        "label": label(finding.field, notice),
        "file": f"“{value(finding.filename)}”" if finding.filename else "",
        "title": notice.form.title,
        "annex": notice.form.annex,
        "issuer": notice.issuer,
        "deadline": notice.deadline.words,
        "by_office": "、".join(kind.name for kind in notice.unit_types if kind.eligibility_by_office) or "推荐单位",
        "yes": yes,
        "no": no,
    }


def _examples(finding: Finding, notice: Notice, unit_type: str | None) -> tuple[str, ...]:
    if finding.kind == "conflict" and finding.suggestions:
        return tuple(map(value, finding.suggestions))
    if finding.kind in ("mismatch", "conflict"):
        return ()
    by_field = {"unit_department": samples(notice, unit_type), "unit_type": notice.options}
    return by_field.get(finding.field, ())


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
