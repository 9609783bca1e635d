-- Answers through a mail server: how often to whom, whether sending is at a standstill, what came back.

ALTER TABLE outbox ADD COLUMN thread TEXT;                 -- Message-ID that the conversation began with
ALTER TABLE outbox ADD COLUMN copied INTEGER NOT NULL DEFAULT 0 CHECK (copied IN (0, 1)); -- a copy lies in Sent

CREATE INDEX outbox_by_recipient ON outbox (recipient, id);
CREATE INDEX outbox_by_thread ON outbox (thread) WHERE thread IS NOT NULL;
CREATE INDEX outbox_by_claim ON outbox (claimed_at) WHERE claimed_at IS NOT NULL;
CREATE INDEX outbox_uncertain ON outbox (id) WHERE state = 'uncertain';
CREATE INDEX outbox_to_copy ON outbox (id) WHERE copied = 0 AND state = 'sent';

-- At most one row: how sending goes. None: all is well.
CREATE TABLE standstill (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    why TEXT NOT NULL,                      -- for staff
    since TEXT NOT NULL,
    paused_until TEXT,                      -- the host asked to stop; NULL: it could not be reached
    stops INTEGER NOT NULL DEFAULT 0        -- how many in a row
) STRICT;

CREATE TABLE bounces (
    id INTEGER PRIMARY KEY,
    message INTEGER NOT NULL REFERENCES messages (id),  -- the mail that says so
    answer INTEGER REFERENCES outbox (id),  -- NULL: it could not be told which
    by_id INTEGER NOT NULL DEFAULT 0 CHECK (by_id IN (0, 1)), -- matched by Message-ID; else by address and time
    recipient TEXT NOT NULL,
    permanent INTEGER NOT NULL CHECK (permanent IN (0, 1)),
    status TEXT NOT NULL,                   -- RFC 3463, such as 5.1.1; '': none given
    reason TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

CREATE INDEX bounces_by_answer ON bounces (answer);
CREATE INDEX bounces_by_message ON bounces (message);
