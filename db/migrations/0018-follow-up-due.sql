-- Follow-ups by their day, for the month's figures and for Due. No row is written. A file of 1 GB
-- needs the copy FILE.before-0018, 1 GB, and a moment for the index; the lock is held meanwhile.
DROP INDEX follow_up_open;
CREATE INDEX follow_up_due ON follow_up(due);
