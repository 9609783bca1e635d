-- Whom an account list has named: an account is opened once, and a list made again says what is old and what changed.

CREATE TABLE listed_accounts (
    id INTEGER PRIMARY KEY,
    message INTEGER NOT NULL REFERENCES messages (id),  -- the one that registered the unit when the list was made
    unit_key TEXT NOT NULL,
    record TEXT NOT NULL,                   -- JSON: the values as the list had them
    at TEXT NOT NULL
) STRICT;

CREATE INDEX listed_accounts_by_unit ON listed_accounts (unit_key);
CREATE INDEX listed_accounts_by_message ON listed_accounts (message);
