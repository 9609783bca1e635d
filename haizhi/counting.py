"""EDGE: disk and network, through what it opens. How many messages of the mailbox are not in the database.

In: Settings. Out: two counts; nothing is changed on either side.
Elsewhere: the daily count of a running service, which fetches what is missing (`haizhi.watching`).
"""

from contextlib import closing

from data.arrival import is_here
from data.database import Database, open_database
from data.mailbox import MailboxFolder
from data.store import now_utc
from haizhi.config import Settings
from haizhi.receiving_imap import account_of
from intake.imap import ImapSession
from intake.imap_address import is_imap
from intake.sources import open_source


def count_of(settings: Settings) -> tuple[int, int]:
    """Messages in the mailbox, and those of them that the database neither has nor had.

    Raises OSError, and what opening the mailbox raises.
    """
    assert settings.db is not None
    database = open_database(settings.db)
    with closing(database.conn):
        if is_imap(str(settings.inbox)):
            return _on_server(database, settings)
        known = [is_here(database, raw) for raw in open_source(str(settings.inbox)).messages()]
    return len(known), known.count(False)


def _on_server(database: Database, settings: Settings) -> tuple[int, int]:
    account = account_of(settings)
    folder = MailboxFolder(database, now_utc, account.address.name)
    with ImapSession.open(account) as session:
        there = session.newer_than(0, folder.since)
        # Under a new UIDVALIDITY no number means what it meant.
        missing = folder.not_here(there) if session.uidvalidity == folder.uidvalidity else there
    return len(there), len(missing)
