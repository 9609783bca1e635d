"""Findings as sentences for staff: what each rule found, in plain Chinese.

In: findings. Out: sentences, each once. Elsewhere: what the sender is told (`outbox`).
"""

from collections.abc import Iterable

from rules.annex1 import LABELS
from rules.finding import FIELDS, Finding, Record

SENTENCES = {
    "word_missing": "缺WORD或WPS版",
    "pdf_missing": "缺盖章后扫描的PDF版",
    "annex1_not_found": "没有找到信息表",
    "attachment_unreadable": "附件打不开",
    "seal_missing": "PDF版上没有公章",
    "missing": "没有填写",
    "invalid": "不合要求",
    "example_left": "留着表上印的样例",
    "mismatch": "WORD版与PDF版不一致",
    "multiple_people": "填了不止一位负责人",
    "conflict": "与单位名称不符",
    "uncertain": "存疑",
    "unit_unknown": "单位不在名单中",
    "eligibility": "推荐资格由国际合作部确定",
    "duplicate_unit": "该单位已有登记",
    "late": "迟到",
}
"""By kind of finding."""


def reasons_of(findings: Iterable[Finding]) -> tuple[str, ...]:
    """One sentence for each finding."""
    return tuple(dict.fromkeys(map(reason_of, findings)))


def changes_of(before: Record, now: Record) -> tuple[str, ...]:
    """What an update changes, one sentence a field."""
    changed = (key for key in FIELDS if before.get(key) != now.get(key))
    told = tuple(f"更新：“{LABELS[key]}”由“{_shown(before.get(key))}”改为“{_shown(now.get(key))}”" for key in changed)
    return told or ("更新：各栏与原登记相同",)


def _shown(value: str | bool | None) -> str:
    return ("是" if value else "否") if isinstance(value, bool) else value or ""


def reason_of(finding: Finding) -> str:
    """What is the matter, where, and the rule's own words about it."""
    field = "公章" if finding.field == "seal" else LABELS.get(finding.field, "")
    place = f"“{field}”" if field else f"“{finding.filename}”" if finding.filename else ""
    against = f"（WORD版：{finding.found}；PDF版：{finding.found_in_pdf}）" if finding.kind == "mismatch" else ""
    said = f"{place}{SENTENCES.get(finding.kind, finding.kind)}{against}"
    return f"{said}：{finding.detail}" if finding.detail else said
