"""Documents of public test suites, many of them hostile: none may raise, hang or eat memory.

They are not part of the project; where the folder beside it is absent, nothing is tested.
"""

import multiprocessing
import time
from pathlib import Path

import pytest

from parsers.document import Document, Unreadable
from parsers.readers import office, pdf, word97
from tests.golden.memory import peak_of

FOLDER = Path(__file__).parents[3] / "shared" / "thirdparty" / "documents"
SECONDS, MEGABYTES = 10, 700
READERS = {".doc": word97.read, ".pdf": pdf.read}
FOUND = sorted(path for path in FOLDER.rglob("*") if path.suffix in READERS) if FOLDER.is_dir() else []


def outcome(path: str) -> tuple[str, float, int]:
    """What reading one file gives, the seconds it took, the megabytes at most."""
    octets = Path(path).read_bytes()
    started = time.monotonic()
    found = READERS[Path(path).suffix](octets)
    seconds = time.monotonic() - started
    kind = found.reason if isinstance(found, Unreadable) else type(found).__name__
    return kind, seconds, peak_of()


def without_office() -> None:
    """No reader may hand on to LibreOffice here."""
    office.shutil.which = lambda name: None  # type: ignore[assignment, misc]


@pytest.mark.skipif(not FOUND, reason="the public documents are not here")
def test_every_public_document_is_read_or_refused_in_time() -> None:
    # A process of its own from the start: a fork would count the memory of the tests before it.
    with multiprocessing.get_context("spawn").Pool(1, without_office) as pool:
        pool.apply(without_office)
        results = {path.name: pool.apply_async(outcome, (str(path),)).get(SECONDS) for path in FOUND}
    assert all(seconds < SECONDS for _, seconds, _ in results.values())
    assert all(megabytes < MEGABYTES for _, _, megabytes in results.values())
    read = sum(kind == Document.__name__ for kind, _, _ in results.values())
    assert read >= 0.8 * len(FOUND)
