"""Names in Latin letters, as Chinese addresses are made of them.

In: letters. Out: whether they are syllables of pinyin. Elsewhere: what follows for letters that look alike
(`parsers.scan.honesty`, `rules.look_alikes`).
"""

import re

_SYLLABLES = re.compile(
    "(?:(?:[bpmfdtnlgkhjqxzcsryw]|[zcs]h)?"
    "(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ui|un|ue|ve|a|o|e|i|u|v))+"
)
_SURNAMES = """
    wang zhang liu chen yang zhao huang zhou sun zhu gao lin guo luo liang song zheng xie han tang feng dong xiao cheng
    cao yuan deng peng zeng tian pan jiang cai jia ding wei xue yan dai xia zhong fang ren yao liao zou xiong jin hao
    kong bai cui kang mao qiu qin shi gu hou shao meng long wan duan qian yin chang lai"""
SURNAMES = frozenset(_SURNAMES.split())
"""The commonest of three letters and more; by itself such a word is no part of another."""


def is_pinyin(letters: str) -> bool:
    """Whether small letters are syllables, a little too generously."""
    return _SYLLABLES.fullmatch(letters) is not None
