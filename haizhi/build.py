"""EDGE: disk. The composition root: settings in, a house ready to work out.

In: Settings. Out: House; each process builds its own, once.
Elsewhere: what the parts do (`haizhi.pipeline` tells the story).
"""

from functools import cache

from haizhi.config import Settings
from haizhi.lists import notice_of, registry_of
from haizhi.pipeline import House
from outbox.letter import Office
from parsers.dispatch import Readers
from parsers.scan.eyes import Eyes
from rules.annex1 import layout
from rules.desk import Desk


@cache
def house_of(settings: Settings) -> House:
    """All parts for these settings. Raises FileNotFoundError where a notice or list is missing."""
    notice = notice_of(settings.notice)
    sender = settings.answer_from or notice.mailbox
    own = frozenset(address.lower() for address in settings.own_addresses | {notice.mailbox, sender})
    return House(
        own,
        Readers(layout(notice), Eyes()),
        Desk(notice, registry_of(settings.registry, notice)),
        Office(notice, settings.office_name, sender),
    )
