"""Text boxes and drawn things in Word's XML, in both notations: DrawingML and VML.

In: w:drawing, w:pict, w:object, mc:AlternateContent. Out: the text boxes' contents; which alternative to read.
Elsewhere: where their text goes (`docx_runs`, `docx_flow`).
"""

from collections.abc import Iterator

from parsers.readers.docx_looks import W
from parsers.readers.docx_package import Element

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_TEXTS = (f"{W}txbxContent", f"{W}t", f"{W}sym")
_DRAWN = (f"{W}drawing", f"{W}pict", f"{W}object")


def alternative(element: Element) -> Element | None:
    """The one branch of mc:AlternateContent to read: the first that has text, else the first with a drawing."""
    branches = [child for child in element if child.tag in (f"{_MC}Choice", f"{_MC}Fallback")]
    for wanted in (_TEXTS, _DRAWN):
        for branch in branches:
            if next(branch.iter(*wanted), None) is not None:
                return branch
    return branches[0] if branches else None


def boxes_of(drawing: Element) -> Iterator[Element]:
    """The outermost text box contents, each once."""
    for child in drawing:
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag == f"{_MC}AlternateContent":
            chosen = alternative(child)
            yield from () if chosen is None else boxes_of(chosen)
        elif isinstance(child.tag, str):
            yield from boxes_of(child)


def floats(drawing: Element) -> bool:
    """True where it lies over the text at a place of its own; then nobody can say from the XML what it lies over."""
    if drawing.find(f"{_WP}anchor") is not None:
        return True
    return any("position:absolute" in (shape.get("style") or "").replace(" ", "") for shape in drawing)
