"""EDGE: terminal. `haizhi check`: is everything ready to run, and what is to be mended?

In: Settings. Out: a line for each part on stdout; True where all is well.
Elsewhere: the tests themselves (`haizhi.check_mail`, `haizhi.check_machine`).
"""

from collections.abc import Iterator

from haizhi import check_machine, check_mail
from haizhi.config import Settings
from haizhi.probe import Probe


def check_all(settings: Settings, *, send: bool) -> bool:
    """Try every part, show each as soon as it has been tried."""
    good = True
    for probe in probes(settings, send=send):
        print(probe, flush=True)
        good = good and probe.good
    print("一切就绪。" if good else "请按箭头所示处理后，再运行一次 haizhi check。")
    return good


def probes(settings: Settings, *, send: bool) -> Iterator[Probe]:
    """Every part, the cheap ones first."""
    yield check_mail.house(settings)
    yield check_machine.database(settings)
    yield check_machine.room(settings)
    yield from check_mail.inbox(settings)
    yield check_mail.outbox(settings)
    if send:
        yield check_mail.to_ourselves(settings)
    yield check_machine.recogniser()
    yield check_machine.fonts()
    yield check_machine.libreoffice()
