-- What people do about an answer that did not arrive: have the same octets sent once more, or leave it at that.

ALTER TABLE outbox ADD COLUMN again_by TEXT;   -- who wants it sent again; until it has been handed over
ALTER TABLE outbox ADD COLUMN left_by TEXT;    -- who leaves it at that: it no longer stands on today's page
ALTER TABLE bounces ADD COLUMN left_by TEXT;

-- An answer's octets stand before its state in the row: without this, counting states reads them all.
CREATE INDEX outbox_by_state ON outbox (state, message);

-- Which units wrote is asked for today's page: from this alone, without the rows with their records.
CREATE INDEX messages_of_units ON messages (id, unit_key) WHERE unit_key IS NOT NULL;
