"""Which reader opens which kind of container.

In: nothing. Out: READERS by media type; ARCHIVES, those of them that hold nothing but files.
Elsewhere: mails (`intake.gathering` opens them itself).
"""

from collections.abc import Iterator, Mapping

from intake.containers.member import Find, Reader
from intake.containers.outlook import read_outlook
from intake.containers.rars import read_rar
from intake.containers.seven_zips import read_seven_zip
from intake.containers.smime import read_smime
from intake.containers.tars import read_bzip2, read_gzip, read_tar
from intake.containers.tnef import read_tnef
from intake.containers.zips import read_zip
from intake.limits import Budget, NotOpened
from intake.media_type import BZIP2, GZIP, OUTLOOK, RAR, SEVEN_ZIP, SMIME, TAR, TNEF, XZ, ZIP


def _read_nothing(octets: bytes, budget: Budget) -> Iterator[Find]:
    """xz may claim gigabytes of memory before it gives its first octet, and nobody sends it."""
    raise NotOpened("unsupported", "xz")


ARCHIVES: Mapping[str, Reader] = {
    ZIP: read_zip,
    SEVEN_ZIP: read_seven_zip,
    RAR: read_rar,
    TAR: read_tar,
    GZIP: read_gzip,
    BZIP2: read_bzip2,
    XZ: _read_nothing,
}
READERS: Mapping[str, Reader] = {
    **ARCHIVES,
    TNEF: read_tnef,
    OUTLOOK: read_outlook,
    SMIME: read_smime,
}
