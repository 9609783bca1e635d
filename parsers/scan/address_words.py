"""Words of domains that everybody knows, which tell what a character in them is, however it was read.

In: the lines of an address as read. Out: by place, the letter that stands there.
Elsewhere: what a character looks like (`letter_shapes`), all other look-alikes (`look_alikes`).
"""

import re
from collections.abc import Sequence

from parsers.scan.cell_text import ReadLine
from parsers.scan.letter_shapes import Place, sees

DOMAIN = re.compile(r"@([a-z01]+)\.com$")
WITH_LETTERS = frozenset(("gmail", "hotmail", "foxmail", "outlook", "aliyun", "icloud", "sohu", "yahoo"))
LETTERS = {"1": "l", "0": "o"}
IN_LETTERS = str.maketrans(LETTERS)
WORD_WITH_I = re.compile(r"(?<![A-Za-z0-9])sc([1lIi])(?![A-Za-z0-9])")


def known_letters(lines: Sequence[ReadLine]) -> dict[Place, str]:
    """Letters that were read as digits in hotmai1.com and the like; the i of sci, where an i is seen there: pale or
    blurred, it has lost its dot."""
    texts = [line.reading.text for line in lines]
    places = [(number, at) for number, text in enumerate(texts) for at, one in enumerate(text) if not one.isspace()]
    address = "".join(texts[number][at] for number, at in places)
    if "@" not in address:
        return {}
    found = DOMAIN.search(address)
    if found and found[1].translate(IN_LETTERS) in WITH_LETTERS:
        return {places[found.start(1) + at]: LETTERS[one] for at, one in enumerate(found[1]) if one in LETTERS}
    words = (places[word.start(1)] for word in WORD_WITH_I.finditer(address, address.index("@")))
    return {(number, at): "i" for number, at in words if sees(lines[number], at, "i")}
