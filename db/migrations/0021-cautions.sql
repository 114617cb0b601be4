-- What must not meet: ingredients of products, and what a client may have against them; and
-- second looks at signed charts and overrides. No row is written. A file of 1 GB needs the
-- copy FILE.before-0021, 1 GB, and a moment, an index of screenings included; the lock is
-- held meanwhile.
ALTER TABLE product ADD COLUMN ingredients TEXT;
ALTER TABLE practice ADD COLUMN look_percent INTEGER;
CREATE INDEX screening_overridden ON screening(override_by, date) WHERE override_by IS NOT NULL;

CREATE TABLE product_caution (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  code TEXT,
  ingredients TEXT,
  kind TEXT,
  strength_over INTEGER,
  meets TEXT,
  found_in TEXT,
  answer TEXT,
  guidance TEXT NOT NULL,
  source TEXT NOT NULL,
  active INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX product_caution_code ON product_caution(code COLLATE NOCASE)
 WHERE code IS NOT NULL;

CREATE TABLE second_look (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  client INTEGER NOT NULL REFERENCES client(id),
  signature INTEGER REFERENCES signature(id),
  screening INTEGER REFERENCES screening(id),
  act TEXT NOT NULL,
  staff INTEGER NOT NULL REFERENCES staff(id),
  at INTEGER NOT NULL,
  looked_by INTEGER REFERENCES staff(id),
  words TEXT
) STRICT;
CREATE INDEX second_look_client ON second_look(client);
CREATE INDEX second_look_staff ON second_look(staff, at);
CREATE INDEX second_look_signature ON second_look(signature) WHERE signature IS NOT NULL;
CREATE INDEX second_look_screening ON second_look(screening) WHERE screening IS NOT NULL;
CREATE TRIGGER second_look_kept_insert BEFORE INSERT ON second_look
WHEN EXISTS (SELECT 1 FROM second_look WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only: a second look stays as it was written'); END;
CREATE TRIGGER second_look_kept_update BEFORE UPDATE ON second_look
BEGIN SELECT RAISE(ABORT, 'append-only: a second look stays as it was written'); END;
CREATE TRIGGER second_look_kept_delete BEFORE DELETE ON second_look
BEGIN SELECT RAISE(ABORT, 'append-only: a second look stays as it was written'); END;
