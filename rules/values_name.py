"""The name of the one person: normal form, and whether it is one person's name at all.

In: raw text of the field. Out: Value; `multiple_people` where several persons stand there.
Elsewhere: several rows of the form (`rules.checks_fields`). The middle dot is that of 民委发〔2016〕33号.
"""

import re

from parsers.traditional import simplified
from rules.fillers import holds_filler, is_placeholder
from rules.folding import HAN, middle_dots, narrow, single_blanks
from rules.values import BODY, Value, is_nothing, missing, unwrapped

SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石"
    "廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷"
    "詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁房蒲滕屈饶解牟艾尤阳时穆"
)
COMPOUND_SURNAMES = frozenset(
    re.findall(
        "..",
        "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶太叔申屠公孙慕容仲孙钟离"
        "长孙宇文司徒鲜于司空闾丘子车亓官司寇令狐呼延轩辕百里东郭南门西门拓跋纳兰第五",
    )
)
_HAN_NAME = re.compile(rf"[{HAN}]{{2,25}}|[{HAN}]+(?:·[{HAN}A-Za-z]+)+")
_PERSON = re.compile(rf"[{HAN}]{{2,4}}|[{HAN}]+(?:·[{HAN}]+)+")
_LATIN_NAME = re.compile(r"(?=(?:[^A-Za-zÀ-ɏ]*[A-Za-zÀ-ɏ]){2})[A-Za-zÀ-ɏḀ-ỿ][A-Za-zÀ-ɏḀ-ỿ .,'’\-]{1,99}")
_BOTH_SCRIPTS = re.compile(
    rf"(?:([{HAN}·]+) ?[（(]?([^（()）{HAN}]+)[)）]?|([^（()）{HAN}]+?) ?[（(]?([{HAN}·]+)[)）]?)"
)
_SEPARATOR = re.compile(r"\s*[、/／;；&＆|,，+]\s*|\s+(?:and|AND|和|与|及)\s+")
_NO_PERSON = re.compile(
    "(?:主任|处长|部长|科长|局长|院长|会长|理事长|秘书长?|经理|总监|主席|先生|女士|小姐|老师|博士|教授|同志"
    f"|本人|(?:联系|负责|经办|申请|填[表报写]|推荐|申报)人|^.[总处局部]|..{BODY})$"
)
_MASKED = re.compile(rf"(?<=[{HAN}])[xX×＊*]")
_DOT_AS_POINT = re.compile(rf"(?<=[{HAN}])\s*[.．﹒]\s*(?=[{HAN}])")
_BESIDE_DOT = re.compile(r" *· *")
_INSIDE_HAN = re.compile(rf"(?<=[{HAN}]) +(?=[{HAN}])")
_LABEL = re.compile(r"^(?:姓\s*名|负责人)\s*[:：]\s*")


def name(text: str, laid_out: bool = False) -> Value:
    """One person's name: no blanks between Han characters, `·` for every middle dot, single blanks in foreign names."""
    plain = _LABEL.sub("", _dotted(narrow(unwrapped(text) if laid_out else text)).strip())
    if is_nothing(plain):
        return missing()
    line = _BESIDE_DOT.sub("·", single_blanks(plain))
    normal = _INSIDE_HAN.sub("", line)
    if is_placeholder(normal) or normal in ("姓名", "例", "样例"):
        return Value(normal, "invalid", "这不是姓名，请填写推荐工作负责人本人的姓名")
    return _several(plain, normal) or _one(line, normal)


def _dotted(text: str) -> str:
    return _DOT_AS_POINT.sub("·", middle_dots(text))


def _several(plain: str, normal: str) -> Value | None:
    """What to say where separators or lines part the text; None where it is one piece."""
    parts = [part for part in _SEPARATOR.split(plain.strip()) if part]
    parts = [_INSIDE_HAN.sub("", single_blanks(part)) for part in parts]
    if len(parts) > 1 and not _is_last_first(parts):
        sure = all(map(_PERSON.fullmatch, parts)) or all(" " in part and _LATIN_NAME.fullmatch(part) for part in parts)
        return _people(parts) if sure else _doubtful(normal, "此栏似乎不只一个姓名")
    return _several_by_blanks(plain, normal)


def _several_by_blanks(plain: str, normal: str) -> Value | None:
    pieces = re.split(r"\s+|(?<=..)[和与及](?=..)", plain.strip())
    if _is_compound(pieces) and "\n" not in plain.strip():
        return None
    if len(pieces) < 2 or not all(re.fullmatch(rf"[{HAN}]{{2,4}}", piece) for piece in pieces):
        return None
    if all(piece[0] in SURNAMES and len(piece) <= 3 for piece in pieces):
        return _people(pieces)
    joined_by_word = len(single_blanks(plain).split(" ")) == 1 and len(normal) < 5
    return None if joined_by_word else _doubtful(normal, "看不出此栏是一个姓名还是几个姓名")


def _is_compound(pieces: list[str]) -> bool:
    """欧阳 修远: a surname of two characters, and a given name."""
    return len(pieces) == 2 and simplified(pieces[0]) in COMPOUND_SURNAMES and len(pieces[1]) <= 2


def _is_last_first(parts: list[str]) -> bool:
    """Lin, David."""
    return len(parts) == 2 and all(part.isascii() and " " not in part for part in parts)


def _people(parts: list[str]) -> Value:
    reason = f"此栏写了{len(parts)}个人，每个单位只能确定1名推荐工作负责人"
    return Value("、".join(parts), "multiple_people", reason)


def _one(line: str, normal: str) -> Value:
    if re.search(r"\d", normal):
        return _doubtful(normal, "姓名中有数字")
    if holds_filler(normal) or _MASKED.search(normal):
        return _doubtful(normal, "姓名没有写全")
    if _HAN_NAME.fullmatch(normal):
        return _han(normal)
    if _LATIN_NAME.fullmatch(normal):
        return Value(normal)
    both = _BOTH_SCRIPTS.fullmatch(line)
    if both and (both[1] or both[4]) and _LATIN_NAME.fullmatch((both[2] or both[3]).strip()):
        return Value(normal)
    return _doubtful(normal, "姓名的写法少见")


def _han(normal: str) -> Value:
    if _NO_PERSON.search(normal):
        return _doubtful(normal, "这不像一个人的姓名，或姓名后带着职务、称呼")
    if len(normal) > 6 and "·" not in normal:
        return _doubtful(normal, "姓名比通常的长")
    return Value(normal)


def _doubtful(normal: str, reason: str) -> Value:
    return Value(normal, "doubtful", reason)
