-- Every moment is ISO 8601 with its offset; every list or mapping is JSON text.

CREATE TABLE messages (
    id INTEGER PRIMARY KEY,                 -- the order of arrival, and so of handling
    source TEXT NOT NULL,                   -- file name, or UIDVALIDITY/UID
    digest TEXT NOT NULL,                   -- SHA-256 of the octets
    size INTEGER NOT NULL,
    fetched_at TEXT,                        -- IMAP INTERNALDATE
    arrived_at TEXT NOT NULL,               -- when it was written here
    state TEXT NOT NULL DEFAULT 'received' CHECK (state IN ('received', 'settled')),
    -- from here on: filled when the message is settled
    handled_at TEXT,
    program TEXT,                           -- version of the program that handled it
    message_id TEXT,
    content_digest TEXT,
    sender TEXT,
    subject TEXT,
    received_at TEXT,
    outcome TEXT CHECK (outcome IN ('accepted', 'rejected', 'review', 'inquiry', 'ignored')),
    problems TEXT NOT NULL DEFAULT '[]',
    record TEXT,
    is_update INTEGER NOT NULL DEFAULT 0 CHECK (is_update IN (0, 1)),
    unit_key TEXT,
    case_id INTEGER REFERENCES cases (id),
    reasons TEXT NOT NULL DEFAULT '[]',     -- for staff: why this outcome
    notes TEXT NOT NULL DEFAULT '{}',
    failure TEXT,                           -- why the program itself failed on it; NULL: it did not
    -- The same octets under another name are the same mail delivered again: a row of its own, with its own outcome.
    UNIQUE (source, digest),
    CHECK ((state = 'settled') = (outcome IS NOT NULL))
) STRICT;

CREATE INDEX messages_waiting ON messages (id) WHERE state = 'received';
CREATE INDEX messages_by_sender ON messages (sender, id);
CREATE INDEX messages_by_content ON messages (content_digest, message_id);

-- Apart from the messages, so that looking through those does not touch the megabytes.
CREATE TABLE originals (
    message INTEGER PRIMARY KEY REFERENCES messages (id),
    octets BLOB NOT NULL                    -- zlib
) STRICT;

CREATE TABLE cases (
    id INTEGER PRIMARY KEY,
    sender TEXT NOT NULL,
    unit_key TEXT NOT NULL,
    status TEXT NOT NULL,                   -- outcome of the latest message
    registered_by INTEGER REFERENCES messages (id),  -- the accepted message that counts; NULL: not registered
    opened_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    UNIQUE (sender, unit_key)
) STRICT;

CREATE INDEX cases_by_unit ON cases (unit_key);

CREATE TABLE pictures (
    digest TEXT PRIMARY KEY,                -- SHA-256: each picture is kept once
    media_type TEXT NOT NULL,
    octets BLOB NOT NULL
) STRICT;

CREATE TABLE attachments (
    id INTEGER PRIMARY KEY,
    message INTEGER NOT NULL REFERENCES messages (id),
    filename TEXT NOT NULL,
    media_type TEXT NOT NULL,
    digest TEXT,                            -- NULL: it could not be taken out of its archive
    size INTEGER,
    version TEXT CHECK (version IN ('word', 'pdf', 'other')),
    unreadable TEXT,                        -- reason; NULL: it was read
    unreadable_detail TEXT NOT NULL DEFAULT '',
    doubt TEXT NOT NULL DEFAULT '',
    excerpt TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX attachments_by_message ON attachments (message);

CREATE TABLE pages (
    attachment INTEGER NOT NULL REFERENCES attachments (id),
    page INTEGER NOT NULL,
    picture TEXT NOT NULL REFERENCES pictures (digest),
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    PRIMARY KEY (attachment, page)
) STRICT;

-- What each form says, with the evidence for it; a box is left, top, right, bottom as fractions of the page.
CREATE TABLE fields (
    id INTEGER PRIMARY KEY,
    message INTEGER NOT NULL REFERENCES messages (id),
    attachment INTEGER NOT NULL REFERENCES attachments (id),
    form INTEGER NOT NULL,                  -- which form of the attachment, from 0
    field TEXT NOT NULL,
    version TEXT NOT NULL,
    text TEXT,
    normal TEXT,                            -- JSON: the value as recorded for the message
    ticked TEXT,                            -- JSON
    certainty REAL NOT NULL,
    page INTEGER,
    box TEXT,
    picture TEXT REFERENCES pictures (digest)
) STRICT;

CREATE INDEX fields_by_message ON fields (message);

CREATE TABLE seals (
    id INTEGER PRIMARY KEY,
    attachment INTEGER NOT NULL REFERENCES attachments (id),
    form INTEGER NOT NULL,
    page INTEGER NOT NULL,
    box TEXT NOT NULL,
    certainty REAL NOT NULL,
    shape TEXT NOT NULL,
    name TEXT,
    name_certainty REAL NOT NULL,
    picture TEXT REFERENCES pictures (digest)
) STRICT;

CREATE INDEX seals_by_attachment ON seals (attachment);

-- The versions that a message brought, as the rules want them back when the next message of the sender comes.
CREATE TABLE handed (
    id INTEGER PRIMARY KEY,
    message INTEGER NOT NULL REFERENCES messages (id),
    digest TEXT NOT NULL,
    version TEXT NOT NULL,
    filename TEXT NOT NULL,
    doubt TEXT NOT NULL,
    form BLOB                               -- zlib of JSON without pictures; NULL: it could not be read
) STRICT;

CREATE INDEX handed_by_message ON handed (message);

CREATE TABLE findings (
    id INTEGER PRIMARY KEY,
    message INTEGER NOT NULL REFERENCES messages (id),
    code TEXT NOT NULL,
    found TEXT NOT NULL,
    found_in_pdf TEXT NOT NULL,
    filename TEXT NOT NULL,
    detail TEXT NOT NULL,
    suggestions TEXT NOT NULL
) STRICT;

CREATE INDEX findings_by_message ON findings (message);

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    message INTEGER NOT NULL REFERENCES messages (id),
    kind TEXT NOT NULL,
    message_id TEXT NOT NULL UNIQUE,        -- made from the message that is answered: no second answer can be written
    recipient TEXT NOT NULL,
    octets BLOB NOT NULL,                   -- exactly what is sent, the first time and any other
    state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sending', 'sent', 'uncertain', 'failed')),
    attempts INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    claimed_at TEXT,
    ended_at TEXT,
    detail TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX outbox_to_send ON outbox (id) WHERE state IN ('pending', 'sending');
CREATE INDEX outbox_by_message ON outbox (message);

CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    what TEXT NOT NULL,
    message INTEGER REFERENCES messages (id),
    detail TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX events_by_message ON events (message);
