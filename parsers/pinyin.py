"""Names in Latin letters, as Chinese addresses are made of them.

In: letters. Out: whether they are syllables of pinyin. Elsewhere: what follows for letters that look alike
(`parsers.scan.honesty`, `rules.look_alikes`).
"""

import re

_SYLLABLES = re.compile(
    "(?:(?:[bpmfdtnlgkhjqxzcsryw]|[zcs]h)?"
    "(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ui|un|ue|ve|a|o|e|i|u|v))+"
)


def is_pinyin(letters: str) -> bool:
    """Whether small letters are syllables, a little too generously."""
    return _SYLLABLES.fullmatch(letters) is not None
