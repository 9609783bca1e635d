-- What is known of each mailbox folder on a server, which of its messages are here, and what the office is told.

CREATE TABLE folders (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,              -- user@host/folder, never a password
    uidvalidity INTEGER NOT NULL DEFAULT 0, -- of the last visit; 0: never visited
    last_uid INTEGER NOT NULL DEFAULT 0,    -- up to here everything has been received, under this UIDVALIDITY
    since TEXT,                             -- older messages are left alone (ISO date); NULL: none are
    held_validity INTEGER NOT NULL DEFAULT 0,
    held_to_uid INTEGER NOT NULL DEFAULT 0, -- messages up to here, under held_validity, are never answered
    polled_at TEXT,                         -- last successful poll
    unreachable_since TEXT,                 -- NULL: the last poll succeeded
    failed_polls INTEGER NOT NULL DEFAULT 0,
    trouble TEXT NOT NULL DEFAULT '',       -- why the last poll failed, for staff
    alerted_at TEXT,                        -- when the office was last told that it cannot be reached
    counted_at TEXT,                        -- last daily count
    on_server INTEGER,                      -- messages in the folder at that count
    not_here INTEGER                        -- of them, not in this database
) STRICT;

CREATE TABLE places (
    folder INTEGER NOT NULL REFERENCES folders (id),
    uidvalidity INTEGER NOT NULL,
    uid INTEGER NOT NULL,
    message INTEGER REFERENCES messages (id), -- NULL: the server would not give it out
    refused TEXT NOT NULL DEFAULT '',       -- why not
    marked INTEGER NOT NULL DEFAULT 0 CHECK (marked IN (0, 1)),
    PRIMARY KEY (folder, uidvalidity, uid)
) STRICT, WITHOUT ROWID;

CREATE INDEX places_by_message ON places (message);
CREATE INDEX places_to_mark ON places (folder, uidvalidity, uid) WHERE marked = 0;

-- The identity of a message is its octets: one that comes back under another UID is known again.
CREATE INDEX messages_by_digest ON messages (digest);

-- Messages that came with a backfill: settled, but never answered.
CREATE TABLE unanswered (
    message INTEGER PRIMARY KEY REFERENCES messages (id)
) STRICT;

-- The answers that they would have got, for the office to look at.
CREATE TABLE held (
    message INTEGER PRIMARY KEY REFERENCES messages (id),
    kind TEXT NOT NULL,
    message_id TEXT NOT NULL UNIQUE,
    recipient TEXT NOT NULL,
    octets BLOB NOT NULL,
    held_at TEXT NOT NULL
) STRICT;

-- Mails to the office itself: alerts and the daily digest.
CREATE TABLE notices (
    id INTEGER PRIMARY KEY,
    message_id TEXT NOT NULL UNIQUE,
    recipient TEXT NOT NULL,
    octets BLOB NOT NULL,
    state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sending', 'sent', 'uncertain', 'failed')),
    created_at TEXT NOT NULL,
    ended_at TEXT,
    detail TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX notices_to_send ON notices (id) WHERE state IN ('pending', 'sending');
