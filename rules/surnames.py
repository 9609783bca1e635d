"""Surnames: what the first character or two of a person's name in Chinese are.

In: a name. Out: whether it begins with one.
Elsewhere: surnames in Latin letters (`parsers.pinyin`). The list is that of 百家姓 and what is common besides.
A name read from a scan that begins otherwise is a misread one more often than not: 洗 is 冼.
"""

import re

from parsers.traditional import simplified

_ONE = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁"
    "柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅"
    "庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲"
    "邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊"
    "宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵"
    "冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东"
    "欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公闫肖付代涂覃阳岳帅缑亢况"
    "有琴商牟佘佴伯赏墨哈谯笪年爱仝鹿苟原青尧药卿战邸冼刑海冰忻郄佟那么蔄初修隋揭诺邝鄢扎旺次格尼巴达桑普央洛泽罗苑初矫由官逢"
    "麦区招练撒保宾敬衣锁门来仉督亓麴禤幺户木尉令皇长上"
)
_TWO = """
    欧阳 司马 上官 诸葛 尉迟 夏侯 皇甫 公孙 慕容 令狐 东方 赫连 澹台 宇文 长孙 司徒
    司空 闻人 端木 轩辕 百里 呼延 南宫 东郭 西门 独孤 拓跋 第五 即墨 纳兰 叶赫 完颜
    鲜于 太史 申屠 公冶 宗政 濮阳 淳于 单于 仲孙 钟离 万俟 闾丘 亓官 司寇 子车 颛孙
    巫马 公西 漆雕 乐正 壤驷 公良 拓拔 夹谷 宰父 谷梁 段干 东门 南门 羊舌 微生 梁丘
    左丘 西乞
"""
SURNAMES = frozenset(_ONE) | frozenset(_TWO.split())
CHINESE_NAME = re.compile("[\u4e00-\u9fff]{2,4}")


def begins_oddly(name: str) -> bool:
    """Whether it is a name as Chinese are named, but begins with no surname."""
    plain = "".join(simplified(name).split())
    return bool(CHINESE_NAME.fullmatch(plain)) and not {plain[:1], plain[:2]} & SURNAMES
