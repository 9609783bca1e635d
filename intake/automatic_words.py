"""Automatic answers without any header that says so: told by subject and words together.

In: the subject and the writer's own words. Out: whether a program wrote this, as far as words tell.
Elsewhere: headers, and subjects that tell by themselves (`intake.automatic`).
"""

import re

_SUBJECT = re.compile(
    r"(?:自动|自動)(?:回复|答复|应答|回復|回覆)|休假|年假|产假|外出|出差|不在(?:办公室|岗|单位)"
    r"|auto.?reply|vacation|out of (?:the )?office",
    re.IGNORECASE,
)
_RECEIVED = re.compile(
    r"(?:来信|来邮|来函|邮件|信件|您的信)[^，。；,;\n]{0,6}(?:收到|收悉)"
    r"|(?:收到|收悉)[^，。；,;\n]{0,6}(?:来信|来邮|来函|邮件|信件)|your (?:e-?mail|message)",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"(?:尽快|稍后|随后|及时|返回后|回来后|回岗后|上班后|第一时间)[^。；;\n]{0,10}(?:联系|回复|答复|处理|查看|回信)"
    r"|as soon as|when i (?:return|am back)",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"(?:本人|我(?!们|单位|会|处|省|市))[^。；;\n]{0,12}(?:休假|年假|产假|外出|出差|不在)"
    r"|(?:out of|away from) (?:the|my) office|on (?:leave|vacation)",
    re.IGNORECASE,
)
_LONGEST = 300
"""Characters; who has more to say is a person."""
_QUESTION = re.compile(r"[?？]|请问|信息表|附件")


def sounds_automatic(subject: str, own: str) -> bool:
    """True where the subject speaks of an automatic answer or an absence, and the few words say nothing but that."""
    if not _SUBJECT.search(subject) or len(own) > _LONGEST or _QUESTION.search(own):
        return False
    return bool(_LATER.search(own)) and bool(_RECEIVED.search(own) or _AWAY.search(own))
