"""Whether recognised text looks like something printed on the form: a label, the title, an option.

In: text as recognised, FormLayout. Out: yes or no, which. Elsewhere: fields and values (`parsers.form`).
Only for steering (which way is up, which cells need care); a misread label costs time, never a wrong value.
"""

import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz

from parsers.layout import FieldLayout, FormLayout

ALIKE = 74.0
SHORT = 3
REMARK_WITHIN = 8
"""Characters from the begin of a line."""


def plain(text: str) -> str:
    """Letters and digits only, in one width."""
    return "".join(character for character in unicodedata.normalize("NFKC", text) if character.isalnum())


def field_labelled(text: str, layout: FormLayout) -> FieldLayout | None:
    """The field whose label this text is."""
    seen = plain(text)
    if not seen:
        return None
    for field in layout.fields:
        if any(_is_label(seen, plain(label)) for label in field.labels):
            return field
    return None


def label_count(texts: Iterable[str], layout: FormLayout) -> int:
    """How many different fields' labels are among the texts."""
    return len({field.key for text in texts if (field := field_labelled(text, layout))})


def is_title(text: str, layout: FormLayout) -> bool:
    """Whether a line is the form's title, and not a letter that names it."""
    seen, title = plain(text), plain(layout.title)
    return fuzz.ratio(seen, title) >= ALIKE and len(seen) <= len(title) + 1


def labels_within(text: str, layout: FormLayout) -> int:
    """How many labels of cells stand somewhere in the text, as where a table's row was read as one line."""
    seen = plain(text)
    return sum(any(plain(label) in seen for label in field.labels) for field in layout.fields if field.place == "cell")


def line_labelled(text: str, layout: FormLayout) -> FieldLayout | None:
    """The field that stands on a line of its own with whose label this line begins; the only such field where nothing
    but the printed remark beside the label, such as （盖章）, can be read of it."""
    seen = plain(text)
    fields = [field for field in layout.fields if field.place == "line"]
    for field in fields:
        labels = map(plain, field.labels)
        if any(label and fuzz.partial_ratio(label, seen[: len(label) + 4]) >= ALIKE for label in labels):
            return field
    has_remark = any(word and word in seen[:REMARK_WITHIN] for word in map(plain, layout.noise))
    return fields[0] if has_remark and len(fields) == 1 else None


def options_in(text: str, options: tuple[str, ...]) -> int:
    """How many of the options the text seems to hold."""
    seen = plain(text)
    return sum(len(seen) >= len(option) and fuzz.partial_ratio(plain(option), seen) >= 85 for option in options)


def holds_options(text: str, options: tuple[str, ...]) -> bool:
    """Whether this text is a list of the options, or just one of them left standing."""
    seen = plain(text)
    if len(seen) > 2 * sum(len(option) for option in options) + SHORT:
        return False
    alone = any(fuzz.ratio(seen, plain(option)) >= 85 for option in options if len(option) >= SHORT)
    return bool(options) and (alone or options_in(text, options) >= min(2, len(options)))


def _is_label(seen: str, label: str) -> bool:
    if not label:
        return False
    if len(label) <= SHORT:
        return label in seen and len(seen) <= len(label) + 6
    return fuzz.ratio(label, seen) >= ALIKE or (label in seen and len(seen) <= 2 * len(label))
