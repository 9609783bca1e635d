"""docs/letters shows what the program writes, and every letter reads well on a desk and on a phone."""

import io
import zipfile

from tests.outbox.samples import SAMPLES
from tests.outbox.show_letters import FOLDER, files, without_pictures


def comparable(name: str, octets: bytes) -> object:
    """Without what another version of a library would write otherwise."""
    if not name.endswith(".docx"):
        return without_pictures(octets)
    with zipfile.ZipFile(io.BytesIO(octets)) as parts:
        return {one: parts.read(one) for one in parts.namelist()}


def test_the_samples_in_the_docs_are_those_that_the_program_writes_today() -> None:
    made = files()
    kept = {path.name: path.read_bytes() for path in FOLDER.iterdir() if path.suffix != ".png"}
    assert set(kept) == set(made), "python -m tests.outbox.show_letters"
    for name, octets in made.items():
        assert comparable(name, kept[name]) == comparable(name, octets), name


def test_each_sample_has_its_pictures() -> None:
    names = {path.name for path in FOLDER.glob("*.png")}
    assert names == {f"{name}{end}.png" for name in (*SAMPLES, "reply") for end in ("", "-phone")}
