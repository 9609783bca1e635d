-- What was erased because its time was over: how much and when, never whose.

CREATE TABLE purges (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    before TEXT NOT NULL,                   -- messages received before this moment were erased
    messages INTEGER NOT NULL,
    outcomes TEXT NOT NULL                  -- JSON: how many of them had come to which outcome
) STRICT;

-- The digests of the erased messages: one that still lies in the mailbox is not taken in and answered a second time.
CREATE TABLE purged (
    digest TEXT PRIMARY KEY,
    purge INTEGER NOT NULL REFERENCES purges (id)
) STRICT, WITHOUT ROWID;

ALTER TABLE places ADD COLUMN purged INTEGER NOT NULL DEFAULT 0 CHECK (purged IN (0, 1));

-- The counts of outcomes are answered from here.
CREATE INDEX messages_by_outcome ON messages (outcome);
