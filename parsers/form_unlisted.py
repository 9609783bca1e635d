"""The unit's line under a label that nobody has listed: 机构名称（盖章）：, 上报单位：.

In: one line. Out: the label as it stands there, made of the words of such labels; None for any other line.
Elsewhere: listed labels (`form_wording`), where the line must stand (`form_line`).
"""

import re

_REMARK = re.compile(r"[（(\[【][^（(\[【）)\]】]{1,8}[）)\]】]")
_NUMBER = re.compile(r"^[\s★●■□\d一二三四五六七八九十.、．]+")
_LONGEST = 24
_MADE_OF = re.compile(
    "(?:本|我|推荐|填[报写表]|[报呈]送|[申上呈]报|提交|所在|[盖公]章)*"
    "(?:(?:单位|机构|组织|团体|学会|协会|科协|基地)(?:[名全]称|[盖公]章)?|名称)"
)


def unlisted_label(line: str) -> str | None:
    """All before the colon, printed remarks included, where it names nothing but the unit that fills the form in."""
    head, colon, _ = line.replace("：", ":").partition(":")
    words = re.sub(r"\s", "", _REMARK.sub("", _NUMBER.sub("", head)))
    return line[: len(head)] if colon and len(head) <= _LONGEST and _MADE_OF.fullmatch(words) else None
