"""Full-text search over what is stored: words as an SQL condition on items, Chinese and parts of words included.

In: the words that a person typed. Out: conditions with their values, for a query over `items`.
Elsewhere: keeping the index (`data.shown`).
"""

import unicodedata
from collections.abc import Iterator

TRIGRAM = 3
"""Characters from which on the index knows a word; shorter ones are looked for in the short columns, one by one."""
MOST_WORDS = 8
OPEN_TO_ALL = ("unit",)
"""What a person who sees no personal data may search."""
COLUMNS = ("unit", "person", "contact", "subject", "files", "body")
"""As the index has them."""
SHORT = COLUMNS[:5]

Condition = tuple[str, str]
"""SQL with one `?`, and its value."""


def search_conditions(words: str, columns: tuple[str, ...] = ()) -> Iterator[Condition]:
    """One condition a word, all of which must hold; `columns` empty: anywhere."""
    for word in unicodedata.normalize("NFKC", words).split()[:MOST_WORDS]:
        yield _indexed(word, columns) if len(word) >= TRIGRAM else _scanned(word, columns or SHORT)


def _indexed(word: str, columns: tuple[str, ...]) -> Condition:
    phrase = '"' + word.replace('"', '""').replace("\0", "") + '"'
    where = f"{{{' '.join(columns)}}} : " if columns else ""
    return "items.message IN (SELECT rowid FROM found WHERE found MATCH ?)", where + phrase


def _scanned(word: str, columns: tuple[str, ...]) -> Condition:
    # The index's own table of texts is read: through the index every row would cost several times as much.
    # A mark between the columns: no word may be found across two of them.
    joined = " || char(10) || ".join(f"c{COLUMNS.index(column)}" for column in columns)
    return f"items.message IN (SELECT id FROM found_content WHERE instr({joined}, ?) > 0)", word
