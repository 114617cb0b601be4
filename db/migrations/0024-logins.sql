-- Logins over SSH: the keys of people, and logins of a room. A table and a column alone; no row
-- is written. A file of 1 GB needs the copy FILE.before-0024, 1 GB, and a moment; the lock is
-- held meanwhile.
ALTER TABLE staff ADD COLUMN room INTEGER;

CREATE TABLE staff_key (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  staff INTEGER NOT NULL REFERENCES staff(id),
  type TEXT NOT NULL,
  key TEXT NOT NULL,
  label TEXT,
  fingerprint TEXT NOT NULL,
  active INTEGER NOT NULL
) STRICT;
CREATE INDEX staff_key_staff ON staff_key(staff);
CREATE UNIQUE INDEX staff_key_fingerprint ON staff_key(fingerprint);
