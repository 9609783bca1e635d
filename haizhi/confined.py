"""EDGE: processes. What a reading process may not do: strangers' files are opened in it.

In: Limits. Out: this process, and what it starts, without network, core dumps, large files and endless memory, with a
folder of its own for temporary files.
Limits of address space and processor time are the kernel's own last word; what is told to the sender comes from the
watch outside (`haizhi.child`), which looks at the same numbers earlier. The network is shut by a seccomp filter
(libseccomp), which nothing in the process can lift again. Writing to files of the same user is not shut: that would
take Landlock, for which no kept library exists; run the program under an account of its own (`docs/scale.md`).
"""

import os
import resource
import socket
import tempfile
from dataclasses import dataclass
from pathlib import Path

MAPPED_MEGABYTES = 900
"""Address space beyond memory in use: code, models and the heap's reserves of a process that has just started."""
FILE_MEGABYTES = 1_000
OPEN_FILES = 512
_DENIED = (
    *("ptrace", "process_vm_readv", "process_vm_writev", "bpf", "perf_event_open", "userfaultfd", "io_uring_setup"),
    *("mount", "umount2", "pivot_root", "setns", "unshare", "keyctl", "add_key", "request_key", "kexec_load"),
    *("init_module", "finit_module", "delete_module", "swapon", "reboot"),
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one reading process may use."""

    folder: Path
    """For temporary files; made and removed by whoever starts the process."""
    megabytes: int
    shuts_network: bool = True


def confine(limits: Limits) -> None:
    """From here on this process is confined, for good."""
    tempfile.tempdir = os.environ["TMPDIR"] = str(limits.folder)
    os.umask(0o077)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, FILE_MEGABYTES * 1_000_000)
    _limit(resource.RLIMIT_NOFILE, OPEN_FILES)
    # The soft limit alone: LibreOffice, started from here, gets limits of its own.
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, ((limits.megabytes + MAPPED_MEGABYTES) * 1_000_000, most))
    if limits.shuts_network:
        shut_network()


def allow_processor(seconds: float) -> None:
    """The kernel ends this process once it has used so many more seconds of the processor."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 1, most))


def shut_network() -> bool:
    """No socket but those between processes of this machine; False where libseccomp is not there."""
    try:
        import pyseccomp
    except (ImportError, OSError, RuntimeError):  # the package, or the library that it looks for
        return False
    refused = pyseccomp.ERRNO(1)
    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    # Threads that a library has started already are filtered too.
    rules.set_attr(pyseccomp.Attr.CTL_TSYNC, 1)
    rules.add_rule(refused, "socket", pyseccomp.Arg(0, pyseccomp.NE, socket.AF_UNIX))
    for name in _DENIED:
        rules.add_rule(refused, name)
    rules.load()
    return True


def _limit(which: int, value: int) -> None:
    _, most = resource.getrlimit(which)
    value = value if most == resource.RLIM_INFINITY else min(value, most)
    resource.setrlimit(which, (value, value))
