-- Photos: which picture it is, when it was taken, how a person turned it, and where pictures
-- were used under a client's permission, which stays as it was written. No row is written. A
-- file of 1 GB needs the copy FILE.before-0019, 1 GB, and a moment; the lock is held meanwhile.
ALTER TABLE attachment ADD COLUMN picture TEXT;
ALTER TABLE attachment ADD COLUMN taken INTEGER;
ALTER TABLE attachment ADD COLUMN turn INTEGER;
CREATE INDEX attachment_digest ON attachment(digest);

CREATE TABLE permission_use (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  permission INTEGER NOT NULL REFERENCES permission(id),
  client INTEGER NOT NULL REFERENCES client(id),
  photo_before INTEGER REFERENCES attachment(id),
  photo_after INTEGER REFERENCES attachment(id),
  used_on TEXT NOT NULL,
  staff INTEGER NOT NULL REFERENCES staff(id),
  what TEXT NOT NULL
) STRICT;
CREATE INDEX permission_use_client ON permission_use(client, used_on);
CREATE TRIGGER permission_use_kept_insert BEFORE INSERT ON permission_use
WHEN EXISTS (SELECT 1 FROM permission_use WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only: a use of pictures stays as it was written'); END;
CREATE TRIGGER permission_use_kept_update BEFORE UPDATE ON permission_use
BEGIN SELECT RAISE(ABORT, 'append-only: a use of pictures stays as it was written'); END;
CREATE TRIGGER permission_use_kept_delete BEFORE DELETE ON permission_use
BEGIN SELECT RAISE(ABORT, 'append-only: a use of pictures stays as it was written'); END;
