"""What a mail's words correct: 手机号应为…, 请将职务改为…; does the form that is judged say the same?

In: texts in people's own words, the record. Out: Findings, one a field that the words give otherwise.
Elsewhere: withdrawals and other things that words say (`rules.without_form`), the two versions (`rules.agreement`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rules.annex1 import LABELS
from rules.finding import Finding, Record
from rules.folding import comparable, narrow

_LONGEST_TEXT = 20_000
_FIELDS = {
    "unit_department": r"单位[-—、和及]?部门|所在部门|部门|处室",
    "unit_name": r"单位(?:名称|全称)",
    "name": r"姓\s*名|名字|负责人(?!信息表|的?(?:推荐|登记)表)|推荐人选|人选",
    "position": r"职\s*务|职位",
    "mobile": r"手机号?码?|电话(?:号码)?|联系方式",
    "email": r"邮箱(?:地址)?|电子邮件|邮件地址|[Ee]-?mail",
    "unit_type": r"单位类[型别]",
    "has_account": r"科协一家[”\"]?账[户号]",
}
_FIELD = "|".join(f"(?P<{key}>{words})" for key, words in _FIELDS.items())
_BECOMES = (
    r"应(?:当|该)?(?:为|是|改[为成])|(?:改|换|更改|修改|变更|更换|调整|订正|改写|更正)[为成]|实(?:际(?:上?[为是])|为)"
    r"|正确的?[^，,。；;\n]{0,6}?(?:[是为]|[:：])"
)
_SAYS = re.compile(
    rf"(?:{_FIELD})(?P<between>[^。；;\n]{{0,30}}?)"
    rf"(?:(?:{_BECOMES})[:：]?(?P<value>[^，,。；;\n]{{1,60}})|以(?P<counts>[^，,。；;\n]{{1,60}}?)为准)"
)
_WRONG = re.compile(rf"(?:{_FIELD})[^，,。；;\n]{{0,10}}?(?:有误|错误|[写填打输]错|错了|不对|不正确|笔误)")
_SENTENCE = re.compile(r"[^。！!；;？?\n]+[。！!；;？?\n]?")
_ASKED = re.compile(r"[？?]|请问|是否应|什么|如何|怎[么样]|哪[个种些]|吗")
_NOT_THIS = re.compile(
    "如|若|前|上次|上[一封]封?|原[来先]?|第一[次份封]|旧|刚才|早上|昨|曾|已|均|[后现]|重新|重[报发填]|补发"
)
"""Beside a mistake: it is the earlier form's, or has been put right, or may never be found."""
_DESCRIBES = re.compile(
    "格式|规范|要求|样例|示例|一致|全称|简称|[一1][人个位]|如下|附件|信息表|正式|实名|本人|WORD|PDF", re.I
)
_NUMBER, _ADDRESS = re.compile(r"\+?\d[\d\s\-]{5,}\d"), re.compile(r"[\w.+\-]+@[\w.\-]+", re.ASCII)
_ROUND = re.compile(r"^[\s“”\"'‘’「」《》【】(（:：]+|[\s“”\"'‘’「」《》【】)）]+$")
_TITLE = re.compile("(?:同志|先生|女士|老师)$")
_NO, _YES = re.compile("否|未|没"), re.compile("是|已")


@dataclass(frozen=True, slots=True)
class _Said:
    keys: tuple[str, ...]
    """The fields that are named before the verb; the last of them is meant, or else one of the others."""
    value: str
    """What the field is to be; "" where the words only say that it is wrong."""
    words: str


def words_say_what_the_form_says(texts: Iterable[str], record: Record) -> Iterator[Finding]:
    """Whoever corrects a field in words wants that value, not the form's."""
    told = set()
    for text in texts:
        for said in _corrections(narrow(text[:_LONGEST_TEXT])):
            key = said.keys[-1]
            if key not in told and not any(_is_so(said, one, record.get(one)) for one in said.keys):
                told.add(key)
                detail = f"来信正文说“{said.words}”，表上“{LABELS[key]}”一栏不是这样，以哪个为准须由工作人员确定"
                yield Finding(f"uncertain:{key}", _shown(record.get(key)), detail=detail)


def _shown(value: str | bool | None) -> str:
    return ("是" if value else "否") if isinstance(value, bool) else value or ""


def _corrections(text: str) -> Iterator[_Said]:
    for sentence in _SENTENCE.findall(text):
        if _ASKED.search(sentence):
            continue
        found = list(_SAYS.finditer(sentence))
        for match in found:
            keys = _fields(match)
            if match["value"] or keys[-1] in ("mobile", "email"):
                yield _Said(keys, _ROUND.sub("", match["value"] or match["counts"]), match[0].strip())
        wrong = None if found or _NOT_THIS.search(sentence) else _WRONG.search(sentence)
        if wrong:
            yield _Said(_fields(wrong), "", wrong[0].strip())


def _fields(match: re.Match[str]) -> tuple[str, ...]:
    between = match.groupdict().get("between") or ""
    later = (key for found in re.finditer(_FIELD, between) for key in _FIELDS if found[key])
    return (next(key for key in _FIELDS if match[key]), *later)


def _is_so(said: _Said, key: str, value: str | bool | None) -> bool:
    if isinstance(value, bool):
        return value is not bool(_NO.search(said.value)) or not (_NO.search(said.value) or _YES.search(said.value))
    if not said.value:
        return False
    if key in ("mobile", "email"):
        return _is_named(said.value, value or "", _ADDRESS if key == "email" else _NUMBER)
    wanted, here = comparable(_TITLE.sub("", said.value)), comparable(value or "")
    part_of_it = key in ("unit_department", "unit_name") and bool(wanted) and wanted in here
    return wanted == here or part_of_it or bool(_DESCRIBES.search(said.value))


def _is_named(words: str, value: str, shape: re.Pattern[str]) -> bool:
    """Whether the number or address is the form's; words without one only describe it."""
    named = [_bare(found) for found in shape.findall(words)]
    return not named or _bare(value) in named


def _bare(text: str) -> str:
    return text.strip(".").casefold() if "@" in text else re.sub(r"\D", "", text).removeprefix("86")
