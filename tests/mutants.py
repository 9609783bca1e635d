"""Damaged copies of the golden files and mails, the same for the same seed: what transfer, programs and enemies do.

In: a seed, octets. Out: octets. Documents in a zip are damaged inside their parts too, where a damaged zip would only be
refused. Elsewhere: that none of them stops the program (`tests.test_mutants`).
"""  # noqa: E501

import io
import random
import zipfile
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from tests.golden import archives, clients
from tests.golden.person import FILES, WHO, handed_in, mail, octets_of
from tests.parsers.docx_builder import docx, form, zipped

Damage = Callable[[random.Random, bytearray], None]
HOSTILE = (b"\x00", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"<", b"&#0;", b"]]>", b"--b\r\n", b"\r\n\r\n", b"{\\b ",
           b"%%EOF", b"endobj", b"9" * 40, b"-1", b"</w:tc>", b"<w:tbl>", b"=?gb2312?B?", b"(" * 50)  # fmt: skip


def flip(dice: random.Random, octets: bytearray) -> None:
    """Some octets become others."""
    for _ in range(dice.choice((1, 3, 12, 60))):
        octets[dice.randrange(len(octets))] = dice.randrange(256)


def cut(dice: random.Random, octets: bytearray) -> None:
    """The end is missing."""
    del octets[dice.randrange(len(octets)) :]


def drop(dice: random.Random, octets: bytearray) -> None:
    """A piece is missing."""
    start = dice.randrange(len(octets))
    del octets[start : start + dice.choice((1, 4, 40, 900))]


def repeat(dice: random.Random, octets: bytearray) -> None:
    """A piece stands there many times."""
    start = dice.randrange(len(octets))
    piece = bytes(octets[start : start + dice.choice((1, 16, 200))])
    octets[start:start] = piece * dice.choice((2, 30, 400))


def insert(dice: random.Random, octets: bytearray) -> None:
    """Something stands there that means something."""
    for _ in range(dice.choice((1, 2, 8))):
        place = dice.randrange(len(octets) + 1)
        octets[place:place] = dice.choice(HOSTILE)


def swap(dice: random.Random, octets: bytearray) -> None:
    """A piece stands at another's place."""
    size = min(dice.choice((4, 64, 512)), len(octets))
    one, other = dice.randrange(len(octets)), dice.randrange(len(octets))
    octets[one : one + size] = octets[other : other + size]


DAMAGES: Sequence[Damage] = (flip, cut, drop, repeat, insert, swap)


def damaged(dice: random.Random, octets: bytes) -> bytes:
    """One to three damages, one after the other."""
    out = bytearray(octets)
    for _ in range(dice.choice((1, 1, 2, 3))):
        if out:
            dice.choice(DAMAGES)(dice, out)
    return bytes(out)


def damaged_inside(dice: random.Random, octets: bytes) -> bytes:
    """A zip whose directory is sound and one of whose members is damaged."""
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    name = dice.choice([name for name, content in members.items() if content])
    return zipped(members | {name: damaged(dice, bytes(members[name]))})  # type: ignore[arg-type]


@cache
def word_files() -> tuple[tuple[str, bytes], ...]:
    """The form in every format a WORD version comes in, and as PDF."""
    made = tuple((path.name, path.read_bytes()) for path in sorted(FILES.iterdir()) if path.suffix != ".xls")
    return (*made, ("raw.docx", docx(*form(WHO))), ("form2.doc", octets_of("form.doc")))


@cache
def whole_mails() -> tuple[bytes, ...]:
    """Mails as clients write them, archives and nested mails included."""
    return tuple(story.mail() for story in (*clients.STORIES, *archives.READ))


def mutant(seed: int) -> bytes:
    """A mail: half of them with a damaged document, half of them damaged themselves."""
    dice = random.Random(seed)
    if dice.random() < 0.4:
        return damaged(dice, dice.choice(whole_mails()))
    name, octets = dice.choice(word_files())
    is_zip = octets.startswith(b"PK") and dice.random() < 0.8
    broken = damaged_inside(dice, octets) if is_zip else damaged(dice, octets)
    return mail((name, broken)) if name.endswith(".pdf") or dice.random() < 0.9 else handed_in(broken, name)


def mutants(count: int, first: int = 0) -> Iterator[tuple[int, bytes]]:
    """So many, with their seeds."""
    return ((seed, mutant(seed)) for seed in range(first, first + count))


def third_party(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Somebody's hostile files: each in the place of the WORD version, and each of the mails as a mail too."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "README.md"):
        name, octets = str(path.relative_to(folder)), path.read_bytes()
        if name.startswith("mails"):
            yield f"{name} as a mail", octets
        yield name, mail((path.name, octets))
