"""Traditional characters: overseas bodies and their programs write them, and a recogniser takes a worn 学 for 學.

In: text, characters. Out: the text in simplified characters; a pattern for either. Only letters that occur in printed
words of forms, in names of units and in common names of people.
Elsewhere: probabilities in one spelling (`parsers.scan.seal_letters`). What people write stays as they wrote it.
"""

import re

_PAIRS = (
    "學学會会國国協协業业術术際际華华員员聯联計计劃划創创區区園园開开發发經经濟济貿贸東东亞亚歐欧寧宁陝陕蘇苏遼辽龍龙廣广灣湾臺台灘滩慶庆貴贵雲云蘭兰肅肃魯鲁爾尔漢汉壯壮維维總总組组織织團团處处辦办專专門门書书長长"
    "醫医藥药護护衛卫環环資资測测繪绘試试驗验機机電电動动車车輛辆鐵铁鋼钢鑛矿礦矿紡纺絲丝綢绸紙纸農农獸兽漁渔魚鱼鳥鸟蟲虫種种藝艺樹树葉叶糧粮飲饮歷历語语傳传圖图館馆檔档攝摄視视聲声樂乐體体運运輸输導导彈弹氣气風风"
    "陸陆質质層层礎础築筑橋桥樑梁結结構构設设備备製制標标準准儀仪數数統统優优選选論论實实應应場场勢势遺遗細细腫肿關关節节頸颈顱颅腦脑傷伤癥症療疗養养齡龄兒儿婦妇產产點点熱热燒烧煉炼鑄铸鍛锻壓压滅灭滬沪濱滨瀋沈陽阳"
    "鎮镇縣县鄉乡畢毕馬马鴻鸿鄭郑許许劉刘張张陳陈楊杨趙赵黃黄吳吴孫孙與与為为並并個个來来將将後后從从對对無无於于義义務务報报財财貨货賓宾頭头題题類类顧顾領领籌筹級级約约紀纪紅红純纯納纳綜综綠绿網网線线緣缘編编練练"
    "緻致縮缩績绩繼继續续給给絡络絕绝終终達达邊边遠远還还進进過过適适遷迁鄰邻釀酿釋释鈣钙銀银銅铜鋁铝錄录鍵键鐘钟鑒鉴鑽钻閉闭間间隊队陰阴險险雙双難难離离靈灵靜静韓韩響响頂顶項项順顺須须預预頻频顯显飛飞餘余馳驰驅驱"
    "髮发鬥斗鮮鲜鹽盐麗丽黨党龜龟齊齐裏里裡里複复見见規规覺觉觀观訊讯記记訓训評评詞词譯译該该詳详認认誠诚說说課课調调談谈請请諮咨證证識识譜谱議议讀读變变豐丰貝贝負负貢贡買买費费賽赛購购贊赞躍跃軍军軟软軸轴較较載载"
    "輕轻輪轮轉转轍辙辭辞連连遞递郵邮醬酱釐厘銷销鎢钨錫锡鏈链閱阅闊阔隨随雜杂雞鸡單单稱称蓋盖職职號号話话帳账賬账戶户責责薦荐羅罗蔣蒋賴赖蕭萧鄧邓馮冯譚谭賈贾鄒邹龔龚嚴严呂吕盧卢鍾钟閻阎閆闫賀贺錢钱湯汤鳳凤傑杰勝胜"
    "偉伟強强榮荣穎颖潔洁瑩莹寶宝賢贤輝辉銳锐鵬鹏騰腾鋒锋剛刚彥彦葯药禮礼讓让愛爱棟栋權权歡欢濤涛淵渊澤泽瓊琼瑋玮蓮莲詠咏誌志謙谦豔艳艷艳賦赋鈺钰銘铭錦锦霽霁韋韦韻韵駿骏驍骁鳴鸣鶴鹤島岛別别範范萬万畫画"
)
"""Traditional, simplified, traditional, …"""
_SIMPLIFIED = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_TABLE = str.maketrans(_SIMPLIFIED)
_NEW = frozenset(_SIMPLIFIED.values())


def simplified(text: str) -> str:
    """The text with those letters in their simplified form; as long as before."""
    return text.translate(_TABLE)


def is_simplified(character: str) -> bool:
    """Whether it is the simplified form of another character."""
    return character in _NEW


def either(character: str) -> str:
    """A pattern for this simplified character or its traditional ones."""
    known = "".join(old for old, new in _SIMPLIFIED.items() if new == character and old != character)
    return f"[{character}{known}]" if known else re.escape(character)
