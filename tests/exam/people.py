"""Invented people and what they write into the form, with the normal form beside each value.

In: Dice. Out: Entry. Units are public organisations of the registry, or invented; people, numbers, addresses invented.
Elsewhere: their numbers and addresses (`tests.exam.contacts`), how the page looks (`tests.exam.layout`).
"""

import csv
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.exam.contacts import a_phone, an_email
from tests.exam.dice import Dice, words
from tests.exam.truth import OPTIONS

REGISTRY = Path(__file__).parents[2] / "data" / "registry"
FILES = {
    "全国学会": "quanguo_xuehui.csv",
    "省级科协": "shengji_kexie.csv",
    "国家海外人才离岸创新创业基地": "lian_jidi.csv",
    "中国科协海智计划工作基地": "haizhi_gongzuo_jidi.csv",
    "海外科技团体": "haiwai_tuanti.csv",
}
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石"
    "廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
RARE_SURNAMES = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "尉迟",
    "冼",
    "佘",
    "幺",
    "仉",
    "逄",
    "郗",
    "亓",
    "笪",
    "麴",
    "禤",
    "璩",
    "缪",
    "訾",
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂文辉力红健俊华玉志建国海燕晓春梅峰波宁婷雪琳浩宇鑫佳思雨欣怡梓涵子轩博然一凡"
    "嘉诚天晨阳慧英颖莹璐瑶倩莉萍云飞龙翔鹏程远东亮永清泉林森树木荣光耀祖德义仁礼智信成功正直方圆己已未末大太干千土士日曰人入"
)
RARE_GIVEN = "喆瑄赟昇祎媛翀頔珺堃龑淼焱彧旻晟煜璟瓈骐垚翯彣橦曌犇骉璠嫚瑀珅祺禛璇昶旸晞暐翊琨玥玙珩琰瑢璘芃苒茜荻菡蕴薇蘅鋆锟鑨闿隽霂靓靖韡颢飏馥骁骞鸷麒麟"
MINORITY = (
    "古丽娜尔·买买提",
    "阿卜杜拉·热合曼",
    "迪丽拜尔·艾合买提",
    "约翰·史密斯",
    "让·皮埃尔·杜邦",
    "卡米拉·冯·霍夫曼",
)
FOREIGN = (
    "Wei Zhang",
    "Anna O'Connor",
    "Jean-Pierre Müller",
    "Lili Chen-Baker",
    "Il-Ill Lee",
    "José García",
    "Yun Li",
    "DAVID LIU",
)
SECTIONS = (
    "国际部", "对外联络部", "国际联络部", "国际合作部", "学术交流部", "办公室", "秘书处", "综合部", "组织人事部", "会员服务部", "国际合作与交流处",
    "综合办公室", "科技人才部", "国际交流处", "学会工作部", "国际及港澳台事务部", "人才交流服务中心", "海外联络处", "项目一部", "创新发展处",
)  # fmt: skip
CARRIERS = (
    "经济技术开发区",
    "高新技术产业开发区",
    "科技创新中心",
    "科学技术协会",
    "大学",
    "科技园区管理委员会",
    "科协",
)
CITIES = words(
    "南京 成都 合肥 武汉 长沙 厦门 昆明 太原 兰州 贵阳 南昌 郑州 哈尔滨 沈阳 石家庄 呼和浩特 乌鲁木齐 衢州 亳州 儋州 漯河"
)
POSITIONS = (
    "主任", "副主任", "处长", "副处长", "部长", "副部长", "干部", "科员", "主任科员", "一级主任科员", "四级调研员", "三级调研员", "秘书长", "副秘书长",
    "项目主管", "国际合作专员", "项目官员", "会长", "副会长", "职员", "助理研究员", "工程师", "高级工程师", "教授", "秘书", "二级巡视员",
    "主任助理", "部门负责人", "副会长兼秘书长", "国际部主任", "负责人", "Secretary General", "综合办公室副主任（主持工作）", "中级专业技术十级",
)  # fmt: skip
FIELDS_OF_STUDY = words(
    "海洋 真空 遥感 照明 颗粒 茶叶 园艺 草原 制冷 焊接 摩擦 腐蚀 岩土 湿地 蚕桑 烟草 稀土 硅酸盐 未来 末端 图象 图像 通信 通讯"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that may recommend. `name` is the full name."""

    name: str
    kind: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What one office writes: `typed` as on paper, `normal` as the contract wants it, for every field but the ticks."""

    unit: Unit
    typed: dict[str, str]
    normal: dict[str, str | bool | None]
    tags: tuple[str, ...] = field(default=())


@cache
def units(kind: str) -> tuple[Unit, ...]:
    """The known units of one type."""
    if kind not in FILES:
        return tuple(Unit(f"中国科协海智计划海外创新创业基地（{place}）", kind) for place in _places())
    rows = csv.DictReader((REGISTRY / FILES[kind]).open(encoding="utf-8"))
    return tuple(Unit(row["name"], kind, tuple(a for a in row["aliases"].split("|") if a)) for row in rows)


def _places() -> tuple[str, ...]:
    rows = csv.DictReader((REGISTRY / "haiwai_jidi_places.csv").open(encoding="utf-8"))
    return tuple(row["name"] + row["aliases"].split("|")[0] for row in rows)


def a_unit(dice: Dice) -> Unit:
    """A unit; one in ten is invented so that no list can help the reader."""
    kind = dice.weighted(dict(zip(OPTIONS, (50, 14, 10, 12, 3, 11), strict=True)))
    if kind == "全国学会" and dice.chance(0.2):
        return Unit(
            f"中国{dice.pick(FIELDS_OF_STUDY)}{dice.pick(('', '工程', '科学', '技术'))}{dice.pick(('学会', '协会', '研究会'))}",
            kind,
        )
    return dice.pick(units(kind))


def an_entry(dice: Dice) -> Entry:
    """One filled-in form."""
    unit = a_unit(dice)
    written = dice.pick(unit.aliases) if unit.aliases and dice.chance(0.15) else unit.name
    name, name_normal = a_name(dice, unit.kind)
    department, department_normal = a_department(dice, unit)
    phone, phone_normal = a_phone(dice, abroad=unit.kind == "海外科技团体" and dice.chance(0.7))
    email = an_email(dice, f"{unit.name}{name}")
    position = dice.pick(POSITIONS)
    answer, account = dice.weighted(
        {
            ("是", True): 52,
            ("否", False): 30,
            ("已开通", True): 7,
            ("未开通", False): 8,
            ("有", True): 1,
            ("无", False): 2,
        }
    )
    typed = {
        "unit_name": written, "name": name, "unit_department": department, "position": position,
        "mobile": phone, "email": email, "has_account": answer,
    }  # fmt: skip
    normal: dict[str, str | bool | None] = dict(typed) | {
        "name": name_normal, "unit_department": department_normal, "mobile": phone_normal, "has_account": account,
    }  # fmt: skip
    return with_gaps(dice, Entry(unit, typed, normal, tags_of(name_normal, phone_normal)))


def tags_of(name: str, phone: str) -> tuple[str, ...]:
    """What is unusual about these values."""
    found = {"name_rare": any(c in RARE_GIVEN for c in name), "name_dot": "·" in name}
    found |= {"name_foreign": name[0].isascii(), "phone_foreign": phone.startswith("+")}
    return tuple(tag for tag, here in found.items() if here)


def with_gaps(dice: Dice, entry: Entry) -> Entry:
    """One form in fifty leaves a field empty."""
    if not dice.chance(0.02):
        return entry
    key = dice.pick(list(entry.typed))
    return Entry(entry.unit, entry.typed | {key: ""}, entry.normal | {key: None}, (*entry.tags, "field_empty"))


def a_name(dice: Dice, kind: str) -> tuple[str, str]:
    """A name as typed and in normal form."""
    if kind == "海外科技团体" and dice.chance(0.3):
        name = dice.pick(FOREIGN)
        return name, name
    if dice.chance(0.03):
        name = dice.pick(MINORITY)
        return name.replace("·", dice.pick("··•‧")), name
    surname = dice.pick(RARE_SURNAMES) if dice.chance(0.06) else dice.pick(SURNAMES)
    letters = [
        dice.pick(RARE_GIVEN) if dice.chance(0.22) else dice.pick(GIVEN) for _ in range(1 if dice.chance(0.25) else 2)
    ]
    name = surname + "".join(letters)
    typed = f"{name[0]}{dice.pick(('  ', ' ', '　'))}{name[1]}" if len(name) == 2 and dice.chance(0.25) else name
    return typed, name


def a_department(dice: Dice, unit: Unit) -> tuple[str, str]:
    """Unit and department as typed and in normal form (parts joined by one hyphen)."""
    parts = [dice.pick(unit.aliases) if unit.aliases and dice.chance(0.3) else unit.name]
    if unit.kind in OPTIONS[2:4]:
        city = dice.pick(CITIES)
        parts.append(city + ("市" if dice.chance(0.4) else "") + dice.pick(CARRIERS))
    if unit.kind != "海外科技团体" or dice.chance(0.4):
        parts.append(dice.pick(SECTIONS))
    parts = [part.replace("-", "") for part in parts]
    dash = dice.weighted({"-": 84, "－": 4, "—": 5, "–": 2, " - ": 3, "——": 2})
    return dash.join(parts), "-".join(parts)
