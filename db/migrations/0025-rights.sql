-- A person's rights: holds, erasures, and from which age records of minors are kept. Tables and
-- a column alone; no row is written. A file of 1 GB needs the copy FILE.before-0025, 1 GB, and a
-- moment; the lock is held meanwhile.
ALTER TABLE practice ADD COLUMN majority INTEGER;

CREATE TABLE hold (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  client INTEGER NOT NULL REFERENCES client(id),
  reason TEXT NOT NULL,
  since TEXT NOT NULL,
  staff INTEGER NOT NULL REFERENCES staff(id),
  released_on TEXT,
  released_by INTEGER REFERENCES staff(id)
) STRICT;
CREATE INDEX hold_client ON hold(client);

CREATE TABLE erasure (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  client INTEGER NOT NULL REFERENCES client(id),
  at INTEGER NOT NULL,
  staff INTEGER REFERENCES staff(id),
  reason TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX erasure_client ON erasure(client);
CREATE TRIGGER erasure_kept_insert BEFORE INSERT ON erasure
WHEN EXISTS (SELECT 1 FROM erasure WHERE id = NEW.id OR client = NEW.client)
BEGIN SELECT RAISE(ABORT, 'append-only: an erasure stays as it was written'); END;
CREATE TRIGGER erasure_kept_update BEFORE UPDATE ON erasure
BEGIN SELECT RAISE(ABORT, 'append-only: an erasure stays as it was written'); END;
CREATE TRIGGER erasure_kept_delete BEFORE DELETE ON erasure
BEGIN SELECT RAISE(ABORT, 'append-only: an erasure stays as it was written'); END;
