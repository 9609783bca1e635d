"""单位-部门: the unit and its departments, joined by one hyphen, whatever dash, blank or line end was typed.

In: raw text, whether its newlines are only line wraps, the names by which the form calls its unit. Out: Value, parts.
Elsewhere: the printed samples (`rules.checks_fields`), whether this type of unit needs a department (there too).
"""

import re
from collections.abc import Iterable, Sequence

from rules.fillers import holds_filler, is_placeholder
from rules.folding import HAN, narrow, single_blanks, single_dashes, unit_key
from rules.values import Value, is_nothing, missing, unwrapped

_DEPARTMENT = re.compile(
    r"(?:部|处|室|办|科|局|厅|组|站|中心|秘书处|办公室|委员会|管委会|学院|分会|Office|Department)(?:[（(][^（()）]*[)）])?$"
)
_SAMPLE_NUMBER = re.compile(r"^\s*例\s*[\d一二三四五六]?\s*[:：]\s*", re.MULTILINE)
_UNIT_LABEL = re.compile(r"^\s*(?:工作|所在|推荐)?单位(?:名称)?\s*[:：]\s*")
_DEPARTMENT_LABEL = re.compile(r"[\s\-，,;；、]*(?:工作|所在)?部门(?:名称)?\s*[:：]\s*")
_SIGNS = r"/~～_:：|,，、>→\\"
_BETWEEN = r"(?<![A-Za-z0-9])-|-(?![A-Za-z0-9])"
_JOINS = re.compile(r"[-（(《“·、和与及]$")


def unit_department(text: str, laid_out: bool = False, units: Sequence[str] = ()) -> Value:
    """Parts joined by one `-`. `units`: names of the unit, so that a line end within its name is known for a wrap."""
    plain = narrow(_SAMPLE_NUMBER.sub("", text))
    plain = unwrapped(plain) if laid_out else plain
    if is_nothing(plain):
        return missing()
    line, sure = _on_one_line(_joined(single_dashes(_without_labels(plain).strip()), units, laid_out), units)
    normal = _hyphened(line, units).strip("- 。，,；;")
    normal = _with_its_blanks(normal, units) if laid_out else normal
    if _only_fills(normal):
        return Value(normal, "doubtful", f"此栏写的是“{normal}”，不像实际内容")
    return Value(normal) if sure else Value(normal, "doubtful", "此栏分行书写，看不出在哪里断开")


def _without_labels(text: str) -> str:
    """Unit and department where somebody wrote 单位：… 部门：…"""
    return _DEPARTMENT_LABEL.sub("-", _UNIT_LABEL.sub("", text))


def _joined(text: str, units: Sequence[str], laid_out: bool) -> str:
    """A hyphen for the sign that somebody typed behind the unit's name instead of one."""
    # A printed dot may be what is left of a dash; only what was typed tells.
    signs = _SIGNS if laid_out else f"{_SIGNS}·"
    names = sorted((narrow(unit) for unit in units if unit), key=len, reverse=True)
    found = next((name for name in names if text.startswith(name)), "")
    return found + re.sub(rf"^[^\S\n]*[{signs}][^\S\n]*(?=[\w（(])", "-", text[len(found) :]) if found else text


def _with_its_blanks(normal: str, units: Sequence[str]) -> str:
    """A Latin name with the blanks that it is known by: on a page nobody knows where a word was only wrapped."""
    for name in (narrow(unit) for unit in units if " " in unit):
        found = re.match(r"\s*".join(map(re.escape, "".join(name.split()))), normal)
        if found and normal[found.end() : found.end() + 1] in ("", "-"):
            return name + normal[found.end() :]
    return normal


def _only_fills(normal: str) -> bool:
    parts = parts_of(normal)
    return holds_filler(normal) or any(is_placeholder(part) or is_nothing(part) for part in parts)


def parts_of(normal: str) -> tuple[str, ...]:
    """Unit first, then departments; a hyphen inside brackets or inside a Latin name parts nothing."""
    hidden = re.sub(
        r"[（(][^（()）]*(?:[（(][^（()）]*[)）][^（()）]*)*[)）]", lambda m: m[0].replace("-", "\0"), normal
    )
    return tuple(part.replace("\0", "-") for part in re.split(_BETWEEN, hidden) if part)


def names_a_department(normal: str, units: Iterable[str]) -> bool | None:
    """Whether a department stands beside the unit; None where only a person can tell."""
    parts, keys = parts_of(normal), {unit_key(unit) for unit in units if unit}
    key = unit_key(normal)
    if key in keys:
        return False
    if len(parts) > 1:
        return True
    if any(key.startswith(unit) for unit in keys) or _DEPARTMENT.search(normal):
        return None
    return False if not keys else None


def _on_one_line(text: str, units: Sequence[str]) -> tuple[str, bool]:
    """Typed line ends as hyphens, unless one is plainly a wrap; False where it cannot be told."""
    lines = [single_blanks(line) for line in text.split("\n")]
    lines = [line for line in lines if line]
    joined, sure = lines[0], True
    for line in lines[1:]:
        if _is_open(joined) or line[0] in "-)）" or _inside_a_name(joined, line, units):
            joined += line
        elif _ends_a_name(joined, units) or "-" not in "".join(lines):
            joined += "-" + line
        else:
            joined, sure = joined + line, False
    return joined, sure


def _is_open(text: str) -> bool:
    """True where the text cannot end here: a hyphen, a conjunction, a bracket that is not closed."""
    return bool(_JOINS.search(text)) or _in_brackets(text)


def _in_brackets(text: str) -> bool:
    return sum(text.count(c) for c in "（(") > sum(text.count(c) for c in "）)")


def _inside_a_name(head: str, tail: str, units: Sequence[str]) -> bool:
    """True where the line end falls inside the unit's name."""
    before, whole = unit_key(head), unit_key(head + tail)
    keys = [unit_key(unit) for unit in units if unit]
    return any(len(before) < len(key) and whole.startswith(key) for key in keys)


def _ends_a_name(head: str, units: Sequence[str]) -> bool:
    return unit_key(head) in {unit_key(unit) for unit in units if unit}


def _hyphened(line: str, units: Sequence[str]) -> str:
    """Blanks beside Han characters part, unless they only space letters out (办 公 室), stand inside brackets or
    inside the unit's own name."""
    pieces = single_blanks(line).split(" ")
    out = pieces[0]
    for number, piece in enumerate(pieces[1:], 1):
        is_within = _inside_a_name(out, "".join(pieces[number:]), units)
        out += ("" if is_within and _is_han_between(out, piece) else _joint(out, piece)) + piece
    return re.sub("-{2,}", "-", out)


def _is_han_between(head: str, piece: str) -> bool:
    return bool(re.search(rf"[{HAN}（）()]$", head) or re.match(rf"[{HAN}（）()]", piece))


def _joint(head: str, piece: str) -> str:
    if _in_brackets(head) or piece[0] in "（(":
        return "" if re.search(rf"[{HAN}（(]$", head) or re.match(rf"[{HAN}（(]", piece) else " "
    if not (re.search(rf"[{HAN}）)”]$", head) or re.match(rf"[{HAN}]", piece)):
        return " "
    spaced_out = re.search(rf"(?:^|[-）)])[{HAN}]$", head) or re.fullmatch(rf"[{HAN}]", piece)
    return "" if spaced_out else "-"
