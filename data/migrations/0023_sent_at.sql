-- When a mail says that it was written: one that was written earlier does not replace a later one unseen.

ALTER TABLE messages ADD COLUMN sent_at TEXT;
