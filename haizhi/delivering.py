"""Around the sending of one answer: what is uncertain is cleared up first, what stands in the way is written down.

In: Store, Sink. Out: rows in the store; copies in Sent; a line in the log where sending stands still.
Elsewhere: the order of claim, deliver and record (`haizhi.pipeline`), the sinks (`outbox.sink`).
"""

import logging

from data.store import Store
from outbox.entry import Delivery, OutboxEntry
from outbox.life import Event
from outbox.sink import Sink

log = logging.getLogger("haizhi.sending")


def clear_up(store: Store, sink: Sink) -> None:
    """Look for traces of what may have arrived; what a killed run left half sent is uncertain too."""
    for entry in store.pending_answers(interrupted=True):
        # Not claimed anew: its attempts and its age stay those of the run that was killed.
        store.record(entry, sink.deliver(entry))
    for entry in store.sendings.uncertain():
        found = sink.trace(entry)
        if found:
            store.record(entry, found)


def may_go(store: Store, sink: Sink, entry: OutboxEntry) -> bool:
    """True where it is this answer's turn and the way out is open."""
    if store.sendings.paused() or not store.sendings.may_go(entry, sink.limits):
        return False
    trouble = sink.ready()
    if trouble:
        stands_still(store, trouble)
    return trouble is None


def sent(store: Store, sink: Sink, entry: OutboxEntry, delivery: Delivery) -> None:
    """Write down how it ended, and what that means for the others."""
    store.record(entry, delivery)
    if delivery.stop:
        stands_still(store, delivery)
    elif delivery.result is Event.SENT:
        store.sendings.goes_on()
        keep_copies(store, sink)


def keep_copies(store: Store, sink: Sink) -> None:
    """Copies into Sent of what was sent lately and has none; at the first that fails the others wait."""
    if not sink.keeps_copies:
        return
    for entry in store.sendings.to_copy():
        if not sink.keep_copy(entry):
            return
        store.sendings.copied(entry)


def stands_still(store: Store, trouble: Delivery) -> None:
    """Sending does not go on; said once."""
    if store.sendings.stands_still(trouble.detail, stop=trouble.stop):
        log.error("答复暂停发送：%s", trouble.detail)
