"""What the staff's page calls things, in plain Chinese.

In: codes, states, roles, moments. Out: words. Elsewhere: what a sender is told (`outbox.wording`).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone

from rules.annex1 import LABELS
from rules.reasons import SENTENCES

BEIJING = timezone(timedelta(hours=8))

OUTCOMES = {
    "review": "待人工",
    "inquiry": "咨询",
    "rejected": "已退回补正",
    "accepted": "已登记",
    "ignored": "自动邮件",
    "closed": "已办结",
}
ANSWERS = {
    "pending": "答复待发",
    "sending": "答复发送中",
    "sent": "答复已发",
    "uncertain": "答复不确定",
    "failed": "答复未送达",
    "bounced": "答复被退回",
}
LETTERS = {"confirmation": "登记确认", "problems": "补正通知", "receipt": "收件回执", "reply": "人工答复"}
ROLES = {"look": "只看", "decide": "办理", "administer": "管理"}
VERDICTS = {"right": "确认无误", "corrected": "已更正", "wrong": "认定有误"}
EVENTS = {
    "settled": "程序核对完毕",
    "failed": "程序未能处理",
    "check right": "确认无误",
    "check corrected": "更正",
    "check wrong": "认定有误",
    "check undone": "撤销了一处核对",
    "assigned": "指定经办人",
    "decided accepted": "决定：登记",
    "decided rejected": "决定：退回补正",
    "decided closed": "决定：办结，不发信",
    "decision undone": "撤销了决定",
    "answered": "人工答复",
    "answer sent": "答复已发出",
    "answer pending": "答复暂未送出，稍后再发",
    "answer uncertain": "答复是否送达不能确定",
    "answer failed": "答复未能送达",
    "answer bounced": "答复被退回",
    "answer delayed": "对方服务器推迟接收答复",
    "answer again": "决定：原样重发答复",
    "answer left": "决定：未送达的答复不再发送",
    "bounce left": "退信已处理",
    "downloaded": "下载了附件",
    "exported": "导出了列表",
    "entered": "登录",
    "refused": "登录被拒绝",
    "left": "退出",
    "unit added": "增加了单位名称",
    "unit undone": "撤销了单位名称",
    "setting changed": "修改了设置",
    "person changed": "修改了人员",
}
PROBLEM_KINDS: Mapping[str, str] = {kind: words.rstrip("。") for kind, words in SENTENCES.items()}


def label_of(about: str) -> str:
    """What a line of a case is about: a field, the seal, or a finding without a field."""
    if about == "seal":
        return "公章"
    return LABELS.get(about) or PROBLEM_KINDS.get(about.partition(":")[0], about)


def problem_words(code: str) -> str:
    """A code of the contract in a few words."""
    kind, _, field = code.partition(":")
    said = PROBLEM_KINDS.get(kind, kind)
    return f"{label_of(field)}{said}" if field else said


def outcome_words(outcome: str | None) -> str:
    """What an item came to."""
    return OUTCOMES.get(outcome or "", outcome or "未处理")


def event_words(what: str, detail: str) -> str:
    """A line of the history."""
    said = EVENTS.get(what, what)
    if what.startswith("check"):
        return f"{said}：{label_of(detail.partition('#')[0])}"
    if what == "settled":
        return f"{said}：{outcome_words(detail)}"
    return f"{said}：{detail}" if detail else said


def clock_words(text: str | None) -> str:
    """A moment in Beijing time, to the minute."""
    at = moment_of(text)
    return f"{at:%Y-%m-%d %H:%M}" if at else ""


def day_words(text: str | None) -> str:
    """A moment in Beijing time, month, day and time."""
    at = moment_of(text)
    return f"{at.month}月{at.day}日 {at:%H:%M}" if at else ""


def moment_of(text: str | None) -> datetime | None:
    """The moment that a column holds, in Beijing time."""
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(BEIJING) if text else None


def value_words(value: object) -> str:
    """A value of the record."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)
