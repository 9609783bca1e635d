"""Word lists for invented people: surnames, given names (common and rare), sections, posts, places.

In: nothing. Out: tuples of words. Elsewhere: how they are put together (`tests.exam.people`).
"""

from tests.exam.dice import words

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
RARE_SURNAMES = words(
    """
    欧阳 司马 上官 诸葛 尉迟 冼 佘 幺 仉 逄 郗 亓 笪 麴 禤 璩 缪 訾
    """
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂文辉力红健俊华玉志建国海燕晓春梅峰波宁婷雪琳浩宇鑫佳思雨"
    "欣怡梓涵子轩博然一凡嘉诚天晨阳慧英颖莹璐瑶倩莉萍云飞龙翔鹏程远东亮永清泉林森树木荣光耀祖德义仁礼智信"
    "成功正直方圆"
)
TRICKY_GIVEN = "己已未末大太干千土士日曰人入"
"""Each has a double that differs by a hair."""
RARE_GIVEN = (
    "喆瑄赟昇祎媛翀頔珺堃龑淼焱彧旻晟煜璟瓈骐垚翯彣橦曌犇骉璠嫚瑀珅祺禛璇昶旸晞暐翊琨玥玙珩琰瑢璘芃苒茜荻"
    "菡蕴薇蘅鋆锟鑨闿隽霂靓靖韡颢飏馥骁骞鸷麒麟"
)
MINORITY = words(
    """
    古丽娜尔·买买提 阿卜杜拉·热合曼 迪丽拜尔·艾合买提 约翰·史密斯 让·皮埃尔·杜邦 卡米拉·冯·霍夫曼
    """
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
SECTIONS = words(
    """
    国际部 对外联络部 国际联络部 国际合作部 学术交流部 办公室 秘书处 综合部 组织人事部 会员服务部
    国际合作与交流处 综合办公室 科技人才部 国际交流处 学会工作部 国际及港澳台事务部 人才交流服务中心 海外联络处
    项目一部 创新发展处
    """
)
CARRIERS = words(
    """
    经济技术开发区 高新技术产业开发区 科技创新中心 科学技术协会 大学 科技园区管理委员会 科协
    """
)
CITIES = words(
    """
    南京 成都 合肥 武汉 长沙 厦门 昆明 太原 兰州 贵阳 南昌 郑州 哈尔滨 沈阳 石家庄 呼和浩特 乌鲁木齐 衢州 亳州
    儋州 漯河
    """
)
POSITIONS = words(
    """
    主任 副主任 处长 副处长 部长 副部长 干部 科员 主任科员 一级主任科员 四级调研员 三级调研员 秘书长 副秘书长
    项目主管 国际合作专员 项目官员 会长 副会长 职员 助理研究员 工程师 高级工程师 教授 秘书 二级巡视员 主任助理
    部门负责人 副会长兼秘书长 国际部主任 负责人 综合办公室副主任（主持工作） 中级专业技术十级
    """
)
FIELDS_OF_STUDY = words(
    """
    海洋 真空 遥感 照明 颗粒 茶叶 园艺 草原 制冷 焊接 摩擦 腐蚀 岩土 湿地 蚕桑 烟草 稀土 硅酸盐 未来 末端 图象
    图像 通信 通讯
    """
)
