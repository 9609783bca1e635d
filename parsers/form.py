"""The form found in a document, by its labels and not by position.

In: Document, FormLayout. Out: ExtractedForm, one for each form in the document.
Elsewhere: normal forms and validity of values (`rules`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from parsers.document import Document, Seal, Where
from parsers.lattice import Lattice
from parsers.layout import FormLayout


@dataclass(frozen=True, slots=True)
class Field:
    """One field as it stands on the form. `text` None: the form has no such cell; "": it is there and empty."""

    text: str | None
    certainty: float = 1.0
    ticked: tuple[str, ...] | None = None
    """For fields with options: the options chosen, by tick or by being the only one left; None: cannot be told."""
    samples_only: bool = False
    """True where nothing but the printed samples stands in the cell (then text is "")."""
    where: Where | None = None
    lattice: Lattice | None = None
    picture: bytes | None = None


@dataclass(frozen=True, slots=True)
class ExtractedForm:
    """The fields of one form: exactly the keys of the layout."""

    fields: Mapping[str, Field]
    people: int = 1
    """How many rows (columns, when transposed) name a person."""
    laid_out: bool = False
    scanned: bool = False
    page: int = 1
    seals: tuple[Seal, ...] = ()
    seal_decidable: bool = True


def find_forms(document: Document, layout: FormLayout) -> tuple[ExtractedForm, ...]:
    """Every form of this layout in the document, in reading order; empty where there is none."""
    raise NotImplementedError
