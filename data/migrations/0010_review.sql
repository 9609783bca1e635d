-- The staff's page: people and sessions, what stands in the list, what people checked and decided, units, settings.

CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL CHECK (role IN ('look', 'decide', 'administer')),
    password TEXT,                          -- argon2id; NULL: by one-time link only
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE sessions (
    token TEXT PRIMARY KEY,                 -- SHA-256 of what the browser holds
    person INTEGER NOT NULL REFERENCES people (id),
    csrf TEXT NOT NULL,
    begun_at TEXT NOT NULL,
    seen_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE entrances (
    token TEXT PRIMARY KEY,                 -- SHA-256 of a one-time link's token; the row goes when it is used
    person INTEGER NOT NULL REFERENCES people (id),
    until TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE refused_entries (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

CREATE INDEX refused_entries_by_time ON refused_entries (at);

-- One row a settled message, as it stands now: the list is read from here alone.
CREATE TABLE items (
    message INTEGER PRIMARY KEY REFERENCES messages (id),
    version INTEGER NOT NULL DEFAULT 0,     -- grows with every change by a person: nobody overwrites what he has not seen
    outcome TEXT NOT NULL,                  -- the rules', or a person's, or 'closed' by a person without a letter
    latest INTEGER NOT NULL DEFAULT 1 CHECK (latest IN (0, 1)), -- the newest message of its case
    unit TEXT NOT NULL DEFAULT '',
    unit_type TEXT NOT NULL DEFAULT '',
    person TEXT NOT NULL DEFAULT '',
    received TEXT NOT NULL,                 -- UTC, so that it sorts
    assigned TEXT                           -- name of the person who looks after it
) STRICT;

CREATE INDEX items_by_outcome ON items (latest, outcome, received);
CREATE INDEX items_by_time ON items (latest, received);
CREATE INDEX items_by_unit ON items (latest, unit);
CREATE INDEX items_by_assigned ON items (assigned) WHERE assigned IS NOT NULL;
CREATE INDEX messages_by_case ON messages (case_id, id) WHERE case_id IS NOT NULL;
CREATE INDEX findings_by_code ON findings (code, message);

CREATE VIRTUAL TABLE found USING fts5 (unit, person, contact, subject, files, body, tokenize = 'trigram');

INSERT INTO items (message, outcome, latest, unit, unit_type, person, received)
    SELECT id, outcome,
        NOT EXISTS (SELECT 1 FROM messages AS later WHERE later.case_id = messages.case_id AND later.id > messages.id),
        coalesce(json_extract(record, '$.unit_name'), unit_key, ''),
        coalesce(json_extract(record, '$.unit_type'), ''),
        coalesce(json_extract(record, '$.name'), ''),
        coalesce(strftime('%Y-%m-%dT%H:%M:%SZ', received_at), strftime('%Y-%m-%dT%H:%M:%SZ', arrived_at), '')
    FROM messages WHERE state = 'settled';

INSERT INTO found (rowid, unit, person, contact, subject, files, body)
    SELECT id,
        coalesce(json_extract(record, '$.unit_name'), '') || ' ' || coalesce(unit_key, ''),
        coalesce(json_extract(record, '$.name'), ''),
        coalesce(sender, '') || ' ' || coalesce(json_extract(record, '$.mobile'), '') || ' '
            || coalesce(json_extract(record, '$.email'), ''),
        coalesce(subject, '') || ' ' || source,
        coalesce((SELECT group_concat(filename, ' ') FROM attachments WHERE message = messages.id), ''),
        coalesce((SELECT group_concat(excerpt, ' ') FROM attachments WHERE message = messages.id), '')
    FROM messages WHERE state = 'settled';

-- What a person says of one field or one finding, beside what was read and never over it; the newest that stands counts.
CREATE TABLE checks (
    id INTEGER PRIMARY KEY,
    message INTEGER NOT NULL REFERENCES messages (id),
    about TEXT NOT NULL,                    -- a field's key, 'seal', or a code that has no field
    verdict TEXT NOT NULL CHECK (verdict IN ('right', 'corrected', 'wrong')),
    value TEXT,                             -- JSON: the value for the record, in normal form
    was TEXT,                               -- JSON: what stood in the record before
    person TEXT NOT NULL,
    at TEXT NOT NULL,
    undone_at TEXT
) STRICT;

CREATE INDEX checks_by_message ON checks (message);

-- What a person decided about a message; the one that stands (at most one) counts. The message's own columns keep what
-- it came to when it was handled.
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY,
    message INTEGER NOT NULL REFERENCES messages (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('accepted', 'rejected', 'closed')),
    record TEXT,
    unit_key TEXT,
    problems TEXT NOT NULL DEFAULT '[]',
    remark TEXT NOT NULL DEFAULT '',
    answer TEXT,                            -- Message-ID of the letter, NULL: none
    before TEXT NOT NULL,                   -- JSON: what undoing puts back
    person TEXT NOT NULL,
    at TEXT NOT NULL,
    undone_at TEXT
) STRICT;

CREATE UNIQUE INDEX decisions_that_stand ON decisions (message) WHERE undone_at IS NULL;
CREATE INDEX decisions_by_message ON decisions (message);

-- An answer by a person waits a moment, so that it can be taken back.
ALTER TABLE outbox ADD COLUMN not_before TEXT;

-- Names that people added to the lists of units; same_as: another name of that unit.
CREATE TABLE unit_names (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT '',
    same_as TEXT,
    person TEXT NOT NULL,
    at TEXT NOT NULL,
    undone_at TEXT
) STRICT;

-- What people set in place of the notice; the newest of a name counts, the others are its history.
CREATE TABLE settings (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    value TEXT NOT NULL,                    -- JSON; null: as the notice has it
    person TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

CREATE INDEX settings_by_name ON settings (name, id);
