-- What a day at the desk asks for: when the practice is open and who treats, what is
-- taxed, when allergies and medicines were asked, and who looked at them in an emergency.

-- Days of the week, such as 'mon tue fri'; NULL: each day.
ALTER TABLE practice ADD COLUMN open_days TEXT;
-- What a barcode scanner sends before each scan.
ALTER TABLE practice ADD COLUMN scan_prefix TEXT;

ALTER TABLE staff ADD COLUMN treats INTEGER NOT NULL DEFAULT 1;
UPDATE staff SET treats = role IN ('owner', 'practitioner');

ALTER TABLE service ADD COLUMN taxed INTEGER NOT NULL DEFAULT 1;
ALTER TABLE service ADD COLUMN taxed2 INTEGER NOT NULL DEFAULT 1;
ALTER TABLE product ADD COLUMN taxed INTEGER NOT NULL DEFAULT 1;
ALTER TABLE product ADD COLUMN taxed2 INTEGER NOT NULL DEFAULT 1;
UPDATE service SET taxed = 1, taxed2 = 1;
UPDATE product SET taxed = 1, taxed2 = 1;

-- Blank and asked on a day: nothing known. Blank and never asked: not known.
ALTER TABLE client ADD COLUMN allergies_on TEXT;
ALTER TABLE client ADD COLUMN allergies_by INTEGER REFERENCES staff(id);
ALTER TABLE client ADD COLUMN medicines_on TEXT;
ALTER TABLE client ADD COLUMN medicines_by INTEGER REFERENCES staff(id);

-- Why a visit was booked outside the hours, on a closed day or with somebody who does
-- not treat; NULL: it was not.
ALTER TABLE session ADD COLUMN insisted TEXT;

-- The front desk looked at what is medical of a client, once, and said why.
CREATE TABLE emergency_view (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  client INTEGER NOT NULL REFERENCES client(id),
  staff INTEGER NOT NULL REFERENCES staff(id),
  at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  seen_by INTEGER REFERENCES staff(id),
  seen_at INTEGER
) STRICT;
CREATE INDEX emergency_view_client ON emergency_view(client);
CREATE INDEX emergency_view_unseen ON emergency_view(id) WHERE seen_by IS NULL;
CREATE TRIGGER emergency_view_insert BEFORE INSERT ON emergency_view
WHEN EXISTS (SELECT 1 FROM emergency_view WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'append-only: a look in an emergency stays as it was written'); END;
CREATE TRIGGER emergency_view_update BEFORE UPDATE ON emergency_view
WHEN NEW.id IS NOT OLD.id OR NEW.client IS NOT OLD.client OR NEW.staff IS NOT OLD.staff
 OR NEW.at IS NOT OLD.at OR NEW.reason IS NOT OLD.reason OR (OLD.seen_by IS NOT NULL
 AND (NEW.seen_by IS NOT OLD.seen_by OR NEW.seen_at IS NOT OLD.seen_at))
BEGIN SELECT RAISE(ABORT, 'append-only: a look in an emergency stays as it was written'); END;
CREATE TRIGGER emergency_view_delete BEFORE DELETE ON emergency_view
BEGIN SELECT RAISE(ABORT, 'append-only: a look in an emergency stays as it was written'); END;
