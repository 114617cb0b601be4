-- What was typed and not yet saved; how each person wants the screens; the hours of
-- the practice, its tax rates, and whom nobody asks for a review.
CREATE TABLE draft (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  staff INTEGER NOT NULL,
  at INTEGER NOT NULL,
  form TEXT NOT NULL,
  type TEXT NOT NULL,
  record INTEGER NOT NULL,
  base_version INTEGER NOT NULL,
  title TEXT NOT NULL,
  place TEXT NOT NULL,
  fields TEXT NOT NULL,
  extra TEXT NOT NULL
) STRICT;
CREATE INDEX draft_staff ON draft(staff, at, id);

CREATE TABLE staff_setting (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  version INTEGER NOT NULL,
  staff INTEGER NOT NULL REFERENCES staff(id),
  theme TEXT NOT NULL,
  ascii INTEGER NOT NULL,
  mouse INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX staff_setting_staff ON staff_setting(staff);

ALTER TABLE practice ADD COLUMN opens INTEGER NOT NULL DEFAULT 540;
ALTER TABLE practice ADD COLUMN closes INTEGER NOT NULL DEFAULT 1080;
ALTER TABLE practice ADD COLUMN tax_percent INTEGER;
ALTER TABLE practice ADD COLUMN tax2_percent INTEGER;
UPDATE practice SET opens = 540, closes = 1080;

ALTER TABLE client ADD COLUMN do_not_ask_review TEXT;
